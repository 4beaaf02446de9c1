// An error is compared as a whole: its code and all of its texts.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "error.h"
#include "text.h"

namespace migrate::test {

/// `primary | DETAIL | HINT` of the error that `action` throws, behind its SQLSTATE: "42704
/// revision "zz" does not exist | | Did you mean "zy"?"; empty where it throws none.
template <typename Action>
std::string error_of(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return cat(sqlstate(error.code()), " ", error.message(), " | ", error.detail(), " | ",
               error.hint());
  }
  return "";
}

}  // namespace migrate::test

// A call's whole error as text, for tests.
#pragma once

#include <string>

#include "error.h"
#include "text.h"

namespace migrate {

/// "42601|message|detail|hint|context"; "none" where nothing is thrown.
template <typename Call>
std::string error_of(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return cat(sqlstate(error.code()), "|", error.message(), "|", error.detail(), "|", error.hint(),
               "|", error.context());
  }
  return "none";
}

}  // namespace migrate

// Placeholders of our own statements.
#pragma once

#include <cstddef>
#include <string>

#include "text.h"

namespace migrate {

/// list_of(3, 5) = "$3, $4, $5".
inline std::string list_of(std::size_t first, std::size_t last) {
  std::string text;
  for (std::size_t i = first; i <= last; ++i)
    text += cat(i > first ? ", $" : "$", std::to_string(i));
  return text;
}

}  // namespace migrate

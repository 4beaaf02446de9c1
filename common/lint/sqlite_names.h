// SQLite's names are the same in upper and lower case.
#pragma once

#include <string>
#include <string_view>

namespace migrate::lint {

/// The name in lower case, as facts and catalog give it; ASCII only, as in SQLite.
inline std::string folded(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace migrate::lint

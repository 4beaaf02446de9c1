// Queries that kinds share a part of.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace migrate {

/// The parts one after the other: `Joined<kColumns, kTables>::kText`.
template <const std::string_view&... kParts>
struct Joined {
  static constexpr auto kCharacters = [] {
    std::array<char, (kParts.size() + ...)> characters{};
    auto at = characters.begin();
    ((at = std::copy(kParts.begin(), kParts.end(), at)), ...);
    return characters;
  }();
  static constexpr std::string_view kText{kCharacters.data(), kCharacters.size()};
};

}  // namespace migrate

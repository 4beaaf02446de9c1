// What a fuzz target asserts, also in builds without assert().
#pragma once

#include <cstdio>
#include <cstdlib>

namespace migrate {

/// Ends the process, which libFuzzer reports together with the input.
inline void require(bool condition, const char* rule) {
  if (condition) return;
  std::fprintf(stderr, "does not hold: %s\n", rule);
  std::abort();
}

}  // namespace migrate

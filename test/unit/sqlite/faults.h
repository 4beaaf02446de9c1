// Memory that runs out on demand, for SQLite and for C++.
#pragma once

#include <cstdint>

namespace migrate::test {

enum class FaultMode {
  kOnce,   // one request fails
  kAlways  // that one and all that follow
};

/// Lets the `after`-th request for memory from now on fail. 0 = none fails any more.
void fail_sqlite_memory(std::int64_t after, FaultMode mode);
void fail_cpp_memory(std::int64_t after, FaultMode mode);

/// Whether a request has failed since the last call of these.
bool has_failed();

/// While it lives, nothing fails.
class NoFaults {
 public:
  NoFaults();
  ~NoFaults();
  NoFaults(const NoFaults&) = delete;
  NoFaults& operator=(const NoFaults&) = delete;
};

}  // namespace migrate::test

#include "unit/sqlite/faults.h"

#include <sqlite3.h>

#include <cstdlib>
#include <new>

namespace migrate::test {
namespace {

struct Countdown {
  std::int64_t left = 0;
  FaultMode mode = FaultMode::kOnce;

  bool fails();
};

// Of the thread, so that other threads of a test are not hit.
thread_local Countdown sqlite_countdown;
thread_local Countdown cpp_countdown;
thread_local bool failed = false;
thread_local int paused = 0;

bool Countdown::fails() {
  if (left == 0 || paused > 0) return false;
  if (--left > 0) return false;
  if (mode == FaultMode::kAlways) left = 1;
  failed = true;
  return true;
}

sqlite3_mem_methods original;

void* sqlite_malloc(int size) {
  return sqlite_countdown.fails() ? nullptr : original.xMalloc(size);
}

void* sqlite_realloc(void* memory, int size) {
  return sqlite_countdown.fails() ? nullptr : original.xRealloc(memory, size);
}

// Before main, as SQLite can be told only before its first use.
const bool is_installed = [] {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &original);
  sqlite3_mem_methods methods = original;
  methods.xMalloc = sqlite_malloc;
  methods.xRealloc = sqlite_realloc;
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK;
}();

}  // namespace

void fail_sqlite_memory(std::int64_t after, FaultMode mode) {
  sqlite_countdown = {after, mode};
  failed = false;
}

void fail_cpp_memory(std::int64_t after, FaultMode mode) {
  cpp_countdown = {after, mode};
  failed = false;
}

bool has_failed() { return failed; }

NoFaults::NoFaults() { ++paused; }
NoFaults::~NoFaults() { --paused; }

void* allocate(std::size_t size) noexcept;

void* allocate(std::size_t size) noexcept {
  return cpp_countdown.fails() ? nullptr : std::malloc(size > 0 ? size : 1);
}

}  // namespace migrate::test

void* operator new(std::size_t size) {
  void* memory = migrate::test::allocate(size);
  if (!memory) throw std::bad_alloc();
  return memory;
}

// Both are given back by the same `delete`, so neither may be left to another allocator.
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return migrate::test::allocate(size);
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

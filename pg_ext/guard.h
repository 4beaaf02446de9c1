// The two doors between PostgreSQL's errors, which jump over C++ frames, and C++ exceptions, which
// must not reach PostgreSQL's frames. Every call into PostgreSQL goes through pg_call, every call
// from it through pg_entry.
#pragma once

#include <cstdint>
#include <type_traits>

struct FunctionCallInfoBaseData;

namespace migrate {

/// Runs `call(argument)`. An error raised by PostgreSQL inside leaves as PgError, or as
/// std::bad_alloc when there is no memory for a copy of it. The memory context is the same
/// afterwards. Use pg_call.
void run_guarded(void (*call)(void*), void* argument);

/// Runs a lambda that calls PostgreSQL; result: the lambda's. Its body is left by longjmp when
/// PostgreSQL raises an error, so it holds PostgreSQL calls and plain data only, nothing with a
/// destructor: convert arguments before and results after.
/// Errors: PgError. Afterwards the transaction is only good for leaving the enclosing savepoint.
template <typename Call>
auto pg_call(Call&& call) {
  using Body = std::remove_reference_t<Call>;
  using Result = std::invoke_result_t<Body&>;
  static_assert(std::is_nothrow_invocable_v<Body&>, "an exception must not cross PG_TRY");
  if constexpr (std::is_void_v<Result>) {
    run_guarded([](void* body) { (*static_cast<Body*>(body))(); }, &call);
  } else {
    static_assert(std::is_trivially_copyable_v<Result>, "longjmp skips destructors");
    struct Frame {
      Body* body;
      Result result;
    } frame{&call, Result{}};
    run_guarded(
        [](void* argument) {
          auto* inner = static_cast<Frame*>(argument);
          inner->result = (*inner->body)();
        },
        &frame);
    return frame.result;
  }
}

/// What an SQL function does; result: its Datum.
using EntryBody = std::uintptr_t (*)(FunctionCallInfoBaseData*);

/// Runs `body` and raises whatever it throws as a PostgreSQL error, with every field that it
/// carries, after all C++ frames are left. Does not return after an exception.
std::uintptr_t pg_entry(FunctionCallInfoBaseData* call, EntryBody body);

}  // namespace migrate

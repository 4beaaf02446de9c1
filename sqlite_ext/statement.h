// Prepared statements of the host's connection, and waiting for locks that other connections hold.
#pragma once

#include <chrono>
#include <memory>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace migrate {

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const noexcept;
};
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// Waits on top of the connection's own busy handler, which is unset in the sqlite3 shell and in
/// most programs: sessions that all migrate at once must queue, not fail.
class LockWait {
 public:
  /// Counts `limit` from the first call that finds a lock.
  LockWait(sqlite3* db, std::chrono::milliseconds limit) : db_(db), limit_(limit) {}

  /// Whether the call that returned `result_code` is worth repeating; sleeps a little first.
  /// Never while the connection holds a lock on main itself: in a read transaction waiting can
  /// only end in a deadlock or in SQLITE_BUSY_SNAPSHOT.
  bool can_retry(int result_code);

  /// As can_retry for COMMIT, which waits for readers while it holds the write lock.
  bool can_retry_commit(int result_code);

  std::chrono::milliseconds limit() const { return limit_; }

 private:
  bool sleep_until_limit();

  sqlite3* db_;
  std::chrono::milliseconds limit_;
  std::chrono::steady_clock::time_point start_{};
  int delay_ms_ = 0;
};

enum class Lifetime { kOnce, kCached };

/// Compiles the first statement of `sql`; null where that is only space or a comment. `tail`, where
/// given, gets what follows it. Errors: SqliteError; kProgramLimit for text of 2 GB and more.
Statement prepare(sqlite3* db, LockWait wait, std::string_view sql, Lifetime lifetime,
                  std::string_view* tail = nullptr);

/// Moves to the first row. Result: false where there is none. Errors: SqliteError.
bool step_first(sqlite3* db, LockWait wait, sqlite3_stmt* statement);

/// Moves to the next row. REQUIRES: step_first has returned true.
bool step_next(sqlite3* db, sqlite3_stmt* statement);

/// Runs `sql`, one of our own statements, and drops its rows. Errors: SqliteError.
void run(sqlite3* db, LockWait wait, std::string_view sql);

}  // namespace migrate

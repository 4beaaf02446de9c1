#include "statement.h"

#include <sqlite3ext.h>

#include <algorithm>
#include <limits>

#include "sqlite_error.h"
SQLITE_EXTENSION_INIT3

namespace migrate {
namespace {

constexpr int kLongestDelayMs = 50;

bool is_foreign_lock(sqlite3* db, int result_code) {
  const int code = extended_code(db, result_code);
  // SQLITE_BUSY_SNAPSHOT stays until the transaction ends; SQLITE_LOCKED is our own connection's.
  return ((code & 0xff) == SQLITE_BUSY && code != SQLITE_BUSY_SNAPSHOT) ||
         code == SQLITE_LOCKED_SHAREDCACHE;
}

}  // namespace

void FinalizeStatement::operator()(sqlite3_stmt* statement) const noexcept {
  sqlite3_finalize(statement);
}

bool LockWait::can_retry(int result_code) {
  return is_foreign_lock(db_, result_code) && sqlite3_txn_state(db_, "main") == SQLITE_TXN_NONE &&
         sleep_until_limit();
}

bool LockWait::can_retry_commit(int result_code) {
  return is_foreign_lock(db_, result_code) && sleep_until_limit();
}

bool LockWait::sleep_until_limit() {
  const auto now = std::chrono::steady_clock::now();
  if (start_ == std::chrono::steady_clock::time_point{}) start_ = now;
  if (now - start_ >= limit_) return false;
  // Random, so that two sessions that lock several files in different orders get apart.
  unsigned char jitter = 0;
  sqlite3_randomness(1, &jitter);
  delay_ms_ = std::min(2 * delay_ms_ + 1, kLongestDelayMs);
  sqlite3_sleep(1 + jitter % delay_ms_);
  return true;
}

Statement prepare(sqlite3* db, LockWait wait, std::string_view sql, Lifetime lifetime,
                  std::string_view* tail) {
  if (sql.size() >= static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw SqliteError(ErrorCode::kProgramLimit, SQLITE_TOOBIG, "statement is too long");
  }
  if (tail) *tail = {};
  if (sql.empty()) return nullptr;
  const unsigned int flags = lifetime == Lifetime::kCached ? SQLITE_PREPARE_PERSISTENT : 0;
  sqlite3_stmt* statement = nullptr;
  const char* end = nullptr;
  for (;;) {
    // Compiling reads the schema, which another connection may have locked.
    const int code =
        sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), flags, &statement, &end);
    if (code == SQLITE_OK) break;
    if (!wait.can_retry(code)) throw last_compile_error(db, code, sql);
  }
  if (tail) *tail = sql.substr(static_cast<std::size_t>(end - sql.data()));
  return Statement(statement);
}

bool step_first(sqlite3* db, LockWait wait, sqlite3_stmt* statement) {
  for (;;) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    if (!wait.can_retry(code)) throw last_error(db, code);
    sqlite3_reset(statement);
  }
}

bool step_next(sqlite3* db, sqlite3_stmt* statement) {
  const int code = sqlite3_step(statement);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw last_error(db, code);
}

void run(sqlite3* db, LockWait wait, std::string_view sql) {
  const Statement statement = prepare(db, wait, sql, Lifetime::kOnce);
  if (!statement || !step_first(db, wait, statement.get())) return;
  while (step_next(db, statement.get())) {
  }
}

}  // namespace migrate

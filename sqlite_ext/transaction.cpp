// What makes this longer than BEGIN and COMMIT is that SQLite keeps working against an undo:
//
// * It rolls back whole transactions by itself (SQLITE_FULL, IOERR, NOMEM, an interrupted write, ON
//   CONFLICT ROLLBACK). sqlite3_get_autocommit tells; a ROLLBACK then would fail.
// * While sqlite3_interrupt() is pending, nothing runs on the connection, not even ROLLBACK: the
//   request is only forgotten when the last running statement ends, and the statement that called
//   us is running. When memory has run out it is the same. But a stopped statement that may write
//   makes SQLite roll back everything, and `PRAGMA journal_mode` counts as one although it only
//   asks (sqlite.org/c3ref/interrupt.html; vdbeaux.c, sqlite3VdbeHalt). The caller's transaction
//   then goes too, as it does when an UPDATE in it is interrupted.
// * A statement that has expired is compiled again when it is run, which must work then: its text
//   has no space and ends with a semicolon, because the compiler looks for an interrupt at spaces
//   and at the end of the text. Without memory it does not work, hence refresh().
//   (In SQLite 3.37 nothing at all runs without memory; the transaction then stays open.)
// * A progress handler is asked after a statement has done its work, so that a COMMIT or RELEASE
//   which returns SQLITE_INTERRUPT may have happened. Statements are compiled before they are
//   needed, as compiling can be interrupted as well.
#include "transaction.h"

#include <sqlite3ext.h>

#include <cstdint>
#include <cstdio>
#include <new>
#include <string>
#include <vector>

#include "lock_holders.h"
#include "sqlite_error.h"
#include "text.h"
SQLITE_EXTENSION_INIT3

namespace migrate {
namespace {

constexpr std::string_view kBeginHint =
    "Roll back, and start the transaction with BEGIN IMMEDIATE.";

bool in_transaction(sqlite3* db) { return sqlite3_get_autocommit(db) == 0; }

// Names no other savepoint on the connection has, so that neither a script nor a nested savepoint
// of the host can release ours by accident.
std::string unique_savepoint_name() {
  std::uint64_t number = 0;
  sqlite3_randomness(sizeof number, &number);
  char name[32];
  std::snprintf(name, sizeof name, "migrate_%016llx", static_cast<unsigned long long>(number));
  return name;
}

Statement prepare_control(sqlite3* db, LockWait wait, std::string_view sql) {
  return prepare(db, wait, sql, Lifetime::kOnce);
}

// Result: the primary code.
int step_and_reset(sqlite3_stmt* statement) {
  sqlite3_step(statement);
  return sqlite3_reset(statement) & 0xff;
}

class Undo {
 public:
  Undo(sqlite3* db, LockWait wait, const ForcedRollback& forced)
      : db_(db),
        forced_(forced),
        probe_(prepare_control(db, wait, cat("RELEASE ", unique_savepoint_name()))) {}

  // Runs a statement of transaction control. Result: SQLITE_OK where it has had its effect.
  int run(sqlite3_stmt* statement) const {
    const int code = step_and_reset(statement);
    return code == SQLITE_INTERRUPT && !is_interrupt_pending() ? SQLITE_OK : code;
  }

  bool roll_back_everything() const { return forced_.run(); }

 private:
  // The probe names a savepoint that does not exist. Where it is run at all, its message says so,
  // whatever a progress handler makes of its code.
  bool is_interrupt_pending() const {
    if (step_and_reset(probe_.get()) != SQLITE_INTERRUPT) return false;
    return std::string_view(sqlite3_errmsg(db_)) == sqlite3_errstr(SQLITE_INTERRUPT);
  }

  sqlite3* db_;
  const ForcedRollback& forced_;
  Statement probe_;
};

[[noreturn]] void throw_not_undone() {
  throw Error(ErrorCode::kConnectionLost, "could not undo the changes of a failed migration",
              "The transaction is still open.", "Roll it back.");
}

// A writing statement holds a journal that a savepoint cannot be opened in, and its own changes
// would be committed half done.
void require_no_writing_statement(sqlite3* db) {
  for (sqlite3_stmt* statement = sqlite3_next_stmt(db, nullptr); statement;
       statement = sqlite3_next_stmt(db, statement)) {
    if (!sqlite3_stmt_busy(statement) || sqlite3_stmt_readonly(statement)) continue;
    const char* sql = sqlite3_sql(statement);
    throw Error(ErrorCode::kWrongState, "cannot migrate while a statement is writing",
                cat("The statement is: ", excerpt(sql ? sql : "")),
                "Call the function from a SELECT of its own.");
  }
}

// `Another connection is writing to it.`, or who it is where the system tells.
std::string who_uses_it(sqlite3* db, LockUse use) {
  const std::vector<std::string> holders = lock_holders(db, use);
  const std::string who = holders.empty() ? "another connection" : join(holders, ", ");
  const char* verb = holders.size() > 1 ? " are " : " is ";
  return cat(capitalized(who), verb,
             use == LockUse::kWriting ? "writing to it" : "still reading the database");
}

[[noreturn]] void throw_lock_error(sqlite3* db, const SqliteError& cause) {
  const int code = cause.result_code();
  const std::string message = "could not lock migrations";
  if (code == SQLITE_BUSY_SNAPSHOT) {
    throw SqliteError(ErrorCode::kSerialization, code, message,
                      "Another connection has written since this transaction started to read.",
                      std::string(kBeginHint));
  }
  if ((code & 0xff) != SQLITE_BUSY) throw cause;
  if (sqlite3_txn_state(db, "main") == SQLITE_TXN_NONE) {
    throw SqliteError(ErrorCode::kLockNotAvailable, code, message,
                      cat(who_uses_it(db, LockUse::kWriting), "."),
                      "Try again when it has finished, or raise lock_timeout with "
                      "migrate_setting.");
  }
  if (in_transaction(db)) {
    throw SqliteError(ErrorCode::kLockNotAvailable, code, message,
                      cat(who_uses_it(db, LockUse::kWriting),
                          ", and this transaction, which has read already, cannot wait for it."),
                      std::string(kBeginHint));
  }
  throw SqliteError(ErrorCode::kLockNotAvailable, code, message,
                    cat(who_uses_it(db, LockUse::kWriting),
                        ", and a statement of this connection that is still reading keeps it from "
                        "finishing."),
                    "Finish or reset the statement.");
}

class OwnTransaction {
 public:
  OwnTransaction(sqlite3* db, LockWait wait, const ForcedRollback& forced)
      : db_(db),
        wait_(wait),
        undo_(db, wait, forced),
        begin_(prepare_control(db, wait, "BEGIN IMMEDIATE")),
        commit_(prepare_control(db, wait, "COMMIT")),
        rollback_(prepare_control(db, wait, "ROLLBACK")) {}

  void begin() const {
    try {
      step_first(db_, wait_, begin_.get());
    } catch (const SqliteError& error) {
      sqlite3_reset(begin_.get());
      undo();  // a progress handler can stop BEGIN when it is done
      throw_lock_error(db_, error);
    } catch (const std::bad_alloc&) {
      undo();
      throw;
    }
  }

  void commit() const {
    if (!in_transaction(db_)) {
      throw Error(ErrorCode::kWrongState, "the script has ended the transaction of its migration");
    }
    LockWait wait = wait_;
    for (;;) {
      const int code = sqlite3_step(commit_.get());
      if (code == SQLITE_DONE) break;
      if ((code & 0xff) == SQLITE_INTERRUPT && !in_transaction(db_)) break;
      if (wait.can_retry_commit(code)) {
        sqlite3_reset(commit_.get());
        continue;
      }
      const SqliteError error = last_error(db_, code);
      sqlite3_reset(commit_.get());
      throw_commit_error(error);
    }
  }

  void undo() const {
    if (in_transaction(db_)) undo_.run(rollback_.get());
    if (!undo_.roll_back_everything()) throw_not_undone();
  }

 private:
  [[noreturn]] void throw_commit_error(const SqliteError& cause) const {
    const int code = cause.result_code();
    if (code == SQLITE_CONSTRAINT_FOREIGNKEY) {
      throw SqliteError(ErrorCode::kForeignKeyViolation, code, cause.message(),
                        "A deferred foreign key is violated at the end of the transaction.",
                        "PRAGMA foreign_key_check lists such rows.");
    }
    if ((code & 0xff) != SQLITE_BUSY) throw cause;
    throw SqliteError(ErrorCode::kLockNotAvailable, code, "could not commit the migration",
                      cat(who_uses_it(db_, LockUse::kReading), "."),
                      "Try again when it has finished, or raise lock_timeout with "
                      "migrate_setting.");
  }

  sqlite3* db_;
  LockWait wait_;
  Undo undo_;
  Statement begin_;
  Statement commit_;
  Statement rollback_;
};

class Savepoint {
 public:
  Savepoint(sqlite3* db, LockWait wait, const ForcedRollback& forced)
      : Savepoint(db, wait, forced, unique_savepoint_name()) {}

  void open() const {
    try {
      step_first(db_, wait_, open_.get());
      sqlite3_reset(open_.get());
    } catch (...) {
      // It is open where a progress handler has stopped it at its end.
      if (sqlite3_reset(open_.get()) == SQLITE_INTERRUPT) undo();
      throw;
    }
  }

  void release() const {
    const int code = undo_.run(release_.get());
    if (code == SQLITE_OK) return;
    if (code == SQLITE_ERROR) {
      throw Error(ErrorCode::kWrongState, "the script has ended the savepoint of its migration");
    }
    throw SqliteError(ErrorCode::kStatement, code, sqlite3_errstr(code));
  }

  void undo() const {
    if (!in_transaction(db_)) return;
    if (undo_.run(rollback_to_.get()) == SQLITE_OK && undo_.run(release_.get()) == SQLITE_OK) {
      return;
    }
    if (!undo_.roll_back_everything()) throw_not_undone();
  }

 private:
  Savepoint(sqlite3* db, LockWait wait, const ForcedRollback& forced, const std::string& name)
      : db_(db),
        wait_(wait),
        undo_(db, wait, forced),
        open_(prepare_control(db, wait, cat("SAVEPOINT ", name))),
        rollback_to_(prepare_control(db, wait, cat("ROLLBACK TO ", name))),
        release_(prepare_control(db, wait, cat("RELEASE ", name))) {}

  sqlite3* db_;
  LockWait wait_;
  Undo undo_;
  Statement open_;
  Statement rollback_to_;
  Statement release_;
};

}  // namespace

ForcedRollback::ForcedRollback(sqlite3* db, LockWait wait) : db_(db), wait_(wait) { refresh(); }

bool ForcedRollback::run() const {
  if (in_transaction(db_)) step_and_reset(statement_.get());
  return !in_transaction(db_);
}

void ForcedRollback::refresh() {
  statement_ = prepare_control(db_, wait_, "PRAGMA\"main\".journal_mode;");
}

void ForcedRollback::refresh_after(const std::function<void()>& change) {
  // A statement that runs does not expire. It reads, so it is not kept any longer than this.
  const Statement running = prepare_control(db_, wait_, "PRAGMA main.user_version");
  step_first(db_, wait_, running.get());
  try {
    change();
    refresh();
  } catch (const std::bad_alloc&) {
    sqlite3_step(running.get());
    throw;
  }
}

void run_in_transaction(sqlite3* db, LockWait wait, const ForcedRollback& forced,
                        const std::function<void()>& body) {
  require_no_writing_statement(db);
  if (in_transaction(db)) {
    take_write_lock(db, wait, forced);
    return run_in_savepoint(db, wait, forced, body);
  }
  const OwnTransaction transaction(db, wait, forced);
  transaction.begin();
  try {
    body();
    transaction.commit();
  } catch (...) {
    transaction.undo();
    throw;
  }
}

void run_in_savepoint(sqlite3* db, LockWait wait, const ForcedRollback& forced,
                      const std::function<void()>& body) {
  const Savepoint savepoint(db, wait, forced);
  savepoint.open();
  try {
    body();
    savepoint.release();
  } catch (...) {
    savepoint.undo();
    throw;
  }
}

void take_write_lock(sqlite3* db, LockWait wait, const ForcedRollback& forced) {
  if (sqlite3_txn_state(db, "main") == SQLITE_TXN_WRITE) return;
  const Savepoint savepoint(db, wait, forced);
  savepoint.open();
  try {
    // Takes the lock before anything is read, which lets it wait; rolling back keeps the lock.
    run(db, wait, "PRAGMA main.user_version = 0");
    savepoint.undo();
  } catch (const SqliteError& error) {
    savepoint.undo();
    throw_lock_error(db, error);
  } catch (const std::bad_alloc&) {
    savepoint.undo();
    throw;
  }
}

}  // namespace migrate

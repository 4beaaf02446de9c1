// Transactions and savepoints on a connection that belongs to the host, so that all or nothing of
// what a verb does stays, whatever stops it.
#pragma once

#include <functional>

#include "statement.h"

namespace migrate {

/// The last resort when a rollback cannot run; see transaction.cpp.
class ForcedRollback {
 public:
  ForcedRollback(sqlite3* db, LockWait wait);

  /// Rolls back the whole transaction where nothing runs on the connection any more. Result:
  /// whether no transaction is open.
  bool run() const;

  /// Keeps it usable for when memory runs out: called after whatever may have made SQLite expire
  /// its compiled statements (statements of a script, a rollback). Errors: SqliteError.
  void refresh();

  /// Runs `change`, which is known to expire all compiled statements, and refreshes.
  /// Where memory runs out on the way, the transaction is rolled back. Errors: SqliteError.
  /// REQUIRES: `change` drops no table and no index.
  void refresh_after(const std::function<void()>& change);

 private:
  sqlite3* db_;
  LockWait wait_;
  Statement statement_;
};

/// Runs `body` with the write lock in BEGIN IMMEDIATE … COMMIT, or in a savepoint where a
/// transaction is open.
/// After an exception from `body` or a COMMIT that fails, everything is undone.
/// Errors: kLockNotAvailable or kSerialization where the write lock cannot be had; kWrongState from
/// within a statement that writes, or when `body` has ended the transaction; kConnectionLost when
/// undoing fails.
void run_in_transaction(sqlite3* db, LockWait wait, const ForcedRollback& forced,
                        const std::function<void()>& body);

/// Runs `body` in a savepoint; nests. After some errors SQLite has rolled back the caller's whole
/// transaction instead (an interrupt, a full disk, ON CONFLICT ROLLBACK).
void run_in_savepoint(sqlite3* db, LockWait wait, const ForcedRollback& forced,
                      const std::function<void()>& body);

/// Makes the open transaction a writing one without changing anything. Errors: as
/// run_in_transaction. REQUIRES: a transaction is open.
void take_write_lock(sqlite3* db, LockWait wait, const ForcedRollback& forced);

}  // namespace migrate

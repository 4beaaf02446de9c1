// One session at a time migrates a database: advisory locks of table migrate_version.
#pragma once

namespace migrate {

/// Takes the lock of `version_table` (its oid), waits for it when another session has it, and keeps
/// it until the transaction or the surrounding subtransaction's rollback ends it. A second call is
/// free. `release_snapshot`: wait without a snapshot, so that a concurrent index build in another
/// session does not wait for us; only legal in a procedure outside a transaction block.
/// Errors: kLockNotAvailable after lock_timeout, and where a deploy's statement waits for this
/// transaction, so that waiting could not end; PgError: cancelled, deadlock.
void lock_migrations(unsigned version_table, bool release_snapshot);

/// Takes the lock for the session, over all transactions until let_go_of_migrations. Waits without
/// being waited for. Errors: kLockNotAvailable after lock_timeout; PgError: cancelled.
/// REQUIRES: the transaction has no snapshot.
void hold_migrations(unsigned version_table);
void let_go_of_migrations(unsigned version_table) noexcept;

/// For a worker that runs a deploy's statements: held until the process ends, so that whoever comes
/// next waits for the end of a worker whose session has gone. Raises PostgreSQL's errors.
void mark_as_worker(unsigned version_table);

}  // namespace migrate

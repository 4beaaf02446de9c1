// One session at a time: an advisory lock of the transaction on table migrate_version.
#pragma once

namespace migrate {

/// Takes the lock on `version_table` (its oid), waits for it when another session has it, and keeps
/// it until the transaction or the surrounding subtransaction's rollback ends it. A second call is
/// free. `release_snapshot`: wait without a snapshot, so that a concurrent index build in another
/// session does not wait for us; only legal in a procedure outside a transaction block.
/// Errors: kLockNotAvailable after lock_timeout; PgError: cancelled, deadlock.
void lock_migrations(unsigned version_table, bool release_snapshot);

}  // namespace migrate

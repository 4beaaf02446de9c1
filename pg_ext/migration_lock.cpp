// A table lock would do the same but would also stop readers' VACUUM and show as a conflict with
// pg_dump. The lock is shown by pg_locks as an advisory one: classid = kLockClass, objid = the
// table's oid, objsubid = 2, as pg_advisory_xact_lock(int, int) takes it.
//
// Who waits holds a snapshot, and CREATE INDEX CONCURRENTLY waits for all older snapshots: with the
// lock's holder waiting for the table under that index, all three would wait for each other. A
// procedure can let go of its snapshot first; a function cannot, and there the deadlock detector
// ends the wait. Source: PostgreSQL 15, pquery.c and portalmem.c, as SPI_commit does it.
#include "migration_lock.h"

#include "error.h"
#include "guard.h"
#include "pg_error.h"

extern "C" {
#include "postgres.h"

#include "access/xact.h"
#include "miscadmin.h"
#include "storage/lock.h"
#include "tcop/pquery.h"
#include "utils/portal.h"
#include "utils/snapmgr.h"
}

namespace migrate {
namespace {

constexpr uint32 kLockClass = 0x6d677274;  // "mgrt"

LOCKTAG lock_tag(Oid table) {
  LOCKTAG tag;
  SET_LOCKTAG_ADVISORY(tag, MyDatabaseId, kLockClass, table, 2);
  return tag;
}

// As a commit would: the portal of CALL keeps a snapshot to run under and one for its result.
void release_snapshots() {
  ForgetPortalSnapshots();
  const Portal portal = ActivePortal;
  if (portal && portal->holdSnapshot) {
    UnregisterSnapshotFromOwner(portal->holdSnapshot, portal->resowner);
    portal->holdSnapshot = nullptr;
  }
  InvalidateCatalogSnapshot();
}

bool try_lock(const LOCKTAG& tag) {
  return pg_call([&]() noexcept {
    return LockAcquire(&tag, ExclusiveLock, false, true) != LOCKACQUIRE_NOT_AVAIL;
  });
}

}  // namespace

void lock_migrations(unsigned version_table, bool release_snapshot) {
  const LOCKTAG tag = lock_tag(version_table);
  if (try_lock(tag)) return;
  try {
    pg_call([&]() noexcept {
      // REPEATABLE READ keeps its snapshot in any case.
      const bool release = release_snapshot && !IsolationUsesXactSnapshot();
      if (release) release_snapshots();
      LockAcquire(&tag, ExclusiveLock, false, false);
      if (release) EnsurePortalSnapshotExists();
    });
  } catch (const PgError& error) {
    if (!error.has_sqlstate("55P03")) throw;
    throw Error(ErrorCode::kLockNotAvailable, "could not lock migrations",
                "Another session is migrating this database.");
  }
}

}  // namespace migrate

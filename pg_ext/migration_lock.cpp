// A table lock would do the same but would also stop readers' VACUUM and show as a conflict with
// pg_dump. The locks are shown by pg_locks as advisory ones: classid = kMain and so on, objid = the
// table's oid, objsubid = 2, as pg_advisory_xact_lock(int, int) takes them.
//
// CREATE INDEX CONCURRENTLY waits for all older snapshots, and who waits for a lock in a function
// holds one. Where the lock's holder waits for the index, in a way that the deadlock detector does
// not see (a session that waits for its worker), all would wait for each other for ever. Hence:
//
// * kEntry is taken in share mode before kMain is waited for, and exclusively by a session that
//   runs statements outside of a transaction. So nobody sleeps in the queue of kMain, where it
//   could not be told to stop, while such a session has kMain. Who gets no kEntry polls, and gives
//   up when it sees that a deploy's worker waits for it.
// * A procedure lets go of its snapshot while it waits.
// * kWorker belongs to the worker, which can outlive its session for a moment.
//
// The queue of kMain is a queue of PostgreSQL's, so there deadlocks are found.
// Source: PostgreSQL 15, pquery.c and portalmem.c, as SPI_commit releases snapshots.
#include "migration_lock.h"

#include <algorithm>

#include "error.h"
#include "guard.h"
#include "pg_error.h"

extern "C" {
#include "postgres.h"

#include "access/xact.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "storage/latch.h"
#include "storage/lock.h"
#include "storage/proc.h"
#include "tcop/pquery.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "utils/portal.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"
}

namespace migrate {
namespace {

enum LockClass : uint32 {
  kMain = 0x6d677274,  // "mgrt"
  kEntry = 0x6d677275,
  kWorker = 0x6d677276,
};

constexpr long kLongestDelayMs = 100;

struct Wanted {
  LockClass lock_class;
  LOCKMODE mode;
  bool session;  // else until the transaction ends
};

LOCKTAG lock_tag(LockClass lock_class, Oid table) {
  LOCKTAG tag;
  SET_LOCKTAG_ADVISORY(tag, MyDatabaseId, lock_class, table, 2);
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

bool try_lock(Oid table, const Wanted& wanted) {
  const LOCKTAG tag = lock_tag(wanted.lock_class, table);
  return pg_call([&]() noexcept {
    return LockAcquire(&tag, wanted.mode, wanted.session, true) != LOCKACQUIRE_NOT_AVAIL;
  });
}

void release(Oid table, LockClass lock_class, LOCKMODE mode) {
  const LOCKTAG tag = lock_tag(lock_class, table);
  pg_call([&]() noexcept { LockRelease(&tag, mode, true); });
}

[[noreturn]] void throw_locked() {
  throw Error(ErrorCode::kLockNotAvailable, "could not lock migrations",
              "Another session is migrating this database.");
}

bool is_blocked_by_us(int process) {
  ArrayType* blocking =
      DatumGetArrayTypeP(DirectFunctionCall1(pg_blocking_pids, Int32GetDatum(process)));
  const auto* processes = reinterpret_cast<const int*>(ARR_DATA_PTR(blocking));
  const int count = ArrayGetNItems(ARR_NDIM(blocking), ARR_DIMS(blocking));
  return std::find(processes, processes + count, MyProcPid) != processes + count;
}

bool is_blocked_holder(const LOCKTAG& tag) {
  const LockData* locks = GetLockStatusData();
  for (int i = 0; i < locks->nelements; ++i) {
    const LockInstanceData& lock = locks->locks[i];
    if (memcmp(&lock.locktag, &tag, sizeof tag) != 0 || lock.holdMask == 0) continue;
    if (is_blocked_by_us(lock.pid)) return true;
  }
  return false;
}

// Asked again and again, so it leaves no memory behind.
bool is_worker_waiting_for_us(Oid table) {
  const LOCKTAG tag = lock_tag(kWorker, table);
  return pg_call([&]() noexcept {
    const MemoryContext memory =
        AllocSetContextCreate(CurrentMemoryContext, "migrate locks", ALLOCSET_DEFAULT_SIZES);
    const MemoryContext caller = MemoryContextSwitchTo(memory);
    const bool result = is_blocked_holder(tag);
    MemoryContextSwitchTo(caller);
    MemoryContextDelete(memory);
    return result;
  });
}

// Asks again and again, so that it is in no queue.
void poll(Oid table, const Wanted& wanted) {
  const TimestampTz start = GetCurrentTimestamp();
  for (long delay = 1; !try_lock(table, wanted); delay = std::min(2 * delay, kLongestDelayMs)) {
    if (LockTimeout > 0 && TimestampDifferenceExceeds(start, GetCurrentTimestamp(), LockTimeout)) {
      throw_locked();
    }
    if (delay == kLongestDelayMs && is_worker_waiting_for_us(table)) {
      throw Error(ErrorCode::kLockNotAvailable, "could not lock migrations",
                  "A deploy of another session runs a statement that waits for this transaction.",
                  "Try again when it has finished, or call migrate_deploy, which it does not wait "
                  "for.");
    }
    pg_call([&]() noexcept {
      (void)WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, delay,
                      PG_WAIT_EXTENSION);
      ResetLatch(MyLatch);
      CHECK_FOR_INTERRUPTS();
    });
  }
}

void queue(Oid table) {
  const LOCKTAG tag = lock_tag(kMain, table);
  try {
    pg_call([&]() noexcept { LockAcquire(&tag, ExclusiveLock, false, false); });
  } catch (const PgError& error) {
    if (error.has_sqlstate("55P03")) throw_locked();
    throw;
  }
}

}  // namespace

void lock_migrations(unsigned version_table, bool release_snapshot) {
  const Oid table = version_table;
  constexpr Wanted entry{kEntry, ShareLock, false};
  constexpr Wanted migration{kMain, ExclusiveLock, false};
  constexpr Wanted worker{kWorker, ExclusiveLock, false};
  const bool may_enter = try_lock(table, entry);
  if (may_enter && try_lock(table, migration) && try_lock(table, worker)) return;
  // REPEATABLE READ keeps its snapshot in any case.
  const bool releases = release_snapshot && !IsolationUsesXactSnapshot();
  if (releases) pg_call([]() noexcept { release_snapshots(); });
  if (!may_enter) poll(table, entry);
  if (!try_lock(table, migration)) queue(table);
  poll(table, worker);
  if (releases) pg_call([]() noexcept { EnsurePortalSnapshotExists(); });
}

void hold_migrations(unsigned version_table) {
  const Oid table = version_table;
  poll(table, {kEntry, ExclusiveLock, true});
  try {
    poll(table, {kMain, ExclusiveLock, true});
  } catch (...) {
    release(table, kEntry, ExclusiveLock);
    throw;
  }
  try {
    poll(table, {kWorker, ExclusiveLock, true});
    release(table, kWorker, ExclusiveLock);
  } catch (...) {
    let_go_of_migrations(table);
    throw;
  }
}

void let_go_of_migrations(unsigned version_table) noexcept {
  try {
    release(version_table, kMain, ExclusiveLock);
    release(version_table, kEntry, ExclusiveLock);
  } catch (...) {
    // The end of the session releases them.
  }
}

void mark_as_worker(unsigned version_table) {
  const LOCKTAG tag = lock_tag(kWorker, version_table);
  LockAcquire(&tag, ExclusiveLock, true, false);
}

}  // namespace migrate

// lock_timeout ends a wait by a SIGINT of the process to itself. The handler comes before the wait
// is given up, so MyProc still shows what is waited for.
#include "lock_watch.h"

#include <cerrno>

#include "guard.h"
#include "pg_error.h"

extern "C" {
#include "postgres.h"

#include "libpq/pqsignal.h"
#include "miscadmin.h"
#include "storage/lock.h"
#include "storage/proc.h"
#include "storage/sinvaladt.h"
#include "tcop/tcopprot.h"
}

namespace migrate {
namespace {

// Written by the signal handler.
volatile bool is_waiting = false;
LOCKTAG awaited_tag;
LOCKMODE awaited_mode;

extern "C" void remember_and_cancel(SIGNAL_ARGS) {
  const int error = errno;
  const LOCK* lock = MyProc ? MyProc->waitLock : nullptr;
  if (lock) {
    awaited_tag = lock->tag;
    awaited_mode = MyProc->waitLockMode;
    is_waiting = true;
  }
  errno = error;
  StatementCancelHandler(postgres_signal_arg);
}

Oid relation_of(const LOCKTAG& tag) {
  switch (tag.locktag_type) {
    case LOCKTAG_RELATION:
    case LOCKTAG_RELATION_EXTEND:
    case LOCKTAG_PAGE:
    case LOCKTAG_TUPLE:
      return tag.locktag_field1 == MyDatabaseId ? tag.locktag_field2 : InvalidOid;
    default:
      return InvalidOid;
  }
}

int process_of(const VirtualTransactionId& transaction) {
  PGPROC* process = BackendIdGetProc(transaction.backendId);
  return process ? process->pid : 0;
}

}  // namespace

LockWatch::LockWatch() {
  is_waiting = false;
  pqsignal(SIGINT, remember_and_cancel);
}

LockWatch::~LockWatch() { pqsignal(SIGINT, StatementCancelHandler); }

std::optional<AwaitedLock> LockWatch::awaited(const PgError& error) const {
  if (!is_waiting || !error.has_sqlstate("55P03")) return std::nullopt;
  struct Holders {
    const VirtualTransactionId* transactions;
    int count;
  };
  const Holders holders = pg_call([]() noexcept {
    int count = 0;
    const VirtualTransactionId* transactions = GetLockConflicts(&awaited_tag, awaited_mode, &count);
    return Holders{transactions, count};
  });
  AwaitedLock result;
  result.relation = relation_of(awaited_tag);
  for (int i = 0; i < holders.count; ++i) {
    const int process = pg_call([&]() noexcept { return process_of(holders.transactions[i]); });
    if (process != 0) result.holders.push_back(process);
  }
  return result;
}

}  // namespace migrate

// The background worker that runs a deploy's statements alone. It has the session's roles and
// settings, and no more rights than they have.
//
// The loop is C: an error of PostgreSQL's ends a request, goes to the session as it would to a
// client, and the next request is read. What a request does is C++ behind pg_entry.
#include <climits>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "encoding.h"
#include "error.h"
#include "guard.h"
#include "lock_watch.h"
#include "migration_lock.h"
#include "outside_facts.h"
#include "pg_database.h"
#include "pg_error.h"
#include "running_script.h"
#include "top_level_statement.h"
#include "wire.h"
#include "worker_channel.h"

extern "C" {
#include "access/xact.h"
#include "libpq/pqformat.h"
#include "libpq/pqmq.h"
#include "libpq/pqsignal.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "postmaster/bgworker.h"
#include "storage/ipc.h"
#include "storage/proc.h"
#include "tcop/tcopprot.h"
#include "utils/backend_status.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"
#include "utils/timeout.h"

extern PGDLLEXPORT void migrate_worker_main(Datum segment_handle);
}

namespace migrate {
namespace {

// One worker is one process.
WorkerStart start;
Oid role;  // that requests begin with
std::string_view request;
std::string statement;  // of the request; reports of its errors show it
std::optional<AwaitedLock> awaited_lock;
int lock_limit = 0;          // lock_timeout that we have set for the running statement; 0: none
int session_lock_limit = 0;  // what it was before

void send_reply(char type, const char* data, int size) {
  StringInfoData message;
  pq_beginmessage(&message, type);
  pq_sendbytes(&message, data, size);
  pq_endmessage(&message);
}

void reply(char type, const std::string& content) {
  const char* data = content.data();
  const int size = static_cast<int>(content.size());
  pg_call([&]() noexcept { send_reply(type, data, size); });
}

void set_lock_timeout(int milliseconds) {
  char text[16];
  snprintf(text, sizeof text, "%d", milliseconds);
  SetConfigOption("lock_timeout", text, PGC_USERSET, PGC_S_SESSION);
}

// lock_timeout for one statement where the session has none, or, with `always`, in any case. Set
// outside of transactions, whose abort would bring back the value from before.
void limit_lock_waits(std::int64_t milliseconds, bool always) {
  if (milliseconds <= 0 || milliseconds > INT_MAX || (LockTimeout != 0 && !always)) return;
  lock_limit = static_cast<int>(milliseconds);
  session_lock_limit = LockTimeout;
  pg_call([]() noexcept { set_lock_timeout(lock_limit); });
}

// What the statement has set itself stays.
void lift_lock_limit() {
  if (lock_limit != 0 && LockTimeout == lock_limit) set_lock_timeout(session_lock_limit);
  lock_limit = 0;
}

// SPI asks for a snapshot of whoever calls it.
template <typename Body>
void with_database(Body&& body) {
  pg_call([]() noexcept { PushActiveSnapshot(GetTransactionSnapshot()); });
  PgDatabase database({start.schema, false, false});
  body(database);
  database.close();
  pg_call([]() noexcept { PopActiveSnapshot(); });
}

void write_record(MessageReader& message) {
  const auto count = message.number();
  if (count == 0) return;
  // Where the script has taken another role, the record is still the deploy's own.
  Oid scripts_role = InvalidOid;
  int context = 0;
  GetUserIdAndSecContext(&scripts_role, &context);
  SetUserIdAndSecContext(role, context);
  with_database([&](PgDatabase& database) {
    for (std::int64_t i = 0; i < count; ++i) {
      const std::string sql = message.text();
      database.execute(sql, message.row());
    }
  });
  SetUserIdAndSecContext(scripts_role, context);
}

void run_statement(MessageReader& message) {
  statement = to_server(message.text());
  limit_lock_waits(message.number(), statement.empty());
  if (!statement.empty()) {
    const RunningScript running;
    const LockWatch watch;
    pg_call([]() noexcept {
      debug_query_string = statement.c_str();
      pgstat_report_activity(STATE_RUNNING, debug_query_string);
    });
    try {
      pg_call([]() noexcept { run_at_top_level(statement.c_str()); });
    } catch (const PgError& error) {
      awaited_lock = watch.awaited(error);
      throw;
    }
  } else {
    pg_call([]() noexcept { StartTransactionCommand(); });
  }
  write_record(message);
  pg_call([]() noexcept { CommitTransactionCommand(); });
}

void look_at_statement(MessageReader& message) {
  const std::string sql = to_server(message.text());
  pg_call([]() noexcept { StartTransactionCommand(); });
  const OutsideFacts facts = outside_facts(sql);
  pg_call([]() noexcept { CommitTransactionCommand(); });
  MessageWriter answer;
  answer.number(static_cast<std::int64_t>(facts.kind));
  answer.text(facts.object);
  answer.text(facts.table);
  answer.number(facts.if_not_exists ? 1 : 0);
  answer.number(facts.queues_nobody ? 1 : 0);
  reply(kFacts, answer.bytes());
}

std::uintptr_t handle_request(FunctionCallInfoBaseData*) {
  MessageReader message(request);
  switch (static_cast<RequestKind>(message.number())) {
    case RequestKind::kLookAt:
      look_at_statement(message);
      break;
    case RequestKind::kRun:
      run_statement(message);
      break;
  }
  return 0;
}

// After a lock timeout: who held the lock, in a transaction of its own.
std::uintptr_t tell_lock_conflict(FunctionCallInfoBaseData*) {
  pg_call([]() noexcept { StartTransactionCommand(); });
  LockConflict conflict;
  with_database([&](PgDatabase& database) { conflict = database.lock_conflict(*awaited_lock); });
  pg_call([]() noexcept { CommitTransactionCommand(); });
  MessageWriter answer;
  answer.text(conflict.object);
  answer.row(Row(conflict.holders.begin(), conflict.holders.end()));
  reply(kLockConflict, answer.bytes());
  return 0;
}

// Source: PostgreSQL 15, PostgresMain, what follows sigsetjmp.
void report_error(MemoryContext memory) {
  MemoryContextSwitchTo(memory);
  HOLD_INTERRUPTS();
  disable_all_timeouts(false);
  QueryCancelPending = false;  // it was for the statement that has ended
  EmitErrorReport();
  FlushErrorState();
  AbortCurrentTransaction();
  MemoryContextSwitchTo(memory);
  RESUME_INTERRUPTS();
}

void serve(EntryBody body, MemoryContext memory) {
  PG_TRY();
  {
    MemoryContextSwitchTo(memory);
    pg_entry(nullptr, body);
  }
  PG_CATCH();
  { report_error(memory); }
  PG_END_TRY();
}

void take_role(const char* setting, Oid user) {
  SetConfigOption(setting, GetUserNameFromId(user, false), PGC_USERSET, PGC_S_SESSION);
}

void take_roles_and_settings(dsm_segment* segment) {
  StartTransactionCommand();
  RestoreGUCState(at(segment, start.settings));
  // Messages go to the session, which is of this database too.
  SetClientEncoding(GetDatabaseEncoding());
  if (start.session_user != GetSessionUserId()) {
    take_role("session_authorization", start.session_user);
  }
  if (start.current_user != GetUserId()) take_role("role", start.current_user);
  CommitTransactionCommand();
  role = GetUserId();
  if (role != start.current_user) elog(ERROR, "could not take the role of the session");
}

void serve_requests(shm_mq_handle* requests) {
  const MemoryContext memory =
      AllocSetContextCreate(TopMemoryContext, "migrate request", ALLOCSET_DEFAULT_SIZES);
  MessageContext =
      AllocSetContextCreate(TopMemoryContext, "MessageContext", ALLOCSET_DEFAULT_SIZES);
  for (;;) {
    pgstat_report_activity(STATE_IDLE, nullptr);
    Size size = 0;
    void* data = nullptr;
    if (shm_mq_receive(requests, &size, &data, false) != SHM_MQ_SUCCESS) return;
    request = std::string_view(static_cast<const char*>(data), size);
    awaited_lock.reset();
    serve(handle_request, memory);
    lift_lock_limit();
    if (awaited_lock) serve(tell_lock_conflict, memory);
    debug_query_string = nullptr;
    send_reply(kDone, "", 0);
    pgstat_report_stat(true);
    MemoryContextReset(memory);
    MemoryContextReset(MessageContext);
  }
}

}  // namespace
}  // namespace migrate

extern "C" void migrate_worker_main(Datum segment_handle) {
  using namespace migrate;
  pqsignal(SIGTERM, die);
  BackgroundWorkerUnblockSignals();
  CurrentResourceOwner = ResourceOwnerCreate(nullptr, "migrate worker");
  dsm_segment* segment = dsm_attach(DatumGetUInt32(segment_handle));
  if (!segment) proc_exit(0);  // the session has gone
  dsm_pin_mapping(segment);
  start = *start_of(segment);
  shm_mq_set_receiver(queue_at(segment, start.requests), MyProc);
  shm_mq_set_sender(queue_at(segment, start.replies), MyProc);
  shm_mq_handle* requests = shm_mq_attach(queue_at(segment, start.requests), segment, nullptr);
  shm_mq_handle* replies = shm_mq_attach(queue_at(segment, start.replies), segment, nullptr);
  // From here on the session gets to know why the worker ends.
  pq_redirect_to_shm_mq(segment, replies);
  BackgroundWorkerInitializeConnectionByOid(start.database, start.authenticated_user, 0);
  take_roles_and_settings(segment);
  // Before the first request is answered, so before a statement is run.
  if (OidIsValid(start.version_table)) mark_as_worker(start.version_table);
  serve_requests(requests);
  proc_exit(0);
}

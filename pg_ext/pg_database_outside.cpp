// What a deploy needs beyond transactions: the lock over several of them, a worker for statements
// that run alone, waiting without a snapshot.
#include <utility>

#include "command_progress.h"
#include "db/outside.h"
#include "encoding.h"
#include "error.h"
#include "guard.h"
#include "migration_lock.h"
#include "pg_database.h"
#include "pg_error.h"
#include "running_script.h"
#include "text.h"
#include "wire.h"
#include "worker_channel.h"
#include "worker_handle.h"

extern "C" {
#include "access/xact.h"
#include "access/xlog.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "storage/latch.h"
#include "storage/proc.h"
#include "tcop/pquery.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"
}

namespace migrate {
namespace {

std::string run_request(std::string_view sql, const std::vector<OwnStatement>& record,
                        std::chrono::milliseconds lock_timeout) {
  MessageWriter message;
  message.number(static_cast<std::int64_t>(RequestKind::kRun));
  message.text(sql);
  message.number(lock_timeout.count());
  message.number(static_cast<std::int64_t>(record.size()));
  for (const OwnStatement& statement : record) {
    message.text(statement.sql);
    message.row(statement.parameters);
  }
  return message.bytes();
}

class PgOutsideSession final : public OutsideSession {
 public:
  PgOutsideSession(PgDatabase& database, std::unique_ptr<WorkerHandle> worker)
      : database_(database), worker_(std::move(worker)) {}

  OutsideFacts look_at(std::string_view sql) override {
    MessageWriter message;
    message.number(static_cast<std::int64_t>(RequestKind::kLookAt));
    message.text(sql);
    OutsideFacts facts;
    converse(message.bytes(), sql, [&](MessageReader& answer) {
      facts.kind = static_cast<OutsideFacts::Kind>(answer.number());
      facts.object = answer.text();
      facts.table = answer.text();
      facts.if_not_exists = answer.number() != 0;
      facts.queues_nobody = answer.number() != 0;
    });
    return facts;
  }

  void run(std::string_view sql, const std::vector<OwnStatement>& record,
           std::chrono::milliseconds lock_timeout, const ShowProgress& show) override {
    show_ = show;
    converse(run_request(sql, record, lock_timeout), sql, [](MessageReader&) {});
  }

 private:
  void converse(const std::string& request, std::string_view sql,
                const std::function<void(MessageReader&)>& take_facts) {
    database_.at_rest([&] {
      worker_->converse(
          request, to_server(sql),
          [&](char type, std::string_view content) { take(type, content, take_facts); },
          [&] { show_progress(); });
    });
  }

  void take(char type, std::string_view content,
            const std::function<void(MessageReader&)>& take_facts) {
    MessageReader answer(content);
    if (type == kFacts) {
      take_facts(answer);
    } else if (type == kLockConflict) {
      LockConflict conflict;
      conflict.object = answer.text();
      for (const Value& holder : answer.row()) conflict.holders.push_back(holder.value_or(""));
      database_.keep_lock_conflict(std::move(conflict));
    }
  }

  void show_progress() {
    if (!show_) return;
    if (const auto progress = command_progress(worker_->process())) show_(*progress);
  }

  PgDatabase& database_;
  std::unique_ptr<WorkerHandle> worker_;
  ShowProgress show_;
};

void sleep_until(TimestampTz end) {
  for (;;) {
    const long left = TimestampDifferenceMilliseconds(GetCurrentTimestamp(), end);
    if (left <= 0) return;
    (void)WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, left,
                    PG_WAIT_EXTENSION);
    ResetLatch(MyLatch);
    CHECK_FOR_INTERRUPTS();
  }
}

}  // namespace

unsigned PgDatabase::version_table() const {
  const Oid schema = options_.schema;
  return pg_call([&]() noexcept { return get_relname_relid("migrate_version", schema); });
}

void PgDatabase::at_rest(const std::function<void()>& body) {
  guarded([this] {
    settings_.leave_bookkeeping();
    pg_call([]() noexcept {
      SPI_commit();
      SPI_start_transaction();  // before PostgreSQL 15 a commit does not
    });
    settings_.enter_bookkeeping();
  });
  try {
    in_savepoint(body);
  } catch (...) {
    pg_call([]() noexcept { EnsurePortalSnapshotExists(); });
    throw;
  }
  guarded([] { pg_call([]() noexcept { EnsurePortalSnapshotExists(); }); });
}

void PgDatabase::hold_migration() {
  RunningScript::require_none();
  held_table_ = guarded([this] { return version_table(); });
  at_rest([this] { guarded([this] { hold_migrations(held_table_); }); });
}

void PgDatabase::release_migration() noexcept { let_go_of_migrations(held_table_); }

// The worker is to have the caller's settings.
std::unique_ptr<WorkerHandle> PgDatabase::start_worker(const char* name, unsigned version_table) {
  std::unique_ptr<WorkerHandle> worker;
  guarded([this] { settings_.leave_bookkeeping(); });
  try {
    in_savepoint([&] {
      worker = guarded([&] {
        return std::make_unique<WorkerHandle>(
            WorkerHandle::Options{name, options_.schema, version_table});
      });
    });
  } catch (...) {
    guarded([this] { settings_.enter_bookkeeping(); });
    throw;
  }
  guarded([this] { settings_.enter_bookkeeping(); });
  return worker;
}

std::unique_ptr<OutsideSession> PgDatabase::open_outside() {
  // Where no worker would be started before the recovery's end.
  guarded([] { pg_call([]() noexcept { PreventCommandDuringRecovery("migrate_deploy"); }); });
  auto worker = start_worker("migrate deploy", guarded([this] { return version_table(); }));
  if (!worker->is_registered()) {
    throw Error(ErrorCode::kProgramLimit, "could not start a background worker",
                "All of max_worker_processes are in use.",
                "Raise max_worker_processes, or try again when others have ended.");
  }
  return std::make_unique<PgOutsideSession>(*this, std::move(worker));
}

// A worker that would wait for this session, in a way that the deadlock detector does not see, is
// given up: for a lock after kPatience, at its start after kMostSeconds.
bool PgDatabase::execute_after_failure(std::string_view sql, const Row& parameters) {
  constexpr std::chrono::milliseconds kPatience(1000);
  constexpr int kMostSeconds = 5;
  if (RunningScript::is_any()) return false;  // the call around it tells of the failure
  if (guarded([] { return pg_call([]() noexcept { return RecoveryInProgress(); }); })) return false;
  const auto worker = start_worker("migrate log", InvalidOid);
  if (!worker->is_registered()) return false;
  int seconds = 0;
  in_savepoint([&] {
    worker->converse(
        run_request("", {{std::string(sql), parameters}}, kPatience), "",
        [](char, std::string_view) {},
        [&] {
          if (++seconds > kMostSeconds) throw Error(ErrorCode::kLockNotAvailable, "no patience");
        });
  });
  return true;
}

void PgDatabase::limit_scripts_lock_waits() const {
  if (lock_limit_.count() == 0 || LockTimeout > 0) return;
  const std::string value = std::to_string(lock_limit_.count());
  const char* text = value.c_str();
  pg_call([&]() noexcept {
    set_config_option("lock_timeout", text, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0,
                      false);
  });
}

LockConflict PgDatabase::lock_conflict(const AwaitedLock& awaited) {
  LockConflict conflict;
  const Rows objects = query(
      "SELECT format('%s %s', CASE relkind WHEN 'i' THEN 'index' WHEN 'I' THEN 'index'"
      " WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'"
      " ELSE 'table' END, to_json(oid::regclass::text)) FROM pg_class WHERE oid = $1",
      {std::to_string(awaited.relation)});
  if (!objects.empty()) conflict.object = *objects[0][0];
  query("SELECT pg_stat_clear_snapshot()::text", {});
  for (const int process : awaited.holders) {
    const Rows rows = query(
        "SELECT format('process %s (%s%s%s)', pid, CASE WHEN coalesce(backend_type, 'client "
        "backend')"
        " <> 'client backend' THEN backend_type ELSE format('user %s, application %s',"
        " to_json(usename::text), to_json(coalesce(application_name, ''))) END, ', ' || state,"
        " ', query began ' || greatest(0, round(extract(epoch FROM clock_timestamp() - "
        "query_start))) || ' s ago')"
        " FROM pg_stat_activity WHERE pid = $1",
        {std::to_string(process)});
    conflict.holders.push_back(rows.empty() ? cat("process ", std::to_string(process))
                                            : *rows[0][0]);
  }
  return conflict;
}

std::optional<LockConflict> PgDatabase::take_lock_conflict() {
  if (lock_conflict_) return std::exchange(lock_conflict_, std::nullopt);
  if (!awaited_lock_) return std::nullopt;
  const AwaitedLock awaited = *std::exchange(awaited_lock_, std::nullopt);
  return lock_conflict(awaited);
}

void PgDatabase::pause(std::chrono::milliseconds duration) {
  const auto wait = [&] {
    guarded([&] {
      pg_call([&]() noexcept {
        sleep_until(TimestampTzPlusMilliseconds(GetCurrentTimestamp(), duration.count()));
      });
    });
  };
  if (can_commit()) {
    at_rest(wait);
  } else {
    wait();
  }
}

}  // namespace migrate

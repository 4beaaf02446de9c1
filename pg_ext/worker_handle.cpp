// All that belongs to the worker lives as long as the session or this object, not as a transaction:
// the session commits while the worker works.
#include "worker_handle.h"

#include <optional>
#include <utility>

#include "encoding.h"
#include "error.h"
#include "guard.h"
#include "pg_error.h"
#include "worker_channel.h"

extern "C" {
#include "libpq/pqformat.h"
#include "libpq/pqmq.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "postmaster/bgworker.h"
#include "storage/ipc.h"
#include "storage/latch.h"
#include "storage/proc.h"
#include "utils/guc.h"
#include "utils/memutils.h"
}

namespace migrate {
namespace {

constexpr long kIdleMs = 1000;

// Also when the session ends by FATAL, where no C++ frame is left in order.
void terminate_worker(dsm_segment*, Datum worker) {
  TerminateBackgroundWorker(reinterpret_cast<BackgroundWorkerHandle*>(DatumGetPointer(worker)));
}

dsm_segment* make_segment(const WorkerHandle::Options& options) {
  const Size settings_size = EstimateGUCStateSpace();
  const Size settings = MAXALIGN(sizeof(WorkerStart));
  const Size requests = settings + MAXALIGN(settings_size);
  const Size replies = requests + kQueueSize;
  dsm_segment* segment = dsm_create(replies + kQueueSize, 0);
  *start_of(segment) = {MyDatabaseId,   GetAuthenticatedUserId(), GetSessionUserId(), GetUserId(),
                        options.schema, options.version_table,    settings,           requests,
                        replies};
  SerializeGUCState(settings_size, at(segment, settings));
  shm_mq_set_sender(shm_mq_create(at(segment, requests), kQueueSize), MyProc);
  shm_mq_set_receiver(shm_mq_create(at(segment, replies), kQueueSize), MyProc);
  dsm_pin_mapping(segment);
  return segment;
}

// Result: nullptr where there is no room.
BackgroundWorkerHandle* register_worker(const char* name, dsm_segment* segment) {
  BackgroundWorker worker = {};
  worker.bgw_flags = BGWORKER_SHMEM_ACCESS | BGWORKER_BACKEND_DATABASE_CONNECTION;
  worker.bgw_start_time = BgWorkerStart_RecoveryFinished;
  worker.bgw_restart_time = BGW_NEVER_RESTART;
  worker.bgw_notify_pid = MyProcPid;
  worker.bgw_main_arg = UInt32GetDatum(dsm_segment_handle(segment));
  strlcpy(worker.bgw_name, name, sizeof worker.bgw_name);
  strlcpy(worker.bgw_type, name, sizeof worker.bgw_type);
  strlcpy(worker.bgw_library_name, "migrate", sizeof worker.bgw_library_name);
  strlcpy(worker.bgw_function_name, "migrate_worker_main", sizeof worker.bgw_function_name);
  BackgroundWorkerHandle* handle = nullptr;
  return RegisterDynamicBackgroundWorker(&worker, &handle) ? handle : nullptr;
}

shm_mq_result send(shm_mq_handle* queue, std::string_view bytes) {
#if PG_VERSION_NUM >= 150000
  return shm_mq_send(queue, bytes.size(), bytes.data(), false, true);
#else
  return shm_mq_send(queue, bytes.size(), bytes.data(), false);
#endif
}

ErrorData* read_report(std::string_view content) {
  StringInfoData message;
  initStringInfo(&message);
  appendBinaryStringInfo(&message, content.data(), static_cast<int>(content.size()));
  auto* report = static_cast<ErrorData*>(palloc0(sizeof(ErrorData)));
  pq_parse_errornotice(&message, report);
  return report;
}

// As SPI shows an error: the position is one in the statement, not in the caller's query; a worker
// that ends does not end the session.
PgError worker_error(std::string_view content, const std::string& sql) {
  const char* text = sql.c_str();
  ErrorData* report = pg_call([&]() noexcept {
    ErrorData* result = read_report(content);
    result->elevel = Min(result->elevel, ERROR);
    if (result->cursorpos > 0 && !result->internalquery) {
      result->internalpos = result->cursorpos;
      result->internalquery = pstrdup(text);
      result->cursorpos = 0;
    }
    return result;
  });
  return PgError(report);
}

void show_notice(std::string_view content) {
  pg_call([&]() noexcept {
    ErrorData* report = read_report(content);
    report->hide_stmt = true;
    ThrowErrorData(report);
  });
}

}  // namespace

WorkerHandle::WorkerHandle(const Options& options) {
  try {
    start(options);
  } catch (...) {
    stop();
    throw;
  }
}

WorkerHandle::~WorkerHandle() { stop(); }

void WorkerHandle::start(const Options& options) {
  const bool is_registered = pg_call([&]() noexcept {
    MemoryContextSwitchTo(TopMemoryContext);
    segment_ = make_segment(options);
    worker_ = register_worker(options.name, segment_);
    if (!worker_) return false;
    on_dsm_detach(segment_, terminate_worker, PointerGetDatum(worker_));
    const WorkerStart* start = start_of(segment_);
    requests_ = shm_mq_attach(queue_at(segment_, start->requests), segment_, worker_);
    replies_ = shm_mq_attach(queue_at(segment_, start->replies), segment_, worker_);
    return true;
  });
  if (!is_registered) return stop();
  // One that has ended already has left in the queue why, or is found out by the first request.
  const BgwHandleStatus status = pg_call([&]() noexcept {
    pid_t process = 0;
    const BgwHandleStatus result = WaitForBackgroundWorkerStartup(worker_, &process);
    process_ = process;
    return result;
  });
  if (status == BGWH_POSTMASTER_DIED) throw_lost();
}

// A worker that is idle ends by itself when its queue has gone; one that is in the middle of a
// statement is told to. Either is waited for, so that nothing of it is left or comes later.
void WorkerHandle::stop() noexcept {
  if (!segment_) return;
  dsm_segment* segment = std::exchange(segment_, nullptr);
  BackgroundWorkerHandle* worker = std::exchange(worker_, nullptr);
  try {
    pg_call([&]() noexcept {
      if (worker && !is_busy_) {
        cancel_on_dsm_detach(segment, terminate_worker, PointerGetDatum(worker));
      }
      if (requests_) shm_mq_detach(requests_);
      if (replies_) shm_mq_detach(replies_);
      dsm_detach(segment);
      if (worker) {
        (void)WaitForBackgroundWorkerShutdown(worker);
        pfree(worker);
      }
    });
  } catch (const PgError& error) {
    // The worker ends all the same. The interrupt is for whatever comes next.
    if (!error.has_sqlstate("57014")) return;
    QueryCancelPending = true;
    InterruptPending = true;
  } catch (...) {
    // Out of memory.
  }
}

void WorkerHandle::throw_lost() {
  stop();
  throw Error(ErrorCode::kConnectionLost, "the background worker of the deploy has ended", "",
              "The server's log says why.  The next migrate_deploy goes on from there.");
}

std::optional<std::string> WorkerHandle::receive() {
  struct Received {
    shm_mq_result result;
    Size size;
    void* data;
  };
  const Received received = pg_call([&]() noexcept {
    Received message = {};
    message.result = shm_mq_receive(replies_, &message.size, &message.data, true);
    return message;
  });
  if (received.result == SHM_MQ_DETACHED) throw_lost();
  if (received.result == SHM_MQ_WOULD_BLOCK) return std::nullopt;
  return std::string(static_cast<const char*>(received.data), received.size);
}

void WorkerHandle::wait(const std::function<void()>& idle) {
  const bool is_idle = pg_call([]() noexcept {
    const int events = WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, kIdleMs,
                                 PG_WAIT_EXTENSION);
    ResetLatch(MyLatch);
    CHECK_FOR_INTERRUPTS();
    return (events & WL_TIMEOUT) != 0;
  });
  if (is_idle && idle) idle();
}

void WorkerHandle::converse(std::string_view request, std::string_view sql, const TakeReply& take,
                            const std::function<void()>& idle) {
  if (!segment_) throw_lost();
  std::optional<PgError> failure;
  is_busy_ = true;
  try {
    // A worker that has gone may have said why: the replies tell.
    (void)pg_call([&]() noexcept { return send(requests_, request); });
    for (;;) {
      const auto message = receive();
      if (!message) {
        wait(idle);
        continue;
      }
      const char type = message->at(0);
      const std::string_view content = std::string_view(*message).substr(1);
      if (type == kDone) break;
      if (type == 'E') {
        if (!failure) failure.emplace(worker_error(content, std::string(sql)));
      } else if (type == 'N') {
        show_notice(content);
      } else {
        take(type, content);
      }
    }
  } catch (const Error&) {
    // A worker that has said why it ends.
    if (failure && !segment_) throw *failure;
    stop();
    throw;
  }
  is_busy_ = false;
  if (failure) throw *failure;
}

}  // namespace migrate

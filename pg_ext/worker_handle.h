// A background worker of this session, and the conversation with it.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct dsm_segment;
struct shm_mq_handle;
struct BackgroundWorkerHandle;

namespace migrate {

/// The worker acts with the rights of this session's roles and under its settings. It ends with
/// this object, and with the session however that ends.
class WorkerHandle {
 public:
  struct Options {
    const char* name;        // in pg_stat_activity.backend_type
    unsigned schema;         // oid of the extension's schema
    unsigned version_table;  // oid; 0: the worker takes no lock of the migration
  };
  /// REQUIRES: the caller's settings are in force.
  explicit WorkerHandle(const Options& options);
  ~WorkerHandle();
  WorkerHandle(const WorkerHandle&) = delete;
  WorkerHandle& operator=(const WorkerHandle&) = delete;

  /// Takes one reply: its type and content. Result: false after the last.
  using TakeReply = std::function<void(char type, std::string_view content)>;

  /// Sends a request and reads until the worker is done with it; notices are shown as the session's
  /// own, `idle` is called about every second. Errors: PgError for the worker's error, with every
  /// field; its position counts in `sql`. kConnectionLost when the worker has ended, which it also
  /// does when this throws because of an interrupt. REQUIRES: inside a savepoint.
  void converse(std::string_view request, std::string_view sql, const TakeReply& take,
                const std::function<void()>& idle);

  /// False where all of max_worker_processes were in use.
  bool is_registered() const { return segment_ != nullptr; }
  int process() const { return process_; }

 private:
  void start(const Options& options);
  std::optional<std::string> receive();
  void wait(const std::function<void()>& idle);
  void stop() noexcept;
  [[noreturn]] void throw_lost();

  dsm_segment* segment_ = nullptr;
  shm_mq_handle* requests_ = nullptr;
  shm_mq_handle* replies_ = nullptr;
  BackgroundWorkerHandle* worker_ = nullptr;
  int process_ = 0;
  bool is_busy_ = false;
};

}  // namespace migrate

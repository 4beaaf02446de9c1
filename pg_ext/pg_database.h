// The port over PostgreSQL's server programming interface (SPI). One object serves one call of an
// SQL function.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "db/database.h"
#include "error.h"
#include "lock_watch.h"
#include "prepared.h"
#include "scratch.h"
#include "settings.h"

struct MemoryContextData;

namespace migrate {

class WorkerHandle;

class PgDatabase final : public Database {
 public:
  struct Options {
    unsigned schema;  // oid of the schema that holds the called function and our tables
    bool read_only;   // the function is declared STABLE: it sees its caller's snapshot
    bool nonatomic;   // a procedure called outside a transaction block: it may commit
  };
  /// Connects to SPI. After an exception from any method the transaction's abort cleans up.
  explicit PgDatabase(const Options& options);
  ~PgDatabase() override;
  PgDatabase(const PgDatabase&) = delete;
  PgDatabase& operator=(const PgDatabase&) = delete;

  /// Brings back the caller's settings and disconnects. REQUIRES: called once, at the end of a call
  /// without an exception.
  void close();

  const Dialect& dialect() const override;
  std::string table(std::string_view name) const override;
  bool has_tables() override { return true; }
  void create_tables() override {}
  std::int64_t execute(std::string_view sql, const Row& parameters) override;
  Rows query(std::string_view sql, const Row& parameters) override;
  void for_each(std::string_view sql, const Row& parameters, const RowVisitor& visit) override;
  void run_statement(std::string_view sql) override;
  std::optional<StatementFacts> statement_facts(std::string_view sql) override;
  void in_script(const std::function<void()>& body) override;
  void in_scratch(const std::function<void(Database& scratch)>& body) override;
  void in_rehearsal(const RehearsalLimits& limits,
                    const std::function<void(Database& area)>& body) override;
  std::vector<Relation> relations() override;
  Footprint footprint() override;
  void run_model_statement(std::string_view sql) override;
  std::vector<std::string> model_extensions() override;
  void offer_schemas(const std::vector<std::string>& names) override;
  std::vector<std::string> search_path_schemas() override;
  void in_transaction(const std::function<void()>& body) override;
  void in_savepoint(const std::function<void()>& body) override;
  bool can_commit() override;
  void commit() override;
  void lock_for_migration() override;
  bool is_usable() const override { return !poisoned_; }
  std::string sha256(std::string_view bytes) override;
  void hold_migration() override;
  void release_migration() noexcept override;
  std::unique_ptr<OutsideSession> open_outside() override;
  bool execute_after_failure(std::string_view sql, const Row& parameters) override;
  void limit_lock_waits(std::chrono::milliseconds limit) override { lock_limit_ = limit; }
  std::optional<LockConflict> take_lock_conflict() override;
  void pause(std::chrono::milliseconds duration) override;
  void check_interrupt() override;
  void notice(std::string_view line) override;
  void show_activity(std::string_view line) override;
  Value current_user() override;
  Client client() override;
  Value session_setting(std::string_view name) override;

  /// Runs `body` in a savepoint of a transaction that has no snapshot, which nobody waits for.
  /// REQUIRES: can_commit(), nothing written since the last commit.
  void at_rest(const std::function<void()>& body);

  /// The names of what `awaited` shows.
  LockConflict lock_conflict(const AwaitedLock& awaited);
  void keep_lock_conflict(LockConflict conflict) { lock_conflict_ = std::move(conflict); }

 private:
  struct Memory {
    MemoryContextData* context;
    MemoryContextData* scratch;

    Memory();
    ~Memory();
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;
  };

  // Every statement passes here: after an error PostgreSQL's transaction is undefined until a
  // savepoint is rolled back, so going on would be a bug of ours that must not go unseen.
  template <typename Body>
  auto guarded(Body&& body) {
    if (poisoned_) throw Error(ErrorCode::kInternal, "database was used after an error");
    try {
      return body();
    } catch (...) {
      poisoned_ = true;
      throw;
    }
  }
  PreparedStatements::Result run(std::string_view sql, const Row& parameters);
  Rows run_and_take_rows(std::string_view sql, const Row& parameters);
  void execute_statement(const std::string& sql);
  void check_deferred_constraints();
  void limit_scripts_lock_waits() const;
  unsigned version_table() const;
  std::unique_ptr<WorkerHandle> start_worker(const char* name, unsigned version_table);

  Options options_;
  std::string schema_;  // quoted
  Memory memory_;
  std::unique_ptr<PreparedStatements> statements_;
  SessionSettings settings_;
  std::unique_ptr<Scratch> scratch_;  // inside in_scratch
  int open_scripts_ = 0;
  bool script_changed_rows_ = false;  // the running script may have queued deferred checks
  bool poisoned_ = false;  // an error has broken the transaction and no savepoint mended it
  bool shows_activity_ = false;
  unsigned held_table_ = 0;  // migrate_version, while the migration is held
  std::chrono::milliseconds lock_limit_{0};
  std::optional<AwaitedLock> awaited_lock_;    // of the last statement that failed for it
  std::optional<LockConflict> lock_conflict_;  // the same, of a statement in a worker
};

}  // namespace migrate

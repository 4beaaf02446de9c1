// The port over the connection that loaded the extension.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "db/database.h"
#include "rebuild_settings.h"
#include "script_session.h"
#include "statement.h"
#include "transaction.h"

namespace migrate {

/// How long a verb waits for one lock of other connections; see LockWait.
inline constexpr std::chrono::milliseconds kLockTimeout = std::chrono::seconds(60);

/// Lives for one call of a verb. Keeps no statement running between two of its own calls, so that
/// it never stands in the way of DROP TABLE, except while a snapshot is held.
class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(sqlite3* db, std::chrono::milliseconds lock_timeout = kLockTimeout);

  /// For a verb that only reads: everything that is read from main until release_snapshot is of one
  /// moment, also where no transaction is open. Writing must not follow.
  void hold_snapshot();
  void release_snapshot() { snapshot_.reset(); }

  /// For a verb that writes, before it reads: in a transaction of the caller's that has not read
  /// yet, takes the write lock, for which it could not wait later. Nothing where main is read-only
  /// or no transaction is open.
  void lock_before_reading();

  const Dialect& dialect() const override { return sqlite_dialect(); }
  std::string table(std::string_view name) const override;
  bool has_tables() override;
  void create_tables() override;
  std::int64_t execute(std::string_view sql, const Row& parameters) override;
  Rows query(std::string_view sql, const Row& parameters) override;
  void for_each(std::string_view sql, const Row& parameters, const RowVisitor& visit) override;
  void run_statement(std::string_view sql) override;
  std::optional<Error> try_statement(std::string_view sql) override;
  void in_rebuild(const std::function<void()>& body) override;
  bool exchange_statement(std::string_view schema, std::string_view table,
                          std::string_view sql) override;
  void in_script(const std::function<void()>& body) override;
  void in_scratch(const std::function<void(Database& scratch)>& body) override;
  void in_rehearsal(const RehearsalLimits& limits,
                    const std::function<void(Database& area)>& body) override;
  Footprint footprint() override;
  void run_model_statement(std::string_view sql) override;
  std::vector<std::string> search_path_schemas() override { return {"main"}; }
  void in_transaction(const std::function<void()>& body) override;
  void in_savepoint(const std::function<void()>& body) override;
  bool can_commit() override { return can_commit_; }
  void commit() override {}
  void lock_for_migration() override;
  std::string sha256(std::string_view bytes) override;
  std::unique_ptr<OutsideSession> open_outside() override;
  void limit_migration_wait(std::chrono::milliseconds limit) override;
  void pause(std::chrono::milliseconds duration) override;
  void check_interrupt() override;
  void notice(std::string_view line) override;
  void show_activity(std::string_view) override {}
  Value current_user() override { return std::nullopt; }
  bool execute_after_failure(std::string_view sql, const Row& parameters) override;
  Value session_setting(std::string_view) override { return std::nullopt; }

 private:
  ForcedRollback& forced_rollback();
  void run_with(const RebuildSettings& settings, const std::function<void()>& body);
  sqlite3_stmt* cached(std::string_view sql);
  std::int64_t page_size();

  sqlite3* db_;
  LockWait wait_;
  bool can_commit_;
  Statement snapshot_;
  std::optional<ForcedRollback> forced_rollback_;  // made for the first transaction
  std::unordered_map<std::string, Statement> statements_;
  ScriptSession* script_ = nullptr;  // the script that runs
};

}  // namespace migrate

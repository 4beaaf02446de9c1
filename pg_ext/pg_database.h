// The port over PostgreSQL's server programming interface (SPI). One object serves one call of an
// SQL function.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "db/database.h"
#include "prepared.h"
#include "settings.h"

struct MemoryContextData;

namespace migrate {

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
  void in_script(const std::function<void()>& body) override;
  void in_transaction(const std::function<void()>& body) override;
  void in_savepoint(const std::function<void()>& body) override;
  bool can_commit() override;
  void commit() override;
  void lock_for_migration() override;
  void check_interrupt() override;
  void notice(std::string_view line) override;
  void show_activity(std::string_view line) override;
  Value current_user() override;
  Value session_setting(std::string_view name) override;

 private:
  struct Memory;

  template <typename Body>
  auto guarded(Body&& body);
  PreparedStatements::Result run(std::string_view sql, const Row& parameters);
  void execute_statement(const std::string& sql);
  void check_deferred_constraints();

  Options options_;
  std::string schema_;  // quoted
  std::unique_ptr<Memory> memory_;
  std::unique_ptr<PreparedStatements> statements_;
  SessionSettings settings_;
  int open_scripts_ = 0;
  bool script_changed_rows_ = false;  // the running script may have queued deferred checks
  bool poisoned_ = false;  // an error has broken the transaction and no savepoint mended it
  bool shows_activity_ = false;
};

}  // namespace migrate

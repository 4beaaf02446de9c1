// Running a script that is marked transaction:false.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "db/outside.h"
#include "migrate/lock_retries.h"
#include "migrate/progress.h"
#include "script/splitter.h"

namespace migrate {

/// Each statement is a transaction of its own, or several. What is done is recorded with it and is
/// not done again by the next run, whatever has stopped this one.
class OutsideScript {
 public:
  /// `sql` outlives the script. `line` says what is run, for pg_stat_activity: `upgrade a1 -> b2`.
  OutsideScript(Database& database, std::string revision, std::string operation,
                std::string_view sql, std::string line);

  /// Runs what is left. Errors: those of the statements, with the revision and line as context;
  /// kWrongState where statements that have run are not those of the script any more.
  /// REQUIRES: the migration is held; outside in_transaction.
  void run();

 private:
  void require_same_beginning(const std::map<std::size_t, StatementProgress>& recorded) const;
  void run_statement(std::size_t number, const StatementProgress* recorded);
  void clear_abandoned(std::size_t number, const StatementProgress& recorded);
  void run_plain(std::size_t number, const OutsideFacts& facts);
  void run_in_several(std::size_t number, const OutsideFacts& facts,
                      const StatementProgress* recorded);
  bool clear_failed(std::size_t number, const OutsideFacts& facts, std::string_view before,
                    Error& failure) noexcept;
  void run_alone(std::size_t number, std::string_view sql, const std::vector<OwnStatement>& record,
                 std::chrono::milliseconds lock_timeout);
  std::string label(std::size_t number) const;
  std::string place(const Statement& statement) const;
  const Statement& statement(std::size_t number) const { return statements_[number - 1]; }
  template <typename Body>
  void in_own_transaction(Body&& body);

  Database& database_;
  std::string revision_;
  std::string operation_;
  std::string line_;
  Progress progress_;
  bool notices_;
  LockPolicy policy_;
  std::vector<Statement> statements_;
  std::unique_ptr<OutsideSession> session_;
};

}  // namespace migrate

// Runs the steps of a plan: statements, version rows, log.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "db/database.h"
#include "migrate/statement_runner.h"
#include "migrate/store.h"
#include "revision/plan.h"

namespace migrate {

/// `upgrade a1 -> b2: add users`, as the notice and the offline script show a step.
std::string progress_line(const RevisionGraph& graph, const Step& step, std::string_view message);

class Migrator {
 public:
  /// `graph` and `plan` outlive the migrator.
  Migrator(Database& database, Store& store, const RevisionGraph& graph, const Plan& plan);

  /// For a rehearsal: every statement runs inside `around`, and nobody is told of the steps.
  void watch(AroundStatements around);

  /// Refuses a plan that cannot be run to its end, before anything runs: kIrreversible for a
  /// downgrade through a revision without a downgrade script, kNotSupported for a script that
  /// refuses a transaction, kHistoryChanged for one that was changed behind our back, kNotApproved.
  void require_runnable() const;

  /// Runs one step of the plan. Its statements, its version rows and its log entry belong to the
  /// caller's transaction; after an error that transaction must be undone. Errors of a statement
  /// get the line `revision "ae10" upgrade, line 3: CREATE TABLE role …` as context. REQUIRES:
  /// inside in_transaction, with the migration lock.
  void run(std::size_t index);

 private:
  void run_script(std::size_t index);
  StoredSection take_section(std::size_t index);

  Database& database_;
  Store& store_;
  const RevisionGraph& graph_;
  const Plan& plan_;
  bool notices_;
  AroundStatements around_;
  std::map<std::string, StoredSection> sections_;  // of the next steps
};

}  // namespace migrate

// Runs the steps of a plan: statements, version rows, log.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "db/database.h"
#include "migrate/lock_retries.h"
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

  /// Has each statement that gets no lock tried again by itself, in a savepoint.
  void retry_statements(const LockPolicy& policy) { statement_policy_ = policy; }

  /// Refuses a plan that cannot be run to its end, before anything runs: kIrreversible for a
  /// downgrade through a revision without a downgrade script, kNotSupported for a script that
  /// refuses a transaction, kHistoryChanged for one that was changed behind our back, kNotApproved.
  void require_runnable() const;

  /// The part of it that can change while nobody holds the migration lock, for the steps from
  /// `begin` up to `end`: kHistoryChanged, kNotApproved.
  void require_genuine(std::size_t begin, std::size_t end) const;

  /// Runs one step of the plan. Its statements, its version rows and its log entry belong to the
  /// caller's transaction; after an error that transaction must be undone. Errors of a statement
  /// get the line `revision "ae10" upgrade, line 3: CREATE TABLE role …` as context. REQUIRES:
  /// inside in_transaction, with the migration lock.
  void run(std::size_t index);

  /// Runs the script of one step outside of a transaction, then writes what belongs to the step as
  /// `run` does, and calls `beside` in that transaction. Errors: those of OutsideScript; what it
  /// has run stays and is not run again. REQUIRES: outside in_transaction, with the migration held.
  void run_outside(std::size_t index, const std::function<void()>& beside);

 private:
  using Clock = std::chrono::steady_clock;
  void record(std::size_t index, Clock::time_point start, Value hash);
  std::string announce(const Step& step, const StoredSection& stored) const;
  void run_scripts_statement(std::string_view sql) const;
  Value run_script(std::size_t index);
  StoredSection take_section(std::size_t index);

  Database& database_;
  Store& store_;
  const RevisionGraph& graph_;
  const Plan& plan_;
  bool notices_;
  AroundStatements around_;
  std::optional<bool> has_progress_;  // nothing: not asked yet
  LockPolicy statement_policy_;
  std::map<std::string, StoredSection> sections_;  // of the next steps
};

}  // namespace migrate

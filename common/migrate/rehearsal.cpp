// Each revision is upgraded under the meter; then, inside a savepoint that is undone, downgraded
// and upgraded again. So every revision starts from what the upgrades before it have made.
#include "migrate/rehearsal.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "error.h"
#include "migrate/arguments.h"
#include "migrate/lock_retries.h"
#include "migrate/measuring.h"
#include "migrate/round_trip.h"
#include "migrate/settings.h"
#include "migrate/store.h"
#include "migrate/table_limit.h"
#include "revision/plan.h"
#include "script/splitter.h"
#include "text.h"

namespace migrate {
namespace {

using Result = Outcome::Result;

std::string full_text(std::span<const Statement> statements) {
  std::vector<std::string> texts;
  for (const Statement& statement : statements) texts.emplace_back(statement.sql);
  return join(texts, ";\n");
}

Value text_or_null(const std::vector<std::string>& items) {
  return items.empty() ? std::nullopt : Value(join(items, ", "));
}

// The rows of one revision in one direction.
class Report {
 public:
  Report(Rows& rows, std::string revision, std::string_view direction)
      : rows_(rows), revision_(std::move(revision)), direction_(direction) {}

  // Runs what runs as one by `meter`, and adds its row.
  void run(const Trial& trial, Meter& meter, std::span<const Statement> statements,
           const std::function<void()>& body) {
    const std::size_t first = number_ + 1;
    number_ += statements.size();
    try {
      require_small_tables(trial.area, statements, trial.max_table_bytes);
      const Measurement measured = meter.measure(body);
      Row& row = add(first, statements, {});
      row[5] = milliseconds(measured.duration_ms);
      row[6] = text_or_null(measured.locks);
      row[7] = text_or_null(measured.rewritten);
      if (measured.rows_changed) row[8] = std::to_string(*measured.rows_changed);
      row[9] = std::to_string(measured.bytes_written);
    } catch (const Error& error) {
      add(first, statements, {Result::kFailed, error_lines(error)});
      has_failed_ = true;
      throw;
    }
  }

  void add_not_run(const std::vector<Statement>& statements, const Outcome& reason) {
    for (const Statement& statement : statements) add(++number_, {&statement, 1}, reason);
  }

  // For what is not about one statement.
  void add_outcome(const Outcome& outcome) { add(0, {}, outcome); }

  // Whether a statement's row says why the script has stopped.
  bool has_failed() const { return has_failed_; }

 private:
  static std::string milliseconds(double duration) {
    const std::string text = std::to_string(duration);
    return text.substr(0, text.find('.') + 4);
  }

  Row& add(std::size_t number, std::span<const Statement> statements, const Outcome& outcome) {
    Row row(12);
    row[0] = revision_;
    row[1] = std::string(direction_);
    if (!statements.empty()) {
      row[2] = std::to_string(number);
      row[3] = std::to_string(statements.front().line);
      row[4] = full_text(statements);
    }
    row[10] = std::string(result_name(outcome.result));
    if (!outcome.detail.empty()) row[11] = outcome.detail;
    rows_.push_back(std::move(row));
    return rows_.back();
  }

  Rows& rows_;
  std::string revision_;
  std::string_view direction_;
  std::size_t number_ = 0;
  bool has_failed_ = false;
};

class Rehearsal {
 public:
  Rehearsal(Database& area, Rows& rows, State state, std::int64_t max_table_bytes)
      : area_(area),
        rows_(rows),
        state_(std::move(state)),
        trial_{area, state_.graph, max_table_bytes},
        heads_(state_.graph, state_.version_rows),
        meter_(area),
        schema_(SchemaReading::of(area)) {}

  void run(const Target& target) {
    for (const Step& step : plan_upgrade(state_.graph, heads_, target)) {
      if (!rehearse(step.node)) return;
    }
  }

 private:
  // Result: whether the next one can be rehearsed.
  bool rehearse(Node node) {
    Report report(rows_, id(node), "upgrade");
    if (const auto reason = obstacle(area_, id(node), Operation::kUpgrade)) {
      leave_out(node, report, *reason);
      return true;
    }
    try {
      run_step(trial_, heads_, node, Operation::kUpgrade, measured(report));
    } catch (const Error& error) {
      if (!is_of_script(error)) throw;
      if (!report.has_failed()) report.add_outcome(failure("upgrade", error));
      return false;
    }
    try_round_trip(node);
    return true;
  }

  void try_round_trip(Node node) {
    const SchemaReading above = SchemaReading::of(area_);
    Report report(rows_, id(node), "downgrade");
    const Outcome outcome = down_and_up(trial_, heads_, node, {schema_, above}, measured(report));
    Report(rows_, id(node), "round trip").add_outcome(outcome);
    schema_ = above;
    meter_.refresh();
  }

  // What comes behind is rehearsed without it.
  void leave_out(Node node, Report& report, const Outcome& reason) {
    const StoredSection stored = Store(area_).load_section(id(node), true);
    report.add_not_run(split_statements(area_.dialect(), stored.section.sql), reason);
    Report(rows_, id(node), "round trip").add_outcome(reason);
    pass_over(area_, heads_, node);
  }

  AroundStatements measured(Report& report) {
    return
        [this, &report](std::span<const Statement> statements, const std::function<void()>& body) {
          report.run(trial_, meter_, statements, body);
        };
  }

  const std::string& id(Node node) const { return state_.graph.id(node); }

  Database& area_;
  Rows& rows_;
  const State state_;
  const Trial trial_;
  Heads heads_;
  Meter meter_;
  SchemaReading schema_;  // of where `heads_` are
};

}  // namespace

RehearsalLimits rehearsal_limits(Database& database) {
  // What a rehearsal waits for, others queue behind, as in a deploy.
  return {deploy_lock_policy(database).timeout, bytes_of(setting(database, "rehearse_max_bytes"))};
}

Rows rehearse(Database& database, const Row& arguments) {
  const Target target = Target::parse(text_or(arguments, 0, "target", "head"));
  Rows rows;
  const RehearsalLimits limits = rehearsal_limits(database);
  database.in_rehearsal(limits, [&](Database& area) {
    area.lock_for_migration();
    Rehearsal(area, rows, Store(area).load(), limits.max_bytes).run(target);
  });
  return rows;
}

}  // namespace migrate

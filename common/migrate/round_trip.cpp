#include "migrate/round_trip.h"

#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "error.h"
#include "migrate/approval.h"
#include "migrate/integrity.h"
#include "migrate/migrator.h"
#include "migrate/store.h"
#include "migrate/table_limit.h"
#include "text.h"

namespace migrate {
namespace {

using Result = Outcome::Result;

AroundStatements within_limit(const Trial& trial) {
  return [&](std::span<const Statement> statements, const std::function<void()>& body) {
    require_small_tables(trial.area, statements, trial.max_table_bytes);
    body();
  };
}

// Goes up and down from where the area is.
class Walk {
 public:
  Walk(const Trial& trial, const Heads& heads, Node node)
      : trial_(trial), heads_(heads), node_(node) {}

  // Runs one way, called `name`, and compares. Nothing where it can be run and leads to `wanted`.
  std::optional<Outcome> go(Operation operation, std::string_view name, const SchemaReading& wanted,
                            const AroundStatements& around = {}) {
    if (auto reason = obstacle(trial_.area, trial_.graph.id(node_), operation)) return reason;
    try {
      run_step(trial_, heads_, node_, operation, around);
    } catch (const Error& error) {
      if (!is_of_script(error)) throw;
      return failure(name, error);
    }
    const std::vector<std::string> lines = SchemaReading::of(trial_.area).differences_from(wanted);
    if (lines.empty()) return std::nullopt;
    return Outcome{Result::kDiffers, cat("after the ", name, ": ", join(lines, "; "))};
  }

 private:
  const Trial& trial_;
  Heads heads_;
  Node node_;
};

}  // namespace

std::string_view result_name(Result result) {
  switch (result) {
    case Result::kOk:
      return "ok";
    case Result::kDiffers:
      return "differs";
    case Result::kIrreversible:
      return "irreversible";
    case Result::kFailed:
      return "failed";
    case Result::kNotRun:
      return "not run";
  }
  return {};
}

std::string error_lines(const Error& error) {
  std::string lines = error.message();
  if (!error.detail().empty()) lines += cat("\nDETAIL:  ", error.detail());
  if (!error.hint().empty()) lines += cat("\nHINT:  ", error.hint());
  return lines;
}

bool is_of_script(const Error& error) {
  return !error.ends_work() && error.code() != ErrorCode::kConnectionLost &&
         error.code() != ErrorCode::kInternal && error.code() != ErrorCode::kHistoryChanged &&
         error.code() != ErrorCode::kNotApproved;
}

Outcome failure(std::string_view name, const Error& error) {
  std::string detail = cat("the ", name, " failed: ", error_lines(error));
  if (!error.context().empty()) detail += cat("\n", error.context());
  return {Result::kFailed, std::move(detail)};
}

std::optional<Outcome> obstacle(Database& area, const std::string& id, Operation operation) {
  const StoredSection stored = Store(area).load_section(id, operation == Operation::kUpgrade);
  if (!stored.exists) return Outcome{Result::kIrreversible, "it has no downgrade script"};
  if (stored.section.transactional) return std::nullopt;
  return Outcome{Result::kNotRun,
                 cat("the ", operation_name(operation), " script is marked transaction:false")};
}

void run_step(const Trial& trial, Heads& heads, Node node, Operation operation,
              const AroundStatements& around) {
  Heads after = heads;
  const Plan plan{{operation,
                   node,
                   operation == Operation::kUpgrade ? after.apply(node) : after.revert(node),
                   {}}};
  trial.area.in_savepoint([&] {
    require_unchanged(trial.area, trial.graph, {node});
    // Where there are users: on SQLite it is a copy that it runs on.
    if (trial.area.current_user()) require_approved(trial.area, trial.graph, {node});
    Store store(trial.area);
    Migrator migrator(trial.area, store, trial.graph, plan);
    migrator.watch(around ? around : within_limit(trial));
    migrator.run(0);
    store.write_version_rows();
  });
  heads = after;
}

void pass_over(Database& area, Heads& heads, Node node) {
  Store store(area);
  for (const RowChange& change : heads.apply(node)) store.apply(change);
  store.write_version_rows();
}

Outcome down_and_up(const Trial& trial, const Heads& heads, Node node, const Ends& ends,
                    const AroundStatements& around) {
  std::optional<Outcome> outcome;
  trial.area.in_undone_savepoint([&] {
    Walk walk(trial, heads, node);
    outcome = walk.go(Operation::kDowngrade, "downgrade", ends.below, around);
    if (!outcome) outcome = walk.go(Operation::kUpgrade, "second upgrade", ends.above);
  });
  return outcome.value_or(Outcome());
}

Outcome up_and_down(const Trial& trial, const Heads& heads, Node node, const Ends& ends) {
  std::optional<Outcome> outcome;
  trial.area.in_undone_savepoint([&] {
    Walk walk(trial, heads, node);
    outcome = walk.go(Operation::kUpgrade, "upgrade after the downgrade", ends.above);
    if (!outcome) outcome = walk.go(Operation::kDowngrade, "second downgrade", ends.below);
  });
  return outcome.value_or(Outcome());
}

}  // namespace migrate

// A pending revision is upgraded, then tried downwards and up again; an applied one is downgraded,
// then tried upwards and down again. What lies between the database and the range is run as well,
// without being judged.
#include "migrate/verify.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "error.h"
#include "migrate/arguments.h"
#include "migrate/rehearsal.h"
#include "migrate/round_trip.h"
#include "migrate/store.h"
#include "revision/plan.h"
#include "text.h"

namespace migrate {
namespace {

using Result = Outcome::Result;

class Verification {
 public:
  Verification(Database& area, Rows& rows, std::int64_t max_table_bytes)
      : area_(area),
        rows_(rows),
        state_(Store(area).load()),
        trial_{area, state_.graph, max_table_bytes},
        heads_(state_.graph, state_.version_rows),
        newest_first_(history(state_.graph, heads_, std::nullopt)) {}

  void run(const std::optional<TargetRange>& range) {
    Nodes applied;
    Nodes pending;
    for (Node node : history(state_.graph, heads_, range)) {
      if (!heads_.is_applied(node)) {
        pending.push_back(node);
      } else if (range) {
        applied.push_back(node);
      }
    }
    area_.in_undone_savepoint([&] { walk_down(applied, heads_); });
    walk_up(pending, heads_);
  }

 private:
  // From where the database is to below all of `wanted`.
  void walk_down(const Nodes& wanted, Heads heads) {
    const std::vector<bool> above = state_.graph.descendants(wanted, true);
    Nodes way;
    for (Node node : newest_first_) {
      if (above[node] && heads.is_applied(node)) way.push_back(node);
    }
    walk(way, wanted,
         [&](Node node, bool is_wanted) { return judge_applied(node, heads, is_wanted); });
  }

  void walk_up(const Nodes& wanted, Heads heads) {
    const std::vector<bool> below = state_.graph.ancestors(wanted, true);
    Nodes way;
    for (Node node : newest_first_) {
      if (below[node] && !heads.is_applied(node)) way.push_back(node);
    }
    std::reverse(way.begin(), way.end());
    walk(way, wanted,
         [&](Node node, bool is_wanted) { return judge_pending(node, heads, is_wanted); });
  }

  struct Judgement {
    Outcome outcome;
    bool blocks = false;  // the way cannot be followed further
  };

  using Judge = std::function<Judgement(Node, bool is_wanted)>;

  void walk(const Nodes& way, const Nodes& wanted, const Judge& judge) {
    schema_.reset();
    std::optional<std::string> blocked;
    for (Node node : way) {
      const bool is_wanted = std::find(wanted.begin(), wanted.end(), node) != wanted.end();
      if (blocked) {
        if (is_wanted) add(node, {Result::kNotRun, *blocked});
        continue;
      }
      const Judgement judgement = judge(node, is_wanted);
      if (is_wanted) add(node, judgement.outcome);
      if (!judgement.blocks) continue;
      blocked = cat("the way ends at revision \"", id(node), "\"");
      if (!is_wanted) *blocked += cat(": ", judgement.outcome.detail);
    }
  }

  Judgement judge_applied(Node node, Heads& heads, bool is_wanted) {
    if (auto reason = obstacle(area_, id(node), Operation::kDowngrade)) return {*reason, true};
    const SchemaReading above = is_wanted ? here() : SchemaReading();
    if (auto failed = go(node, heads, Operation::kDowngrade)) return {*failed, true};
    if (!is_wanted) return {};
    return {up_and_down(trial_, heads, node, {here(), above})};
  }

  // What refuses a transaction is left out; the rest goes on without it.
  Judgement judge_pending(Node node, Heads& heads, bool is_wanted) {
    if (auto reason = obstacle(area_, id(node), Operation::kUpgrade)) {
      pass_over(area_, heads, node);
      return {*reason};
    }
    const SchemaReading below = is_wanted ? here() : SchemaReading();
    if (auto failed = go(node, heads, Operation::kUpgrade)) return {*failed, true};
    if (!is_wanted) return {};
    return {down_and_up(trial_, heads, node, {below, here()})};
  }

  // Nothing where it has been run.
  std::optional<Outcome> go(Node node, Heads& heads, Operation operation) {
    try {
      run_step(trial_, heads, node, operation);
    } catch (const Error& error) {
      if (!is_of_script(error)) throw;
      return failure(operation_name(operation), error);
    }
    schema_.reset();
    return std::nullopt;
  }

  const SchemaReading& here() {
    if (!schema_) schema_ = SchemaReading::of(area_);
    return *schema_;
  }

  void add(Node node, const Outcome& outcome) {
    rows_.push_back({id(node), std::string(result_name(outcome.result)),
                     outcome.detail.empty() ? std::nullopt : Value(outcome.detail)});
  }

  const std::string& id(Node node) const { return state_.graph.id(node); }

  Database& area_;
  Rows& rows_;
  const State state_;
  const Trial trial_;
  const Heads heads_;
  const Nodes newest_first_;
  std::optional<SchemaReading> schema_;  // of where the walk is; nothing: not read yet
};

}  // namespace

Rows verify(Database& database, const Row& arguments) {
  std::optional<TargetRange> range;
  if (arguments[0]) range = TargetRange::parse(text_or(arguments, 0, "range", ""));
  Rows rows;
  const RehearsalLimits limits = rehearsal_limits(database);
  database.in_rehearsal(limits, [&](Database& area) {
    area.lock_for_migration();
    Verification(area, rows, limits.max_bytes).run(range);
  });
  return rows;
}

}  // namespace migrate

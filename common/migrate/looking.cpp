#include "migrate/looking.h"

#include <optional>
#include <utility>

#include "error.h"
#include "migrate/arguments.h"
#include "migrate/autogenerate.h"
#include "migrate/drift.h"
#include "migrate/integrity.h"
#include "migrate/settings.h"
#include "migrate/store.h"
#include "migrate/verbs.h"
#include "revision/plan.h"
#include "text.h"

namespace migrate {
namespace {

Value bool_value(bool value) { return value ? "true" : "false"; }

Value list_value(const std::vector<std::string>& items) {
  return items.empty() ? std::nullopt : Value(join(items, ", "));
}

std::string quoted_ids(const RevisionGraph& graph, const Nodes& nodes) {
  std::vector<std::string> ids;
  for (Node node : nodes) ids.push_back(graph.id(node));
  return quoted_list(ids);
}

// Rows with the columns of migrate_history for chosen revisions.
class HistoryTable {
 public:
  explicit HistoryTable(Database& database)
      : store_(database),
        state_(store_.load()),
        heads_(state_.graph, state_.version_rows),
        descriptions_(store_.load_descriptions()),
        applied_times_(store_.load_applied_times()),
        is_current_(state_.graph.size()) {
    for (Node node : heads_.current()) is_current_[node] = true;
  }

  const RevisionGraph& graph() const { return state_.graph; }
  const Heads& heads() const { return heads_; }

  Rows rows(const Nodes& nodes) const {
    Rows result;
    result.reserve(nodes.size());
    for (Node node : nodes) result.push_back(row(node));
    return result;
  }

 private:
  Row row(Node node) const {
    const Revision& revision = state_.graph.at(node);
    const bool is_applied = heads_.is_applied(node);
    const auto applied_at = applied_times_.find(revision.id);
    const Store::Description& description = descriptions_.at(node);
    return {
        revision.id,
        list_value(revision.down_revisions),
        list_value(revision.branch_labels),
        list_value(revision.depends_on),
        description.message,
        bool_value(state_.graph.is_head(node)),
        bool_value(state_.graph.is_branch_point(node)),
        bool_value(state_.graph.is_merge_point(node)),
        bool_value(is_applied),
        bool_value(is_current_[node]),
        description.create_date.empty() ? std::nullopt : Value(description.create_date),
        is_applied && applied_at != applied_times_.end() ? Value(applied_at->second) : std::nullopt,
        description.hash.empty() ? std::nullopt : Value(description.hash)};
  }

  Store store_;
  State state_;
  Heads heads_;
  std::vector<Store::Description> descriptions_;
  std::map<std::string, std::string> applied_times_;
  std::vector<bool> is_current_;
};

void require_at_head(const State& state, const Heads& heads) {
  if (heads.rows() == state.graph.real_heads()) return;
  const Nodes rows = heads.rows();
  throw Error(
      ErrorCode::kNotAtHead, "the database is not at head",
      cat(rows.empty() ? "Nothing is applied" : cat("It is at ", quoted_ids(state.graph, rows)),
          "; the head is ", quoted_ids(state.graph, state.graph.real_heads()), "."),
      "Call migrate_upgrade('heads').");
}

}  // namespace

Rows current(Database& database, const Row& arguments) {
  const State state = Store(database).load();
  const Heads heads(state.graph, state.version_rows);
  if (is_set(arguments, 0)) require_at_head(state, heads);
  std::vector<std::string> lines;
  for (Node node : heads.current()) {
    std::string_view mark;
    if (state.graph.is_real_head(node)) {
      mark = " (head)";
    } else if (state.graph.is_head(node)) {
      mark = " (effective head)";
    }
    lines.push_back(cat(state.graph.id(node), mark));
  }
  return scalar(lines.empty() ? std::nullopt : Value(join(lines, "\n")));
}

Rows list_history(Database& database, const Row& arguments) {
  std::optional<TargetRange> range;
  if (arguments[0]) range = TargetRange::parse(text_or(arguments, 0, "range", ""));
  const HistoryTable table(database);
  return table.rows(history(table.graph(), table.heads(), range));
}

Rows list_heads(Database& database, const Row&) {
  const HistoryTable table(database);
  return table.rows(table.graph().heads());
}

Rows list_branches(Database& database, const Row&) {
  const HistoryTable table(database);
  Nodes nodes;
  for (Node node : history(table.graph(), table.heads(), std::nullopt)) {
    if (table.graph().is_branch_point(node)) nodes.push_back(node);
  }
  return table.rows(nodes);
}

Rows list_plan(Database& database, const Row& arguments) {
  const Target target = Target::parse(text_or(arguments, 0, "target", "head"));
  const Store store(database);
  const State state = store.load();
  const Plan plan = plan_towards(state.graph, Heads(state.graph, state.version_rows), target);
  const std::vector<Store::Description> descriptions =
      plan.empty() ? std::vector<Store::Description>{} : store.load_descriptions();
  Rows rows;
  for (const Step& step : plan) {
    rows.push_back({std::to_string(rows.size() + 1), std::string(operation_name(step.operation)),
                    state.graph.id(step.node), descriptions.at(step.node).message, step.reason});
  }
  return rows;
}

Rows check(Database& database, const Row&) {
  require_whole_history(database);
  const State state = Store(database).load();
  require_no_drift(database, state.version_rows);
  const Plan plan =
      plan_upgrade(state.graph, Heads(state.graph, state.version_rows), Target::parse("heads"));
  if (plan.empty()) {
    require_model_reached(database);
    return scalar("no new upgrade operations detected");
  }
  Nodes pending;
  for (const Step& step : plan) pending.push_back(step.node);
  throw Error(ErrorCode::kPending,
              cat(std::to_string(plan.size()),
                  plan.size() == 1 ? " revision is pending" : " revisions are pending"),
              cat("Pending: ", quoted_ids(state.graph, pending), "."),
              "Call migrate_upgrade('heads').");
}

Rows read_setting(Database& database, const Row& arguments) {
  return scalar(setting(database, required_text(arguments, 0, "name")));
}

Rows write_setting(Database& database, const Row& arguments) {
  const std::string& name = required_text(arguments, 0, "name");
  Value value;
  if (arguments[1]) value = text_or(arguments, 1, "value", "");
  std::string in_force;
  database.in_transaction([&] {
    database.create_tables();
    database.lock_for_migration();
    set_setting(database, name, value);
    in_force = setting(database, name);
  });
  return scalar(in_force);
}

Rows list_help(Database&, const Row&) {
  Rows rows;
  for (const Verb& verb : verbs()) rows.push_back({signature(verb), std::string(verb.summary)});
  return rows;
}

}  // namespace migrate

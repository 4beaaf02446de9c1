#include "migrate/offline.h"

#include "error.h"
#include "migrate/arguments.h"
#include "migrate/migrator.h"
#include "migrate/store.h"
#include "revision/plan.h"
#include "text.h"

namespace migrate {
namespace {

std::string row_change_sql(const Database& database, const RowChange& change) {
  const Dialect& dialect = database.dialect();
  const std::string table = database.table("migrate_version");
  const std::string from = dialect.quote_literal(change.from);
  const std::string to = dialect.quote_literal(change.to);
  switch (change.kind) {
    case RowChange::Kind::kInsert:
      return cat("INSERT INTO ", table, " (version_num) VALUES (", to, ");\n");
    case RowChange::Kind::kUpdate:
      return cat("UPDATE ", table, " SET version_num = ", to, " WHERE version_num = ", from, ";\n");
    case RowChange::Kind::kDelete:
      return cat("DELETE FROM ", table, " WHERE version_num = ", from, ";\n");
  }
  return {};
}

// A script's text closed off, whatever it ends with: a last statement without a semicolon, or a
// comment.
std::string closed(std::string_view sql) {
  if (sql.empty()) return {};
  return cat(sql, sql.back() == ';' ? "\n" : "\n;\n");
}

std::string step_sql(const Database& database, const Store& store, const RevisionGraph& graph,
                     const Step& step) {
  const std::string& id = graph.id(step.node);
  const StoredSection stored = store.load_section(id, step.operation == Operation::kUpgrade);
  std::string text =
      cat("-- ", progress_line(graph, step, stored.message), "\n\n", closed(stored.section.sql));
  for (const RowChange& change : step.changes) text += row_change_sql(database, change);
  return text + "\n";
}

Value script_for(Database& database, const Store& store, const State& state, const Plan& plan) {
  if (plan.empty()) return std::nullopt;
  Store writable(database);
  Migrator(database, writable, state.graph).require_runnable(plan);
  std::string text = "BEGIN;\n\n";
  // Where the first step applies a base there may be no table yet, however the range was written.
  const Step& first = plan.front();
  if (first.operation == Operation::kUpgrade && state.graph.down(first.node).empty()) {
    text += cat("CREATE TABLE IF NOT EXISTS ", database.table("migrate_version"),
                " (version_num VARCHAR(255) NOT NULL PRIMARY KEY);\n\n");
  }
  for (const Step& step : plan) text += step_sql(database, store, state.graph, step);
  return text + "COMMIT;\n";
}

}  // namespace

Rows upgrade_sql(Database& database, const Row& arguments) {
  const std::string text = text_or(arguments, 0, "target", "head");
  const TargetRange range =
      TargetRange::parse(text.find(':') == std::string::npos ? cat(":", text) : text);
  const Store store(database);
  const State state = store.load();
  const Plan plan = plan_upgrade_range(state.graph, Heads(state.graph, state.version_rows), range);
  return scalar(script_for(database, store, state, plan));
}

Rows downgrade_sql(Database& database, const Row& arguments) {
  const TargetRange range = TargetRange::parse(required_text(arguments, 0, "range"));
  const Store store(database);
  const State state = store.load();
  const Plan plan =
      plan_downgrade_range(state.graph, Heads(state.graph, state.version_rows), range);
  return scalar(script_for(database, store, state, plan));
}

}  // namespace migrate

#include "migrate/history_change.h"

#include "error.h"
#include "migrate/settings.h"
#include "revision/heads.h"
#include "script/splitter.h"
#include "text.h"

namespace migrate {
namespace {

void require_section(const Dialect& dialect, const Section& section, std::string_view what) {
  require_renderable(dialect, section.sql, what);
  const std::vector<Statement> statements = split_statements(dialect, section.sql);
  if (!section.transactional) return;
  for (const Statement& statement : statements) {
    if (dialect.transaction_control(statement.sql) == TransactionControl::kNone) continue;
    throw Error(
        ErrorCode::kInvalidScript, cat("transaction control is not allowed in the ", what),
        cat("Line ", std::to_string(statement.line), " is \"", excerpt(statement.sql), "\"."),
        "Remove the statement: a revision runs in the transaction of its upgrade.");
  }
}

}  // namespace

void change_history(Database& database, const std::function<void(Store&, const State&)>& body) {
  database.in_transaction([&] {
    database.create_tables();
    database.lock_for_migration();
    Store store(database);
    const State state = store.load();
    body(store, state);
    store.mark_heads(store.load().graph);
  });
}

void require_script(Database& database, const Script& script) {
  const Revision& revision = script.revision;
  try {
    require_valid_name(revision.id, "revision id");
    for (const std::string& label : revision.branch_labels) {
      require_valid_name(label, "branch label");
    }
    require_renderable_message(revision.message);
    require_section(database.dialect(), script.upgrade, "upgrade script");
    if (script.downgrade)
      require_section(database.dialect(), *script.downgrade, "downgrade script");
  } catch (Error& error) {
    error.add_context(cat("revision \"", excerpt(revision.id), "\""));
    throw;
  }
  if (!script.downgrade && is_setting_on(database, "require_downgrade")) {
    throw Error(ErrorCode::kWrongState,
                cat("revision \"", revision.id, "\" has no downgrade script"),
                "Setting \"require_downgrade\" is on.");
  }
}

std::vector<Revision> all_revisions(const RevisionGraph& graph) {
  std::vector<Revision> result;
  result.reserve(graph.size() + 1);
  for (Node node = 0; node < graph.size(); ++node) result.push_back(graph.at(node));
  return result;
}

void require_not_applied(const State& state, const std::string& id) {
  const auto node = state.graph.find(id);
  if (!node || !Heads(state.graph, state.version_rows).is_applied(*node)) return;
  throw Error(ErrorCode::kWrongState, cat("revision \"", id, "\" is applied and cannot change"), "",
              cat("Downgrade the database below it first, or store a further revision."));
}

}  // namespace migrate

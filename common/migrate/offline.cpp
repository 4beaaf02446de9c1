#include "migrate/offline.h"

#include <optional>
#include <string_view>

#include "error.h"
#include "migrate/arguments.h"
#include "migrate/migrator.h"
#include "migrate/store.h"
#include "revision/plan.h"
#include "schema/sqlite/alter_text.h"
#include "script/splitter.h"
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

// A script's text with its last statement ended, whatever follows it.
std::string closed(const Dialect& dialect, std::string_view sql) {
  if (sql.empty()) return {};
  const std::vector<Statement> statements = split_statements(dialect, sql);
  bool is_open = false;
  if (!statements.empty()) {
    const std::string_view last = statements.back().sql;
    const auto end = static_cast<std::size_t>(last.data() + last.size() - sql.data());
    is_open = !trim(sql.substr(end)).starts_with(';');
  }
  return cat(sql, is_open ? "\n;\n" : "\n");
}

// What the script leaves foreign keys at; nothing where it doesn't switch them.
std::optional<bool> last_foreign_keys_setting(const Dialect& dialect, std::string_view sql) {
  std::optional<bool> last;
  for (const Statement& statement : split_statements(dialect, sql)) {
    if (const auto value = dialect.foreign_keys_setting(statement.sql)) last = value;
  }
  return last;
}

// A command of psql's is a backslash outside of quotes and comments, one of sqlite3's a line that
// starts with a point where a statement could. No statement has either.
bool is_shell_command(const Dialect& dialect, std::string_view sql) {
  if (sql.starts_with('.')) return true;
  Token token;
  do {
    token = dialect.next_token(sql, token.end);
    if (token.kind == Token::Kind::kOther && sql[token.begin] == '\\') return true;
  } while (token.kind != Token::Kind::kEnd && token.kind != Token::Kind::kUnterminated);
  return false;
}

// The script is run by a person's shell, with more rights than any statement has.
void require_no_shell_command(const Dialect& dialect, const std::string& id, std::string_view sql) {
  for (const Statement& statement : split_statements(dialect, sql)) {
    if (!is_shell_command(dialect, statement.sql)) continue;
    throw Error(ErrorCode::kInvalidScript,
                cat("cannot write a script without migrate for revision \"", id, "\""),
                cat("Line ", std::to_string(statement.line),
                    " holds what a shell takes for a command of its own: ", excerpt(statement.sql)),
                "Correct the script with migrate_edit.");
  }
}

// What a shell without the extension cannot run would stop the script in the middle.
void require_plain_sql(const Dialect& dialect, const std::string& id, std::string_view sql) {
  if (!dialect.lacks_alter_table()) return;
  for (const Statement& statement : split_statements(dialect, sql)) {
    if (!sqlite::needs_migrate(statement.sql)) continue;
    throw Error(ErrorCode::kNotSupported,
                cat("cannot write a script without migrate for revision \"", id, "\""),
                cat("Line ", std::to_string(statement.line), " alters a table as SQLite by itself ",
                    "cannot: ", excerpt(statement.sql)),
                "Apply it with migrate_upgrade or migrate_downgrade.");
  }
}

// An offline script while it grows.
struct Draft {
  std::string text;
  std::optional<bool> foreign_keys = {};  // as the last script that switches them leaves them
};

void add_step(const Database& database, const Store& store, const RevisionGraph& graph,
              const Step& step, Draft& draft) {
  const Dialect& dialect = database.dialect();
  const StoredSection stored =
      store.load_section(graph.id(step.node), step.operation == Operation::kUpgrade);
  require_plain_sql(dialect, graph.id(step.node), stored.section.sql);
  require_no_shell_command(dialect, graph.id(step.node), stored.section.sql);
  if (const auto setting = last_foreign_keys_setting(dialect, stored.section.sql)) {
    draft.foreign_keys = setting;
  }
  draft.text += cat("-- ", progress_line(graph, step, stored.message), "\n\n",
                    closed(dialect, stored.section.sql));
  for (const RowChange& change : step.changes) draft.text += row_change_sql(database, change);
  draft.text += "\n";
}

// In the caller's transaction the pragma would do nothing, and a DROP TABLE in the script would
// take the child rows along.
std::string in_transaction_text(const Draft& draft) {
  if (!draft.foreign_keys) return cat("BEGIN;\n\n", draft.text, "COMMIT;\n");
  return cat("-- A script switches foreign keys, which has no effect inside a transaction.\n",
             "PRAGMA foreign_keys = off;\n\nBEGIN;\n\n", draft.text,
             "-- Rows without a parent, if there are any:\n",
             "PRAGMA foreign_key_check;\n\nCOMMIT;\n",
             *draft.foreign_keys ? "\nPRAGMA foreign_keys = on;\n" : "");
}

Value script_for(Database& database, const Store& store, const State& state, const Plan& plan) {
  if (plan.empty()) return std::nullopt;
  Store writable(database);
  Migrator(database, writable, state.graph, plan).require_runnable();
  Draft draft;
  // Where the first step applies a base there may be no table yet, however the range was written.
  const Step& first = plan.front();
  if (first.operation == Operation::kUpgrade && state.graph.down(first.node).empty()) {
    draft.text += cat("CREATE TABLE IF NOT EXISTS ", database.table("migrate_version"),
                      " (version_num VARCHAR(255) NOT NULL PRIMARY KEY);\n\n");
  }
  for (const Step& step : plan) add_step(database, store, state.graph, step, draft);
  return in_transaction_text(draft);
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

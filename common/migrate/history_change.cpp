#include "migrate/history_change.h"

#include <algorithm>
#include <map>
#include <utility>

#include "error.h"
#include "migrate/rehash.h"
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

std::set<std::string> write(Store& store, const HistoryEdit& edit, const Rehash& rehash) {
  std::set<std::string> written(edit.removed.begin(), edit.removed.end());
  const RevisionGraph& graph = rehash.graph();
  std::set<std::string> given(edit.removed.begin(), edit.removed.end());
  for (const std::string& id : edit.removed) store.remove(id);
  for (const HistoryEdit::Change& change : edit.added) {
    const std::string& id = change.script.revision.id;
    store.insert(change.script, rehash.hashes()[*graph.find(id)]);
    given.insert(id);
    written.insert(id);
  }
  for (const HistoryEdit::Change& change : edit.changed) {
    const std::string& id = change.script.revision.id;
    const std::string& hash = rehash.hashes()[*graph.find(id)];
    given.insert(id);
    if (change.difference.empty() && rehash.is_stored_with(id, hash)) continue;
    store.update(change.script, hash);
    written.insert(id);
  }
  for (Node node = 0; node < graph.size(); ++node) {
    const std::string& id = graph.id(node);
    if (given.contains(id) || rehash.is_stored_with(id, rehash.hashes()[node])) continue;
    store.update_hash(id, rehash.hashes()[node]);
    written.insert(id);
  }
  store.mark_heads(graph, rehash.hashes());
  return written;
}

}  // namespace

std::set<std::string> change_history(
    Database& database,
    const std::function<HistoryEdit(const Store&, const StoredHistory&)>& body) {
  std::set<std::string> written;
  database.in_transaction([&] {
    database.create_tables();
    database.lock_for_migration();
    Store store(database);
    const StoredHistory stored = store.load_history();
    const HistoryEdit edit = body(store, stored);
    Rehash rehash(database, store, stored, edit);
    rehash.run();
    written = write(store, edit, rehash);
  });
  return written;
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

std::vector<Revision> edited(const StoredHistory& stored, const HistoryEdit& edit) {
  std::map<std::string_view, const Revision*> changed;
  for (const HistoryEdit::Change& change : edit.changed) {
    changed.emplace(change.script.revision.id, &change.script.revision);
  }
  std::vector<Revision> result;
  result.reserve(stored.revisions.size() + edit.added.size());
  for (const Revision& revision : stored.revisions) {
    const auto& removed = edit.removed;
    if (std::find(removed.begin(), removed.end(), revision.id) != removed.end()) continue;
    const auto found = changed.find(revision.id);
    result.push_back(found == changed.end() ? revision : *found->second);
  }
  for (const HistoryEdit::Change& change : edit.added) result.push_back(change.script.revision);
  return result;
}

void require_not_applied(const State& state, const std::string& id) {
  const auto node = state.graph.find(id);
  if (!node || !Heads(state.graph, state.version_rows).is_applied(*node)) return;
  throw Error(ErrorCode::kWrongState, cat("revision \"", id, "\" is applied and cannot change"), "",
              cat("Downgrade the database below it first, or store a further revision."));
}

}  // namespace migrate

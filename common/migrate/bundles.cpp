#include "migrate/bundles.h"

#include <algorithm>
#include <set>
#include <utility>

#include "error.h"
#include "migrate/arguments.h"
#include "migrate/history_change.h"
#include "revision/plan.h"
#include "script/bundle.h"
#include "text.h"

namespace migrate {
namespace {

struct ImportCounts {
  std::size_t stored = 0;
  std::size_t updated = 0;
  std::size_t unchanged = 0;
};

std::string describe(const ImportCounts& counts) {
  std::vector<std::string> parts;
  if (counts.stored > 0) parts.push_back(cat(std::to_string(counts.stored), " stored"));
  if (counts.updated > 0) parts.push_back(cat(std::to_string(counts.updated), " updated"));
  if (counts.unchanged > 0) parts.push_back(cat(std::to_string(counts.unchanged), " unchanged"));
  return cat("imported: ", join(parts, ", "));
}

// What differs, in a reader's words.
std::string difference(const Script& stored, const Script& given) {
  std::vector<std::string> parts;
  if (stored.upgrade != given.upgrade) parts.emplace_back("upgrade script");
  if (stored.downgrade != given.downgrade) parts.emplace_back("downgrade script");
  Revision same_message = given.revision;
  same_message.message = stored.revision.message;
  if (stored.revision.message != given.revision.message) parts.emplace_back("message");
  if (same_message != stored.revision || stored.create_date != given.create_date) {
    parts.emplace_back("header");
  }
  return cat("The text differs in: ", join(parts, ", "), ".");
}

// What importing `scripts` does, but for the hashes. Those of applied revisions are among them: a
// text that is what it was when it was applied is no change, whatever is stored now.
HistoryEdit import_edit(const Store& store, const StoredHistory& stored,
                        const std::vector<Script>& scripts) {
  std::set<std::string> known;
  for (const Revision& revision : stored.revisions) known.insert(revision.id);
  HistoryEdit edit;
  for (const Script& script : scripts) {
    const std::string& id = script.revision.id;
    if (!known.contains(id)) {
      edit.added.push_back({script});
      continue;
    }
    const Script before = store.load_script(id);
    edit.changed.push_back({script, false, before == script ? "" : difference(before, script)});
  }
  const RevisionGraph graph = RevisionGraph::build(edited(stored, edit));
  const Heads heads(graph, stored.version_rows);
  for (auto* list : {&edit.added, &edit.changed}) {
    for (HistoryEdit::Change& change : *list) {
      change.is_applied = heads.is_applied(*graph.find(change.script.revision.id));
    }
  }
  for (HistoryEdit::Change& change : edit.added) {
    change.difference = "It is not the text that was applied.";
  }
  return edit;
}

void require_importable(Database& database, const HistoryEdit& edit) {
  for (const HistoryEdit::Change& change : edit.added) require_script(database, change.script);
  for (const HistoryEdit::Change& change : edit.changed) {
    if (!change.difference.empty() && !change.is_applied) require_script(database, change.script);
  }
}

ImportCounts count(const HistoryEdit& edit, const std::set<std::string>& written) {
  ImportCounts counts;
  counts.stored = edit.added.size();
  for (const HistoryEdit::Change& change : edit.changed) {
    ++(written.contains(change.script.revision.id) ? counts.updated : counts.unchanged);
  }
  return counts;
}

std::string render_nodes(const Store& store, const RevisionGraph& graph, const Nodes& nodes) {
  std::vector<Script> scripts;
  for (Node node : nodes) scripts.push_back(store.load_script(graph.id(node)));
  return render_bundle(scripts);
}

}  // namespace

Rows import_scripts(Database& database, const Row& arguments) {
  if (!arguments[0]) return scalar(std::nullopt);
  const std::vector<Script> scripts = parse_bundle(database.dialect(), *arguments[0]);
  HistoryEdit edit;
  const std::set<std::string> written =
      change_history(database, [&](const Store& store, const StoredHistory& stored) {
        edit = import_edit(store, stored, scripts);
        require_importable(database, edit);
        return edit;
      });
  return scalar(describe(count(edit, written)));
}

Rows export_scripts(Database& database, const Row& arguments) {
  const Store store(database);
  const State state = store.load();
  Nodes nodes;
  if (arguments[0]) {
    const TargetRange range = TargetRange::parse(text_or(arguments, 0, "range", ""));
    nodes = history(state.graph, Heads(state.graph, state.version_rows), range);
    std::sort(nodes.begin(), nodes.end());
  } else {
    for (Node node = 0; node < state.graph.size(); ++node) nodes.push_back(node);
  }
  if (nodes.empty()) return scalar(std::nullopt);
  return scalar(render_nodes(store, state.graph, nodes));
}

Rows show(Database& database, const Row& arguments) {
  const Target target = Target::parse(required_text(arguments, 0, "revision"));
  const Store store(database);
  const State state = store.load();
  const Heads heads(state.graph, state.version_rows);
  const Nodes nodes = resolve_revisions(state.graph, target, &heads);
  if (nodes.empty()) return scalar(std::nullopt);
  return scalar(render_nodes(store, state.graph, nodes));
}

}  // namespace migrate

#include "migrate/bundles.h"

#include <algorithm>
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

void import_one(Database& database, Store& store, const State& state, const Heads& heads,
                const Script& script, ImportCounts& counts) {
  const std::string& id = script.revision.id;
  const auto node = state.graph.find(id);
  if (!node) {
    require_script(database, script);
    store.insert(script);
    ++counts.stored;
    return;
  }
  const Script stored = store.load_script(id);
  if (stored == script) {
    ++counts.unchanged;
    return;
  }
  if (heads.is_applied(*node)) {
    throw Error(ErrorCode::kWrongState, cat("revision \"", id, "\" is applied and cannot change"),
                difference(stored, script),
                "Downgrade the database below it first, or store a further revision.");
  }
  require_script(database, script);
  store.update(script);
  ++counts.updated;
}

// The history as it would be with `scripts` in it; throws where that is not a history.
void require_history(const State& state, const std::vector<Script>& scripts) {
  std::vector<Revision> revisions = all_revisions(state.graph);
  for (const Script& script : scripts) {
    if (const auto node = state.graph.find(script.revision.id)) {
      revisions[*node] = script.revision;
    } else {
      revisions.push_back(script.revision);
    }
  }
  RevisionGraph::build(std::move(revisions));
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
  ImportCounts counts;
  change_history(database, [&](Store& store, const State& state) {
    const Heads heads(state.graph, state.version_rows);
    require_history(state, scripts);
    for (const Script& script : scripts) {
      import_one(database, store, state, heads, script, counts);
    }
  });
  return scalar(describe(counts));
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

#include "migrate/authoring.h"

#include <algorithm>
#include <utility>

#include "error.h"
#include "migrate/arguments.h"
#include "migrate/history_change.h"
#include "migrate/identity.h"
#include "migrate/integrity.h"
#include "revision/target.h"
#include "text.h"

namespace migrate {
namespace {

// The revisions that a revision with this `head` argument revises.
std::vector<std::string> parents_for(const State& state, const Heads& heads,
                                     const std::string& head, bool splice) {
  std::vector<std::string> items = split_list(head);
  if (items.empty()) items.emplace_back();  // which no target is
  std::vector<std::string> parents;
  for (const std::string& item : items) {
    const Nodes nodes = resolve_revisions(state.graph, Target::parse(item), &heads);
    if (nodes.empty() && items.size() > 1) {
      throw Error(ErrorCode::kInvalidParameter,
                  cat("target \"", excerpt(item), "\" cannot be one of several"),
                  "It names no revision.");
    }
    for (Node node : nodes) {
      const std::string& id = state.graph.id(node);
      if (std::find(parents.begin(), parents.end(), id) != parents.end()) {
        throw Error(ErrorCode::kInvalidParameter, cat("revision \"", id, "\" is given twice"));
      }
      if (!state.graph.is_head(node) && !splice) {
        throw Error(ErrorCode::kWrongState, cat("revision \"", id, "\" is not a head"), "",
                    "Set splice to true to start a branch there.");
      }
      parents.push_back(id);
    }
  }
  return parents;
}

// Labels stay labels, ids become full ids.
std::vector<std::string> dependencies_for(const RevisionGraph& graph, const std::string& list) {
  std::vector<std::string> result;
  Nodes nodes;
  for (const std::string& item : split_list(list)) {
    const auto labelled = graph.find_label(item);
    const Node node = labelled ? *labelled : resolve_revision(graph, Target::parse(item));
    if (std::find(nodes.begin(), nodes.end(), node) != nodes.end()) {
      throw Error(ErrorCode::kInvalidParameter,
                  cat("dependency \"", graph.id(node), "\" is given twice"));
    }
    nodes.push_back(node);
    result.push_back(labelled ? item : graph.id(node));
  }
  return result;
}

std::string unused_id(const RevisionGraph& graph, const Row& arguments, std::size_t index) {
  if (index < arguments.size() && arguments[index]) return text_or(arguments, index, "rev_id", "");
  std::string id = random_id();
  while (graph.find(id)) id = random_id();
  return id;
}

// A history that has been changed into none is told by what reads it; here it is linked to be used.
State linked(const StoredHistory& stored) {
  return {RevisionGraph::build(stored.revisions), stored.version_rows};
}

}  // namespace

Rows revision(Database& database, const Row& arguments) {
  Script script;
  script.revision.message = canonical_message(text_or(arguments, 0, "message", ""));
  script.upgrade.sql = canonical_section(text_or(arguments, 1, "upgrade", ""));
  if (arguments[2]) {
    script.downgrade = Section{canonical_section(text_or(arguments, 2, "downgrade", "")), true};
  } else if (script.upgrade.sql.empty()) {
    script.downgrade = Section{};
  }
  script.revision.branch_labels = split_list(text_or(arguments, 5, "branch_label", ""));
  script.create_date = utc_timestamp();
  change_history(database, [&](const Store&, const StoredHistory& stored) {
    const State state = linked(stored);
    const Heads heads(state.graph, state.version_rows);
    script.revision.id = unused_id(state.graph, arguments, 7);
    script.revision.down_revisions =
        parents_for(state, heads, text_or(arguments, 3, "head", "head"), is_set(arguments, 4));
    script.revision.depends_on =
        dependencies_for(state.graph, text_or(arguments, 6, "depends_on", ""));
    require_script(database, script);
    return HistoryEdit{{{script}}, {}, {}};
  });
  return scalar(script.revision.id);
}

Rows merge(Database& database, const Row& arguments) {
  Script script;
  script.revision.branch_labels = split_list(text_or(arguments, 2, "branch_label", ""));
  script.downgrade = Section{};
  script.create_date = utc_timestamp();
  change_history(database, [&](const Store&, const StoredHistory& stored) {
    const State state = linked(stored);
    const Heads heads(state.graph, state.version_rows);
    script.revision.down_revisions = parents_for(
        state, heads, text_or(arguments, 0, "revisions", "heads"), is_set(arguments, 4));
    const std::vector<std::string>& parents = script.revision.down_revisions;
    if (parents.size() < 2) {
      throw Error(ErrorCode::kInvalidParameter, "a merge needs at least two revisions",
                  parents.empty() ? "There is none." : cat("There is only \"", parents[0], "\"."));
    }
    script.revision.message =
        canonical_message(text_or(arguments, 1, "message", cat("merge ", join(parents, ", "))));
    script.revision.id = unused_id(state.graph, arguments, 3);
    require_script(database, script);
    return HistoryEdit{{{script}}, {}, {}};
  });
  return scalar(script.revision.id);
}

Rows edit(Database& database, const Row& arguments) {
  const Target target = Target::parse(required_text(arguments, 0, "revision"));
  std::string id;
  change_history(database, [&](const Store& store, const StoredHistory& stored) {
    const State state = linked(stored);
    const Node node = resolve_revision(state.graph, target);
    id = state.graph.id(node);
    require_not_applied(state, id);
    require_unchanged(database, state.graph, {node});
    Script script = store.load_script(id);
    if (arguments[1]) script.upgrade.sql = canonical_section(text_or(arguments, 1, "upgrade", ""));
    if (arguments[2]) {
      if (!script.downgrade) script.downgrade = Section{};
      script.downgrade->sql = canonical_section(text_or(arguments, 2, "downgrade", ""));
    }
    if (arguments[3])
      script.revision.message = canonical_message(text_or(arguments, 3, "message", ""));
    require_script(database, script);
    return HistoryEdit{{}, {{script, false, "It has been edited."}}, {}};
  });
  return scalar(cat("edited revision \"", id, "\""));
}

Rows remove(Database& database, const Row& arguments) {
  const Target target = Target::parse(required_text(arguments, 0, "revision"));
  std::string id;
  change_history(database, [&](const Store&, const StoredHistory& stored) {
    const State state = linked(stored);
    const Node node = resolve_revision(state.graph, target);
    id = state.graph.id(node);
    require_not_applied(state, id);
    if (!state.graph.is_real_head(node)) {
      std::vector<std::string> users;
      for (Node above : state.graph.all_next(node)) users.push_back(state.graph.id(above));
      throw Error(ErrorCode::kWrongState, cat("revision \"", id, "\" is not a head"),
                  cat("It is revised or needed by ", quoted_list(users), "."),
                  "Remove those first.");
    }
    return HistoryEdit{{}, {}, {id}};
  });
  return scalar(cat("removed revision \"", id, "\""));
}

}  // namespace migrate

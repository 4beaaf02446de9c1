// Revision graphs as text, for tests: `a -> b -> c; b,c -> d; e depends d; b label x; f`.
// Revisions stand in the order in which they are first named.
#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "revision/graph.h"
#include "revision/plan.h"
#include "text.h"

namespace migrate::test {

namespace graph_text {

inline Revision& revision(std::vector<Revision>& revisions, const std::string& id) {
  const auto place = std::find_if(revisions.begin(), revisions.end(),
                                  [&](const Revision& known) { return known.id == id; });
  if (place != revisions.end()) return *place;
  revisions.push_back({id, {}, {}, {}, ""});
  return revisions.back();
}

inline void add_edges(std::vector<Revision>& revisions, std::string_view statement) {
  std::vector<std::string> below;
  while (true) {
    const std::size_t arrow = statement.find("->");
    const std::vector<std::string> ids = split_list(statement.substr(0, arrow));
    for (const std::string& id : ids) {
      std::vector<std::string>& down = revision(revisions, id).down_revisions;
      down.insert(down.end(), below.begin(), below.end());
    }
    if (arrow == std::string_view::npos) return;
    below = ids;
    statement.remove_prefix(arrow + 2);
  }
}

}  // namespace graph_text

inline std::vector<Revision> revisions_of(std::string_view text) {
  std::vector<Revision> revisions;
  std::istringstream statements{std::string(text)};
  for (std::string statement; std::getline(statements, statement, ';');) {
    std::istringstream words(statement);
    std::string id, verb, rest;
    words >> id >> verb;
    std::getline(words, rest);
    if (verb == "depends") {
      graph_text::revision(revisions, id).depends_on = split_list(rest);
    } else if (verb == "label") {
      graph_text::revision(revisions, id).branch_labels = split_list(rest);
    } else {
      graph_text::add_edges(revisions, statement);
    }
  }
  return revisions;
}

inline RevisionGraph graph_of(std::string_view text) {
  return RevisionGraph::build(revisions_of(text));
}

/// "c b a"
inline std::string ids_of(const RevisionGraph& graph, const Nodes& nodes) {
  std::vector<std::string> ids;
  for (const Node node : nodes) ids.push_back(graph.id(node));
  return join(ids, " ");
}

/// "+b" inserts, "-b" deletes, "a>b" updates.
inline std::string changes_of(const std::vector<RowChange>& changes) {
  std::vector<std::string> parts;
  for (const RowChange& change : changes) {
    switch (change.kind) {
      case RowChange::Kind::kInsert:
        parts.push_back("+" + change.to);
        break;
      case RowChange::Kind::kDelete:
        parts.push_back("-" + change.from);
        break;
      case RowChange::Kind::kUpdate:
        parts.push_back(change.from + ">" + change.to);
        break;
    }
  }
  return join(parts, " ");
}

/// The version rows after `plan`, sorted.
inline std::vector<std::string> rows_after(const Plan& plan, std::vector<std::string> rows) {
  const auto remove = [&](const std::string& id) {
    rows.erase(std::find(rows.begin(), rows.end(), id));
  };
  for (const Step& step : plan) {
    for (const RowChange& change : step.changes) {
      if (change.kind != RowChange::Kind::kInsert) remove(change.from);
      if (change.kind != RowChange::Kind::kDelete) rows.push_back(change.to);
    }
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

/// "b c => c": the steps in order, and the rows after them.
inline std::string outcome_of(const RevisionGraph& graph, const Plan& plan,
                              const std::vector<std::string>& rows) {
  std::string text;
  for (const Step& step : plan) text += graph.id(step.node) + " ";
  return text + "=> " + join(rows_after(plan, rows), " ");
}

}  // namespace migrate::test

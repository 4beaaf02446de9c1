#include "revision/heads.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "error.h"
#include "text.h"

namespace migrate {

Heads::Heads(const RevisionGraph& graph)
    : graph_(&graph), applied_(graph.size()), is_row_(graph.size()), applied_above_(graph.size()) {}

Heads::Heads(const RevisionGraph& graph, const std::vector<std::string>& rows) : Heads(graph) {
  Nodes nodes;
  for (const std::string& row : rows) {
    const std::optional<Node> node = graph.find(row);
    if (!node) {
      throw Error(ErrorCode::kWrongState,
                  cat("revision \"", excerpt(row), "\" in migrate_version does not exist"), "",
                  "Import the revision, or call migrate_stamp(target, true) to set the rows anew.");
    }
    nodes.push_back(*node);
  }
  set_rows(nodes);
}

Heads Heads::at(const RevisionGraph& graph, const Nodes& rows) {
  Heads heads(graph);
  heads.set_rows(rows);
  return heads;
}

void Heads::set_rows(const Nodes& rows) {
  for (const Node row : rows) is_row_[row] = true;
  applied_ = graph_->ancestors(rows, true);
  for (Node node = 0; node < graph_->size(); ++node) {
    if (!applied_[node]) continue;
    for (const Node below : graph_->normalized_down(node)) ++applied_above_[below];
  }
}

Nodes Heads::rows() const {
  Nodes result;
  for (Node node = 0; node < graph_->size(); ++node) {
    if (is_row_[node]) result.push_back(node);
  }
  return result;
}

Nodes Heads::current() const {
  Nodes result;
  for (Node node = 0; node < graph_->size(); ++node) {
    if (!applied_[node]) continue;
    const std::span<const Node> next = graph_->next(node);
    if (std::none_of(next.begin(), next.end(), [&](Node above) { return applied_[above]; })) {
      result.push_back(node);
    }
  }
  return result;
}

std::vector<RowChange> Heads::apply(Node node) {
  assert(!applied_[node]);
  Nodes replaced;
  for (const Node below : graph_->normalized_down(node)) {
    assert(applied_[below]);
    ++applied_above_[below];
    if (is_row_[below]) replaced.push_back(below);
    is_row_[below] = false;
  }
  applied_[node] = true;
  is_row_[node] = true;
  const std::string& id = graph_->id(node);
  if (replaced.empty()) return {{RowChange::Kind::kInsert, "", id}};
  std::vector<RowChange> changes;
  for (std::size_t i = 0; i + 1 < replaced.size(); ++i) {
    changes.push_back({RowChange::Kind::kDelete, graph_->id(replaced[i]), ""});
  }
  changes.push_back({RowChange::Kind::kUpdate, graph_->id(replaced.back()), id});
  return changes;
}

std::vector<RowChange> Heads::revert(Node node) {
  assert(applied_[node] && is_row_[node] && applied_above_[node] == 0);
  applied_[node] = false;
  is_row_[node] = false;
  Nodes uncovered;
  for (const Node below : graph_->normalized_down(node)) {
    if (--applied_above_[below] > 0 || is_row_[below]) continue;
    is_row_[below] = true;
    uncovered.push_back(below);
  }
  const std::string& id = graph_->id(node);
  if (uncovered.empty()) return {{RowChange::Kind::kDelete, id, ""}};
  std::vector<RowChange> changes;
  for (std::size_t i = 0; i + 1 < uncovered.size(); ++i) {
    changes.push_back({RowChange::Kind::kInsert, "", graph_->id(uncovered[i])});
  }
  changes.push_back({RowChange::Kind::kUpdate, id, graph_->id(uncovered.back())});
  return changes;
}

}  // namespace migrate

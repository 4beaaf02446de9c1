// Building is a row of passes, each linear: names, edges, order (which finds cycles), normalized
// dependencies, labels.
#include "revision/graph.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <functional>
#include <limits>

#include "error.h"
#include "text.h"

namespace migrate {

namespace {

std::vector<std::string> ids_of(const std::vector<Revision>& revisions) {
  std::vector<std::string> ids;
  ids.reserve(revisions.size());
  for (const Revision& revision : revisions) ids.push_back(revision.id);
  return ids;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  const std::optional<std::string> near = did_you_mean(word, candidates);
  return near ? cat("Did you mean \"", *near, "\"?") : "";
}

/// `left` holds what a sort could not place: the nodes of cycles and all above them.
[[noreturn]] void throw_cycle(const std::vector<Revision>& revisions, const NodeLists& all_down,
                              const std::vector<bool>& left) {
  Node node = 0;
  while (!left[node]) ++node;
  // Each such node needs another one, so walking down comes back to where it has been.
  Nodes path;
  std::vector<bool> seen(left.size());
  while (!seen[node]) {
    seen[node] = true;
    path.push_back(node);
    const std::span<const Node> below = all_down[node];
    node = *std::find_if(below.begin(), below.end(), [&](Node down) { return left[down]; });
  }
  path.erase(path.begin(), std::find(path.begin(), path.end(), node));
  std::reverse(path.begin(), path.end());
  std::rotate(path.begin(), std::min_element(path.begin(), path.end()), path.end());
  std::string shown;
  for (const Node member : path) shown += cat(revisions[member].id, " -> ");
  throw Error(ErrorCode::kCycle, "revisions form a cycle",
              cat("Cycle: ", shown, revisions[path.front()].id, "."));
}

std::vector<bool> reach(const RevisionGraph& graph, std::span<const Node> from,
                        std::span<const Node> (RevisionGraph::*neighbours)(Node) const) {
  std::vector<bool> reached(graph.size());
  Nodes todo;
  const auto visit = [&](Node node) {
    if (reached[node]) return;
    reached[node] = true;
    todo.push_back(node);
  };
  for (const Node node : from) visit(node);
  while (!todo.empty()) {
    const Node node = todo.back();
    todo.pop_back();
    for (const Node neighbour : (graph.*neighbours)(node)) visit(neighbour);
  }
  return reached;
}

}  // namespace

RevisionGraph RevisionGraph::build(std::vector<Revision> revisions) {
  assert(revisions.size() < std::numeric_limits<Node>::max());
  RevisionGraph graph;
  graph.revisions_ = std::move(revisions);
  graph.index_ids();
  graph.index_labels();
  graph.link();
  graph.normalize();
  graph.collect_tips();
  graph.spread_labels();
  return graph;
}

void RevisionGraph::index_ids() {
  const Node count = static_cast<Node>(size());
  id_table_.assign(std::bit_ceil(size() * 2 + 1), count);
  const std::size_t mask = id_table_.size() - 1;
  for (Node node = 0; node < count; ++node) {
    require_valid_name(id(node), "revision id");
    std::size_t place = std::hash<std::string_view>()(id(node)) & mask;
    for (; id_table_[place] != count; place = (place + 1) & mask) {
      if (id(id_table_[place]) != id(node)) continue;
      throw Error(ErrorCode::kDuplicateRevision, cat("revision \"", id(node), "\" already exists"));
    }
    id_table_[place] = node;
  }
}

std::optional<Node> RevisionGraph::find(std::string_view wanted) const {
  const std::size_t mask = id_table_.size() - 1;
  std::size_t place = std::hash<std::string_view>()(wanted) & mask;
  for (; id_table_[place] != size(); place = (place + 1) & mask) {
    if (id(id_table_[place]) == wanted) return id_table_[place];
  }
  return std::nullopt;
}

void RevisionGraph::index_labels() {
  for (Node node = 0; node < size(); ++node) {
    for (const std::string& label : at(node).branch_labels) {
      require_valid_name(label, "branch label");
      if (find(label)) {
        throw Error(ErrorCode::kDuplicateRevision,
                    cat("branch label \"", label, "\" is also a revision id"),
                    cat("Revision \"", id(node), "\" declares it."));
      }
      labels_.emplace_back(label, node);
    }
  }
  std::sort(labels_.begin(), labels_.end());
  for (std::size_t i = 1; i < labels_.size(); ++i) {
    const auto& [label, node] = labels_[i];
    const auto& [label_before, node_before] = labels_[i - 1];
    if (label != label_before) continue;
    throw Error(ErrorCode::kDuplicateRevision, cat("branch label \"", label, "\" already exists"),
                node == node_before ? cat("Revision \"", id(node), "\" declares it twice.")
                                    : cat("Revisions \"", id(node_before), "\" and \"", id(node),
                                          "\" declare it."));
  }
}

std::optional<Node> RevisionGraph::find_label(std::string_view label) const {
  const auto place = std::lower_bound(
      labels_.begin(), labels_.end(), label,
      [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  if (place == labels_.end() || place->first != label) return std::nullopt;
  return place->second;
}

Node RevisionGraph::resolve_down(Node node, const std::string& wanted) const {
  if (const std::optional<Node> found = find(wanted)) return *found;
  throw Error(
      ErrorCode::kUndefinedRevision,
      cat("revision \"", id(node), "\" revises \"", excerpt(wanted), "\", which does not exist"),
      "", suggestion(wanted, ids_of(revisions_)));
}

Node RevisionGraph::resolve_dependency(Node node, const std::string& name) const {
  if (const std::optional<Node> found = find(name)) return *found;
  if (const std::optional<Node> found = find_label(name)) return *found;
  std::vector<std::string> names = ids_of(revisions_);
  for (const auto& [label, declared_by] : labels_) names.push_back(label);
  throw Error(
      ErrorCode::kUndefinedRevision,
      cat("revision \"", id(node), "\" depends on \"", excerpt(name), "\", which does not exist"),
      "", suggestion(name, names));
}

void RevisionGraph::link() {
  const Node count = static_cast<Node>(size());
  NodeLists all_down;
  for (NodeLists* lists : {&down_, &dependencies_, &all_down}) lists->reserve(count);
  // The last node that listed it: tells repetitions within one list.
  Nodes listed_as_down(count, count), listed_as_dependency(count, count);
  for (Node node = 0; node < count; ++node) {
    for (const std::string& wanted : at(node).down_revisions) {
      const Node down = resolve_down(node, wanted);
      if (std::exchange(listed_as_down[down], node) == node) continue;
      down_.push(down);
      all_down.push(down);
    }
    for (const std::string& name : at(node).depends_on) {
      const Node dependency = resolve_dependency(node, name);
      if (std::exchange(listed_as_dependency[dependency], node) == node) continue;
      dependencies_.push(dependency);
      if (listed_as_down[dependency] != node) all_down.push(dependency);
    }
    for (NodeLists* lists : {&down_, &dependencies_, &all_down}) lists->close();
  }
  next_ = down_.inverse();
  all_next_ = all_down.inverse();
  sort(all_down);
}

void RevisionGraph::sort(const NodeLists& all_down) {
  std::vector<std::size_t> waits_for(size());
  topological_.reserve(size());
  for (Node node = 0; node < size(); ++node) {
    waits_for[node] = all_down[node].size();
    if (waits_for[node] == 0) topological_.push_back(node);
  }
  for (std::size_t i = 0; i < topological_.size(); ++i) {
    for (const Node above : all_next(topological_[i])) {
      if (--waits_for[above] == 0) topological_.push_back(above);
    }
  }
  if (topological_.size() == size()) return;
  std::vector<bool> left(size(), true);
  for (const Node node : topological_) left[node] = false;
  throw_cycle(revisions_, all_down, left);
}

void RevisionGraph::collect_tips() {
  for (Node node = 0; node < size(); ++node) {
    if (is_head(node)) heads_.push_back(node);
    if (is_real_head(node)) real_heads_.push_back(node);
    if (down(node).empty()) bases_.push_back(node);
  }
}

std::vector<bool> RevisionGraph::ancestors(std::span<const Node> from,
                                           bool with_dependencies) const {
  return reach(*this, from,
               with_dependencies ? &RevisionGraph::normalized_down : &RevisionGraph::down);
}

std::vector<bool> RevisionGraph::descendants(std::span<const Node> from,
                                             bool with_dependencies) const {
  return reach(*this, from, with_dependencies ? &RevisionGraph::all_next : &RevisionGraph::next);
}

}  // namespace migrate

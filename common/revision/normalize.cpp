// A dependency that an ancestor by down_revision declares as well is left out of what a revision's
// version row stands for. For each revision with dependencies we walk down until each of them is
// found declared below or can't be any more: a declaring ancestor has a lower level (the longest
// way down to a base), so the walk never goes below the lowest level that declares what it looks
// for. With that, chains and ladders whose revisions depend on each other's neighbours cost a few
// steps each.
#include <algorithm>
#include <limits>

#include "revision/graph.h"

namespace migrate {

namespace {

class Normalizer {
 public:
  explicit Normalizer(const RevisionGraph& graph)
      : graph_(graph), level_(graph.size()), lowest_(graph.size(), kNever), seen_in_(graph.size()) {
    for (const Node node : graph.topological()) {
      for (const Node down : graph.down(node)) {
        level_[node] = std::max(level_[node], level_[down] + 1);
      }
      for (const Node dependency : graph.dependencies(node)) {
        lowest_[dependency] = std::min(lowest_[dependency], level_[node]);
      }
    }
  }

  /// The dependencies of `node` that no ancestor declares, as declared.
  Nodes remaining(Node node) {
    const std::span<const Node> declared = graph_.dependencies(node);
    remaining_.assign(declared.begin(), declared.end());
    wanted_.clear();
    for (const Node dependency : declared) {
      if (lowest_[dependency] < level_[node]) wanted_.push_back(dependency);
    }
    if (!wanted_.empty()) walk_down(node);
    return remaining_;
  }

 private:
  static constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();

  void walk_down(Node start) {
    ++walk_;
    Nodes todo{start};
    while (!todo.empty() && !wanted_.empty()) {
      const Node node = todo.back();
      todo.pop_back();
      if (node != start) strike_out(graph_.dependencies(node));
      std::uint32_t floor = kNever;
      for (const Node dependency : wanted_) floor = std::min(floor, lowest_[dependency]);
      for (const Node down : graph_.down(node)) {
        if (level_[down] < floor || seen_in_[down] == walk_) continue;
        seen_in_[down] = walk_;
        todo.push_back(down);
      }
    }
  }

  void strike_out(std::span<const Node> declared_below) {
    for (const Node dependency : declared_below) {
      std::erase(wanted_, dependency);
      std::erase(remaining_, dependency);
    }
  }

  const RevisionGraph& graph_;
  std::vector<std::uint32_t> level_;
  std::vector<std::uint32_t> lowest_;  // for each node, the lowest level that depends on it
  std::vector<std::uint32_t> seen_in_;
  std::uint32_t walk_ = 0;
  Nodes remaining_, wanted_;
};

}  // namespace

void RevisionGraph::normalize() {
  if (!dependencies_.has_elements()) {
    normalized_down_ = down_;
    return;
  }
  Normalizer normalizer(*this);
  normalized_down_.reserve(size());
  for (Node node = 0; node < size(); ++node) {
    const std::span<const Node> down_revisions = down(node);
    for (const Node down_revision : down_revisions) normalized_down_.push(down_revision);
    if (!dependencies(node).empty()) {
      for (const Node dependency : normalizer.remaining(node)) {
        const bool is_down = std::find(down_revisions.begin(), down_revisions.end(), dependency) !=
                             down_revisions.end();
        if (!is_down) normalized_down_.push(dependency);
      }
    }
    normalized_down_.close();
  }
}

}  // namespace migrate

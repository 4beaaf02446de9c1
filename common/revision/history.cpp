#include <algorithm>

#include "error.h"
#include "revision/plan.h"
#include "revision/range.h"
#include "revision/resolve.h"
#include "text.h"

namespace migrate {

namespace {

void intersect(std::vector<bool>& nodes, const std::vector<bool>& others) {
  for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i] = nodes[i] && others[i];
}

Nodes marked(const std::vector<bool>& nodes) {
  Nodes result;
  for (Node node = 0; node < nodes.size(); ++node) {
    if (nodes[node]) result.push_back(node);
  }
  return result;
}

/// What lies between the ends, both included.
std::vector<bool> between(const RevisionGraph& graph, const Ends& ends) {
  std::vector<bool> wanted = graph.ancestors(ends.upper, true);
  for (const Node node : ends.lower) {
    if (!wanted[node]) throw_not_ancestor(graph, node, ends.upper);
  }
  if (ends.lower.empty()) return wanted;
  const std::vector<bool> above = graph.descendants(ends.lower, false);
  const bool is_one_line =
      std::any_of(ends.upper.begin(), ends.upper.end(), [&](Node upper) { return above[upper]; });
  intersect(wanted, is_one_line ? above : graph.descendants(ends.lower, true));
  // An end that stands above another one stays, what is between them was there before it.
  std::vector<bool> below = graph.ancestors(ends.lower, true);
  for (const Node node : ends.lower) below[node] = false;
  for (Node node = 0; node < graph.size(); ++node) {
    if (below[node]) wanted[node] = false;
  }
  return wanted;
}

/// From the top down. The way from one of `nodes` to another may lead over a dependency to a
/// revision that is none of them; it counts for the order.
Nodes newest_first(const RevisionGraph& graph, const std::vector<bool>& nodes, const Nodes& tips) {
  const Nodes all = marked(nodes);
  std::vector<bool> closed = graph.ancestors(all, true);
  intersect(closed, graph.descendants(all, true));
  Nodes order = graph.upgrade_order(closed, tips);
  std::erase_if(order, [&](Node node) { return !nodes[node]; });
  std::reverse(order.begin(), order.end());
  return order;
}

}  // namespace

Nodes history(const RevisionGraph& graph, const Heads& heads,
              const std::optional<TargetRange>& range) {
  if (!range) {
    return newest_first(graph, std::vector<bool>(graph.size(), true), graph.real_heads());
  }
  Ends ends = resolve_ends(graph, heads, *range, Overshoot::kStops);
  if (range->lower && range->lower->label) {
    const std::vector<bool> branch = lineage(graph, *range->lower->label, false);
    const Nodes upper = ends.upper;
    std::erase_if(ends.upper, [&](Node node) { return !branch[node]; });
    if (ends.upper.empty() && !upper.empty()) {
      throw Error(ErrorCode::kNotAncestor,
                  cat("revision \"", graph.id(upper.front()), "\" is not on branch \"",
                      *range->lower->label, "\""));
    }
  }
  return newest_first(graph, between(graph, ends), ends.upper);
}

}  // namespace migrate

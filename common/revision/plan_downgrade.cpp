#include <algorithm>

#include "error.h"
#include "revision/plan.h"
#include "revision/resolve.h"
#include "text.h"

namespace migrate {

namespace {

struct Destination {
  Position position;
  Nodes lines;  // only what shares a lineage with each of them goes, and what depends on that
};

Destination resolve_destination(const RevisionGraph& graph, const Heads& heads,
                                const Target& target) {
  Nodes lines;
  if (target.label) lines.push_back(resolve_branch(graph, *target.label));
  if (target.symbol) return {resolve_position(graph, target, heads), lines};
  if (*target.offset > 0) {
    throw Error(ErrorCode::kInvalidParameter,
                cat("target \"", target.text(), "\" is not a downgrade"),
                "A positive offset counts up from what is applied.", "Use migrate_upgrade.");
  }
  // A label below a branch point would let siblings of the line that is counted go, too.
  const Node start = applied_head(graph, heads, target);
  lines.push_back(start);
  return {walk_down(graph, start, target, Overshoot::kIsError), lines};
}

Nodes roots_of(const RevisionGraph& graph, const Destination& destination) {
  const std::span<const Node> all =
      destination.position ? graph.next(*destination.position) : graph.bases();
  Nodes roots(all.begin(), all.end());
  for (const Node line : destination.lines) {
    const std::vector<bool> related = lineage_of(graph, line, false);
    std::erase_if(roots, [&](Node root) { return !related[root]; });
  }
  return roots;
}

std::string reason(const RevisionGraph& graph, const std::vector<bool>& removed, Position target,
                   Node node) {
  for (const Node down : graph.down(node)) {
    if (removed[down] || target == down) return cat("revises \"", graph.id(down), "\"");
  }
  if (!target && graph.down(node).empty()) return "target is base";
  for (const Node dependency : graph.dependencies(node)) {
    if (removed[dependency]) return cat("depends on \"", graph.id(dependency), "\"");
  }
  return "";
}

[[noreturn]] void throw_not_applied(const RevisionGraph& graph, const Heads& heads, Node node) {
  const Nodes current = heads.current();
  throw Error(ErrorCode::kNotAncestor, cat("cannot downgrade to revision \"", graph.id(node), "\""),
              current.empty()
                  ? "Nothing is applied."
                  : cat("It is not applied; current is ", quoted_ids(graph, current), "."));
}

}  // namespace

Plan plan_downgrade(const RevisionGraph& graph, const Heads& heads, const Target& target) {
  if (target.symbol == "current" && !target.offset) return {};
  const Destination destination = resolve_destination(graph, heads, target);
  const Position position = destination.position;
  if (position && !heads.is_applied(*position)) throw_not_applied(graph, heads, *position);
  std::vector<bool> removed = graph.descendants(roots_of(graph, destination), true);
  for (Node node = 0; node < graph.size(); ++node) {
    if (!heads.is_applied(node)) removed[node] = false;
  }
  Nodes order = graph.upgrade_order(removed, heads.rows());
  std::reverse(order.begin(), order.end());
  Heads state = heads;
  Plan plan;
  for (const Node node : order) {
    plan.push_back(
        {Operation::kDowngrade, node, state.revert(node), reason(graph, removed, position, node)});
  }
  return plan;
}

Plan plan_downgrade_range(const RevisionGraph& graph, const Heads& heads,
                          const TargetRange& range) {
  if (!range.lower || !range.upper) {
    throw Error(ErrorCode::kInvalidParameter, "a downgrade range needs both ends",
                "It is written \"from:to\".");
  }
  const Nodes from = resolve_revisions(graph, *range.lower, &heads);
  return plan_downgrade(graph, Heads::at(graph, from), *range.upper);
}

}  // namespace migrate

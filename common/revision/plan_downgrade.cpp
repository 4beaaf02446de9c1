#include <algorithm>

#include "error.h"
#include "revision/plan.h"
#include "revision/resolve.h"
#include "text.h"

namespace migrate {

namespace {

struct Destination {
  Position position;
  std::optional<Node> branch;  // what goes is only what shares its lineage, and its dependents
};

Destination resolve_destination(const RevisionGraph& graph, const Heads& heads,
                                const Target& target) {
  std::optional<Node> branch;
  if (target.label) branch = resolve_branch(graph, *target.label);
  if (target.symbol) return {resolve_position(graph, target, heads), branch};
  if (*target.offset > 0) {
    throw Error(ErrorCode::kInvalidParameter,
                cat("target \"", target.text(), "\" is not a downgrade"),
                "A positive offset counts up from what is applied.", "Use migrate_upgrade.");
  }
  const Node start = applied_head(graph, heads, target);
  return {walk_down(graph, start, target, Overshoot::kIsError), branch ? branch : start};
}

Nodes roots_of(const RevisionGraph& graph, const Destination& destination) {
  const std::span<const Node> all =
      destination.position ? graph.next(*destination.position) : graph.bases();
  if (!destination.branch) return Nodes(all.begin(), all.end());
  const std::vector<bool> branch = lineage_of(graph, *destination.branch, false);
  Nodes roots;
  for (const Node node : all) {
    if (branch[node]) roots.push_back(node);
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

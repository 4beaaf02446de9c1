#include <algorithm>

#include "error.h"
#include "revision/plan.h"
#include "revision/range.h"
#include "revision/resolve.h"
#include "text.h"

namespace migrate {

namespace {

/// Why each node of a plan is in it. `root` is the target or the dependency that stands above a
/// node on its line; asked from the top down, so that those above are known.
class Reasons {
 public:
  Reasons(const RevisionGraph& graph, const std::vector<bool>& needed, const Nodes& targets)
      : graph_(graph), needed_(needed), is_target_(graph.size()), root_(graph.size()) {
    for (const Node target : targets) is_target_[target] = true;
  }

  std::string reason(Node node) {
    root_[node] = node;
    if (is_target_[node]) return "target";
    const Node* chosen = nullptr;
    for (const Node& next : graph_.next(node)) {
      if (!needed_[next]) continue;
      if (chosen == nullptr || (!is_target_[root_[*chosen]] && is_target_[root_[next]])) {
        chosen = &next;
      }
    }
    if (chosen != nullptr) {
      root_[node] = root_[*chosen];
      return cat("ancestor of \"", graph_.id(root_[node]), "\"");
    }
    const std::span<const Node> above = graph_.all_next(node);
    const auto dependent =
        std::find_if(above.begin(), above.end(), [&](Node next) { return needed_[next]; });
    return cat("\"", graph_.id(*dependent), "\" depends on it");
  }

 private:
  const RevisionGraph& graph_;
  const std::vector<bool>& needed_;
  std::vector<bool> is_target_;
  Nodes root_;
};

Plan upgrade_to(const RevisionGraph& graph, const Heads& heads, const Nodes& targets) {
  std::vector<bool> needed = graph.ancestors(targets, true);
  for (Node node = 0; node < graph.size(); ++node) {
    if (heads.is_applied(node)) needed[node] = false;
  }
  Heads state = heads;
  Plan plan;
  for (const Node node : graph.upgrade_order(needed, targets)) {
    plan.push_back({Operation::kUpgrade, node, state.apply(node), ""});
  }
  Reasons reasons(graph, needed, targets);
  for (auto step = plan.rbegin(); step != plan.rend(); ++step) {
    step->reason = reasons.reason(step->node);
  }
  return plan;
}

}  // namespace

Plan plan_upgrade(const RevisionGraph& graph, const Heads& heads, const Target& target) {
  if (!target.symbol && *target.offset < 0) {
    throw Error(ErrorCode::kInvalidParameter,
                cat("target \"", target.text(), "\" is not an upgrade"),
                "A negative offset counts down from what is applied.", "Use migrate_downgrade.");
  }
  return upgrade_to(graph, heads, resolve_revisions(graph, target, &heads));
}

Plan plan_upgrade_range(const RevisionGraph& graph, const Heads& heads, const TargetRange& range) {
  const auto [lower, upper] = resolve_ends(graph, heads, range, Overshoot::kIsError);
  const Heads start = Heads::at(graph, lower);
  Plan plan = upgrade_to(graph, start, upper);
  if (plan.empty()) {
    const std::vector<bool> reached = graph.ancestors(upper, true);
    for (const Node node : lower) {
      if (!reached[node]) throw_not_ancestor(graph, node, upper);
    }
  }
  return plan;
}

}  // namespace migrate

#include "revision/plan.h"

#include <algorithm>

#include "revision/resolve.h"

namespace migrate {

std::string_view operation_name(Operation operation) {
  switch (operation) {
    case Operation::kUpgrade:
      return "upgrade";
    case Operation::kDowngrade:
      return "downgrade";
    case Operation::kStamp:
      return "stamp";
  }
  return "";
}

Plan plan_towards(const RevisionGraph& graph, const Heads& heads, const Target& target) {
  if (!target.symbol) {
    return *target.offset > 0 ? plan_upgrade(graph, heads, target)
                              : plan_downgrade(graph, heads, target);
  }
  const Nodes nodes = resolve_revisions(graph, target, &heads);
  const bool is_ahead =
      std::any_of(nodes.begin(), nodes.end(), [&](Node node) { return !heads.is_applied(node); });
  if (is_ahead) return plan_upgrade(graph, heads, target);
  // Several at once, all applied: heads or current, and so nothing above to take down.
  if (nodes.size() > 1) return {};
  return plan_downgrade(graph, heads, target);
}

}  // namespace migrate

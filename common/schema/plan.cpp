// Marks, operations, conditions, one order; where the order has a cycle that statements of their
// own can break, once more with those.
#include "schema/plan.h"

#include <algorithm>
#include <set>
#include <utility>

#include "error.h"
#include "schema/evaluation.h"
#include "schema/fold.h"
#include "schema/gather.h"
#include "schema/order.h"
#include "schema/plan_marks.h"
#include "schema/plan_operations.h"
#include "text.h"

namespace migrate {
namespace {

// Two tables that refer to each other are dropped one after the other once their foreign keys are
// dropped by statements of their own, a partition's with its parent's. True where that makes a
// difference.
bool break_cycle(const MarkedItems& marked, const Draft& draft,
                 const std::vector<std::size_t>& cycle, std::vector<bool>& explicit_drop) {
  const std::set<std::size_t> members(cycle.begin(), cycle.end());
  bool found = false;
  for (std::size_t i = 0; i < marked.items.size(); ++i) {
    const Steps& steps = draft.steps[i];
    if (explicit_drop[i] || steps.own_drop || members.count(steps.drop) == 0) continue;
    const auto references = marked.from.references(marked.items[i].from);
    const bool follows = std::any_of(references.begin(), references.end(), [&](const Edge& edge) {
      return edge.follows && marked.items[marked.item_of_from[edge.referenced]].destroyed() &&
             marked.dies(edge);
    });
    if (follows) continue;
    for (const Edge& edge : references) {
      const Steps& other = draft.steps[marked.item_of_from[edge.referenced]];
      for (std::size_t operation : {other.drop, other.make}) {
        if (operation == steps.drop || members.count(operation) == 0) continue;
        explicit_drop[i] = true;
        found = true;
      }
    }
  }
  return found;
}

[[noreturn]] void throw_cycle(const Draft& draft, const std::vector<std::size_t>& cycle) {
  std::vector<std::string> path;
  path.reserve(cycle.size() + 1);
  for (std::size_t index : cycle) path.push_back(draft.operations[index].object->id);
  path.push_back(path.front());
  throw Error(ErrorCode::kNotSupported, "cannot order the changes of this difference",
              cat("Each of these has to come before the next: ", join(path, " -> "), "."));
}

}  // namespace

std::vector<SchemaOperation> plan_difference(const Model& from, const Model& to) {
  const MarkedItems marked = mark_difference(from, to);
  const std::vector<bool> hidden_code = run_hidden_code(to);
  std::vector<bool> explicit_drop(marked.items.size(), false);
  for (;;) {
    Draft draft = make_operations(marked, hidden_code, explicit_drop);
    connect_operations(marked, draft);
    carry_rows(marked, draft);
    const Order order = order_operations(draft.operations);
    if (order.cycle.empty()) {
      const Order gathered = gather(marked, draft.operations, order);
      std::vector<SchemaOperation> operations = fold(std::move(draft.operations), gathered);
      share_hazards(marked, operations);
      return operations;
    }
    if (!break_cycle(marked, draft, order.cycle, explicit_drop)) throw_cycle(draft, order.cycle);
  }
}

}  // namespace migrate

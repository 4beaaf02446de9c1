// The rows of a table that is replaced are copied just before it is dropped, and put back once it
// is there again with its columns and its partitions: before what would act on them or wants to
// find them, its triggers and foreign keys.
#include <algorithm>
#include <set>
#include <utility>

#include "schema/plan_operations.h"

namespace migrate {
namespace {

bool minds_rows(const Object& object) {
  return object.kind->minds_rows && object.kind->minds_rows(object);
}

class RowCarrier {
 public:
  RowCarrier(const MarkedItems& marked, Draft& draft) : marked_(marked), draft_(draft) {}

  void carry(std::size_t index);

 private:
  std::size_t add(const Object& object, const SchemaOperation& like,
                  std::vector<DdlStatement> statements);
  void copy(const Item& item, const Steps& steps, const Swap& swap);
  void put_back(const Item& item, const Steps& steps, const Swap& swap);
  void fill_after(std::size_t table);
  void fill_before_dependents(std::size_t table);
  void fill_before_old_types(std::size_t object);
  void before(std::size_t first, std::size_t second) {
    if (first != kNoObject && second != kNoObject) {
      draft_.operations[second].after.push_back(first);
    }
  }
  std::size_t make_of(std::size_t object) const {
    return draft_.steps[marked_.item_of_to[object]].make;
  }

  const MarkedItems& marked_;
  const Model& from_ = marked_.from;
  const Model& to_ = marked_.to;
  Draft& draft_;
  std::size_t fill_ = kNoObject;
  std::set<std::size_t> partitions_;  // of `to`, that the rows go to
};

std::size_t RowCarrier::add(const Object& object, const SchemaOperation& like,
                            std::vector<DdlStatement> statements) {
  SchemaOperation operation;
  operation.object = &object;
  operation.group = like.group;
  operation.reason = like.reason;
  operation.statements = std::move(statements);
  draft_.operations.push_back(std::move(operation));
  return draft_.operations.size() - 1;
}

// What is dropped along with another has its rows there.
void RowCarrier::carry(std::size_t index) {
  const Item& item = marked_.items[index];
  const Steps& steps = draft_.steps[index];
  if (item.mark != Mark::kReplace || item.aside || !steps.own_drop) return;
  const Alteration change = marked_.alteration(item);
  if (!change.from.kind->carry || change.from.kind != change.to.kind) return;
  Swap swap;
  change.from.kind->carry(change, swap);
  if (swap.move.list().empty()) return;
  copy(item, steps, swap);
  put_back(item, steps, swap);
}

void RowCarrier::copy(const Item& item, const Steps& steps, const Swap& swap) {
  const std::size_t copy = add(from_[item.from], draft_.operations[steps.drop], swap.move.list());
  SchemaOperation& drop = draft_.operations[steps.drop];
  draft_.operations[copy].after = drop.after;
  drop.after.push_back(copy);
  for (DdlStatement& statement : drop.statements) {
    statement.note.clear();
    std::erase_if(statement.hazards,
                  [](const Hazard& hazard) { return hazard.type == Hazard::Type::kDeletesData; });
  }
}

void RowCarrier::put_back(const Item& item, const Steps& steps, const Swap& swap) {
  std::vector<DdlStatement> statements = swap.bridge.list();
  statements.insert(statements.end(), swap.drop.list().begin(), swap.drop.list().end());
  fill_ = add(to_[item.to], draft_.operations[steps.make], std::move(statements));
  partitions_.clear();
  fill_after(item.to);
  fill_before_dependents(item.to);
  fill_before_old_types(item.from);
  for (std::size_t child : from_.children(item.from)) fill_before_old_types(child);
}

// With its columns and keys, and its partitions, each with its own.
void RowCarrier::fill_after(std::size_t table) {
  before(make_of(table), fill_);
  for (std::size_t child : to_.children(table)) {
    const Object& object = to_[child];
    if (object.kind->folding != Folding::kNever && !minds_rows(object)) {
      before(make_of(child), fill_);
    }
  }
  for (std::size_t position : to_.dependents(table)) {
    const Edge& edge = to_.edges()[position];
    const Object& object = to_[edge.dependent];
    if (!object.kind->places_rows || edge.waits) continue;
    before(make_of(edge.dependent), fill_);
    if (partitions_.insert(object.parent).second) fill_after(object.parent);
  }
}

// Near and far: a materialized view reads the table through a view. A partition's keys are there
// before it is attached.
void RowCarrier::fill_before_dependents(std::size_t table) {
  std::set<std::size_t> seen;
  std::vector<std::size_t> queue{table};
  queue.insert(queue.end(), partitions_.begin(), partitions_.end());
  while (!queue.empty()) {
    const std::size_t object = queue.back();
    queue.pop_back();
    if (!seen.insert(object).second) continue;
    const bool key =
        partitions_.count(to_[object].parent) > 0 && to_[object].kind->folding != Folding::kNever;
    if (minds_rows(to_[object]) && !key) before(fill_, make_of(object));
    const auto& children = to_.children(object);
    queue.insert(queue.end(), children.begin(), children.end());
    for (std::size_t position : to_.dependents(object)) {
      if (!to_.edges()[position].waits) queue.push_back(to_.edges()[position].dependent);
    }
  }
}

// The copy has the values in the types that they had.
void RowCarrier::fill_before_old_types(std::size_t object) {
  for (const Edge& edge : from_.references(object)) {
    before(fill_, draft_.steps[marked_.item_of_from[edge.referenced]].drop_aside);
  }
}

}  // namespace

void carry_rows(const MarkedItems& marked, Draft& draft) {
  RowCarrier carrier(marked, draft);
  for (std::size_t i = 0; i < marked.items.size(); ++i) carrier.carry(i);
}

}  // namespace migrate

// Each marked item gives a drop, a creation or a change, as its kind says it; what the database
// does by itself gives none.
#include "schema/plan_operations.h"

#include <algorithm>
#include <utility>

#include "schema/rename_hint.h"
#include "text.h"

namespace migrate {
namespace {

class Maker {
 public:
  Maker(const MarkedItems& marked, const std::vector<bool>& hidden_code,
        const std::vector<bool>& explicit_drop)
      : marked_(marked), hidden_code_(hidden_code), explicit_drop_(explicit_drop) {
    steps_.resize(items_.size());
  }

  Draft run();

 private:
  std::size_t add(SchemaOperation::Type type, const Object& object, const Item& item);
  bool dropped_implicitly(const Item& item) const;
  bool drop_is_implied(const Item& item) const;
  bool creation_is_implied(const Item& item) const;
  bool follows(const Item& item) const;
  void make_drop(std::size_t index);
  void make_creation(std::size_t index);
  void make_alteration(std::size_t index);
  std::size_t destroyer(std::size_t index);

  const MarkedItems& marked_;
  const Model& from_ = marked_.from;
  const Model& to_ = marked_.to;
  const std::vector<Item>& items_ = marked_.items;
  const std::vector<std::size_t>& item_of_from_ = marked_.item_of_from;
  const std::vector<std::size_t>& item_of_to_ = marked_.item_of_to;
  const std::vector<bool>& hidden_code_;
  const std::vector<bool>& explicit_drop_;
  Draft draft_;
  std::vector<SchemaOperation>& operations_ = draft_.operations;
  std::vector<Steps>& steps_ = draft_.steps;
};

std::size_t Maker::add(SchemaOperation::Type type, const Object& object, const Item& item) {
  SchemaOperation operation;
  operation.type = type;
  operation.object = &object;
  const bool left =
      type == SchemaOperation::Type::kDrop || type == SchemaOperation::Type::kDropAside;
  const Model& model = left ? from_ : to_;
  operation.group = object.parent == kNoObject ? object.id : model.parent(object).id;
  if (item.cause != kNoObject) {
    const Item& cause = items_[item.cause];
    const Object& changed = cause.from != kNoObject ? from_[cause.from] : to_[cause.to];
    operation.reason = cat(changed.kind->name, " ", changed.address,
                           cause.mark == Mark::kReplace ? " is replaced" : " is changed");
  }
  operations_.push_back(std::move(operation));
  return operations_.size() - 1;
}

bool Maker::drop_is_implied(const Item& item) const {
  const Kind& of = marked_.kind(item);
  return of.implied && of.implied(&from_[item.from], nullptr, &from_, &to_);
}

bool Maker::creation_is_implied(const Item& item) const {
  const Object& object = to_[item.to];
  if (!object.kind->implied) return false;
  // A parent that is made again was, for its children, not there before.
  static const Model nothing;
  const bool parent_replaced =
      object.parent != kNoObject && items_[item_of_to_[object.parent]].mark == Mark::kReplace;
  // A part of its parent's clause comes by itself only where that does.
  if (parent_replaced && object.kind->folding == Folding::kSuffix) {
    return creation_is_implied(items_[item_of_to_[object.parent]]);
  }
  return object.kind->implied(nullptr, &object, parent_replaced ? &nothing : &from_, &to_);
}

bool Maker::follows(const Item& item) const {
  const auto edges = to_.references(item.to);
  return std::any_of(edges.begin(), edges.end(), [](const Edge& edge) { return edge.follows; });
}

// Whether the database drops it along with something else that is dropped.
bool Maker::dropped_implicitly(const Item& item) const {
  const Object& object = from_[item.from];
  if (object.parent != kNoObject) {
    const Item& parent = items_[item_of_from_[object.parent]];
    if (parent.aside || parent.destroyed()) return true;
  }
  for (const Edge& edge : from_.references(item.from)) {
    if (items_[item_of_from_[edge.referenced]].destroyed() && marked_.dies(edge)) return true;
  }
  return false;
}

void Maker::make_drop(std::size_t index) {
  const Item& item = items_[index];
  Steps& steps = steps_[index];
  const Object& object = from_[item.from];
  const Kind& of = *object.kind;
  if (item.aside) {
    steps.drop_aside = add(SchemaOperation::Type::kDropAside, object, item);
    return;
  }
  steps.drop = add(SchemaOperation::Type::kDrop, object, item);
  steps.own_drop = true;
  Statements statements;
  if (of.drop) {
    of.drop(object, from_, statements);
  } else {
    statements.add(cat("DROP ", of.keyword, " ", object.address));
  }
  SchemaOperation& operation = operations_[steps.drop];
  operation.statements = statements.list();
  if (of.holds_data && !operation.statements.empty()) {
    operation.statements.back().note = rename_hint(marked_, item);
    operation.statements.back().hazards.push_back(
        {Hazard::Type::kDeletesData,
         cat(object.parent == kNoObject ? "the rows of " : "the values of ", of.name, " ",
             object.address, " are lost")});
  }
}

void Maker::make_creation(std::size_t index) {
  const Item& item = items_[index];
  Steps& steps = steps_[index];
  const Object& object = to_[item.to];
  steps.make = add(SchemaOperation::Type::kCreate, object, item);
  SchemaOperation& operation = operations_[steps.make];
  if (creation_is_implied(item)) {
    steps.silent = true;
    if (object.kind->complete) object.kind->complete(object, to_, operation.creation);
  } else {
    object.kind->create(object, to_, operation.creation);
  }
  if (!item.aside) return;
  Swap swap;
  from_[item.from].kind->move_aside(marked_.alteration(item), swap);
  operation.statements = swap.move.list();
  operation.creation.following.insert(operation.creation.following.begin(),
                                      swap.bridge.list().begin(), swap.bridge.list().end());
  operations_[steps.drop_aside].statements = swap.drop.list();
}

void Maker::make_alteration(std::size_t index) {
  const Item& item = items_[index];
  Steps& steps = steps_[index];
  const Alteration change = marked_.alteration(item);
  Statements statements;
  bool overwritten = false;
  if (item.convert) {
    change.to.kind->convert(change, statements);
  }
  for (std::size_t i : item.attributes) {
    const Attribute& attribute = change.to.kind->attributes[i];
    if (attribute.action == Action::kOverwrite) {
      overwritten = true;
    } else if (!(item.convert && attribute.disturbs_dependents)) {
      attribute.alter(change, statements);
    }
  }
  std::vector<DdlStatement> list = statements.list();
  if (overwritten) {
    Creation creation;
    change.to.kind->create(change.to, to_, creation);
    list.insert(list.begin(), {cat(creation.before, creation.clause, creation.after), {}});
  }
  steps.silent = list.empty();
  if (steps.silent && !follows(item)) return;
  steps.make = add(item.convert ? SchemaOperation::Type::kConvert : SchemaOperation::Type::kAlter,
                   change.to, item);
  operations_[steps.make].statements = std::move(list);
}

Draft Maker::run() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const Item& item = items_[i];
    if (item.mark == Mark::kNone) continue;
    const bool drops = item.mark == Mark::kDrop || item.mark == Mark::kReplace;
    if (drops && (explicit_drop_[i] || !(drop_is_implied(item) || dropped_implicitly(item)))) {
      make_drop(i);
    }
    if (item.mark == Mark::kCreate || item.mark == Mark::kReplace) make_creation(i);
    if (item.mark == Mark::kAlter) make_alteration(i);
  }
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const Item& item = items_[i];
    destroyer(i);
    if (steps_[i].make == kNoObject || item.to == kNoObject) continue;
    SchemaOperation& operation = operations_[steps_[i].make];
    operation.evaluates = to_[item.to].kind->evaluates && hidden_code_[item.to];
    const std::size_t parent = to_[item.to].parent;
    if (parent != kNoObject) operation.parent = steps_[item_of_to_[parent]].make;
  }
  return std::move(draft_);
}

// The operation that destroys an item: its own drop, or that of what it dies with.
std::size_t Maker::destroyer(std::size_t index) {
  const Item& item = items_[index];
  Steps& steps = steps_[index];
  if (item.from == kNoObject || steps.drop != kNoObject || !item.destroyed()) return steps.drop;
  const Object& object = from_[item.from];
  for (const Edge& edge : from_.references(item.from)) {
    const Steps& other = steps_[item_of_from_[edge.referenced]];
    if (edge.follows && other.own_drop && marked_.dies(edge)) return steps.drop = other.drop;
  }
  if (object.parent != kNoObject) {
    const std::size_t parent = item_of_from_[object.parent];
    if (items_[parent].aside) {
      steps.drop = steps_[parent].drop_aside;
      steps.with_aside = true;
    } else if (items_[parent].destroyed()) {
      steps.drop = destroyer(parent);
      steps.with_aside = steps_[parent].with_aside;
    }
  }
  for (const Edge& edge : from_.references(item.from)) {
    const std::size_t other = item_of_from_[edge.referenced];
    if (steps.drop == kNoObject && items_[other].destroyed() && marked_.dies(edge)) {
      steps.drop = destroyer(other);
      steps.with_aside = steps_[other].with_aside;
    }
  }
  return steps.drop;
}

}  // namespace

Draft make_operations(const MarkedItems& marked, const std::vector<bool>& hidden_code,
                      const std::vector<bool>& explicit_drop) {
  return Maker(marked, hidden_code, explicit_drop).run();
}

}  // namespace migrate

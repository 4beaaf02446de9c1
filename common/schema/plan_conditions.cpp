// The edges of the two models say what must come before what:
//
//   - an object is made after what it refers to in `to`;
//   - it is dropped, or changed so that it no longer refers to them, before what it refers to in
//     `from` is dropped;
//   - it is dropped before what it refers to in `from` is altered (it was dropped for that);
//   - a name is given free before it is taken again;
//   - what has a statement of its own comes before what it follows (Edge::follows), which then
//     finds it; without one it comes after, as its cause does.
#include <map>
#include <string>

#include "schema/plan_operations.h"
#include "text.h"

namespace migrate {
namespace {

bool same_fact(const Object& a, const Object& b) {
  if (a.kind != b.kind) return false;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    if (a.kind->attributes[i].action != Action::kIgnore && a.values[i] != b.values[i]) return false;
  }
  return true;
}

// The name that only one object can have.
std::string taken_name(const Object& object) {
  const Kind& kind = *object.kind;
  if (kind.name_space.empty()) return "";
  const std::string name = kind.taken_name ? kind.taken_name(object) : object.address;
  // What a relation is made of is a type of its name.
  const std::string_view space = kind.name_space == "type" ? "relation" : kind.name_space;
  return name.empty() ? "" : cat(space, " ", name);
}

class Connector {
 public:
  Connector(const MarkedItems& marked, Draft& draft)
      : marked_(marked), operations_(draft.operations), steps_(draft.steps) {}

  void run() {
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].from != kNoObject && items_[i].mark != Mark::kNone) leave_references(i);
      if (items_[i].mark != Mark::kNone) serve_whole(i);
      if (items_[i].to == kNoObject || steps_[i].make == kNoObject) continue;
      take_references(i);
      find_repetition(i);
    }
    free_names();
  }

 private:
  void before(std::size_t first, std::size_t second) {
    if (first == kNoObject || second == kNoObject || first == second) return;
    operations_[second].after.push_back(first);
  }
  // The second only makes sense in one go with the first.
  void before_and_with(std::size_t first, std::size_t second) {
    before(first, second);
    if (first == kNoObject || second == kNoObject || first == second) return;
    operations_[second].kept_with.push_back(first);
  }
  bool belongs_to_created(std::size_t item) const;
  void leave_references(std::size_t index);
  void leave(std::size_t index, std::size_t referenced);
  void take_references(std::size_t index);
  bool is_spared(std::size_t index, std::size_t whole) const;
  void serve_whole(std::size_t index);
  bool is_gathered_with(std::size_t index, std::size_t whole) const;
  std::size_t root_of(const Item& item) const;
  void take_before_parent(std::size_t index, std::size_t parent);
  void find_repetition(std::size_t index);
  void free_names();

  const MarkedItems& marked_;
  const Model& from_ = marked_.from;
  const Model& to_ = marked_.to;
  const std::vector<Item>& items_ = marked_.items;
  const std::vector<std::size_t>& item_of_from_ = marked_.item_of_from;
  const std::vector<std::size_t>& item_of_to_ = marked_.item_of_to;
  std::vector<SchemaOperation>& operations_;
  const std::vector<Steps>& steps_;
};

bool Connector::belongs_to_created(std::size_t item) const {
  const std::size_t parent = to_[items_[item].to].parent;
  if (parent == kNoObject) return false;
  const Mark mark = items_[item_of_to_[parent]].mark;
  return mark == Mark::kCreate || mark == Mark::kReplace;
}

// What the item refers to in `from` is dropped, or changed, after the item is out of the way.
void Connector::leave_references(std::size_t index) {
  const Item& item = items_[index];
  const Steps& steps = steps_[index];
  // What dies with several others doesn't care which of them goes first.
  const bool own = steps.own_drop || steps.drop == kNoObject;
  for (const Edge& edge : from_.references(item.from)) {
    const std::size_t other = item_of_from_[edge.referenced];
    if (edge.follows && !marked_.dies(edge) && own && steps_[other].own_drop) {
      before(steps_[other].drop, steps.own_drop ? steps.drop : steps.make);
    } else if (own || !items_[other].destroyed() || !marked_.dies(edge)) {
      leave(index, other);
    }
    // A column that is no longer computed keeps what it shows before its sources change.
    const bool is_freed = item.mark == Mark::kAlter && items_[other].mark == Mark::kAlter &&
                          marked_.kind(item).gathered && to_.references(item.to).empty();
    if (is_freed) before(steps.make, steps_[other].make);
  }
  const std::size_t parent = from_[item.from].parent;
  if (parent != kNoObject && (own || !items_[item_of_from_[parent]].destroyed())) {
    leave(index, item_of_from_[parent]);
  }
  if (!item.aside && !steps.with_aside) before_and_with(steps.drop, steps.make);
  if (item.aside) before(steps.make, steps.drop_aside);
}

// What moved aside refers to the other until the end, but under another name.
void Connector::leave(std::size_t index, std::size_t referenced) {
  const Item& item = items_[index];
  const Steps& steps = steps_[index];
  const Steps& other = steps_[referenced];
  const std::size_t gone = item.aside ? steps.drop_aside : steps.drop;
  if (gone != kNoObject) {
    before(gone, other.drop);
    before(gone, other.drop_aside);
    if (!item.aside && !steps.with_aside && !is_spared(index, referenced)) {
      before(gone, other.make);
    }
  } else {
    if (items_[referenced].destroyed()) before(steps.make, other.drop);
    before(steps.make, other.drop_aside);
  }
}

// Whether a change of a whole leaves the item alone that refers to it, as it does all that is
// gathered: a foreign key needs a table, but not that it is STRICT.
bool Connector::is_spared(std::size_t index, std::size_t whole) const {
  const Item& other = items_[whole];
  return other.mark == Mark::kAlter && from_[other.from].parent == kNoObject &&
         marked_.kind(items_[index]).gathered && marked_.kind(other).gathered;
}

void Connector::take_references(std::size_t index) {
  const Item& item = items_[index];
  const Steps& steps = steps_[index];
  for (const Edge& edge : to_.references(item.to)) {
    const std::size_t referenced = item_of_to_[edge.referenced];
    const Steps& other = steps_[referenced];
    const bool needs = edge.needs && !is_gathered_with(index, referenced);
    if (needs && !is_spared(index, referenced)) before(other.make, steps.make);
    if (!edge.follows) continue;
    if (steps.silent) {
      before(other.make, steps.make);
    } else if (!other.silent && !belongs_to_created(index) && !belongs_to_created(referenced)) {
      before(steps.make, other.make);
    }
  }
  const std::size_t parent = to_[item.to].parent;
  if (parent == kNoObject) return;
  if (!is_gathered_with(index, item_of_to_[parent])) {
    before(steps_[item_of_to_[parent]].make, steps.make);
  }
  take_before_parent(index, steps_[item_of_to_[parent]].make);
}

// Whether the item is a part of the other one, and made in one go with a change of it.
bool Connector::is_gathered_with(std::size_t index, std::size_t whole) const {
  const Item& other = items_[whole];
  const bool is_part = index != whole && root_of(items_[index]) == whole;
  return is_part && other.mark == Mark::kAlter && marked_.kind(items_[index]).gathered &&
         marked_.kind(other).gathered;
}

// What it is a part of, or it itself.
std::size_t Connector::root_of(const Item& item) const {
  const bool is_old = item.from != kNoObject;
  const Model& model = is_old ? from_ : to_;
  std::size_t root = is_old ? item.from : item.to;
  while (model[root].parent != kNoObject) root = model[root].parent;
  return is_old ? item_of_from_[root] : item_of_to_[root];
}

void Connector::serve_whole(std::size_t index) {
  const Item& item = items_[index];
  const std::size_t whole = root_of(item);
  const auto needs_part = marked_.kind(items_[whole]).needs_part;
  if (!needs_part || !is_gathered_with(index, whole)) return;
  const Alteration change = marked_.alteration(items_[whole]);
  const Object* from = item.from == kNoObject ? nullptr : &from_[item.from];
  const Object* to = item.to == kNoObject ? nullptr : &to_[item.to];
  const Steps& steps = steps_[index];
  if (from && needs_part(change, from, nullptr)) before(steps_[whole].make, steps.drop);
  if (to && needs_part(change, from, to)) before_and_with(steps.make, steps_[whole].make);
}

// So that both can be made by one statement.
void Connector::take_before_parent(std::size_t index, std::size_t parent) {
  const Object& object = to_[items_[index].to];
  const auto creates = [this](std::size_t operation) {
    return operation != kNoObject && operations_[operation].type == SchemaOperation::Type::kCreate;
  };
  if (!creates(steps_[index].make) || !creates(parent)) return;
  if (!object.kind->embedded || !object.kind->embedded(object)) return;
  for (const Edge& edge : to_.references(items_[index].to)) {
    if (edge.referenced == object.parent || to_[edge.referenced].parent == object.parent) continue;
    before(steps_[item_of_to_[edge.referenced]].make, parent);
  }
}

// A column that a table's partitions get with ADD COLUMN has the default that is said there.
void Connector::find_repetition(std::size_t index) {
  const Item& item = items_[index];
  const std::size_t parent = to_[item.to].parent;
  if (item.mark != Mark::kCreate || steps_[index].silent || parent == kNoObject) return;
  if (!steps_[item_of_to_[parent]].silent) return;
  for (const Edge& edge : to_.references(parent)) {
    if (!edge.follows) continue;
    for (std::size_t child : to_.children(edge.referenced)) {
      if (same_fact(to_[child], to_[item.to])) {
        operations_[steps_[index].make].comes_with = steps_[item_of_to_[child]].make;
      }
    }
  }
}

// A table may be called what an index was called before.
void Connector::free_names() {
  std::map<std::string, std::vector<std::size_t>> freed;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const Item& item = items_[i];
    if (item.from == kNoObject) continue;
    const std::string name = taken_name(from_[item.from]);
    const bool keeps = item.to != kNoObject && taken_name(to_[item.to]) == name;
    const std::size_t operation = steps_[i].drop != kNoObject ? steps_[i].drop : steps_[i].make;
    if (!name.empty() && !keeps && operation != kNoObject) freed[name].push_back(operation);
  }
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].to == kNoObject || steps_[i].make == kNoObject) continue;
    const auto found = freed.find(taken_name(to_[items_[i].to]));
    if (found == freed.end()) continue;
    for (std::size_t operation : found->second) before_and_with(operation, steps_[i].make);
  }
}

}  // namespace

void connect_operations(const MarkedItems& marked, Draft& draft) { Connector(marked, draft).run(); }

}  // namespace migrate

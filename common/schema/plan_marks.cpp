// A difference marks items as created, dropped, altered or replaced; marks spread from an item to
// what depends on it until nothing changes any more.
//
// A type whose values are in columns is replaced by moving it aside: it is renamed, its successor
// created, the columns are converted, then it is dropped with the children that it still has.
#include "schema/plan_marks.h"

#include <algorithm>
#include <utility>

#include "error.h"
#include "schema/diff.h"
#include "text.h"

namespace migrate {
namespace {

class Marker {
 public:
  Marker(const Model& from, const Model& to) : from_(from), to_(to) {}

  MarkedItems run() {
    add_items();
    mark_differences();
    spread();
    spread_aside();
    return std::move(marked_);
  }

 private:
  void add_items();
  void mark_differences();
  void mark(std::size_t index, Mark mark, std::size_t cause);
  void spread();
  void spread_from(std::size_t index);
  Rebuild rule(const Object& object) const {
    return object.kind->rebuild_of ? object.kind->rebuild_of(object) : object.kind->rebuild;
  }
  void rebuild(std::size_t dependent, std::size_t cause);
  void rebuild_parent(std::size_t child, std::size_t cause);
  bool goes_along(const Item& dependent, const Item& replaced) const;
  bool blocks(const Item& dependent, const Item& changed) const;
  bool still_refers(const Item& dependent, std::size_t referenced) const;
  void spread_aside();

  const Kind& kind(const Item& item) const { return marked_.kind(item); }
  Alteration alteration(const Item& item) const { return marked_.alteration(item); }

  const Model& from_;
  const Model& to_;
  MarkedItems marked_{from_, to_, {}, {}, {}};
  std::vector<Item>& items_ = marked_.items;
  std::vector<std::size_t>& item_of_from_ = marked_.item_of_from;
  std::vector<std::size_t>& item_of_to_ = marked_.item_of_to;
  std::vector<std::size_t> queue_;
};

void Marker::add_items() {
  item_of_from_.resize(from_.size());
  item_of_to_.resize(to_.size());
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < from_.size() || j < to_.size()) {
    const int order = i == from_.size() ? 1 : j == to_.size() ? -1 : from_[i].id.compare(to_[j].id);
    Item item;
    if (order <= 0) {
      item_of_from_[i] = items_.size();
      item.from = i++;
    }
    if (order >= 0) {
      item_of_to_[j] = items_.size();
      item.to = j++;
    }
    items_.push_back(std::move(item));
  }
}

void Marker::mark_differences() {
  std::vector<std::size_t> parts;
  for (Change& change : diff(from_, to_)) {
    const std::size_t index =
        change.from != kNoObject ? item_of_from_[change.from] : item_of_to_[change.to];
    Item& item = items_[index];
    if (change.from == kNoObject) {
      mark(index, Mark::kCreate, kNoObject);
    } else if (change.to == kNoObject) {
      mark(index, Mark::kDrop, kNoObject);
    } else {
      item.attributes = std::move(change.attributes);
      Mark result = from_[item.from].kind == to_[item.to].kind ? Mark::kAlter : Mark::kReplace;
      for (std::size_t i : item.attributes) {
        const Attribute& attribute = kind(item).attributes[i];
        const bool possible = attribute.action != Action::kReplace &&
                              (!attribute.possible || attribute.possible(alteration(item)));
        if (!possible) result = Mark::kReplace;
        item.disturbing = item.disturbing || attribute.disturbs_dependents;
      }
      mark(index, result, kNoObject);
      if (result == Mark::kReplace && rule(from_[item.from]) == Rebuild::kParent) {
        parts.push_back(index);
      }
    }
  }
  for (std::size_t part : parts) rebuild_parent(part, part);
}

void Marker::mark(std::size_t index, Mark mark, std::size_t cause) {
  Item& item = items_[index];
  item.mark = mark;
  item.cause = cause;
  queue_.push_back(index);
}

void Marker::spread() {
  while (!queue_.empty()) {
    const std::size_t index = queue_.back();
    queue_.pop_back();
    spread_from(index);
  }
}

// A creation disturbs nobody. A drop only what dies with the object though it is on both sides, and
// what looks the same without it: a policy that calls f(x) may mean another overload from then on.
void Marker::spread_from(std::size_t index) {
  const Item& item = items_[index];
  if (item.from == kNoObject) return;
  if (item.mark == Mark::kReplace) {
    for (std::size_t child : from_.children(item.from)) {
      const std::size_t dependent = item_of_from_[child];
      Item& other = items_[dependent];
      if (other.mark == Mark::kNone || other.mark == Mark::kAlter) {
        mark(dependent, Mark::kReplace, index);
      }
    }
  }
  const bool disturbs = item.disturbing || item.convert;
  if (item.mark != Mark::kReplace && item.mark != Mark::kDrop && !disturbs) return;
  for (std::size_t position : from_.dependents(item.from)) {
    const Edge& edge = from_.edges()[position];
    const std::size_t dependent = item_of_from_[edge.dependent];
    const Item& other = items_[dependent];
    if (other.mark == Mark::kDrop || other.mark == Mark::kReplace) continue;
    if (item.mark == Mark::kAlter) {
      if (blocks(other, item) && !edge.follows) mark(dependent, Mark::kReplace, index);
      continue;
    }
    if (item.mark == Mark::kReplace && edge.dies_with && goes_along(other, item)) {
      mark(dependent, Mark::kReplace, index);
      continue;
    }
    const bool stays = edge.waits || (edge.dies_with && (kind(other).owned || !marked_.dies(edge)));
    if (stays || from_[other.from].parent == item.from) continue;
    if (item.mark == Mark::kReplace || edge.dies_with || other.mark == Mark::kNone) {
      rebuild(dependent, index);
    }
  }
}

bool Marker::goes_along(const Item& dependent, const Item& replaced) const {
  const auto decides = kind(dependent).replaced_with;
  return decides && decides(from_[dependent.from], from_[replaced.from], from_, to_);
}

bool Marker::blocks(const Item& dependent, const Item& changed) const {
  const Kind& of = kind(dependent);
  return of.blocks ? of.blocks(from_[dependent.from], alteration(changed)) : of.blocks_change;
}

bool Marker::still_refers(const Item& dependent, std::size_t referenced) const {
  const auto edges = to_.references(dependent.to);
  return std::any_of(edges.begin(), edges.end(),
                     [&](const Edge& edge) { return item_of_to_[edge.referenced] == referenced; });
}

void Marker::rebuild(std::size_t dependent, std::size_t cause) {
  Item& item = items_[dependent];
  const Object& object = from_[item.from];
  switch (rule(object)) {
    case Rebuild::kRecreate:
      // A column that is no longer computed keeps what it shows.
      if (kind(item).holds_data && item.mark == Mark::kAlter && !still_refers(item, cause)) return;
      return mark(dependent, Mark::kReplace, cause);
    case Rebuild::kSwap:
      return mark(dependent, Mark::kReplace, cause);
    case Rebuild::kConvert:
      if (!still_refers(item, cause)) return;
      if (!kind(items_[cause]).move_aside) break;
      items_[cause].aside = true;
      if (item.convert) return;
      item.convert = true;
      return mark(dependent, Mark::kAlter, cause);
    case Rebuild::kParent:
      return rebuild_parent(dependent, cause);
    case Rebuild::kRefuse:
      if (items_[cause].mark == Mark::kDrop) return;
      if (!object.kind->carry) break;
      // The copy of the rows has the old types.
      if (kind(items_[cause]).move_aside) items_[cause].aside = true;
      return mark(dependent, Mark::kReplace, cause);
  }
  throw Error(ErrorCode::kNotSupported,
              cat("cannot rebuild ", from_[items_[cause].from].kind->name, " \"",
                  from_[items_[cause].from].address, "\""),
              cat(from_[items_[cause].from].kind->name, " ", from_[items_[cause].from].address,
                  " has to be dropped and created again, but ", object.kind->name, " ",
                  object.address, " depends on it."));
}

void Marker::rebuild_parent(std::size_t child, std::size_t cause) {
  const std::size_t parent = item_of_from_[from_[items_[child].from].parent];
  if (items_[parent].mark == Mark::kDrop || items_[parent].mark == Mark::kReplace) return;
  rebuild(parent, cause);
}

// As long as a type is there, so is what it is made of.
void Marker::spread_aside() {
  std::vector<std::size_t> queue;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].aside) queue.push_back(i);
  }
  const auto keep = [&](std::size_t object) {
    for (const Edge& edge : from_.references(object)) {
      const std::size_t other = item_of_from_[edge.referenced];
      Item& item = items_[other];
      if (item.mark != Mark::kReplace || item.aside || !kind(item).move_aside) continue;
      item.aside = true;
      queue.push_back(other);
    }
  };
  while (!queue.empty()) {
    const std::size_t object = items_[queue.back()].from;
    queue.pop_back();
    keep(object);
    for (std::size_t child : from_.children(object)) keep(child);
  }
}

}  // namespace

bool MarkedItems::dies(const Edge& edge) const {
  if (!edge.dies_with) return false;
  const Object& dependent = from[edge.dependent];
  return !dependent.kind->dies || dependent.kind->dies(dependent, from[edge.referenced], from, to);
}

MarkedItems mark_difference(const Model& from, const Model& to) { return Marker(from, to).run(); }

}  // namespace migrate

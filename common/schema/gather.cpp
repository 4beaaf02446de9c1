// Each group is taken for one operation and the whole is ordered again. Where that has a cycle,
// something has to come between two of a group. Such a group is split into what must be
// on one side of that, as little as can be, and all the rest: changes that only make sense
// together, such as STRICT and the types that it allows, stay together.
#include "schema/gather.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace migrate {
namespace {

// The object that an operation changes, from whichever side it is.
std::string root_id(const MarkedItems& marked, const Object& object) {
  const auto climb = [](const Model& model, std::size_t at) {
    while (model[at].parent != kNoObject) at = model[at].parent;
    return model[at].id;
  };
  const std::size_t from = marked.from.find(object.id);
  if (from != kNoObject && &marked.from[from] == &object) return climb(marked.from, from);
  return climb(marked.to, marked.to.find(object.id));
}

// What comes before what, with the members of one group for themselves and the other groups each
// as one.
class Paths {
 public:
  Paths(const std::vector<SchemaOperation>& operations, const std::vector<std::size_t>& sequence,
        const std::vector<std::size_t>& group_of, std::size_t group)
      : next_(operations.size()), before_(operations.size()) {
    for (std::size_t index : sequence) {
      if (group_of[index] == group) members_.push_back(index);
    }
    const auto node = [&](std::size_t index) {
      return group_of[index] == group ? index : group_of[index];
    };
    for (std::size_t i = 0; i < operations.size(); ++i) {
      for (std::size_t other : operations[i].after) {
        if (node(other) == node(i)) continue;
        next_[node(other)].push_back(node(i));
        before_[node(i)].push_back(node(other));
      }
    }
  }

  /// In the order of the operations.
  const std::vector<std::size_t>& members() const { return members_; }
  /// What is behind one member and before another.
  std::vector<std::size_t> between() const {
    std::vector<bool> behind = reached(next_, members_);
    const std::vector<bool> ahead = reached(before_, members_);
    for (std::size_t member : members_) behind[member] = false;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < behind.size(); ++i) {
      if (behind[i] && ahead[i]) found.push_back(i);
    }
    return found;
  }
  /// For each member.
  std::vector<bool> ahead_of(std::size_t other) const { return of_members(before_, other); }
  std::vector<bool> behind(std::size_t other) const { return of_members(next_, other); }

 private:
  using Links = std::vector<std::vector<std::size_t>>;

  std::vector<bool> of_members(const Links& links, std::size_t other) const {
    const std::vector<bool> all = reached(links, {other});
    std::vector<bool> found;
    for (std::size_t member : members_) found.push_back(all[member]);
    return found;
  }

  static std::vector<bool> reached(const Links& links, std::vector<std::size_t> from) {
    std::vector<bool> found(links.size(), false);
    while (!from.empty()) {
      const std::size_t at = from.back();
      from.pop_back();
      for (std::size_t other : links[at]) {
        if (found[other]) continue;
        found[other] = true;
        from.push_back(other);
      }
    }
    return found;
  }

  std::vector<std::size_t> members_;
  Links next_;
  Links before_;
};

class Gatherer {
 public:
  Gatherer(const MarkedItems& marked, const std::vector<SchemaOperation>& operations,
           const Order& order)
      : operations_(operations),
        order_(order),
        place_(operations.size()),
        group_(operations.size()) {
    std::map<std::string, std::size_t> groups;
    for (std::size_t i = 0; i < order.sequence.size(); ++i) place_[order.sequence[i]] = i;
    for (std::size_t index : order.sequence) {
      group_[index] = index;
      const SchemaOperation& operation = operations[index];
      if (!operation.object->kind->gathered) continue;
      const auto [found, is_first] = groups.emplace(root_id(marked, *operation.object), index);
      group_[index] = found->second;
      any_ = any_ || !is_first;
    }
    root_ = group_;
  }

  Order run() {
    if (!any_) return order_;
    for (;;) {
      std::vector<std::size_t> sequence = ordered();
      if (sequence.size() == operations_.size()) return {std::move(sequence), {}};
      split_one(sequence);
    }
  }

 private:
  // Groups in the order of their first operations, as far as there is one.
  std::vector<std::size_t> ordered() const {
    const std::size_t count = operations_.size();
    std::vector<std::vector<std::size_t>> members(count);
    for (std::size_t index : order_.sequence) members[group_[index]].push_back(index);
    std::vector<std::size_t> waiting(count, 0);
    std::vector<std::vector<std::size_t>> next(count);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t other : operations_[i].after) {
        if (group_[other] == group_[i]) continue;
        ++waiting[group_[i]];
        next[group_[other]].push_back(group_[i]);
      }
    }
    Ready ready(*this);
    for (std::size_t i = 0; i < count; ++i) {
      if (group_[i] == i && waiting[i] == 0) ready.add(i);
    }
    std::vector<std::size_t> sequence;
    while (!ready.empty()) {
      const std::size_t group = ready.take();
      sequence.insert(sequence.end(), members[group].begin(), members[group].end());
      for (std::size_t other : next[group]) {
        if (--waiting[other] == 0) ready.add(other);
      }
    }
    return sequence;
  }

  // Groups that can come next: one of the same object as the last if there is one, else the first.
  class Ready {
   public:
    explicit Ready(const Gatherer& gatherer) : gatherer_(gatherer) {}

    bool empty() const { return all_.empty(); }
    void add(std::size_t group) {
      all_.emplace(gatherer_.place_[group], group);
      of_root_[gatherer_.root_[group]].emplace(gatherer_.place_[group], group);
    }
    std::size_t take() {
      const auto same = of_root_.find(root_);
      const bool goes_on = same != of_root_.end() && !same->second.empty();
      const Entry entry = goes_on ? *same->second.begin() : *all_.begin();
      root_ = gatherer_.root_[entry.second];
      all_.erase(entry);
      of_root_[root_].erase(entry);
      return entry.second;
    }

   private:
    using Entry = std::pair<std::size_t, std::size_t>;  // place, group

    const Gatherer& gatherer_;
    std::set<Entry> all_;
    std::map<std::size_t, std::set<Entry>> of_root_;
    std::size_t root_ = kNoObject;
  };

  // Groups of several that did not get a place: they are in a cycle or behind one.
  std::vector<std::size_t> left_groups(const std::vector<std::size_t>& sequence) const {
    std::vector<bool> placed(operations_.size(), false);
    for (std::size_t index : sequence) placed[index] = true;
    std::vector<std::size_t> groups;
    for (std::size_t index : order_.sequence) {
      const std::size_t group = group_[index];
      if (placed[index] || group == index) continue;
      if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
    }
    return groups;
  }

  // Of the splits, one behind which there is an order counts more than others, then one that takes
  // the fewest away.
  void split_one(const std::vector<std::size_t>& sequence) {
    constexpr std::size_t kMostTried = 16;
    const std::vector<std::size_t> groups = left_groups(sequence);
    const std::vector<std::size_t> together = group_;
    std::vector<std::size_t> best;
    std::pair<bool, std::size_t> least{true, operations_.size()};
    for (std::size_t i = 0; i < groups.size() && (i < kMostTried || best.empty()); ++i) {
      if (const std::size_t taken = split(groups[i])) {
        const std::pair cost{ordered().size() < operations_.size(), taken};
        if (best.empty() || cost < least) {
          least = cost;
          best = group_;
        }
      }
      group_ = together;
    }
    assert(!best.empty());  // the operations alone have no cycle
    group_ = std::move(best);
  }

  // Splits the group where an operation of others has to come between two of it. Result: how many
  // the lesser part has; 0 where there is no such operation.
  std::size_t split(std::size_t group) {
    const Paths paths(operations_, order_.sequence, group_, group);
    const std::size_t count = paths.members().size();
    std::vector<bool> best;
    std::size_t least = count;
    for (std::size_t other : paths.between()) {
      std::vector<bool> is_late = late_members(paths, other);
      const auto late = static_cast<std::size_t>(std::count(is_late.begin(), is_late.end(), true));
      const std::size_t lesser = std::min(late, count - late);
      if (lesser == 0 || lesser >= least) continue;
      least = lesser;
      best = std::move(is_late);
    }
    if (best.empty()) return 0;
    std::array<std::size_t, 2> firsts{kNoObject, kNoObject};
    for (std::size_t i = 0; i < count; ++i) {
      std::size_t& first = firsts[best[i] ? 1 : 0];
      if (first == kNoObject) first = paths.members()[i];
      group_[paths.members()[i]] = first;
    }
    return least;
  }

  // Of the members, those behind the split: the most behind a drop, the fewest behind a creation.
  std::vector<bool> late_members(const Paths& paths, std::size_t other) const {
    if (operations_[other].type != SchemaOperation::Type::kDrop) return paths.behind(other);
    std::vector<bool> early = paths.ahead_of(other);
    const std::vector<bool> behind = paths.behind(other);
    const std::vector<std::size_t>& members = paths.members();
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (early[i] || behind[i] || !is_kept_with_any(members[i], members, early)) continue;
      const std::vector<bool> needed = paths.ahead_of(members[i]);
      early[i] = true;
      for (std::size_t j = 0; j < members.size(); ++j) early[j] = early[j] || needed[j];
    }
    early.flip();
    return early;
  }

  bool is_kept_with_any(std::size_t index, const std::vector<std::size_t>& members,
                        const std::vector<bool>& is_one) const {
    const std::vector<std::size_t>& with = operations_[index].kept_with;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (is_one[i] && std::find(with.begin(), with.end(), members[i]) != with.end()) return true;
    }
    return false;
  }

  const std::vector<SchemaOperation>& operations_;
  const Order& order_;
  std::vector<std::size_t> place_;  // in that order
  std::vector<std::size_t> group_;  // the first operation of each one's group
  std::vector<std::size_t> root_;   // the same before groups are split
  bool any_ = false;
};

}  // namespace

void share_hazards(const MarkedItems& marked, std::vector<SchemaOperation>& operations) {
  std::string group;
  std::vector<std::string> said;
  for (SchemaOperation& operation : operations) {
    if (operation.statements.empty()) continue;
    const std::string own =
        operation.object->kind->gathered ? root_id(marked, *operation.object) : "";
    if (own.empty() || own != group) said.clear();
    group = own;
    if (own.empty()) continue;
    for (DdlStatement& statement : operation.statements) {
      std::erase_if(statement.hazards, [&](const Hazard& hazard) {
        if (hazard.type != Hazard::Type::kRewritesTable) return false;
        if (std::find(said.begin(), said.end(), hazard.reason) != said.end()) return true;
        said.push_back(hazard.reason);
        return false;
      });
    }
  }
}

Order gather(const MarkedItems& marked, const std::vector<SchemaOperation>& operations,
             const Order& order) {
  return Gatherer(marked, operations, order).run();
}

}  // namespace migrate

// Each group is taken for one operation and the whole is ordered again. Where that has a cycle,
// what is in it has to come between two of a group: groups of the cycle are taken apart, if it can
// be just one. What is left of a group stands together as far as it can.
#include "schema/gather.h"

#include <algorithm>
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
      take_apart(sequence);
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

  void take_apart(const std::vector<std::size_t>& sequence) {
    constexpr std::size_t kMostTried = 16;
    const std::vector<std::size_t> groups = left_groups(sequence);
    const std::vector<std::size_t> together = group_;
    for (std::size_t i = 0; i < groups.size() && i < kMostTried; ++i) {
      take_one_apart(groups[i]);
      if (ordered().size() == operations_.size()) return;
      group_ = together;
    }
    take_one_apart(groups.front());
  }

  void take_one_apart(std::size_t group) {
    for (std::size_t index : order_.sequence) {
      if (group_[index] == group) group_[index] = index;
    }
  }

  const std::vector<SchemaOperation>& operations_;
  const Order& order_;
  std::vector<std::size_t> place_;  // in that order
  std::vector<std::size_t> group_;  // the first operation of each one's group
  std::vector<std::size_t> root_;   // the same before groups are taken apart
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

// Each group is taken for one operation and the whole is ordered again. Where that has a cycle,
// what is in it has to come between two of a group: the groups of the cycle are taken apart.
#include "schema/gather.h"

#include <algorithm>
#include <map>
#include <queue>
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
      : operations_(operations), order_(order), group_(operations.size()) {
    std::map<std::string, std::size_t> groups;
    for (std::size_t index : order.sequence) {
      group_[index] = index;
      const SchemaOperation& operation = operations[index];
      if (!operation.object->kind->gathered) continue;
      const auto [found, is_first] = groups.emplace(root_id(marked, *operation.object), index);
      group_[index] = found->second;
      any_ = any_ || !is_first;
    }
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
    std::vector<std::size_t> place(count);
    for (std::size_t i = 0; i < count; ++i) place[order_.sequence[i]] = i;
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
    const auto later = [&](std::size_t a, std::size_t b) { return place[a] > place[b]; };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> ready(later);
    for (std::size_t i = 0; i < count; ++i) {
      if (group_[i] == i && waiting[i] == 0) ready.push(i);
    }
    std::vector<std::size_t> sequence;
    while (!ready.empty()) {
      const std::size_t group = ready.top();
      ready.pop();
      sequence.insert(sequence.end(), members[group].begin(), members[group].end());
      for (std::size_t other : next[group]) {
        if (--waiting[other] == 0) ready.push(other);
      }
    }
    return sequence;
  }

  // Those that did not get a place are in a cycle or behind one; the first of them goes.
  void take_apart(const std::vector<std::size_t>& sequence) {
    std::vector<bool> placed(operations_.size(), false);
    for (std::size_t index : sequence) placed[index] = true;
    std::size_t victim = kNoObject;
    for (std::size_t index : order_.sequence) {
      if (!placed[index] && group_[index] != index && victim == kNoObject) victim = group_[index];
    }
    for (std::size_t index : order_.sequence) {
      if (group_[index] == victim) group_[index] = index;
    }
  }

  const std::vector<SchemaOperation>& operations_;
  const Order& order_;
  std::vector<std::size_t> group_;  // the first operation of each one's group
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

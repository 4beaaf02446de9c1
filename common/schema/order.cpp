#include "schema/order.h"

#include <algorithm>
#include <queue>
#include <tuple>

namespace migrate {
namespace {

int phase(SchemaOperation::Type type) {
  switch (type) {
    case SchemaOperation::Type::kDrop:
      return 0;
    case SchemaOperation::Type::kCreate:
    case SchemaOperation::Type::kAlter:
    case SchemaOperation::Type::kConvert:
      return 1;
    case SchemaOperation::Type::kDropAside:
      return 2;
  }
  return 0;
}

// What is dropped goes in the opposite order of what is made.
struct RunsLater {
  const std::vector<SchemaOperation>& operations;
  bool operator()(std::size_t a, std::size_t b) const {
    const auto key = [this](std::size_t index) {
      const SchemaOperation& operation = operations[index];
      const int rank = phase(operation.type);
      const int weight = operation.object->kind->weight;
      return std::make_tuple(rank, operation.evaluates, rank == 1 ? weight : -weight,
                             std::string_view(operation.group), operation.creation.position,
                             std::string_view(operation.object->id));
    };
    return key(a) > key(b);
  }
};

// Follows unmet conditions until an operation comes up again.
std::vector<std::size_t> find_cycle(const std::vector<SchemaOperation>& operations,
                                    const std::vector<bool>& done) {
  std::vector<std::size_t> path;
  std::vector<std::size_t> position(operations.size(), kNoObject);
  std::size_t at = 0;
  while (done[at]) ++at;
  while (position[at] == kNoObject) {
    position[at] = path.size();
    path.push_back(at);
    for (std::size_t other : operations[at].after) {
      if (!done[other]) {
        at = other;
        break;
      }
    }
  }
  path.erase(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(position[at]));
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace

Order order_operations(const std::vector<SchemaOperation>& operations) {
  std::vector<std::size_t> waiting(operations.size(), 0);
  std::vector<std::vector<std::size_t>> next(operations.size());
  for (std::size_t i = 0; i < operations.size(); ++i) {
    waiting[i] = operations[i].after.size();
    for (std::size_t other : operations[i].after) next[other].push_back(i);
  }
  std::priority_queue<std::size_t, std::vector<std::size_t>, RunsLater> ready(
      RunsLater{operations});
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (waiting[i] == 0) ready.push(i);
  }
  Order order;
  std::vector<bool> done(operations.size(), false);
  while (!ready.empty()) {
    const std::size_t index = ready.top();
    ready.pop();
    done[index] = true;
    order.sequence.push_back(index);
    for (std::size_t other : next[index]) {
      if (--waiting[other] == 0) ready.push(other);
    }
  }
  if (order.sequence.size() < operations.size()) order.cycle = find_cycle(operations, done);
  return order;
}

}  // namespace migrate

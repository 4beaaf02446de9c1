// One deterministic order of operations.
#pragma once

#include <cstddef>
#include <vector>

#include "schema/operation.h"

namespace migrate {

struct Order {
  std::vector<std::size_t> sequence;  // every operation, each after those in its `after`
  std::vector<std::size_t> cycle;     // else those that wait for each other, in that order
};

/// Among the operations that are free to run, drops come first and those that run unknown code
/// last; then the kinds' weights and the ids decide.
Order order_operations(const std::vector<SchemaOperation>& operations);

}  // namespace migrate

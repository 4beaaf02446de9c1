// Makes readable statements: children become parts of the statement that creates their parent.
#pragma once

#include <vector>

#include "schema/operation.h"
#include "schema/order.h"

namespace migrate {

/// The operations in their order, with every statement written. A creation moves into its parent's
/// where everything that it needs comes before the parent anyway.
std::vector<SchemaOperation> fold(std::vector<SchemaOperation> operations, const Order& order);

}  // namespace migrate

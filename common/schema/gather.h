// Changes of one object next to each other.
#pragma once

#include <vector>

#include "schema/operation.h"
#include "schema/order.h"
#include "schema/plan_marks.h"

namespace migrate {

/// The order in which operations whose kinds are gathered (Kind::gathered) stand together for each
/// object that they belong to, where nothing has to come between them. Equal input gives equal
/// output. REQUIRES: `order` has no cycle.
Order gather(const MarkedItems& marked, const std::vector<SchemaOperation>& operations,
             const Order& order);

/// Says a hazard once where operations that stand together share it. `operations`: in their order.
void share_hazards(const MarkedItems& marked, std::vector<SchemaOperation>& operations);

}  // namespace migrate

// What may have been renamed, where nothing says so.
#pragma once

#include <string>

#include "schema/plan_marks.h"

namespace migrate {

/// A sentence that tells how to say that a dropped object is one that is created; empty where none
/// of the created ones is its like. REQUIRES: `dropped` is on the first side.
std::string rename_hint(const MarkedItems& marked, const Item& dropped);

}  // namespace migrate

// What changes between two models, done to a third.
#pragma once

#include "schema/model.h"

namespace migrate {

/// `base` with every object that differs between `from` and `to`, or is on one side only, as `to`
/// has it. What would be without its parent is left out. The casts are those of `to`.
///   base {a, b}, from {a, b, x}, to {a2, x, y}  ->  {a2, y}
Model replay(const Model& base, const Model& from, const Model& to);

}  // namespace migrate

// From a difference to operations: what is created, changed, dropped, and what has to be rebuilt
// around that.
#pragma once

#include <string>
#include <vector>

#include "schema/model.h"
#include "schema/operation.h"

namespace migrate {

/// The operations that turn `from` into `to`, each after those that it needs; children are part of
/// their parent's statement where that is possible. Equal models give the same operations in the
/// same order. Errors: kNotSupported for a change that cannot be made; kInternal for a cycle.
/// Both models must outlive the result.
std::vector<SchemaOperation> plan_difference(const Model& from, const Model& to);

}  // namespace migrate

// The operations that marked items need: the second half of a plan.
#pragma once

#include <cstddef>
#include <vector>

#include "schema/operation.h"
#include "schema/plan_marks.h"

namespace migrate {

/// The operations of one item, as positions in Draft::operations; kNoObject: none.
struct Steps {
  std::size_t drop = kNoObject;  // what destroys it: its own, or that of what it dies with
  bool own_drop = false;
  bool with_aside = false;       // dropped along with a type that moved aside
  std::size_t make = kNoObject;  // what creates, changes or converts it
  bool silent = false;           // that has no statement, since another's does it
  std::size_t drop_aside = kNoObject;
};

struct Draft {
  std::vector<SchemaOperation> operations;
  std::vector<Steps> steps;  // of each item
};

/// The operations without what they wait for. An item of `explicit_drop` is dropped by a statement
/// of its own though it would go with another.
Draft make_operations(const MarkedItems& marked, const std::vector<bool>& hidden_code,
                      const std::vector<bool>& explicit_drop);

/// Sets `after` and `comes_with`.
void connect_operations(const MarkedItems& marked, Draft& draft);

/// Adds what keeps the rows of replaced tables (Kind::carry). REQUIRES: connected operations.
void carry_rows(const MarkedItems& marked, Draft& draft);

}  // namespace migrate

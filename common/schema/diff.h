// The difference of two models, which knows no kind.
#pragma once

#include <cstddef>
#include <vector>

#include "schema/model.h"

namespace migrate {

/// An object that is on one side only, or on both with different attributes, or as different kinds:
/// a domain may become an enum type.
struct Change {
  std::size_t from = kNoObject;         // in the first model
  std::size_t to = kNoObject;           // in the second
  std::vector<std::size_t> attributes;  // those that differ, where both sides have one kind of it
};

/// In the order of the ids; empty for equal models. Attributes with Action::kIgnore don't count.
std::vector<Change> diff(const Model& from, const Model& to);

}  // namespace migrate

// What the tables of a partition tree or of an inheritance tree owe to each other.
#pragma once

#include <string_view>

#include "schema/model.h"

namespace migrate {

/// True where the table `child` is the child of the table `parent` on both sides and stays it on
/// the way, so that what is done to the parent's columns and constraints reaches the child. Both
/// are addresses.
bool stays_child(std::string_view child, std::string_view parent, const Model& from,
                 const Model& to);

/// True where the table `child` is attached to the table `parent`. Both are addresses.
bool is_partition(std::string_view child, std::string_view parent, const Model& model);

/// Kind::dies for what a child has from its parent: a detached partition keeps it.
bool dies_in_tree(const Object& dependent, const Object& referenced, const Model& from,
                  const Model& to);

}  // namespace migrate

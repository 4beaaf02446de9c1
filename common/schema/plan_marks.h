// What becomes of each object of a difference: the first half of a plan.
#pragma once

#include <cstddef>
#include <vector>

#include "schema/kind.h"
#include "schema/model.h"

namespace migrate {

enum class Mark { kNone, kCreate, kDrop, kAlter, kReplace };

/// An object that either side has.
struct Item {
  std::size_t from = kNoObject;  // indexes into the models
  std::size_t to = kNoObject;
  Mark mark = Mark::kNone;
  std::vector<std::size_t> attributes;  // that differ
  bool disturbing = false;              // its alteration is refused while some dependents exist
  bool convert = false;                 // holds values of a replaced type
  bool aside = false;                   // replaced by moving aside
  std::size_t cause = kNoObject;        // the item that made it be rebuilt

  /// Its catalog entry goes before another takes its place.
  bool destroyed() const { return mark == Mark::kDrop || (mark == Mark::kReplace && !aside); }
};

struct MarkedItems {
  const Model& from;
  const Model& to;
  std::vector<Item> items;  // in the order of the ids
  std::vector<std::size_t> item_of_from;
  std::vector<std::size_t> item_of_to;

  const Kind& kind(const Item& item) const {
    return item.from != kNoObject ? *from[item.from].kind : *to[item.to].kind;
  }
  Alteration alteration(const Item& item) const { return {from[item.from], to[item.to], from, to}; }
  /// Whether the dependent of an edge of `from` goes when what it refers to is dropped.
  bool dies(const Edge& edge) const;
};

/// Errors: kNotSupported where something would have to be rebuilt that cannot be. Both models must
/// outlive the result.
MarkedItems mark_difference(const Model& from, const Model& to);

}  // namespace migrate

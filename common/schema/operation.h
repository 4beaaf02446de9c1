// One object's step on the way from a model to another.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "schema/kind.h"

namespace migrate {

struct SchemaOperation {
  enum class Type { kDrop, kCreate, kAlter, kConvert, kDropAside };
  Type type = Type::kAlter;
  const Object* object =
      nullptr;        // of the model that is reached; for a drop of the one that is left
  std::string group;  // the parent's id, or its own
  std::string
      reason;  // why, where the difference alone doesn't say: "column public.t.a is changed"

  /// Of kCreate; its clause grows by the children that are folded into it.
  Creation creation;
  std::vector<std::size_t> elements;  // operations that became elements of it
  /// What to run, complete after fold(); none for what became a part of another's statement.
  std::vector<DdlStatement> statements;

  /// Runs code that may use whatever else is made: comes as late as it can.
  bool evaluates = false;
  std::size_t parent = kNoObject;       // the operation that makes the object's parent
  std::vector<std::size_t> after;       // the operations that must come before
  std::vector<std::size_t> kept_with;   // those of `after` that only make sense in one go with it
  std::size_t folded_into = kNoObject;  // the operation whose statement holds it
  /// The operation that does the same to what the object follows, and to the object too if its
  /// statement folds.
  std::size_t comes_with = kNoObject;
};

}  // namespace migrate

// Owners and privileges: compared if asked for, kept in any case.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "schema/model.h"

namespace migrate {

/// What is compared besides the objects themselves.
struct Compared {
  bool owners = false;
  bool privileges = false;
  std::string current_user;  // what this role makes belongs to it without being told
};

/// Without the facts that are not compared.
Model only_compared(const Model& model, const Compared& compared);

/// What a scratch area can be given without further rights: without owners and default privileges
/// that are not compared, but with the privileges of objects.
Model only_buildable(const Model& model, const Compared& compared);

/// `to` with the facts of `from` in place of its own where they are not compared, so that an object
/// that is rebuilt gets its owner and its privileges back. What only one side has keeps none.
Model keep_uncompared(const Model& to, const Model& from, const Compared& compared);

/// A way between two models, which makes objects under the default privileges of the first.
struct Way {
  Model from;
  Model to;
};

/// Both with a fact more for each grantee to whom default privileges give something on an object
/// that may have to be made: what it is to have, said behind a REVOKE.
Way expect_default_privileges(Model from, Model to);

/// Ids of objects in one model and in another.
using Ids = std::vector<std::pair<std::string, std::string>>;

/// `after` with the owners that its objects have in `before`; `renamed` are ids there and here.
Model with_owners(const Model& after, const Model& before, const Ids& renamed);

}  // namespace migrate

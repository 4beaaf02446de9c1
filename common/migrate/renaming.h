// Renames between the live schema and the model: those that the model's annotations say, and those
// of objects that differ in nothing but their name.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "migrate/modelling.h"
#include "schema/annotation.h"
#include "schema/keep.h"
#include "schema/kind.h"
#include "schema/model.h"

namespace migrate {

struct Rename {
  const Kind* kind = nullptr;
  std::string object;    // address of what it was
  std::string forward;   // the statement
  std::string backward;  // the one that undoes it
  std::string reason;    // what says that it is one
  std::string from_id;   // empty for what is no object: an enum's value
  std::string to_id;
  std::size_t turn = 0;  // renames of one turn call all else as it was called before the turn
};

/// The renames that lead from `from` to `to`, in order, and what `from` is after them. An
/// annotation whose old name is not in `from` has been followed before and says nothing. Errors:
/// kInvalidParameter for an annotation on an object that `to` doesn't have, or of a kind that
/// cannot be renamed.
struct Renamed {
  Model model;
  std::vector<Rename> renames;
};

/// The statements that undo them, in order.
std::vector<std::string> undo(std::vector<Rename> renames);

/// Old and new ids of the renamed objects.
Ids renamed_ids(const std::vector<Rename>& renames);

Renamed follow_renames(Database& database, const Model& from, const Model& to,
                       const std::vector<RenameNote>& notes, const Selection& selection);

/// What is selected after `script` where with_rest(from) has been built in a scratch area, to be
/// compared with `other`; owners are the caller.
Model after_script(Database& database, const Model& from, std::string_view script,
                   const Selection& selection, const Model& other);

/// `a; b;`, each on a line.
std::string statements_script(const std::vector<std::string>& statements);

}  // namespace migrate

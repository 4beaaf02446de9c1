// The schema of the database at one moment, for telling whether scripts have led back to it.
#pragma once

#include <string>
#include <vector>

#include "db/database.h"
#include "schema/model.h"

namespace migrate {

class SchemaReading {
 public:
  /// Everything that users have made, owners and privileges too. Leaves no lock. Errors: the
  /// database's own. REQUIRES: inside in_rehearsal.
  static SchemaReading of(Database& database);

  /// What is not as in `wanted`: `column public.t.a should not be there`, at most ten lines; empty
  /// where nothing differs.
  std::vector<std::string> differences_from(const SchemaReading& wanted) const;

 private:
  Model model_;
};

}  // namespace migrate

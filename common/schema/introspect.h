// Reads a schema from the catalogs.
#pragma once

#include <string>
#include <vector>

#include "db/database.h"
#include "schema/model.h"

namespace migrate {

/// Which schemas are meant.
struct Scope {
  bool all = false;                  // every schema that a user made
  std::vector<std::string> schemas;  // else these, plain names
};

/// The objects of the scope with their edges; objects of extensions are left out, what no kind
/// reads is named in `unmodelled`. Database-wide objects are all read. Errors: the database's own.
Model read_model(Database& database, const Scope& scope);

/// The same without what only a plan needs: no edges, no casts, nothing unmodelled. Optional kinds
/// are left out, and with a scope that is not all, database-wide objects.
Model read_objects(Database& database, const Scope& scope);

}  // namespace migrate

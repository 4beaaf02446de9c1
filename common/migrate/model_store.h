// The desired schema that is kept with the database.
#pragma once

#include <optional>
#include <string>

#include "db/database.h"
#include "schema/introspect.h"
#include "schema/model.h"

namespace migrate {

struct StoredModel {
  std::string ddl;
  Scope scope;
  std::string reading;      // Model::write()
  std::string reading_key;  // what the reading depends on besides the text
  std::string digest = {};  // of the reading's comparison_text(); empty where that isn't enough
  Value stored_by = {};     // nothing: not known
};

/// Nothing where none is set. Without the reading, which is large.
std::optional<StoredModel> load_model(Database& database);
std::string load_reading(Database& database);
/// Replaces it, as stored by the caller. REQUIRES: inside in_transaction with the tables in place.
void store_model(Database& database, const StoredModel& model);

/// `public, app`, or `*`.
std::string scope_text(const Scope& scope);
/// Errors: kInvalidParameter for an empty list or item, or for `*` among others.
Scope parse_scope(const std::string& text);

}  // namespace migrate

// What has been changed of the schema by other means than migrations.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "schema/model.h"

namespace migrate {

/// The schema as migrations have left it and as it is; both whole.
struct SchemaDrift {
  Value recorded_by;  // nothing: not known
  Model recorded;
  Model live;
};

/// Nothing where the two are surely the same, or nothing can be told: the watch is off, or the
/// schema was not recorded with what is applied now, which a notice tells.
std::optional<SchemaDrift> find_drift(Database& database,
                                      const std::vector<std::string>& version_rows);

/// Throws kWrongState where nothing can be told, see find_drift.
void require_recorded(Database& database, const std::vector<std::string>& version_rows);

/// Throws kSchemaChanged, with what was changed, unless the schema is as migrations have left it.
/// Only what the settings have compared counts.
void require_no_drift(Database& database, const std::vector<std::string>& version_rows);

/// The verb migrate_drift.
Rows list_drift(Database& database, const Row& arguments);

}  // namespace migrate

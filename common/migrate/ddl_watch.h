// Recording who changes the schema outside of migrations.
#pragma once

#include "db/database.h"

namespace migrate {

/// The verb migrate_watch_ddl. Errors: kNotSupported where the database has no event triggers;
/// the server's own where the caller may not make them.
Rows watch_ddl(Database& database, const Row& arguments);

}  // namespace migrate

// Scripts for a psql or sqlite3 without the extension.
#pragma once

#include "db/database.h"

namespace migrate {

/// Statements and version rows of an upgrade from base (or `a:b`) as one script in one transaction.
/// Result: NULL where there is nothing to do. Source: Alembic's offline mode.
Rows upgrade_sql(Database& database, const Row& arguments);
/// The same downwards; needs both ends, `from:to`.
Rows downgrade_sql(Database& database, const Row& arguments);

}  // namespace migrate

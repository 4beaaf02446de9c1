// Renaming what SQLite can only drop and make again.
#pragma once

#include "db/database.h"
#include "schema/sqlite/alter_text.h"

namespace migrate::sqlite {

/// Renames an index or a trigger. Errors: kWrongState where it doesn't exist, is the index of a
/// constraint, or where the new name is taken.
/// REQUIRES: inside in_script.
void run_object_rename(Database& database, const Rename& rename);

}  // namespace migrate::sqlite

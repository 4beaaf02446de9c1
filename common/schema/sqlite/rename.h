// Renaming what SQLite can only drop and make again, or only give another name in between.
#pragma once

#include <string_view>

#include "db/database.h"
#include "schema/sqlite/alter_text.h"
#include "schema/sqlite/catalog.h"

namespace migrate::sqlite {

/// Renames an index or a trigger. Errors: kWrongState where it doesn't exist, is the index of a
/// constraint, or where the new name is taken.
/// REQUIRES: inside in_script.
void run_object_rename(Database& database, const Rename& rename);

/// Gives a table its own name in other letters: SQLite takes it for the name of another table.
/// Views, triggers and foreign keys follow as they do SQLite's RENAME TO.
/// REQUIRES: inside in_script.
void run_letter_case_rename(Database& database, const TablePlace& table, std::string_view new_name);

}  // namespace migrate::sqlite

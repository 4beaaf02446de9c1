// A table made anew, for changes that SQLite's ALTER TABLE cannot make.
#pragma once

#include "db/database.h"
#include "schema/sqlite/catalog.h"
#include "schema/sqlite/table_change.h"

namespace migrate::sqlite {

/// Kept are the rows with their rowids, what AUTOINCREMENT has
/// given out, indexes (but those on dropped columns), triggers (temp ones too), the views that read
/// the table and the foreign keys that refer to it, and the rest of the CREATE statement's text.
/// Nothing is rebuilt where the change comes to nothing. `may_edit_schema`: types alone are changed
/// where the table is (retype.h).
/// Errors: the database's own where rows don't fit the new table;
/// kForeignKeyViolation for rows that have lost their parent. Everything is as before then, but
/// only once the enclosing savepoint is left.
/// REQUIRES: inside in_script; `change` is of `table`, which is a table.
/// Source: sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes".
void rebuild_table(Database& database, const TablePlace& table, const TableChange& change,
                   bool may_edit_schema);

}  // namespace migrate::sqlite

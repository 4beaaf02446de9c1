// A change of columns' types that leaves the table where it is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "schema/sqlite/catalog.h"
#include "schema/sqlite/table_change.h"

namespace migrate::sqlite {

/// The columns whose values may be others once they have their new types. Nothing where the change
/// is more than types, or where values have to be read with their old types: that takes a rebuild.
///   `a text` -> `a varchar(20)`: {}    `a text` -> `a integer`: {a}
std::optional<std::vector<std::string>> retyped_columns(const TableChange& change);

/// Makes such a change: the table's statement is exchanged, and one UPDATE writes the rows again
/// where they are; indexes that don't mention those columns stay. Half of what a rebuild costs, or
/// nothing where no value changes.
/// Result: false, with nothing done, where the connection forbids to write the schema, and where
/// there are temp triggers.
/// Errors: the database's own where rows don't fit; everything is as before then, but only once the
/// enclosing savepoint is left. REQUIRES: as rebuild_table.
bool retype_columns(Database& database, const TablePlace& table, const TableChange& change,
                    const std::vector<std::string>& columns);

}  // namespace migrate::sqlite

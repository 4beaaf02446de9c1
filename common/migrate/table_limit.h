// How large the tables are that a rehearsed statement changes.
#pragma once

#include <cstdint>
#include <span>

#include "db/database.h"
#include "script/splitter.h"

namespace migrate {

/// Throws kProgramLimit where one of `statements` says that it changes a table of more than
/// `max_bytes` (indexes not counted, partitions counted), or has a foreign key to one: what takes a
/// lock above ROW EXCLUSIVE on it, updates it or deletes from it. What it reads or inserts into,
/// and what functions do, is not looked at. 0 = without limit. Nothing on SQLite, where the whole
/// database has a limit. REQUIRES: inside in_script.
void require_small_tables(Database& database, std::span<const Statement> statements,
                          std::int64_t max_bytes);

}  // namespace migrate

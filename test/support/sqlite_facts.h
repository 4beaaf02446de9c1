// What a SQLite schema's tables are, once as the reader finds it in their text and once as SQLite's
// pragmas say, in the same words.
#pragma once

#include <string>
#include <vector>

#include "db/database.h"

namespace migrate::test {

/// Lines of tables, their options, columns, keys and references, sorted.
std::vector<std::string> facts_of_reader(Database& database);
std::vector<std::string> facts_of_pragmas(Database& database);

}  // namespace migrate::test

// What a database's schema is, read without the code under test: by SQLite's pragmas, and by the
// tokens of the statements for what no pragma shows.
#pragma once

#include <string>
#include <vector>

#include "unit/sqlite/connection.h"

namespace migrate::test {

/// A line for each fact of main, sorted: the order of columns and constraints is none, nor where a
/// constraint stands, nor how words and names are written. Without migrate's own tables.
std::vector<std::string> schema_facts(const Connection& db);

/// Lines that only one of them has, with `-` and `+`; empty where they are equal.
std::string difference(std::vector<std::string> found, std::vector<std::string> wanted);

/// The tokens of a piece of SQL: words and names in lower case, names in double quotes where they
/// need them, no comments.
std::vector<std::string> sql_tokens(const std::string& sql);

/// The facts that a CREATE TABLE statement has beyond its pragmas: names, checks, conflict clauses.
std::vector<std::string> table_facts(const std::string& sql);

}  // namespace migrate::test

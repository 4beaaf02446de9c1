// What SQLite knows of a table, as text.
#pragma once

#include <string>

#include "random_rebuild/table_model.h"

namespace migrate::test {

/// Columns, indexes, foreign keys and options; no names of indexes of constraints.
std::string facts(const Connection& db);

/// Those of a table that is made by the model's statements, in a database of its own.
std::string expected_facts(const TableModel& table);

/// The marks of checks and comments that the statement must hold and how often it does:
/// `check3 1`. Nothing where each is there once, and no other.
std::string misplaced_marks(const Connection& db, const TableModel& table);

}  // namespace migrate::test

// Random changes of a table, made to the model and written as ALTER TABLE's actions.
#pragma once

#include <optional>
#include <string>

#include "random_rebuild/table_model.h"

namespace migrate::test {

/// Changes the columns, constraints and raw values of `table` and gives the action's text; nothing
/// where the dice asked for what this table doesn't have. `at_start` is the table as its statement
/// found it, which USING reads.
std::optional<std::string> random_action(TableModel& table, const TableModel& at_start, Dice& dice);

/// `DROP PRIMARY KEY; ALTER TABLE t ADD PRIMARY KEY (a AUTOINCREMENT)`: two statements, from behind
/// the first ALTER TABLE on. REQUIRES: the table has a key.
std::string random_key_in_two_statements(TableModel& table, Dice& dice);

/// `RENAME COLUMN a TO b`, which stands in a statement of its own. REQUIRES: several columns.
std::string random_rename(TableModel& table, Dice& dice);

}  // namespace migrate::test

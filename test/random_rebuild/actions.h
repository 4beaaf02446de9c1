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

/// `RENAME COLUMN a TO b`, which stands in a statement of its own.
std::string random_rename(TableModel& table, Dice& dice);

}  // namespace migrate::test

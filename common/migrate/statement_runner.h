// Runs the statements of a text one after the other.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "db/database.h"
#include "script/splitter.h"

namespace migrate {

/// Runs one statement, as Database::run_statement does.
using RunStatement = std::function<void(std::string_view sql)>;

/// Stands around what runs as one: a statement, or several that alter one SQLite table by the same
/// rebuild. Calls `body` to run it.
using AroundStatements =
    std::function<void(std::span<const Statement> statements, const std::function<void()>& body)>;

/// Runs the statements of `sql` in order, each by `run`; on SQLite those that alter a table by
/// schema/sqlite/alterations.h. An error of one gets `place, line 3: CREATE TABLE role …` as
/// context, with the lines of all that ran as one. Errors: those of the statements; kInvalidScript
/// for a text that cannot be split. REQUIRES: inside in_script.
void run_statements(Database& database, std::string_view sql, std::string_view place,
                    const RunStatement& run, const AroundStatements& around = {});

/// Throws kInvalidScript where a statement of a script begins or ends a transaction. `instead`: in
/// what the statements run, as the hint says it.
void refuse_transaction_control(const Dialect& dialect, std::string_view sql,
                                std::string_view instead);

}  // namespace migrate

// What one statement for SQLite says, as far as the core reads its text: SQLite shows no parse
// tree.
#pragma once

#include <string_view>

#include "db/database.h"
#include "db/statement_facts.h"

namespace migrate::lint {

/// What is not known has kind kOther. Runs nothing.
/// What a CREATE INDEX says of its index.
IndexFacts sqlite_index(std::string_view sql);

StatementFacts sqlite_facts(Database& database, std::string_view sql);

}  // namespace migrate::lint

// What a statement is, from PostgreSQL's own parse tree.
#pragma once

#include <string>

#include "db/outside.h"

namespace migrate {

/// Names are looked up under the session's search_path. Errors: PgError for a statement that cannot
/// be parsed. REQUIRES: inside a transaction.
OutsideFacts outside_facts(const std::string& sql);

}  // namespace migrate

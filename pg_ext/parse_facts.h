// What a statement says, read from the tree that PostgreSQL's own grammar makes of it.
#pragma once

#include <string>

#include "db/statement_facts.h"

struct MemoryContextData;

namespace migrate {

/// Reads one statement in the server's encoding, without a look at the catalogs; `memory` is reset.
/// What the facts have no words for has kind kOther. Errors: PgError for text that cannot be
/// parsed.
StatementFacts read_statement_facts(const std::string& server_text, MemoryContextData* memory);

}  // namespace migrate

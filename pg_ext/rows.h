// Rows between PostgreSQL's formats and the core's text.
#pragma once

#include <string>

#include "db/database.h"
#include "migrate/verbs.h"

struct FunctionCallInfoBaseData;
struct MemoryContextData;
struct SPITupleTable;

namespace migrate {

/// Every row of `table` as text, booleans as "true" and "false", and frees the table. Dates follow
/// the session's DateStyle and TimeZone. `scratch` is reset. Errors: PgError.
Rows take_rows(SPITupleTable* table, MemoryContextData* scratch);

/// The text of the result type `type` that PostgreSQL's input function reads the same under every
/// DateStyle and TimeZone: "2025-12-06 19:04:32.123456" -> "2025-12-06 19:04:32.123456+00".
std::string input_text(Type type, const std::string& text);

/// Returns `rows` from the set-returning function `call` as a materialised set.
/// Errors: PgError (0A000) where the caller does not accept one; kInternal where the columns are
/// not those of `verb`.
void return_rows(FunctionCallInfoBaseData* call, const Verb& verb, const Rows& rows);

}  // namespace migrate

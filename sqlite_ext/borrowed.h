// Functions and collations of one connection, called from another.
#pragma once

struct sqlite3;

namespace migrate {

/// Registers in `other` what `host` has more: deterministic functions and collations, which `host`
/// computes. Other functions are errors when they are called, as they might do anything. Modules
/// are those of register_stand_ins. Errors: SqliteError. `host` outlives `other`.
void lend_functions(sqlite3* host, sqlite3* other);

}  // namespace migrate

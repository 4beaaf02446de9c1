// Stand-ins for what one connection has and another lacks.
#pragma once

struct sqlite3;

namespace migrate {

/// Registers in `scratch` what `host` has more: functions, collations, modules. Errors:
/// SqliteError. `host` outlives `scratch`.
void register_stand_ins(sqlite3* host, sqlite3* scratch);

}  // namespace migrate

// Stand-ins for what one connection has and another lacks.
#pragma once

#include <string>
#include <vector>

struct sqlite3;

namespace migrate {

struct ForeignFunction {
  std::string name;  // lower case
  char type;         // s(calar), a(ggregate) or w(indow)
  int parameters;    // -1 = any number
  int flags;         // SQLITE_DETERMINISTIC, …
};

/// What `host` has and `other` lacks. Empty where the host's SQLite keeps no list. Errors:
/// SqliteError.
std::vector<ForeignFunction> foreign_functions(sqlite3* host, sqlite3* other);
std::vector<std::string> foreign_collations(sqlite3* host, sqlite3* other);

/// Registers in `scratch` what `host` has more: functions, collations, modules. Errors:
/// SqliteError. `host` outlives `scratch`.
void register_stand_ins(sqlite3* host, sqlite3* scratch);

}  // namespace migrate

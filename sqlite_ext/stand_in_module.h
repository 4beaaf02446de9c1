// A module of virtual tables that hold no rows.
#pragma once

struct sqlite3;

namespace migrate {

/// Registers a module of that name in `scratch`. Its tables have the columns of the host's table of
/// the same name; where the host has none, its arguments are its columns. Result: a SQLite code.
/// `host` outlives `scratch`.
int register_stand_in_module(sqlite3* scratch, sqlite3* host, const char* name);

}  // namespace migrate

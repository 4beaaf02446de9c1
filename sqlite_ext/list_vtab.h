// Listings as eponymous table-valued functions, read-only.
#pragma once

#include <memory>

#include "functions.h"

namespace migrate {

/// Registers `verb` as a table that is there without CREATE VIRTUAL TABLE. Its parameters are
/// hidden columns, so that these say the same:
///   SELECT * FROM migrate_history('a:b')
///   SELECT * FROM migrate_history WHERE range = 'a:b'
/// and `SELECT * FROM migrate_history` leaves it out. Result: SQLite's code.
/// REQUIRES: `verb` lives as long as the connection.
int register_list(const std::shared_ptr<Connection>& connection, const Verb& verb);

}  // namespace migrate

// Verbs as SQL functions of one connection.
#pragma once

#include <memory>
#include <span>

#include "migrate/verbs.h"

struct sqlite3;
struct sqlite3_value;

namespace migrate {

/// What the functions of one connection share. Lives until SQLite has dropped the last of them.
struct Connection {
  sqlite3* db;
  bool is_changing = false;  // a verb that changes the database is running
};

/// A verb as the user data of a SQL function or module.
struct BoundVerb {
  std::shared_ptr<Connection> connection;
  const Verb* verb;

  /// The destructor that SQLite calls.
  static void destroy(void* bound_verb) noexcept;
};

/// Registers every verb: scalar functions for each number of arguments that they take, a
/// table-valued function for each listing. Result: SQLite's code; the first failure ends it.
/// REQUIRES: `verbs` lives as long as the connection.
int register_verbs(sqlite3* db, std::span<const Verb> verbs);

/// One argument as the core takes it. Blobs are text (readfile and fsdir give blobs), bytes after a
/// NUL are kept for the core to refuse. Booleans become "true" and "false": 1, 't', 'Yes', 'on' …
/// Errors: kInvalidParameter for a boolean that cannot be read.
Value argument_value(const Parameter& parameter, sqlite3_value* argument);

/// The 1-based number of the last parameter that must be given.
std::size_t required_count(const Verb& verb);

}  // namespace migrate

// SQLite's errors as Error, and Error as what SQLite shows to its user.
#pragma once

#include <string>
#include <string_view>

#include "error.h"

struct sqlite3;

namespace migrate {

/// An Error that keeps the extended result code that SQLite gave, so that the caller of the SQL
/// function gets the code that the statement would have given outside a migration.
class SqliteError : public Error {
 public:
  SqliteError(ErrorCode code, int result_code, std::string message, std::string detail = {},
              std::string hint = {});

  int result_code() const { return result_code_; }

  /// After sqlite3_interrupt, which stops all that runs until the host's statement has ended.
  bool ends_work() const override;

 private:
  int result_code_;
};

/// The extended form of what the last call on `db` returned as `result_code`, also where the host
/// has left sqlite3_extended_result_codes off.
int extended_code(sqlite3* db, int result_code);

/// What the connection says about its last failed call. `result_code` is what that call returned.
/// Throws std::bad_alloc instead of returning where memory ran out and SQLite has no text for it.
SqliteError last_error(sqlite3* db, int result_code);

/// As last_error, for a statement that could not be compiled; where SQLite knows the place, it is a
/// context line: `line 2, column 14 of the statement: numbr (10)`.
SqliteError last_compile_error(sqlite3* db, int result_code, std::string_view sql);

/// The extended result code for sqlite3_result_error_code and xFilter. Never SQLITE_OK, _ROW or
/// _DONE, and never SQLITE_SCHEMA, on which sqlite3_step would run the whole call again.
int result_code(const Error& error);

/// The message and then a line for each further field, as psql shows them:
///   revision "zz" does not exist
///   HINT:  Did you mean "zy"?
std::string error_text(const Error& error);

}  // namespace migrate

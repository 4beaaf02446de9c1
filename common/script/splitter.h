// A script's statements, one by one, each with its line.
#pragma once

#include <string_view>
#include <vector>

#include "dialect/dialect.h"

namespace migrate {

struct Statement {
  // From its first token up to the semicolon: comments before it, the semicolon and white space
  // before that are left out; comments behind the last token stay (SQLite stores them in a view).
  std::string_view sql;
  std::size_t line = 1;  // 1-based, of its first token, in the section
};

/// Splits at top-level semicolons as the database's own shell does; empty statements (only space
/// and comments) are left out. The views point into `sql`. Linear in its length.
///   `SELECT 1; -- one` / `;; SELECT 2`  ->  {`SELECT 1`, 1}, {`SELECT 2`, 2}
/// Errors: kInvalidScript for text that ends inside a string or comment, DETAIL shows the line
/// where that starts. SQLite: a block comment may run to the end.
std::vector<Statement> split_statements(const Dialect& dialect, std::string_view sql);

}  // namespace migrate

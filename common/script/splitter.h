// A script's statements, one by one, each with its line.
#pragma once

#include <string_view>
#include <vector>

#include "dialect/dialect.h"

namespace migrate {

struct Statement {
  std::string_view sql;  // from its first token, comments before it left out, without the semicolon
  std::size_t line = 1;  // 1-based, of its first token, in the section
};

/// Splits at top-level semicolons as the database's own shell does; empty statements (only space
/// and comments) are left out. The views point into `sql`. Linear in its length.
/// Errors: kInvalidScript for text that ends inside a string or comment, with the line where that
/// starts.
std::vector<Statement> split_statements(const Dialect& dialect, std::string_view sql);

}  // namespace migrate

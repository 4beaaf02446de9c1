// SQLite's text as tokens that know their place: what the reader and the editor of its DDL share.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/dialect.h"

namespace migrate::sqlite {

/// Byte offsets into a text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool empty() const { return begin == end; }
  bool operator==(const Span&) const = default;
};

inline std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

/// A text's tokens without space and comments; a number is one token whatever its exponent.
/// Positions behind the last token are legal: there is an empty token at the end of the text.
/// REQUIRES: the text outlives this.
class Tokens {
 public:
  explicit Tokens(std::string_view text);

  std::size_t size() const { return tokens_.size(); }
  Span span(std::size_t at) const;
  std::string_view text(std::size_t at) const { return slice(text_, span(at)); }
  /// From the first byte of one token to the last of another.
  Span span(std::size_t first, std::size_t last) const;

  /// An unquoted word, in upper or lower case.
  bool is_word(std::size_t at, std::string_view word) const;
  bool is_word(std::size_t at) const;
  bool is(std::size_t at, char character) const;
  /// The token as the name of something, without its quotes, which SQLite lets be of any kind:
  /// `a`, `"a"`, `[a]`, `` `a` ``, `'a'` -> a. Nothing for other tokens and for numbers.
  std::optional<std::string> name(std::size_t at) const;
  /// A quoted token in single quotes.
  bool is_string(std::size_t at) const;

  /// Where the parenthesis that opens at `at` closes; size() where it doesn't.
  std::size_t closing(std::size_t at) const;

 private:
  bool joins(const Token& token, std::string_view previous) const;

  std::string_view text_;
  std::vector<Token> tokens_;
};

/// Whether an expression or another piece of SQL refers to a column: names of functions, types,
/// collations and tables, strings, and the END of a CASE are none.
///   `a > 0`, `t."A"`  mention a;  `a(b)`, `CAST(b AS a)`, `a.b`, `'a'`  don't
bool mentions_column(std::string_view sql, std::string_view column);
bool mentions_any_column(std::string_view sql, const std::vector<std::string>& columns);

/// Whether two pieces of SQL have the same tokens; keywords and names in any case, with any quotes.
bool same_tokens(std::string_view a, std::string_view b);

/// The name in double quotes.
std::string quoted(std::string_view name);
/// What a column shows, as an expression that can be stored: SQLite makes the integer 3 of a
/// virtual REAL column's 3.0 where it goes to a column of another type (3.40).
std::string shown_value(std::string_view column);

}  // namespace migrate::sqlite

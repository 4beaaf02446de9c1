#include <algorithm>
#include <cstdint>

#include "dialect/dialect.h"
#include "dialect/lexing.h"
#include "text.h"

namespace migrate {

namespace {

/// A name or string without its quotes; nothing for a token that is neither.
std::optional<std::string> unquoted(std::string_view text, Token::Kind kind) {
  if (kind == Token::Kind::kWord) return std::string(text);
  if (kind != Token::Kind::kQuoted) return std::nullopt;
  const char quote = text.front();
  if (quote == '[') return std::string(text.substr(1, text.size() - 2));
  if (quote != '\'' && quote != '"' && quote != '`') return std::nullopt;
  std::string result;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    result += text[i];
    if (text[i] == quote) ++i;
  }
  return result;
}

/// A number's leading integer as SQLite's atoi reads it (0 where it doesn't fit 31 bits), cut to
/// one byte. Source: util.c, sqlite3GetInt32.
bool number_is_on(std::string_view text) {
  const bool hex = text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
  const std::string_view digits = hex ? "0123456789abcdefABCDEF" : "0123456789";
  std::uint64_t value = 0;
  for (const char c : text.substr(hex ? 2 : 0)) {
    const std::size_t digit = digits.find(c);
    if (digit == std::string_view::npos) break;
    value = value * (hex ? 16 : 10) + (digit > 15 ? digit - 6 : digit);
    if (value > 0x7FFFFFFF) return false;
  }
  return (value & 0xFF) != 0;
}

bool is_on(std::string_view value) {
  if (!value.empty() && lexing::is_digit(value.front())) return number_is_on(value);
  return equals_ignoring_case(value, "on") || equals_ignoring_case(value, "yes") ||
         equals_ignoring_case(value, "true");
}

/// The value behind `=` or `(`; nothing where it is no legal one.
std::optional<bool> read_value(lexing::TokenReader& reader) {
  const bool minus = reader.accept('-');
  const bool plus = !minus && reader.accept('+');
  const bool fraction = reader.accept('.');
  const Token token = reader.next();
  const std::optional<std::string> value = unquoted(reader.text(token), token.kind);
  if (!value) return std::nullopt;
  const bool number = token.kind == Token::Kind::kWord && lexing::is_digit(value->front());
  if ((minus || plus || fraction) && !number) return std::nullopt;
  // NULL is no name: SQLite refuses the statement.
  if (token.kind == Token::Kind::kWord && equals_ignoring_case(*value, "null")) return std::nullopt;
  return !minus && !fraction && is_on(*value);
}

}  // namespace

std::optional<bool> sqlite_foreign_keys_setting(std::string_view statement) {
  lexing::TokenReader reader(sqlite_dialect(), statement);
  if (reader.accept_word("explain") && reader.accept_word("query") && !reader.accept_word("plan")) {
    return std::nullopt;
  }
  if (!reader.accept_word("pragma")) return std::nullopt;
  Token token = reader.next();
  if (reader.accept('.')) token = reader.next();
  const std::optional<std::string> pragma = unquoted(reader.text(token), token.kind);
  if (!pragma || !equals_ignoring_case(*pragma, "foreign_keys")) return std::nullopt;

  const bool parenthesised = reader.accept('(');
  if (!parenthesised) {
    if (!reader.accept('=')) return std::nullopt;
    reader.accept('=');  // `==` is the same operator
  }
  const std::optional<bool> value = read_value(reader);
  if (parenthesised && !reader.accept(')')) return std::nullopt;
  reader.accept(';');
  return reader.at_end() ? value : std::nullopt;
}

}  // namespace migrate

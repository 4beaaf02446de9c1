#include "schema/sqlite/tokens.h"

#include <algorithm>

#include "dialect/lexing.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && (lexing::is_digit(text.front()) ||
                           (text.size() > 1 && text.front() == '.' && lexing::is_digit(text[1])));
}

// `1e`, which the lexer ends before a sign.
bool ends_in_exponent(std::string_view text) {
  const bool is_hex = text.size() > 1 && (text[1] == 'x' || text[1] == 'X');
  return is_number(text) && !is_hex && (text.back() == 'e' || text.back() == 'E');
}

bool is_sign(char c) { return c == '+' || c == '-'; }

}  // namespace

Tokens::Tokens(std::string_view text) : text_(text) {
  for (std::size_t offset = 0;;) {
    const Token token = sqlite_dialect().next_token(text_, offset);
    if (token.kind == Token::Kind::kEnd) return;
    offset = token.end;
    if (token.kind == Token::Kind::kSpace || token.kind == Token::Kind::kLineComment ||
        token.kind == Token::Kind::kBlockComment) {
      continue;
    }
    const std::string_view previous = tokens_.empty() ? "" : Tokens::text(size() - 1);
    if (joins(token, previous)) {
      tokens_.back().end = token.end;
      tokens_.back().kind = Token::Kind::kWord;
    } else {
      tokens_.push_back(token);
    }
  }
}

// `.` + `5`, `1e` + `-`, `1e-` + `3`: parts of one number.
bool Tokens::joins(const Token& token, std::string_view previous) const {
  if (previous.empty() || tokens_.back().end != token.begin) return false;
  const std::string_view text = text_.substr(token.begin, token.end - token.begin);
  if (lexing::is_digit(text.front())) {
    const bool signed_exponent =
        is_sign(previous.back()) && ends_in_exponent(previous.substr(0, previous.size() - 1));
    return previous == "." || signed_exponent;
  }
  return is_sign(text.front()) && ends_in_exponent(previous);
}

Span Tokens::span(std::size_t at) const {
  if (at >= size()) return {text_.size(), text_.size()};
  return {tokens_[at].begin, tokens_[at].end};
}

Span Tokens::span(std::size_t first, std::size_t last) const {
  return {span(first).begin, span(last).end};
}

bool Tokens::is_word(std::size_t at) const {
  return at < size() && tokens_[at].kind == Token::Kind::kWord && !is_number(text(at));
}

bool Tokens::is_word(std::size_t at, std::string_view word) const {
  return is_word(at) && equals_ignoring_case(text(at), word);
}

bool Tokens::is(std::size_t at, char character) const {
  const std::string_view token = text(at);
  return token.size() == 1 && token.front() == character;
}

bool Tokens::is_string(std::size_t at) const {
  return at < size() && tokens_[at].kind == Token::Kind::kQuoted && text(at).front() == '\'';
}

std::optional<std::string> Tokens::name(std::size_t at) const {
  if (is_word(at)) return std::string(text(at));
  if (at >= size() || tokens_[at].kind != Token::Kind::kQuoted) return std::nullopt;
  const std::string_view token = text(at);
  const char quote = token.front();
  if (quote == '[') return std::string(token.substr(1, token.size() - 2));
  if (quote != '\'' && quote != '"' && quote != '`') return std::nullopt;
  std::string result;
  for (std::size_t i = 1; i + 1 < token.size(); ++i) {
    result += token[i];
    if (token[i] == quote) ++i;
  }
  return result;
}

std::size_t Tokens::closing(std::size_t at) const {
  std::size_t depth = 0;
  for (std::size_t i = at; i < size(); ++i) {
    if (is(i, '(')) ++depth;
    if (is(i, ')') && --depth == 0) return i;
  }
  return size();
}

bool mentions_column(std::string_view sql, std::string_view column) {
  const Tokens tokens(sql);
  std::size_t cases = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens.is_word(i, "case")) {
      ++cases;
    } else if (cases > 0 && tokens.is_word(i, "end")) {
      --cases;
    } else if (const auto name = tokens.name(i); name && equals_ignoring_case(*name, column)) {
      const bool is_other = tokens.is_string(i) || tokens.is(i + 1, '(') || tokens.is(i + 1, '.');
      const bool is_type =
          i > 0 && (tokens.is_word(i - 1, "as") || tokens.is_word(i - 1, "collate"));
      if (!is_other && !is_type) return true;
    }
  }
  return false;
}

bool mentions_any_column(std::string_view sql, const std::vector<std::string>& columns) {
  return std::any_of(columns.begin(), columns.end(),
                     [&](const std::string& column) { return mentions_column(sql, column); });
}

bool same_tokens(std::string_view a, std::string_view b) {
  const Tokens left(a);
  const Tokens right(b);
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const bool are_names = !left.is_string(i) && !right.is_string(i);
    const auto name = are_names ? left.name(i) : std::nullopt;
    const auto other = are_names ? right.name(i) : std::nullopt;
    const bool is_same = name && other ? equals_ignoring_case(*name, *other)
                                       : !name && !other && left.text(i) == right.text(i);
    if (!is_same) return false;
  }
  return true;
}

std::string quoted(std::string_view name) { return sqlite_dialect().quote_identifier(name); }

std::string shown_value(std::string_view column) {
  const std::string name = quoted(column);
  return cat("CASE typeof(", name, ") WHEN 'real' THEN CAST(", name, " AS REAL) ELSE ", name,
             " END");
}

}  // namespace migrate::sqlite

// PostgreSQL's lexical rules with standard_conforming_strings on, and where psql would end a
// statement.
//
// Most tokens end where they look as if they would. The exceptions, each with a counter-example:
// - Block comments nest. `--` and `/*` also start a comment right behind an operator: `1+--2`.
// - `$tag$` starts a string only where no name goes on: in `a$b$` it is a part of the name.
// - Backslashes escape in E'…' only, and a literal that goes on behind a newline, with comments
//   between if need be, keeps the escapes: E'a' -- b
//   'it\'s'.
// - A body in SQL, BEGIN ATOMIC … END, holds semicolons. END closes it only where a statement could
//   start; elsewhere it closes a CASE or, with AS, a dot or no open CASE before it, is a name.
#include "dialect/dialect.h"
#include "dialect/lexing.h"
#include "text.h"

namespace migrate {

namespace {

using lexing::is_digit;
using lexing::is_name_part;
using lexing::is_name_start;
using lexing::is_space;
using lexing::stands_at;

constexpr std::string_view kLineEnds = "\n\r";

Token block_comment(std::string_view text, std::size_t begin) {
  std::size_t depth = 1;
  std::size_t i = begin + 2;
  while (i + 1 < text.size()) {
    if (text[i] == '*' && text[i + 1] == '/') {
      i += 2;
      if (--depth == 0) return {Token::Kind::kBlockComment, begin, i};
    } else if (text[i] == '/' && text[i + 1] == '*') {
      i += 2;
      ++depth;
    } else {
      ++i;
    }
  }
  return {Token::Kind::kUnterminated, begin, text.size()};
}

/// The quote with which a literal that ended before `offset` goes on; npos where it doesn't.
std::size_t continuation(std::string_view text, std::size_t offset) {
  bool newline = false;
  while (offset < text.size()) {
    if (is_space(text[offset])) {
      newline = newline || text[offset] == '\n' || text[offset] == '\r';
      ++offset;
    } else if (stands_at(text, offset, "--")) {
      offset = lexing::line_comment_token(text, offset, kLineEnds).end;
    } else {
      return newline && text[offset] == '\'' ? offset : std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

/// E'…' with everything that continues it.
Token escape_string(std::string_view text, std::size_t begin) {
  std::size_t i = begin + 2;
  while (i < text.size()) {
    const bool escapes = text[i] == '\\' || stands_at(text, i, "''");
    if (escapes || text[i] != '\'') {
      i += escapes ? 2 : 1;
    } else {
      const std::size_t next = continuation(text, i + 1);
      if (next == std::string_view::npos) return {Token::Kind::kQuoted, begin, i + 1};
      i = next + 1;
    }
  }
  return {Token::Kind::kUnterminated, begin, text.size()};
}

Token dollar(std::string_view text, std::size_t begin) {
  std::size_t i = begin + 1;
  if (i < text.size() && is_digit(text[i])) {
    while (i < text.size() && is_digit(text[i])) ++i;
    return {Token::Kind::kWord, begin, i};
  }
  if (i < text.size() && is_name_start(text[i])) {
    while (i < text.size() && text[i] != '$' && is_name_part(text[i])) ++i;
  }
  if (i == text.size() || text[i] != '$') return lexing::character_token(text, begin);
  const std::string_view delimiter = text.substr(begin, i + 1 - begin);
  const std::size_t close = text.find(delimiter, i + 1);
  if (close == std::string_view::npos) return {Token::Kind::kUnterminated, begin, text.size()};
  return {Token::Kind::kQuoted, begin, close + delimiter.size()};
}

Token word_or_prefixed_string(std::string_view text, std::size_t begin) {
  const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : '\0'; };
  switch (text[begin]) {
    case 'e':
    case 'E':
      if (at(begin + 1) == '\'') return escape_string(text, begin);
      break;
    case 'b':
    case 'B':
    case 'x':
    case 'X':
    case 'n':
    case 'N':
      if (at(begin + 1) == '\'') return lexing::quoted_token(text, begin, begin + 1);
      break;
    case 'u':
    case 'U':
      if (at(begin + 1) == '&' && (at(begin + 2) == '\'' || at(begin + 2) == '"')) {
        return lexing::quoted_token(text, begin, begin + 2);
      }
      break;
    default:
      break;
  }
  return {Token::Kind::kWord, begin, lexing::skip_name(text, begin + 1)};
}

/// A `$` behind digits starts something else: 1$1, 1$$a$$.
Token number(std::string_view text, std::size_t begin) {
  std::size_t i = begin + 1;
  while (i < text.size() && is_name_part(text[i]) && text[i] != '$') ++i;
  return {Token::Kind::kWord, begin, i};
}

/// Source: PostgreSQL 15.14 release notes, pg_dump, CVE-2025-8714.
bool is_psql_restrict(std::string_view text, std::size_t offset) {
  if (offset > 0 && text[offset - 1] != '\n') return false;
  for (const std::string_view command : {"\\restrict", "\\unrestrict"}) {
    if (!stands_at(text, offset, command)) continue;
    const std::size_t end = offset + command.size();
    return end == text.size() || is_space(text[end]);
  }
  return false;
}

enum Phase : unsigned { kStart, kCreate, kOr, kReplace, kRoutine, kOrdinary };
enum Previous : unsigned { kAny, kBegin, kNameFollows, kStatementFollows };

Phase phase_after(unsigned phase, std::string_view word) {
  const auto is = [&](std::string_view other) { return equals_ignoring_case(word, other); };
  if (phase == kStart && is("create")) return kCreate;
  if (phase == kCreate && is("or")) return kOr;
  if (phase == kOr && is("replace")) return kReplace;
  if ((phase == kCreate || phase == kReplace) && (is("function") || is("procedure"))) {
    return kRoutine;
  }
  return kOrdinary;
}

/// What a word outside parentheses does to the open blocks of a routine's body.
Previous read_body_word(StatementState& state, std::string_view word) {
  const auto is = [&](std::string_view other) { return equals_ignoring_case(word, other); };
  if (state.blocks == 0) {
    if (is("begin")) return kBegin;
    if (state.previous != kBegin || !is("atomic")) return kAny;
    state.blocks = 1;
    return kStatementFollows;
  }
  if (state.previous == kNameFollows) return kAny;
  if (is("as")) return kNameFollows;
  if (is("case")) ++state.blocks;
  if (is("end") && (state.blocks > 1 || state.previous == kStatementFollows)) --state.blocks;
  return kAny;
}

class PostgresDialect final : public Dialect {
 public:
  std::string_view name() const override { return "postgresql"; }

  std::string quote_identifier(std::string_view name) const override {
    return lexing::quote_with('"', name);
  }

  std::string quote_literal(std::string_view text) const override {
    std::string quoted = lexing::quote_with('\'', text);
    if (text.find('\\') == std::string_view::npos) return quoted;
    std::string result = "E";
    for (const char c : quoted) result.append(c == '\\' ? 2 : 1, c);
    return result;
  }

  Token next_token(std::string_view text, std::size_t offset) const override {
    if (offset >= text.size()) return {Token::Kind::kEnd, text.size(), text.size()};
    const char c = text[offset];
    if (is_name_start(c)) return word_or_prefixed_string(text, offset);
    if (is_space(c)) return {Token::Kind::kSpace, offset, lexing::skip_space(text, offset)};
    if (is_digit(c)) return number(text, offset);
    if (c == '\'' || c == '"') return lexing::quoted_token(text, offset, offset);
    if (c == '$') return dollar(text, offset);
    if (c == '-' && stands_at(text, offset, "--")) {
      return lexing::line_comment_token(text, offset, kLineEnds);
    }
    if (c == '/' && stands_at(text, offset, "/*")) return block_comment(text, offset);
    if (c == '\\' && is_psql_restrict(text, offset)) {
      return lexing::line_comment_token(text, offset, "\n");
    }
    return lexing::character_token(text, offset);
  }

  bool ends_statement(StatementState& state, std::string_view text,
                      const Token& token) const override {
    switch (token.kind) {
      case Token::Kind::kSpace:
      case Token::Kind::kLineComment:
      case Token::Kind::kBlockComment:
        return false;
      case Token::Kind::kSemicolon:
        state.previous = kStatementFollows;
        return state.parens == 0 && state.blocks == 0;
      case Token::Kind::kWord:
        if (state.phase != kRoutine && state.phase != kOrdinary) {
          state.phase = phase_after(state.phase, text.substr(token.begin, token.end - token.begin));
        } else if (state.phase == kRoutine && state.parens == 0) {
          state.previous = read_body_word(state, text.substr(token.begin, token.end - token.begin));
        }
        return false;
      default:
        break;
    }
    if (state.phase != kRoutine) state.phase = kOrdinary;
    state.previous = text[token.begin] == '.' ? kNameFollows : kAny;
    if (text[token.begin] == '(') ++state.parens;
    if (text[token.begin] == ')' && state.parens > 0) --state.parens;
    return false;
  }

  TransactionControl transaction_control(std::string_view statement) const override {
    lexing::TokenReader reader(*this, statement);
    for (const std::string_view word :
         {"begin", "commit", "end", "rollback", "abort", "start", "savepoint", "release"}) {
      if (reader.accept_word(word)) return TransactionControl::kRefused;
    }
    // PREPARE transaction AS … is a prepared statement of that name.
    if (reader.accept_word("prepare") && reader.accept_word("transaction") &&
        reader.next().kind == Token::Kind::kQuoted) {
      return TransactionControl::kRefused;
    }
    return TransactionControl::kNone;
  }

  std::size_t rows_per_insert() const override { return 50; }

  std::optional<bool> foreign_keys_setting(std::string_view) const override { return {}; }
};

}  // namespace

const Dialect& postgres_dialect() {
  static const PostgresDialect dialect;
  return dialect;
}

}  // namespace migrate

// SQLite's lexical rules, and where its shell would end a statement.
//
// There are no backslash escapes, comments don't nest, and a block comment may run to the end of
// the text. The body of CREATE TRIGGER holds semicolons; only `; END ;` ends it, because no
// statement of a body can start with END, while the END of a CASE follows something else.
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

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Token block_comment(std::string_view text, std::size_t begin) {
  const std::size_t close = text.find("*/", begin + 2);
  return {Token::Kind::kBlockComment, begin,
          close == std::string_view::npos ? text.size() : close + 2};
}

/// `open` is the offset from which the closing character, which cannot be doubled, is searched.
Token undoubled_token(std::string_view text, std::size_t begin, std::size_t open, char close) {
  const std::size_t end = text.find(close, open);
  if (end == std::string_view::npos) return {Token::Kind::kUnterminated, begin, text.size()};
  return {Token::Kind::kQuoted, begin, end + 1};
}

/// $name, @name, :name, #name; with `::` inside and `(…)` without white space behind, as Tcl has
/// it. Source: tokenize.c, CC_VARALPHA.
Token variable(std::string_view text, std::size_t begin) {
  std::size_t i = begin + 1;
  bool named = false;
  while (i < text.size()) {
    if (is_name_part(text[i])) {
      named = true;
      ++i;
    } else if (text[i] == '(' && named) {
      do {
        ++i;
      } while (i < text.size() && !is_space(text[i]) && text[i] != ')');
      if (i < text.size() && text[i] == ')') ++i;
      break;
    } else if (stands_at(text, i, "::")) {
      i += 2;
    } else {
      break;
    }
  }
  if (i == begin + 1) return lexing::character_token(text, begin);
  return {Token::Kind::kWord, begin, i};
}

Token number(std::string_view text, std::size_t begin) {
  std::size_t i = begin + 1;
  while (i < text.size() && (is_name_part(text[i]) || text[i] == '.')) ++i;
  return {Token::Kind::kWord, begin, i};
}

Token word_or_blob(std::string_view text, std::size_t begin) {
  if (text[begin] == 'x' || text[begin] == 'X') {
    if (stands_at(text, begin + 1, "'")) return undoubled_token(text, begin, begin + 2, '\'');
  }
  // A byte order mark is white space where a token starts, else a part of the name.
  if (stands_at(text, begin, kByteOrderMark)) {
    return {Token::Kind::kSpace, begin, begin + kByteOrderMark.size()};
  }
  return {Token::Kind::kWord, begin, lexing::skip_name(text, begin + 1)};
}

/// Where a scan is between the start of a statement and its last semicolon.
/// Source: complete.c, whose machine this is but for EXPLAIN QUERY PLAN, which is read exactly.
enum Phase : unsigned { kStart, kExplain, kCreate, kOrdinary, kTrigger, kBodySemicolon, kBodyEnd };

Phase phase_after(unsigned phase, std::string_view word) {
  const auto is = [&](std::string_view other) { return equals_ignoring_case(word, other); };
  switch (phase) {
    case kStart:
      if (is("explain")) return kExplain;
      [[fallthrough]];
    case kExplain:
      if (is("create")) return kCreate;
      return phase == kExplain && (is("query") || is("plan")) ? kExplain : kOrdinary;
    case kCreate:
      if (is("temp") || is("temporary")) return kCreate;
      return is("trigger") ? kTrigger : kOrdinary;
    case kBodySemicolon:
      return is("end") ? kBodyEnd : kTrigger;
    case kOrdinary:
      return kOrdinary;
    default:
      return kTrigger;
  }
}

class SqliteDialect final : public Dialect {
 public:
  std::string_view name() const override { return "sqlite"; }

  std::string quote_identifier(std::string_view name) const override {
    return lexing::quote_with('"', name);
  }

  std::string quote_literal(std::string_view text) const override {
    return lexing::quote_with('\'', text);
  }

  Token next_token(std::string_view text, std::size_t offset) const override {
    if (offset >= text.size()) return {Token::Kind::kEnd, text.size(), text.size()};
    const char c = text[offset];
    if (is_name_start(c)) return word_or_blob(text, offset);
    if (is_space(c)) return {Token::Kind::kSpace, offset, lexing::skip_space(text, offset)};
    if (is_digit(c)) return number(text, offset);
    switch (c) {
      case '\'':
      case '"':
      case '`':
        return lexing::quoted_token(text, offset, offset);
      case '[':
        return undoubled_token(text, offset, offset + 1, ']');
      case '$':
      case '@':
      case ':':
      case '#':
        return variable(text, offset);
      case '-':
        if (stands_at(text, offset, "--")) return lexing::line_comment_token(text, offset, "\n");
        break;
      case '/':
        if (stands_at(text, offset, "/*")) return block_comment(text, offset);
        break;
      default:
        break;
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
        if (state.phase < kTrigger || state.phase == kBodyEnd) return true;
        state.phase = kBodySemicolon;
        return false;
      case Token::Kind::kWord:
        state.phase = phase_after(state.phase, text.substr(token.begin, token.end - token.begin));
        return false;
      default:
        state.phase = state.phase < kTrigger ? kOrdinary : kTrigger;
        return false;
    }
  }

  TransactionControl transaction_control(std::string_view statement) const override {
    lexing::TokenReader reader(*this, statement);
    for (const std::string_view word : {"begin", "commit", "end"}) {
      if (reader.accept_word(word)) return TransactionControl::kRefused;
    }
    if (!reader.accept_word("rollback")) return TransactionControl::kNone;
    // ROLLBACK [TRANSACTION [name]] TO goes back to a savepoint of the script's own.
    if (reader.accept_word("to")) return TransactionControl::kNone;
    if (!reader.accept_word("transaction")) return TransactionControl::kRefused;
    if (reader.accept_word("to")) return TransactionControl::kNone;
    reader.next();
    return reader.accept_word("to") ? TransactionControl::kNone : TransactionControl::kRefused;
  }

  std::size_t rows_per_insert() const override { return 1; }

  bool lacks_alter_table() const override { return true; }

  std::optional<bool> foreign_keys_setting(std::string_view statement) const override {
    return sqlite_foreign_keys_setting(statement);
  }
};

}  // namespace

const Dialect& sqlite_dialect() {
  static const SqliteDialect dialect;
  return dialect;
}

}  // namespace migrate

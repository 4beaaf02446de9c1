// What differs between the two SQL languages as pure functions: no state, no I/O.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace migrate {

/// A piece of SQL text. `begin` and `end` are byte offsets.
struct Token {
  enum class Kind {
    kSpace,         // white space
    kLineComment,   // `-- …` up to but without the newline
    kBlockComment,  // `/* … */` (PostgreSQL: nested)
    kWord,          // keyword, identifier or number
    kQuoted,        // string, dollar-quoted string, quoted identifier, E'', X'', …
    kOpen,          // ( or [ used as a bracket
    kClose,         // ) or ]
    kSemicolon,
    kOther,         // any other single character
    kEnd,           // end of text
    kUnterminated,  // a string, comment or quoted name that the text ends in
  };
  Kind kind = Kind::kEnd;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// What a statement does to the transaction that it runs in.
enum class TransactionControl {
  kNone,
  kRefused,  // BEGIN, COMMIT, END, ROLLBACK, …: would end or open the migration's transaction
};

class Dialect {
 public:
  virtual ~Dialect() = default;

  /// "postgresql" or "sqlite"; used in messages and docs only, never to branch on.
  virtual std::string_view name() const = 0;

  /// A name quoted where needed or always; safe for every content without NUL.
  virtual std::string quote_identifier(std::string_view name) const = 0;
  /// A string literal; safe for every content without NUL whatever the session's settings are.
  virtual std::string quote_literal(std::string_view text) const = 0;

  /// The token that starts at `offset`; kEnd at the end of the text. Never throws, always advances.
  /// Sources: PostgreSQL 15 docs §4.1 and scan.l; sqlite.org/lang.html and tokenize.c.
  virtual Token next_token(std::string_view text, std::size_t offset) const = 0;

  /// True when the statement that starts at `statement` goes on past this semicolon: inside
  /// CREATE TRIGGER … BEGIN … END (SQLite), BEGIN ATOMIC … END or the parentheses of CREATE RULE
  /// (PostgreSQL). `statement` is the text from its first token up to and without the semicolon.
  virtual bool continues_past_semicolon(std::string_view statement) const = 0;

  /// Judged by the first words, comments skipped.
  virtual TransactionControl transaction_control(std::string_view statement) const = 0;

  /// SQL expression for the present moment, in the type of the timestamp columns.
  virtual std::string_view now_expression() const = 0;
};

const Dialect& postgres_dialect();
const Dialect& sqlite_dialect();

/// SQLite: `PRAGMA foreign_keys = off` and its spellings (no, false, 0, on, yes, true, 1, quoted,
/// parenthesised, `main.`) as the value it sets; nothing for every other statement.
std::optional<bool> sqlite_foreign_keys_setting(std::string_view statement);

}  // namespace migrate

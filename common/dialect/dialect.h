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
    kSpace,        // white space
    kLineComment,  // `-- …` up to but without the newline; PostgreSQL: also psql's `\restrict` and
                   // `\unrestrict` lines, which pg_dump writes around its output
    kBlockComment,  // `/* … */` (PostgreSQL: nested; SQLite: may lack its end)
    kWord,          // keyword, identifier, number or parameter
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

/// How far a scan has come in one statement; a fresh one for each statement. What the fields mean
/// is the dialect's own affair.
struct StatementState {
  unsigned phase = 0;      // how much of CREATE … TRIGGER/FUNCTION/PROCEDURE has been read
  unsigned previous = 0;   // what the token before was, where that matters
  std::size_t blocks = 0;  // open BEGIN ATOMIC and CASE
  std::size_t parens = 0;  // open parentheses
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

  /// Takes the statement's next token. True for the semicolon that ends the statement; false for
  /// every other token and for a semicolon that it goes past: inside CREATE TRIGGER … BEGIN … END
  /// (SQLite), inside BEGIN ATOMIC … END and parentheses (PostgreSQL: CREATE RULE … DO (a; b)).
  /// REQUIRES: `token` is of `text`; each token of the statement is given once and in order (space
  /// and comments may be left out).
  /// Sources: sqlite.org/c3ref/complete.html; PostgreSQL 15 docs, psql, and gram.y, routine_body.
  virtual bool ends_statement(StatementState& state, std::string_view text,
                              const Token& token) const = 0;

  /// Judged by the first words, comments skipped. Savepoints: refused on PostgreSQL, where a
  /// function cannot run them; on SQLite only `ROLLBACK` without `TO` is.
  virtual TransactionControl transaction_control(std::string_view statement) const = 0;

  /// How many rows one INSERT … VALUES should take where many are written: SQLite compiles every
  /// row of it, PostgreSQL's effort is in the statement.
  virtual std::size_t rows_per_insert() const = 0;

  /// Whether ALTER TABLE lacks most of what PostgreSQL's has, so that scripts may have it from us
  /// (schema/sqlite/alterations.h).
  virtual bool lacks_alter_table() const { return false; }

  /// For the statement that switches foreign keys and does nothing inside a transaction (SQLite's
  /// pragma): the value that it sets. Nothing for every other statement.
  virtual std::optional<bool> foreign_keys_setting(std::string_view statement) const = 0;
};

const Dialect& postgres_dialect();
const Dialect& sqlite_dialect();

/// SQLite: `PRAGMA foreign_keys = off` and its spellings (no, false, 0, on, yes, true, 1, quoted,
/// parenthesised, `main.`) as the value it sets; nothing for every other statement. As SQLite does,
/// a value that is none of these words means off, and any number but 0 means on. An EXPLAIN before
/// it changes nothing: SQLite sets the flag while it compiles the statement.
/// Source: sqlite.org/pragma.html; pragma.c, getSafetyLevel.
std::optional<bool> sqlite_foreign_keys_setting(std::string_view statement);

}  // namespace migrate

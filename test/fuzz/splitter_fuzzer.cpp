// Pieces lie in order inside the text, nothing but space, comments and semicolons lies between
// them, and each is a statement by itself. Everything but migrate::Error is a fault.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "error.h"
#include "require.h"
#include "script/splitter.h"
#include "text.h"

namespace migrate {
namespace {

void require_nothing_between(const Dialect& dialect, std::string_view text, std::size_t begin,
                             std::size_t end) {
  while (begin < end) {
    const Token token = dialect.next_token(text, begin);
    require(token.begin == begin && token.end > begin && token.end <= text.size(),
            "each token starts where the one before ended, and advances");
    require(token.kind == Token::Kind::kSpace || token.kind == Token::Kind::kLineComment ||
                token.kind == Token::Kind::kBlockComment || token.kind == Token::Kind::kSemicolon,
            "only space, comments and semicolons lie between statements");
    begin = token.end;
  }
  require(begin == end, "no token reaches into the next statement");
}

void require_alone(const Dialect& dialect, std::string_view statement) {
  // A backslash at the start of a line is psql's, in the middle of one it isn't.
  if (statement.starts_with('\\')) return;
  const std::vector<Statement> again = split_statements(dialect, statement);
  require(again.size() == 1 && again[0].sql == statement && again[0].line == 1,
          "a statement is one statement by itself");
}

void split(const Dialect& dialect, std::string_view text) {
  std::size_t end = 0;
  for (const Statement& statement : split_statements(dialect, text)) {
    const auto begin = static_cast<std::size_t>(statement.sql.data() - text.data());
    require(begin >= end && begin + statement.sql.size() <= text.size(),
            "statements lie in order inside the text");
    require(!statement.sql.empty(), "no statement is empty");
    require(statement.line == line_at(text, begin), "the line is that of the first byte");
    require_nothing_between(dialect, text, end, begin);
    require_alone(dialect, statement.sql);
    end = begin + statement.sql.size();
    dialect.transaction_control(statement.sql);
    sqlite_foreign_keys_setting(statement.sql);
  }
  require_nothing_between(dialect, text, end, text.size());
}

}  // namespace
}  // namespace migrate

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const migrate::Dialect* dialect :
       {&migrate::postgres_dialect(), &migrate::sqlite_dialect()}) {
    try {
      migrate::split(*dialect, text);
    } catch (const migrate::Error&) {
    }
  }
  return 0;
}

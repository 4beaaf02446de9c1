#include <set>

#include "dialect/dialect.h"
#include "lint/rules/checks.h"
#include "text.h"

namespace migrate::lint::checks {
namespace {

using Kind = StatementFacts::Kind;

constexpr std::size_t kLongestName = 63;

// A name's text without its quotes; empty for every other token.
std::string_view name_text(std::string_view sql, const Token& token) {
  const std::string_view text = sql.substr(token.begin, token.end - token.begin);
  if (token.kind == Token::Kind::kWord) return text;
  const bool is_quoted = token.kind == Token::Kind::kQuoted && text.size() > 2 && text[0] == '"';
  return is_quoted ? text.substr(1, text.size() - 2) : std::string_view();
}

void report_repeated(Judge& judge, const std::vector<std::string>& names) {
  std::set<std::string> seen;
  for (const std::string& name : names) {
    if (!name.empty() && !seen.insert(name).second) {
      judge.report(cat("That is column \"", name, "\"."));
    }
  }
}

bool names_tables(const StatementFacts& facts) {
  switch (facts.kind) {
    case Kind::kCreateTable:
      return !facts.is_temporary;
    case Kind::kCreateTableAs:
    case Kind::kAlterTable:
    case Kind::kCreateIndex:
    case Kind::kTruncate:
    case Kind::kInsert:
    case Kind::kUpdate:
    case Kind::kDelete:
      return true;
    case Kind::kDrop:
    case Kind::kRename:
      return facts.object == ObjectType::kTable || facts.object == ObjectType::kColumn;
    default:
      return false;
  }
}

}  // namespace

void long_identifier(Judge& judge) {
  const std::string_view sql = judge.statement().sql;
  for (std::size_t offset = 0;;) {
    const Token token = postgres_dialect().next_token(sql, offset);
    if (token.kind == Token::Kind::kEnd) return;
    offset = token.end;
    const std::string_view name = name_text(sql, token);
    const bool is_number = !name.empty() && name[0] >= '0' && name[0] <= '9';
    if (name.size() <= kLongestName || is_number) continue;
    judge.report(
        cat("That is \"", excerpt(name, 40), "\", of ", std::to_string(name.size()), " bytes."));
  }
}

void duplicate_columns(Judge& judge) {
  for (const auto& names : judge.facts().assigned) report_repeated(judge, names);
  std::vector<std::string> columns;
  for (const ColumnFacts& column : judge.facts().columns) columns.push_back(column.name);
  report_repeated(judge, columns);
}

void table_schema(Judge& judge) {
  if (judge.world().search_path().size() < 2 || !names_tables(judge.facts())) return;
  for (const QualifiedName& name : judge.facts().names) {
    if (!name.schema.empty()) continue;
    return judge.report(cat("\"", name.name, "\" is looked for in ",
                            quoted_list(judge.world().search_path()), "."));
  }
}

void enum_ordering(Judge& judge) {
  if (judge.facts().kind == Kind::kAddEnumValue && !judge.facts().has_position) judge.report();
}

}  // namespace migrate::lint::checks

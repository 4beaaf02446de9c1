#include "schema/sqlite/normal.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>

#include "dialect/dialect.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

// Words that name nothing while they stand bare: SQLite 3.40 refuses them as the name of a column
// or takes them for something else. The others have a meaning of their own in some places only.
// Source: sqlite.org/lang_keywords.html; parse.y, %fallback ID.
constexpr auto kReserved = std::to_array<std::string_view>({
    "add",
    "all",
    "alter",
    "and",
    "as",
    "autoincrement",
    "between",
    "case",
    "cast",
    "check",
    "collate",
    "commit",
    "constraint",
    "create",
    "current_date",
    "current_time",
    "current_timestamp",
    "default",
    "deferrable",
    "delete",
    "distinct",
    "drop",
    "else",
    "escape",
    "except",
    "exists",
    "false",
    "foreign",
    "from",
    "group",
    "having",
    "if",
    "in",
    "index",
    "insert",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "limit",
    "not",
    "nothing",
    "notnull",
    "null",
    "on",
    "or",
    "order",
    "primary",
    "raise",
    "references",
    "returning",
    "select",
    "set",
    "table",
    "then",
    "to",
    "transaction",
    "true",
    "union",
    "unique",
    "update",
    "using",
    "values",
    "when",
    "where",
});

constexpr auto kOtherKeywords = std::to_array<std::string_view>({
    "abort",     "action",    "after",     "always",       "analyze",   "asc",       "attach",
    "before",    "begin",     "by",        "cascade",      "column",    "conflict",  "cross",
    "current",   "database",  "deferred",  "desc",         "detach",    "do",        "each",
    "end",       "exclude",   "exclusive", "explain",      "fail",      "filter",    "first",
    "following", "for",       "full",      "generated",    "glob",      "groups",    "ignore",
    "immediate", "indexed",   "initially", "inner",        "instead",   "key",       "last",
    "left",      "like",      "match",     "materialized", "natural",   "no",        "nulls",
    "of",        "offset",    "others",    "outer",        "over",      "partition", "plan",
    "pragma",    "preceding", "query",     "range",        "recursive", "regexp",    "reindex",
    "release",   "rename",    "replace",   "restrict",     "right",     "rollback",  "row",
    "rows",      "savepoint", "temp",      "temporary",    "ties",      "trigger",   "unbounded",
    "vacuum",    "view",      "virtual",   "window",       "with",      "within",    "without",
});

static_assert(std::is_sorted(kReserved.begin(), kReserved.end()));
static_assert(std::is_sorted(kOtherKeywords.begin(), kOtherKeywords.end()));

bool is_among(std::span<const std::string_view> words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalpha(byte) != 0 || c == '_';
}

// Whether it is one word when it stands without quotes.
bool is_bare(std::string_view name) {
  return !name.empty() && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return is_letter(c) || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '$';
         });
}

// `x'1f'` is a blob, which Tokens takes for one quoted token.
bool is_name(const Tokens& tokens, std::size_t at) {
  if (tokens.is_word(at)) return true;
  const std::string_view text = tokens.text(at);
  return !text.empty() && (text.front() == '"' || text.front() == '`' || text.front() == '[') &&
         tokens.name(at);
}

std::string normal_token(const Tokens& tokens, std::size_t at) {
  if (tokens.is_word(at)) return folded_name(tokens.text(at));
  if (!is_name(tokens, at)) return std::string(tokens.text(at));
  const std::string name = folded_name(*tokens.name(at));
  return is_bare(name) && !is_among(kReserved, name) ? name : quoted(name);
}

constexpr auto kOperators =
    std::to_array<std::string_view>({"<=", ">=", "<>", "!=", "==", "||", "<<", ">>", "->"});

// Whether two tokens are one operator, as SQLite reads them.
bool is_operator(const Tokens& tokens, std::size_t at) {
  if (tokens.span(at).end != tokens.span(at + 1).begin) return false;
  const std::string both = cat(tokens.text(at), tokens.text(at + 1));
  return std::find(kOperators.begin(), kOperators.end(), both) != kOperators.end();
}

std::string normal_operator(std::string_view text) {
  if (text == "!=") return "<>";
  return std::string(text == "==" ? "=" : text);
}

bool opens(std::string_view text) { return text == "(" || text == "."; }

// Where no space stands in front.
bool follows_closely(std::string_view previous, std::string_view text, bool previous_is_name) {
  if (text == ")" || text == "," || text == "." || text == ";") return true;
  return text == "(" && previous_is_name && !is_among(kReserved, previous);
}

}  // namespace

std::string folded_name(std::string_view name) {
  std::string folded(name);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return folded;
}

std::string written_name(std::string_view name) {
  const std::string folded = folded_name(name);
  const bool is_plain =
      is_bare(name) && !is_among(kReserved, folded) && !is_among(kOtherKeywords, folded);
  return is_plain ? std::string(name) : quoted(name);
}

std::string normal_sql(std::string_view sql) {
  const Tokens tokens(sql);
  std::string result;
  std::string previous = "(";
  bool previous_is_name = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::string text = normal_token(tokens, i);
    const bool is_word = is_name(tokens, i);
    if (i + 1 < tokens.size() && is_operator(tokens, i)) {
      text = normal_operator(cat(tokens.text(i), tokens.text(i + 1)));
      ++i;
    }
    if (!opens(previous) && !follows_closely(previous, text, previous_is_name)) result += ' ';
    result += text;
    previous = std::move(text);
    previous_is_name = is_word;
  }
  return result;
}

std::string normal_order(std::string_view normal_sql) {
  constexpr std::string_view kAscending = " asc";
  std::string result(normal_sql);
  for (std::size_t at = 0; (at = result.find(kAscending, at)) != std::string::npos;) {
    const std::size_t end = at + kAscending.size();
    const bool is_word = end < result.size() && (result[end] == ',' || result[end] == ')');
    const bool is_behind_a_term = at > 0 && result[at - 1] != ',';
    if (is_word && is_behind_a_term) {
      result.erase(at, kAscending.size());
    } else {
      at = end;
    }
  }
  return result;
}

std::string normal_default(std::string_view expression) {
  const Tokens tokens(expression);
  std::size_t first = 0;
  std::size_t last = tokens.size();
  while (last - first > 2 && tokens.is(first, '(') && tokens.closing(first) == last - 1) {
    ++first;
    --last;
  }
  const bool has_sign = tokens.is(first, '-') || tokens.is(first, '+');
  const bool is_one = last - first == 1 || (last - first == 2 && has_sign);
  if (!is_one) return normal_sql(expression);
  const std::string text = normal_token(tokens, last - 1);
  if (has_sign) return cat(tokens.is(first, '-') ? "-" : "", text);
  const bool is_value = text == "null" || text == "true" || text == "false" ||
                        text == "current_time" || text == "current_date" ||
                        text == "current_timestamp";
  if (!is_name(tokens, first) || is_value) return text;
  return sqlite_dialect().quote_literal(*tokens.name(first));
}

}  // namespace migrate::sqlite

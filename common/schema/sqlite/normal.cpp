#include "schema/sqlite/normal.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "dialect/dialect.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

// A reserved word names nothing while it stands bare: SQLite 3.40 refuses it as the name of a
// column or takes it for something else. The others have a meaning of their own in some places
// only. Source: sqlite.org/lang_keywords.html; parse.y, %fallback ID.
struct Keyword {
  std::string_view word;
  bool is_reserved;
};
// clang-format off
constexpr auto kKeywords = std::to_array<Keyword>({
    {"abort", false}, {"action", false}, {"add", true},
    {"after", false}, {"all", true}, {"alter", true},
    {"always", false}, {"analyze", false}, {"and", true},
    {"as", true}, {"asc", false}, {"attach", false},
    {"autoincrement", true}, {"before", false}, {"begin", false},
    {"between", true}, {"by", false}, {"cascade", false},
    {"case", true}, {"cast", true}, {"check", true},
    {"collate", true}, {"column", false}, {"commit", true},
    {"conflict", false}, {"constraint", true}, {"create", true},
    {"cross", false}, {"current", false}, {"current_date", true},
    {"current_time", true}, {"current_timestamp", true}, {"database", false},
    {"default", true}, {"deferrable", true}, {"deferred", false},
    {"delete", true}, {"desc", false}, {"detach", false},
    {"distinct", true}, {"do", false}, {"drop", true},
    {"each", false}, {"else", true}, {"end", false},
    {"escape", true}, {"except", true}, {"exclude", false},
    {"exclusive", false}, {"exists", true}, {"explain", false},
    {"fail", false}, {"false", true}, {"filter", false},
    {"first", false}, {"following", false}, {"for", false},
    {"foreign", true}, {"from", true}, {"full", false},
    {"generated", false}, {"glob", false}, {"group", true},
    {"groups", false}, {"having", true}, {"if", true},
    {"ignore", false}, {"immediate", false}, {"in", true},
    {"index", true}, {"indexed", false}, {"initially", false},
    {"inner", false}, {"insert", true}, {"instead", false},
    {"intersect", true}, {"into", true}, {"is", true},
    {"isnull", true}, {"join", true}, {"key", false},
    {"last", false}, {"left", false}, {"like", false},
    {"limit", true}, {"match", false}, {"materialized", false},
    {"natural", false}, {"no", false}, {"not", true},
    {"nothing", true}, {"notnull", true}, {"null", true},
    {"nulls", false}, {"of", false}, {"offset", false},
    {"on", true}, {"or", true}, {"order", true},
    {"others", false}, {"outer", false}, {"over", false},
    {"partition", false}, {"plan", false}, {"pragma", false},
    {"preceding", false}, {"primary", true}, {"query", false},
    {"raise", true}, {"range", false}, {"recursive", false},
    {"references", true}, {"regexp", false}, {"reindex", false},
    {"release", false}, {"rename", false}, {"replace", false},
    {"restrict", false}, {"returning", true}, {"right", false},
    {"rollback", false}, {"row", false}, {"rows", false},
    {"savepoint", false}, {"select", true}, {"set", true},
    {"table", true}, {"temp", false}, {"temporary", false},
    {"then", true}, {"ties", false}, {"to", true},
    {"transaction", true}, {"trigger", false}, {"true", true},
    {"unbounded", false}, {"union", true}, {"unique", true},
    {"update", true}, {"using", true}, {"vacuum", false},
    {"values", true}, {"view", false}, {"virtual", false},
    {"when", true}, {"where", true}, {"window", false},
    {"with", false}, {"within", false}, {"without", false},
});
// clang-format on
static_assert(std::is_sorted(kKeywords.begin(), kKeywords.end(),
                             [](const Keyword& a, const Keyword& b) { return a.word < b.word; }));

// nullptr where the word, in lower case, is none.
const Keyword* find_keyword(std::string_view word) {
  const auto found = std::lower_bound(
      kKeywords.begin(), kKeywords.end(), word,
      [](const Keyword& keyword, std::string_view sought) { return keyword.word < sought; });
  return found == kKeywords.end() || found->word != word ? nullptr : &*found;
}

bool is_reserved(std::string_view word) {
  const Keyword* keyword = find_keyword(word);
  return keyword && keyword->is_reserved;
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
  return is_bare(name) && !is_reserved(name) ? name : quoted(name);
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
  return text == "(" && previous_is_name && !is_reserved(previous);
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
  const bool is_plain = is_bare(name) && !find_keyword(folded_name(name));
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
  std::string text = normal_token(tokens, last - 1);
  if (has_sign) return cat(tokens.is(first, '-') ? "-" : "", text);
  const bool is_value = text == "null" || text == "true" || text == "false" ||
                        text == "current_time" || text == "current_date" ||
                        text == "current_timestamp";
  if (!is_name(tokens, first) || is_value) return text;
  return sqlite_dialect().quote_literal(*tokens.name(first));
}

}  // namespace migrate::sqlite

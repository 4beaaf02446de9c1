#include "schema/sqlite/list_edit.h"

#include <algorithm>
#include <optional>

#include "dialect/lexing.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::vector<Span> elements_of(const TableText& table) {
  std::vector<Span> spans;
  for (const ColumnText& column : table.columns) spans.push_back(column.span);
  for (const Constraint& constraint : table.constraints) spans.push_back(constraint.span);
  return spans;
}

// The comma between two offsets; comments are no place for it.
std::optional<std::size_t> comma_between(std::string_view sql, std::size_t begin, std::size_t end) {
  const Tokens tokens(sql.substr(begin, end - begin));
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens.is(i, ',')) return begin + tokens.span(i).begin;
  }
  return std::nullopt;
}

// The first byte of the line, where only space stands between it and `offset`.
std::optional<std::size_t> line_start(std::string_view sql, std::size_t offset) {
  while (offset > 0 && is_blank(sql[offset - 1])) --offset;
  if (offset == 0 || sql[offset - 1] != '\n') return std::nullopt;
  return offset;
}

// The newline that ends the line of `offset`, where only space and comments stand before it.
std::optional<std::size_t> line_end(std::string_view sql, std::size_t offset) {
  while (offset < sql.size() && sql[offset] != '\n') {
    const Token token = sqlite_dialect().next_token(sql, offset);
    const std::string_view text = sql.substr(token.begin, token.end - token.begin);
    const bool is_comment =
        token.kind == Token::Kind::kLineComment ||
        (token.kind == Token::Kind::kBlockComment && text.find('\n') == std::string_view::npos);
    if (!is_comment && !is_blank(sql[offset])) return std::nullopt;
    offset = is_comment ? token.end : offset + 1;
  }
  if (offset == sql.size()) return std::nullopt;
  return offset;
}

std::string inserted(std::string_view sql, std::size_t offset, std::string_view text) {
  return cat(sql.substr(0, offset), text, sql.substr(offset));
}

// An element that something follows, with the comma behind it.
Span with_next_comma(std::string_view sql, Span element, std::size_t next) {
  Span span = element;
  if (const auto comma = comma_between(sql, element.end, next)) {
    // A comment in front of the comma goes with the element.
    span.end = *comma + 1;
  }
  const auto start = line_start(sql, span.begin);
  const auto end = line_end(sql, span.end);
  if (start && end && *end < next) return {*start, *end + 1};
  while (span.end < next && is_blank(sql[span.end])) ++span.end;
  return span;
}

}  // namespace

std::string with_element_behind(std::string_view sql, const TableText& table, std::size_t index,
                                std::string_view element) {
  const std::vector<Span> elements = elements_of(table);
  const Span before = elements[index];
  const bool is_last = index + 1 == elements.size();
  const auto start = line_start(sql, before.begin);
  const std::string line_break =
      start ? cat("\n", sql.substr(*start, before.begin - *start)) : std::string(" ");
  if (is_last) {
    const auto end = start ? line_end(sql, before.end) : std::nullopt;
    if (!end) return inserted(sql, before.end, cat(",", line_break, element));
    return cat(sql.substr(0, before.end), ",", sql.substr(before.end, *end - before.end),
               line_break, element, sql.substr(*end));
  }
  const auto comma = comma_between(sql, before.end, elements[index + 1].begin);
  const std::size_t behind = comma ? *comma + 1 : before.end;
  const auto end = start ? line_end(sql, behind) : std::nullopt;
  return inserted(sql, end.value_or(behind), cat(line_break, element, ","));
}

std::vector<Span> spans_without(std::string_view sql, const TableText& table,
                                const std::vector<Span>& removed) {
  const std::vector<Span> elements = elements_of(table);
  const auto goes = [&](std::size_t index) {
    return std::find(removed.begin(), removed.end(), elements[index]) != removed.end();
  };
  std::size_t last_kept = elements.size();
  while (last_kept > 0 && goes(last_kept - 1)) --last_kept;
  std::vector<Span> spans;
  for (std::size_t i = 0; i + 1 < last_kept; ++i) {
    if (goes(i)) spans.push_back(with_next_comma(sql, elements[i], elements[i + 1].begin));
  }
  // Those at the end leave the comma in front of them without anything behind it.
  for (std::size_t i = last_kept; i < elements.size() && i > 0; ++i) {
    if (const auto comma = comma_between(sql, elements[i - 1].end, elements[i].begin)) {
      spans.push_back({*comma, *comma + 1});
    }
    const auto start = line_start(sql, elements[i].begin);
    const std::size_t next = i + 1 < elements.size() ? elements[i + 1].begin : elements[i].end;
    const auto next_comma = comma_between(sql, elements[i].end, next);
    const auto end = line_end(sql, next_comma ? *next_comma + 1 : elements[i].end);
    if (start && end) {
      spans.push_back({*start - 1, *end});
      continue;
    }
    Span span = elements[i];
    while (span.begin > 0 && is_blank(sql[span.begin - 1])) --span.begin;
    spans.push_back(span);
  }
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.begin < b.begin; });
  return spans;
}

}  // namespace migrate::sqlite

#include "script/script.h"

#include <algorithm>
#include <array>

#include "error.h"
#include "script/parts.h"
#include "text.h"

namespace migrate {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kSpace = " \t\n\r\f\v";

std::string_view without_trailing_space(std::string_view text) {
  while (!text.empty()) {
    if (kSpace.find(text.back()) != std::string_view::npos) {
      text.remove_suffix(1);
    } else if (text.ends_with(kByteOrderMark)) {
      text.remove_suffix(kByteOrderMark.size());
    } else {
      break;
    }
  }
  return text;
}

/// A byte order mark at the start of a line that is otherwise blank goes with it.
std::string_view without_leading_blank_lines(std::string_view text) {
  std::size_t line = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    if (i == line && rest.starts_with(kByteOrderMark)) {
      i = line = i + kByteOrderMark.size();
    } else if (kSpace.find(rest.front()) == std::string_view::npos) {
      break;
    } else {
      ++i;
      if (rest.front() == '\n') line = i;
    }
  }
  return text.substr(line);
}

void append_field(std::string& text, std::string_view name, const std::string& value) {
  if (!value.empty()) text += cat("-- ", name, ": ", value, "\n");
}

void append_section(std::string& text, std::string_view name, const Section& section) {
  text += cat("\n-- migrate:", name, section.transactional ? "\n" : " transaction:false\n");
  if (!section.sql.empty()) text += cat(section.sql, "\n");
}

/// The number of `count` digits at `offset`; -1 where there is none.
int digits_at(std::string_view text, std::size_t offset, std::size_t count) {
  if (text.size() < offset + count) return -1;
  int value = 0;
  for (const char c : text.substr(offset, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool in_range(int value, int low, int high) { return value >= low && value <= high; }

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

/// "", "Z", "+01" or "+01:00"; SQLite knows offsets up to 14 hours.
bool is_utc_offset(std::string_view text) {
  if (text.empty() || text == "Z") return true;
  if (text[0] != '+' && text[0] != '-') return false;
  if (!in_range(digits_at(text, 1, 2), 0, 14)) return false;
  if (text.size() == 3) return true;
  return text.size() == 6 && text[3] == ':' && in_range(digits_at(text, 4, 2), 0, 59);
}

bool is_create_date(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd dd:dd:dd";
  if (text.size() < kShape.size()) return false;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    if (kShape[i] != 'd' && text[i] != kShape[i] && !(i == 10 && text[i] == 'T')) return false;
  }
  const int year = digits_at(text, 0, 4);
  const int month = digits_at(text, 5, 2);
  if (year < 1 || !in_range(month, 1, 12)) return false;
  if (!in_range(digits_at(text, 8, 2), 1, days_in_month(year, month))) return false;
  if (!in_range(digits_at(text, 11, 2), 0, 23)) return false;
  if (!in_range(digits_at(text, 14, 2), 0, 59)) return false;
  if (!in_range(digits_at(text, 17, 2), 0, 59)) return false;

  std::string_view rest = text.substr(kShape.size());
  if (rest.starts_with('.')) {
    const std::size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    if (!in_range(static_cast<int>(end), 2, 7)) return false;
    rest.remove_prefix(end);
  }
  return is_utc_offset(rest);
}

}  // namespace

std::string with_newlines(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  std::size_t begin = 0;
  for (std::size_t newline = text.find('\n'); newline != std::string_view::npos;
       newline = text.find('\n', begin)) {
    std::size_t end = newline;
    while (end > begin && text[end - 1] == '\r') --end;
    result.append(text, begin, end - begin) += '\n';
    begin = newline + 1;
  }
  return result.append(text, begin);
}

std::string canonical_section(std::string_view sql) {
  return with_newlines(without_leading_blank_lines(without_trailing_space(sql)));
}

void require_renderable(const Dialect& dialect, std::string_view sql, std::string_view what) {
  require_utf8(sql, what);
  const Parts found = find_parts(dialect, sql);
  if (found.unterminated) {
    throw script_error(what, cat("has an unterminated ", found.unterminated->what), sql,
                       found.unterminated->offset);
  }
  for (const Part& part : found.parts) {
    if (part.kind == Part::Kind::kMark) {
      throw script_error(what, "has a line that reads as a section mark", sql, part.begin,
                         "Give the upgrade and the downgrade script without their marks.");
    }
    throw script_error(what, "has comment lines that read as a header", sql,
                       sql.find_first_not_of(" \t", part.begin),
                       "Only migrate_import reads texts with headers.");
  }
  if (starts_with_string(dialect, sql)) {
    throw script_error(what, "starts with a string", sql, sql.find('\''));
  }
}

std::string canonical_message(std::string_view message) {
  const std::string text = with_newlines(trim(message));
  std::string result;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (begin > 0) result += '\n';
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    result += line.substr(0, line.find_last_not_of(kSpace) + 1);
    begin = end + 1;
  }
  return result;
}

void require_renderable_message(std::string_view message) {
  require_utf8(message, "message");
  std::size_t begin = 0;
  while (begin < message.size()) {
    const std::size_t end = std::min(message.find('\n', begin), message.size());
    const std::string comment = cat("-- ", message.substr(begin, end - begin));
    if (reads_as_mark(comment)) {
      throw script_error("message", "has a line that reads as a section mark", message, begin);
    }
    if (read_field(comment)) {
      throw script_error("message", "has a line that reads as a field of a header", message, begin);
    }
    if (comment.find('\r') != std::string::npos) {
      throw script_error("message", "has a carriage return inside a line", message, begin);
    }
    begin = end + 1;
  }
}

void require_create_date(std::string_view text) {
  if (is_create_date(text)) return;
  throw Error(ErrorCode::kInvalidParameter, cat("invalid create date \"", excerpt(text), "\""), "",
              "Write it as \"2025-12-06 19:04:32.123456\", in UTC or with an offset.");
}

std::string render(const Script& script) {
  const Revision& revision = script.revision;
  std::string text;
  std::size_t begin = 0;
  while (begin < revision.message.size()) {
    const std::size_t end = std::min(revision.message.find('\n', begin), revision.message.size());
    text += end == begin ? "--\n" : cat("-- ", revision.message.substr(begin, end - begin), "\n");
    begin = end + 1;
  }
  if (!text.empty()) text += "--\n";
  append_field(text, "Revision ID", revision.id);
  if (revision.down_revisions.empty()) text += "-- Revises:\n";
  append_field(text, "Revises", join(revision.down_revisions, ", "));
  append_field(text, "Branch Labels", join(revision.branch_labels, ", "));
  append_field(text, "Depends On", join(revision.depends_on, ", "));
  append_field(text, "Create Date", script.create_date);
  append_section(text, "up", script.upgrade);
  if (script.downgrade) append_section(text, "down", *script.downgrade);

  // A comment on the last line would become the first line of the header of a file put behind it.
  const std::string& last = script.downgrade ? script.downgrade->sql : script.upgrade.sql;
  if (last.find("--", last.rfind('\n') + 1) != std::string::npos) text += '\n';
  return text;
}

}  // namespace migrate

#include "text.h"

#include <algorithm>
#include <utility>

#include "error.h"

namespace migrate {

namespace {

constexpr std::string_view kEllipsis = "…";

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Length in bytes of the valid UTF-8 sequence at `offset`; 0 where there is none. The ranges of
/// the second byte leave out overlong forms, surrogates and what lies beyond U+10FFFF.
/// Source: Unicode 15, table 3-7.
std::size_t sequence_length(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t at) -> unsigned {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
  };
  const unsigned first = byte(offset);
  if (first == 0) return 0;
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  const unsigned lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(offset + 1) < lowest || byte(offset + 1) > highest) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (byte(offset + i) < 0x80 || byte(offset + i) > 0xBF) return 0;
  }
  return length;
}

/// Edit distance in which two neighbours that changed places count as one edit, as people mistype;
/// given up (limit + 1) as soon as it must exceed `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit) return limit + 1;
  std::vector<std::size_t> before_last, last, row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last = std::move(last);
    last = row;
    row[0] = i;
    std::size_t best = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
      best = std::min(best, row[j]);
    }
    // A swap reaches back over one row, so the bound holds only with both.
    if (best > limit && (i == 1 || *std::min_element(last.begin(), last.end()) > limit)) {
      return limit + 1;
    }
  }
  return row[b.size()];
}

}  // namespace

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) result += separator;
    result += parts[i];
  }
  return result;
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> items;
  text = trim(text);
  if (text.empty()) return items;
  std::size_t begin = 0;
  while (true) {
    const std::size_t comma = text.find(',', begin);
    const bool last = comma == std::string_view::npos;
    items.emplace_back(trim(text.substr(begin, last ? comma : comma - begin)));
    if (last) return items;
    begin = comma + 1;
  }
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string quoted_list(const std::vector<std::string>& items, std::size_t limit) {
  std::string result;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) result += ", ";
    if (i == limit) return result.append(kEllipsis);
    result.append("\"").append(items[i]).append("\"");
  }
  return result;
}

std::size_t line_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

std::string excerpt(std::string_view text, std::size_t width) {
  std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  bool shortened = !trim(text.substr(line.size())).empty();
  std::size_t characters = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (is_continuation(line[i])) continue;
    if (characters == width) {
      line = line.substr(0, i);
      shortened = true;
      break;
    }
    ++characters;
  }
  return shortened ? cat(trim(line), " ", kEllipsis) : std::string(trim(line));
}

std::optional<std::string> did_you_mean(std::string_view word,
                                        const std::vector<std::string>& candidates) {
  std::size_t limit = std::max<std::size_t>(1, word.size() / 3);
  const std::string* nearest = nullptr;
  for (const std::string& candidate : candidates) {
    // Where everything is replaced, nothing is alike.
    const std::size_t distance = edit_distance(word, candidate, limit);
    if (distance > limit || distance >= std::max(word.size(), candidate.size())) continue;
    nearest = &candidate;
    if (distance == 0) break;
    limit = distance - 1;
  }
  if (nearest == nullptr) return std::nullopt;
  return *nearest;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  result.reserve(bytes.size() * 2);
  for (const char each : bytes) {
    const auto byte = static_cast<unsigned char>(each);
    result += digits[byte >> 4];
    result += digits[byte & 15];
  }
  return result;
}

void require_utf8(std::string_view text, std::string_view what) {
  std::size_t offset = 0;
  while (offset < text.size()) {
    const std::size_t length = sequence_length(text, offset);
    if (length == 0) {
      const std::string_view fault =
          text[offset] == '\0' ? "a NUL byte" : "no valid UTF-8 sequence";
      throw Error(ErrorCode::kInvalidEncoding, cat(what, " is not valid UTF-8"),
                  cat("There is ", fault, " at byte ", std::to_string(offset), ", line ",
                      std::to_string(line_at(text, offset)), "."));
    }
    offset += length;
  }
}

std::string upper_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

std::string capitalized(std::string text) {
  if (!text.empty()) text.replace(0, 1, upper_case(text.substr(0, 1)));
  return text;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace migrate

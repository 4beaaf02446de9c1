// Small text helpers that C++20's library lacks on g++ 12.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate {

/// Joins string-like pieces into one string: cat("revision \"", id, "\" does not exist").
template <typename... Pieces>
std::string cat(const Pieces&... pieces) {
  std::string result;
  result.reserve((std::string_view(pieces).size() + ... + 0));
  (result.append(std::string_view(pieces)), ...);
  return result;
}

/// join({"a", "b"}, ", ") = "a, b"; empty for no parts.
std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// Splits a comma-separated list and trims each item: "a, b" -> {"a", "b"}; blank text -> {}.
/// Empty items stay ("a,,b" -> {"a", "", "b"}), so that the caller can refuse them.
std::vector<std::string> split_list(std::string_view text);

/// Without ASCII white space at both ends.
std::string_view trim(std::string_view text);

/// "a", "b" and "c" in double quotes, joined with ", ": for DETAIL lines. At most `limit` items,
/// then "…".
std::string quoted_list(const std::vector<std::string>& items, std::size_t limit = 10);

/// 1-based line of the byte at `offset`.
std::size_t line_at(std::string_view text, std::size_t offset);

/// The first line of `text`, cut to at most `width` characters with "…" where something is left
/// out; never cut inside a UTF-8 sequence. For CONTEXT lines.
std::string excerpt(std::string_view text, std::size_t width = 60);

/// The candidate nearest to `word` (edit distance, two swapped letters being one edit, at most a
/// third of its length, at least 1), the first of equals; nothing where none is near.
std::optional<std::string> did_you_mean(std::string_view word,
                                        const std::vector<std::string>& candidates);

/// Two lower-case hexadecimal digits for each byte.
std::string hex(std::string_view bytes);

/// Throws kInvalidEncoding unless `text` is valid UTF-8 without NUL bytes. `what` names it in the
/// message: `script is not valid UTF-8`; DETAIL gives the byte's offset and line.
void require_utf8(std::string_view text, std::string_view what);

/// ASCII letters in upper case, independent of the locale.
std::string upper_case(std::string_view text);

/// Begins with a capital where it begins with an ASCII letter.
std::string capitalized(std::string text);

/// ASCII-only, independent of the locale.
bool equals_ignoring_case(std::string_view a, std::string_view b);

}  // namespace migrate

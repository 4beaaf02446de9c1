#include "revision/revision.h"

#include <algorithm>
#include <cstdint>

#include "error.h"
#include "text.h"

namespace migrate {

namespace {

constexpr std::string_view kReservedWords[] = {"head", "heads", "base", "current"};
constexpr std::string_view kReservedCharacters = "@+-:,";

/// The code point at `offset` of valid UTF-8, which is then moved behind it.
std::uint32_t next_code_point(std::string_view text, std::size_t& offset) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const std::uint32_t first = byte(offset++);
  if (first < 0x80) return first;
  std::uint32_t code = first < 0xE0 ? first & 0x1F : first < 0xF0 ? first & 0x0F : first & 0x07;
  while (offset < text.size() && (byte(offset) & 0xC0) == 0x80) {
    code = (code << 6) | (byte(offset++) & 0x3F);
  }
  return code;
}

/// Control characters, and what Unicode calls white space.
bool is_invisible(std::uint32_t code) {
  return code <= 0x20 || (code >= 0x7F && code <= 0xA0) || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
         code == 0x205F || code == 0x3000;
}

/// Printable characters as they are, the others by their number: U+000A.
std::string shown(std::string_view character, std::uint32_t code) {
  if (code == ' ' || !is_invisible(code)) return cat("\"", character, "\"");
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string result = "U+";
  for (int shift = 12; shift >= 0; shift -= 4) result += kDigits[(code >> shift) & 0xF];
  return result;
}

[[noreturn]] void refuse(std::string_view name, std::string_view what, std::string detail) {
  throw Error(ErrorCode::kInvalidName, cat("invalid ", what, " \"", excerpt(name), "\""),
              std::move(detail));
}

}  // namespace

void require_valid_name(std::string_view name, std::string_view what) {
  if (name.empty()) refuse(name, what, "It is empty.");
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  });
  if (!plain) {
    require_utf8(name, what);
    for (std::size_t offset = 0; offset < name.size();) {
      const std::size_t begin = offset;
      const std::uint32_t code = next_code_point(name, offset);
      const std::string_view character = name.substr(begin, offset - begin);
      if (is_invisible(code) || kReservedCharacters.find(character) != std::string_view::npos) {
        refuse(name, what, cat("Character ", shown(character, code), " is not allowed."));
      }
    }
  }
  if (name.size() > kMaxNameLength) {
    refuse(name, what,
           cat("It has ", std::to_string(name.size()), " bytes; at most ",
               std::to_string(kMaxNameLength), " are allowed."));
  }
  for (const std::string_view word : kReservedWords) {
    if (name == word) refuse(name, what, "This word has a meaning of its own in targets.");
  }
}

}  // namespace migrate

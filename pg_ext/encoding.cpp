#include "encoding.h"

#include "guard.h"
#include "pg_error.h"

extern "C" {
#include "postgres.h"

#include "mb/pg_wchar.h"
}

namespace migrate {
namespace {

std::string ascii_only(std::string_view text) {
  std::string result(text);
  for (char& byte : result) {
    if (static_cast<unsigned char>(byte) >= 0x80) byte = '?';
  }
  return result;
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// PostgreSQL's converters return their argument where there is nothing to convert.
std::string take(char* converted, const char* source, std::size_t size) {
  if (converted == source) return {source, size};
  std::string result(converted);
  pg_call([&]() noexcept { pfree(converted); });
  return result;
}

}  // namespace

bool is_server_utf8() { return GetDatabaseEncoding() == PG_UTF8; }

std::string to_utf8(std::string_view server_text) {
  if (is_server_utf8()) return std::string(server_text);
  const char* source = server_text.data();
  const int size = static_cast<int>(server_text.size());
  char* converted = pg_call([&]() noexcept { return pg_server_to_any(source, size, PG_UTF8); });
  return take(converted, source, server_text.size());
}

std::string to_server(std::string_view utf8) {
  if (is_server_utf8()) return std::string(utf8);
  const char* source = utf8.data();
  const int size = static_cast<int>(utf8.size());
  char* converted = pg_call([&]() noexcept { return pg_any_to_server(source, size, PG_UTF8); });
  return take(converted, source, utf8.size());
}

std::string to_server_lossy(std::string_view utf8) {
  try {
    return to_server(utf8);
  } catch (const Error&) {
    // Once more, one character at a time.
  }
  std::string result;
  while (!utf8.empty()) {
    std::size_t size = 1;
    while (size < utf8.size() && is_continuation(utf8[size])) ++size;
    try {
      result += to_server(utf8.substr(0, size));
    } catch (const Error&) {
      result += '?';
    }
    utf8.remove_prefix(size);
  }
  return result;
}

std::string to_utf8_lossy(std::string_view server_text) {
  return is_server_utf8() ? std::string(server_text) : ascii_only(server_text);
}

}  // namespace migrate

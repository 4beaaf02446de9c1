#include "schema/sql_text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "dialect/lexing.h"
#include "text.h"

namespace migrate {
namespace {

using Texts = std::vector<std::string_view>;
using Piece = std::span<const std::string_view>;

// Views into `sql`.
Texts tokens_of(std::string_view sql) {
  Texts tokens;
  lexing::TokenReader reader(postgres_dialect(), sql);
  for (Token token = reader.next(); token.kind != Token::Kind::kEnd; token = reader.next()) {
    tokens.push_back(reader.text(token));
  }
  return tokens;
}

bool opens(std::string_view token) { return token == "(" || token == "["; }
bool closes(std::string_view token) { return token == ")" || token == "]"; }

// Where the bracket at `open` closes; the end where it doesn't.
std::size_t closing(Piece tokens, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t i = open; i < tokens.size(); ++i) {
    if (opens(tokens[i])) ++depth;
    if (closes(tokens[i]) && --depth == 0) return i;
  }
  return tokens.size();
}

bool is_cast(Piece tokens, std::size_t at) {
  return at + 1 < tokens.size() && tokens[at] == ":" && tokens[at + 1] == ":";
}

std::vector<Piece> split_at_commas(Piece tokens) {
  std::vector<Piece> pieces;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (opens(tokens[i])) i = closing(tokens, i);
    if (i < tokens.size() && tokens[i] == ",") {
      pieces.push_back(tokens.subspan(begin, i - begin));
      begin = i + 1;
    }
  }
  pieces.push_back(tokens.subspan(std::min(begin, tokens.size())));
  return pieces;
}

/// `(ARRAY[…])::type[]`
struct ArrayCast {
  std::vector<Piece> elements;
  Piece type;              // without its brackets
  std::size_t array_size;  // tokens up to the closing parenthesis
  std::size_t size;        // all tokens
};

std::optional<ArrayCast> array_cast_at(Piece tokens, std::size_t at) {
  if (at + 3 >= tokens.size() || tokens[at] != "(" || tokens[at + 1] != "ARRAY" ||
      tokens[at + 2] != "[") {
    return std::nullopt;
  }
  const std::size_t close = closing(tokens, at + 2);
  const std::size_t type = close + 4;
  if (type >= tokens.size() || tokens[close + 1] != ")" || !is_cast(tokens, close + 2)) {
    return std::nullopt;
  }
  std::size_t end = type;
  while (end < tokens.size() && tokens[end] != "[" && !closes(tokens[end])) {
    end = opens(tokens[end]) ? closing(tokens, end) + 1 : end + 1;
  }
  if (end + 1 >= tokens.size() || tokens[end] != "[" || tokens[end + 1] != "]") return std::nullopt;
  return ArrayCast{split_at_commas(tokens.subspan(at + 3, close - at - 3)),
                   tokens.subspan(type, end - type), close + 2 - at, end + 2 - at};
}

void append(std::string& out, Piece tokens) {
  for (std::string_view token : tokens) out += cat(token, " ");
}

void settle(std::string& out, Piece tokens) {
  for (std::size_t i = 0; i < tokens.size();) {
    const std::optional<ArrayCast> cast = array_cast_at(tokens, i);
    if (!cast) {
      out += cat(tokens[i++], " ");
      continue;
    }
    std::string_view separator = "ARRAY [ ( ";
    for (Piece element : cast->elements) {
      out += separator;
      settle(out, element);
      out += ") : : ";
      append(out, cast->type);
      separator = ", ( ";
    }
    out += "] ";
    i += cast->size;
  }
}

std::string settled(std::string_view sql) {
  std::string out;
  settle(out, tokens_of(sql));
  return out;
}

// The type that an element is cast to as a whole.
Piece element_type(const ArrayCast& cast) {
  for (Piece element : cast.elements) {
    for (std::size_t i = 0; i < element.size(); ++i) {
      if (opens(element[i])) i = closing(element, i);
      if (is_cast(element, i)) return element.subspan(i + 2);
    }
  }
  return {};
}

std::string_view text_of(Piece tokens) {
  return {tokens.front().data(),
          static_cast<std::size_t>(tokens.back().data() + tokens.back().size() -
                                   tokens.front().data())};
}

}  // namespace

bool same_sql(const Value& a, const Value& b) {
  return a == b || (a && b && settled(*a) == settled(*b));
}

std::string keep_array_casts(std::string sql) {
  if (sql.find("(ARRAY[") == std::string::npos) return sql;
  const Texts tokens = tokens_of(sql);
  std::map<std::size_t, std::string> insertions;  // behind that many bytes
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::optional<ArrayCast> cast = array_cast_at(tokens, i);
    const Piece type = cast ? element_type(*cast) : Piece();
    if (type.empty()) continue;
    const std::string_view array = text_of(Piece(tokens).subspan(i, cast->array_size));
    const auto begin = static_cast<std::size_t>(array.data() - sql.data());
    insertions.emplace(begin, "(");
    insertions.emplace(begin + array.size(), cat("::", text_of(type), "[])"));
  }
  std::string out;
  std::size_t written = 0;
  for (const auto& [offset, text] : insertions) {
    out.append(sql, written, offset - written);
    out += text;
    written = offset;
  }
  return out.append(sql, written);
}

}  // namespace migrate

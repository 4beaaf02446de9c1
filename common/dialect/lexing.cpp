#include "dialect/lexing.h"

#include <algorithm>

#include "text.h"

namespace migrate::lexing {

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_name_part(char c) { return is_name_start(c) || is_digit(c) || c == '$'; }

bool stands_at(std::string_view text, std::size_t offset, std::string_view piece) {
  return text.size() - offset >= piece.size() && text.compare(offset, piece.size(), piece) == 0;
}

std::size_t skip_space(std::string_view text, std::size_t offset) {
  while (offset < text.size() && is_space(text[offset])) ++offset;
  return offset;
}

std::size_t skip_name(std::string_view text, std::size_t offset) {
  while (offset < text.size() && is_name_part(text[offset])) ++offset;
  return offset;
}

Token quoted_token(std::string_view text, std::size_t begin, std::size_t open) {
  const char quote = text[open];
  std::size_t close = text.find(quote, open + 1);
  while (close != std::string_view::npos) {
    if (close + 1 == text.size() || text[close + 1] != quote) {
      return {Token::Kind::kQuoted, begin, close + 1};
    }
    close = text.find(quote, close + 2);
  }
  return {Token::Kind::kUnterminated, begin, text.size()};
}

Token line_comment_token(std::string_view text, std::size_t begin, std::string_view stops) {
  return {Token::Kind::kLineComment, begin,
          std::min(text.find_first_of(stops, begin), text.size())};
}

Token character_token(std::string_view text, std::size_t offset) {
  switch (text[offset]) {
    case '(':
    case '[':
      return {Token::Kind::kOpen, offset, offset + 1};
    case ')':
    case ']':
      return {Token::Kind::kClose, offset, offset + 1};
    case ';':
      return {Token::Kind::kSemicolon, offset, offset + 1};
    default:
      return {Token::Kind::kOther, offset, offset + 1};
  }
}

std::string quote_with(char quote, std::string_view text) {
  std::string result(1, quote);
  for (const char c : text) result.append(c == quote ? 2 : 1, c);
  result += quote;
  return result;
}

Token TokenReader::next() {
  while (true) {
    const Token token = dialect_.next_token(text_, offset_);
    offset_ = token.end;
    if (token.kind != Token::Kind::kSpace && token.kind != Token::Kind::kLineComment &&
        token.kind != Token::Kind::kBlockComment) {
      return token;
    }
  }
}

bool TokenReader::accept_word(std::string_view word) {
  const std::size_t start = offset_;
  const Token token = next();
  if (token.kind == Token::Kind::kWord && equals_ignoring_case(text(token), word)) return true;
  offset_ = start;
  return false;
}

bool TokenReader::accept(char character) {
  const std::size_t start = offset_;
  const Token token = next();
  if (token.end == token.begin + 1 && text_[token.begin] == character) return true;
  offset_ = start;
  return false;
}

bool TokenReader::at_end() {
  const std::size_t start = offset_;
  const bool end = next().kind == Token::Kind::kEnd;
  offset_ = start;
  return end;
}

}  // namespace migrate::lexing

// What the two lexers share: character classes, the ends of comments and quotes, reading words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "dialect/dialect.h"

namespace migrate::lexing {

/// ASCII white space, the same in both languages.
bool is_space(char c);
bool is_digit(char c);
/// Starts a name: a letter, `_` or a byte of a character outside ASCII.
bool is_name_start(char c);
/// Goes on with a name: also digits and `$`.
bool is_name_part(char c);

/// True where `piece` stands at `offset`.
bool stands_at(std::string_view text, std::size_t offset, std::string_view piece);

/// The first offset from `offset` on that satisfies or fails a class, at most the text's length.
std::size_t skip_space(std::string_view text, std::size_t offset);
std::size_t skip_name(std::string_view text, std::size_t offset);

/// Token of `kind` that ends behind the quote that closes the one at `open`; doubled quotes don't
/// close. kUnterminated up to the end of the text where none closes it.
Token quoted_token(std::string_view text, std::size_t begin, std::size_t open);

/// Token up to the first of `stops`, or the end of the text.
Token line_comment_token(std::string_view text, std::size_t begin, std::string_view stops);

/// Single characters: brackets, the semicolon, everything else.
Token character_token(std::string_view text, std::size_t offset);

/// `text` between two `quote` characters, those inside doubled.
std::string quote_with(char quote, std::string_view text);

/// Reads a statement's tokens, space and comments skipped.
class TokenReader {
 public:
  TokenReader(const Dialect& dialect, std::string_view text) : dialect_(dialect), text_(text) {}

  Token next();
  /// The token's text.
  std::string_view text(const Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }
  /// Reads the next token if it is this word, in upper or lower case.
  bool accept_word(std::string_view word);
  /// Reads the next token if it is this character.
  bool accept(char character);
  bool at_end();

 private:
  const Dialect& dialect_;
  std::string_view text_;
  std::size_t offset_ = 0;
};

}  // namespace migrate::lexing

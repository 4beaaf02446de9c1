// Tokens as text, for tests.
#pragma once

#include <string>
#include <string_view>

#include "dialect/dialect.h"

namespace migrate {

inline std::string_view kind_name(Token::Kind kind) {
  switch (kind) {
    case Token::Kind::kSpace:
      return "space";
    case Token::Kind::kLineComment:
      return "line";
    case Token::Kind::kBlockComment:
      return "block";
    case Token::Kind::kWord:
      return "word";
    case Token::Kind::kQuoted:
      return "quoted";
    case Token::Kind::kOpen:
      return "open";
    case Token::Kind::kClose:
      return "close";
    case Token::Kind::kSemicolon:
      return "semicolon";
    case Token::Kind::kOther:
      return "other";
    case Token::Kind::kEnd:
      return "end";
    case Token::Kind::kUnterminated:
      return "unterminated";
  }
  return "";
}

/// `SELECT 'a'` -> "word<SELECT> quoted<'a'>"; space is left out.
inline std::string tokens(const Dialect& dialect, std::string_view text) {
  std::string result;
  for (Token token = dialect.next_token(text, 0); token.kind != Token::Kind::kEnd;
       token = dialect.next_token(text, token.end)) {
    if (token.kind == Token::Kind::kSpace) continue;
    if (!result.empty()) result += ' ';
    result.append(kind_name(token.kind)).append("<");
    result.append(text.substr(token.begin, token.end - token.begin)).append(">");
  }
  return result;
}

/// The pieces between the semicolons that end a statement, joined with "|".
inline std::string pieces(const Dialect& dialect, std::string_view text) {
  std::string result;
  StatementState state;
  for (Token token = dialect.next_token(text, 0); token.kind != Token::Kind::kEnd;
       token = dialect.next_token(text, token.end)) {
    if (dialect.ends_statement(state, text, token)) {
      result += '|';
      state = {};
    } else {
      result.append(text.substr(token.begin, token.end - token.begin));
    }
  }
  return result;
}

}  // namespace migrate

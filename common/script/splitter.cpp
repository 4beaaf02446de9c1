#include "script/splitter.h"

#include <algorithm>
#include <utility>

#include "script/parts.h"
#include "text.h"

namespace migrate {

namespace {

/// Collects the tokens of one statement after the other.
class Splitter {
 public:
  Splitter(const Dialect& dialect, std::string_view sql) : dialect_(dialect), sql_(sql) {}

  std::vector<Statement> split() {
    for (Token token = dialect_.next_token(sql_, 0); token.kind != Token::Kind::kEnd;
         token = dialect_.next_token(sql_, token.end)) {
      add(token);
    }
    finish();
    return std::move(statements_);
  }

 private:
  void add(const Token& token) {
    switch (token.kind) {
      case Token::Kind::kSpace:
        return;
      case Token::Kind::kLineComment:
      case Token::Kind::kBlockComment:
        if (started_) end_ = token.end;
        return;
      case Token::Kind::kUnterminated: {
        const Unterminated what = unterminated_at(sql_, token.begin);
        throw script_error("script", cat("has an unterminated ", what.what), sql_, what.offset);
      }
      default:
        break;
    }
    if (!started_ && token.kind == Token::Kind::kSemicolon) return;
    if (dialect_.ends_statement(state_, sql_, token)) {
      finish();
      return;
    }
    if (!started_) begin_ = token.begin;
    started_ = true;
    end_ = token.end;
  }

  void finish() {
    if (!started_) return;
    line_ += static_cast<std::size_t>(
        std::count(sql_.begin() + static_cast<std::ptrdiff_t>(counted_),
                   sql_.begin() + static_cast<std::ptrdiff_t>(begin_), '\n'));
    counted_ = begin_;
    statements_.push_back({sql_.substr(begin_, end_ - begin_), line_});
    state_ = {};
    started_ = false;
  }

  const Dialect& dialect_;
  std::string_view sql_;
  std::vector<Statement> statements_;
  StatementState state_;
  bool started_ = false;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t line_ = 1;  // of the byte at counted_
  std::size_t counted_ = 0;
};

}  // namespace

std::vector<Statement> split_statements(const Dialect& dialect, std::string_view sql) {
  return Splitter(dialect, sql).split();
}

}  // namespace migrate

#include <sqlite3.h>

#include <cctype>
#include <cstring>

#include "random_model/schema_facts.h"

namespace migrate::test {
namespace {

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_' || c == '$';
}

std::string in_lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string name_token(const std::string& name) {
  const std::string folded = in_lower_case(name);
  bool is_plain = !folded.empty() && std::isdigit(static_cast<unsigned char>(folded[0])) == 0 &&
                  folded[0] != '$' &&
                  sqlite3_keyword_check(folded.data(), static_cast<int>(folded.size())) == 0;
  for (const char c : folded) is_plain = is_plain && is_word_byte(c);
  return is_plain ? folded : "\"" + folded + "\"";
}

class Splitter {
 public:
  explicit Splitter(const std::string& sql) : sql_(sql) {}

  std::vector<std::string> run() {
    while (at_ < sql_.size()) take();
    return tokens_;
  }

 private:
  void take() {
    const char c = sql_[at_];
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      ++at_;
    } else if (sql_.compare(at_, 2, "--") == 0) {
      at_ = end_of("\n", 2);
    } else if (sql_.compare(at_, 2, "/*") == 0) {
      at_ = end_of("*/", 2);
    } else if (c == '\'') {
      tokens_.push_back("'" + quoted('\'') + "'");
    } else if (c == '"' || c == '`') {
      tokens_.push_back(name_token(quoted(c)));
    } else if (c == '[') {
      const std::size_t end = end_of("]", 1);
      tokens_.push_back(name_token(sql_.substr(at_ + 1, end - at_ - 2)));
      at_ = end;
    } else if (is_word_byte(c)) {
      take_word();
    } else {
      take_operator();
    }
  }

  void take_word() {
    const std::size_t begin = at_;
    const bool is_number = std::isdigit(static_cast<unsigned char>(sql_[begin])) != 0;
    while (at_ < sql_.size() && (is_word_byte(sql_[at_]) || (is_number && sql_[at_] == '.'))) ++at_;
    std::string word = in_lower_case(sql_.substr(begin, at_ - begin));
    if (word == "x" && at_ < sql_.size() && sql_[at_] == '\'') {
      word += "'" + quoted('\'') + "'";
    }
    tokens_.push_back(word);
  }

  void take_operator() {
    for (const char* two : {"<=", ">=", "<>", "!=", "==", "||", "->"}) {
      if (sql_.compare(at_, 2, two) != 0) continue;
      at_ += 2;
      tokens_.emplace_back(two);
      return;
    }
    tokens_.emplace_back(1, sql_[at_++]);
  }

  // The text between quotes, single where they are doubled; a string stays as it is written.
  std::string quoted(char quote) {
    std::string text;
    for (++at_; at_ < sql_.size(); ++at_) {
      if (sql_[at_] == quote) {
        ++at_;
        if (at_ >= sql_.size() || sql_[at_] != quote) break;
        if (quote == '\'') text += quote;
      }
      text += sql_[at_];
    }
    return text;
  }

  std::size_t end_of(const char* mark, std::size_t offset) const {
    const std::size_t found = sql_.find(mark, at_ + offset);
    return found == std::string::npos ? sql_.size() : found + std::strlen(mark);
  }

  const std::string& sql_;
  std::size_t at_ = 0;
  std::vector<std::string> tokens_;
};

}  // namespace

std::vector<std::string> sql_tokens(const std::string& sql) { return Splitter(sql).run(); }

}  // namespace migrate::test

#include "record.h"

#include <sstream>
#include <utility>

namespace migrate::scenario {
namespace {

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// The word behind `<<`, which ends a block that may hold blank lines; taken off `words`.
std::string take_end_mark(std::vector<std::string>& words) {
  if (words.empty() || !words.back().starts_with("<<") || words.back().size() == 2) return {};
  std::string mark = words.back().substr(2);
  words.pop_back();
  return mark;
}

class Parser {
 public:
  explicit Parser(std::string_view text) {
    std::istringstream stream{std::string(text)};
    for (std::string line; std::getline(stream, line);) lines_.push_back(line);
  }

  std::vector<Record> parse() {
    std::vector<Record> records;
    std::optional<std::string> only_if;
    while (next_ < lines_.size()) {
      const std::string& line = lines_[next_];
      if (line.empty() || line[0] == '#') {
        ++next_;
        continue;
      }
      if (line.starts_with("onlyif ")) {
        only_if = line.substr(7);
        if (only_if != "postgres" && only_if != "sqlite") fail("onlyif knows postgres and sqlite");
        ++next_;
        continue;
      }
      records.push_back(parse_record());
      records.back().only_if = std::exchange(only_if, std::nullopt);
    }
    if (only_if) fail("onlyif without a record");
    return records;
  }

 private:
  [[noreturn]] void fail(const std::string& message) const {
    throw FormatError(next_ + 1, message);
  }

  Record parse_record() {
    std::vector<std::string> words = words_of(lines_[next_]);
    Record record;
    record.line = next_ + 1;
    const std::string end_mark = take_end_mark(words);
    read_header(words, record);
    ++next_;
    if (record.kind == Record::Kind::kLoad || record.kind == Record::Kind::kConnection) {
      return record;
    }
    record.sql = read_sql(end_mark);
    if (record.sql.empty()) fail("a record without SQL");
    const bool has_result = next_ < lines_.size() && lines_[next_].starts_with("----");
    const bool wants_result =
        record.kind == Record::Kind::kQuery || record.kind == Record::Kind::kStatementError;
    if (has_result != wants_result) {
      fail(has_result ? "this record has no result" : "---- and a result expected");
    }
    if (has_result) record.expected = read_result();
    return record;
  }

  void read_header(const std::vector<std::string>& words, Record& record) const {
    using Kind = Record::Kind;
    const std::string& verb = words[0];
    if (verb == "load" && words.size() == 2) {
      record.kind = Kind::kLoad;
      record.argument = words[1];
    } else if (verb == "connection" && (words.size() == 2 || words.size() == 3)) {
      record.kind = Kind::kConnection;
      record.argument = words[1];
      if (words.size() == 3) record.mode = mode_of(words[2]);
    } else if (verb == "script" && words.size() == 2) {
      record.kind = Kind::kScript;
      record.argument = words[1];
    } else if (verb == "query" && (words.size() == 1 || words[1] == "rowsort")) {
      record.kind = Kind::kQuery;
      record.rowsort = words.size() > 1;
    } else if (verb == "statement" && words.size() == 2 && words[1] == "ok") {
      record.kind = Kind::kStatementOk;
    } else if (verb == "statement" && words.size() > 1 && words[1] == "error") {
      record.kind = Kind::kStatementError;
      if (words.size() > 2) record.argument = words[2];
    } else {
      fail("not a record: " + lines_[next_]);
    }
  }

  ConnectionMode mode_of(const std::string& word) const {
    if (word == "readonly") return ConnectionMode::kReadOnly;
    if (word == "bare") return ConnectionMode::kBare;
    fail("a connection is readonly or bare");
  }

  std::string read_sql(const std::string& end_mark) {
    if (!end_mark.empty()) return read_block(end_mark);
    std::vector<std::string> block;
    while (next_ < lines_.size() && !lines_[next_].empty() && !lines_[next_].starts_with("----")) {
      block.push_back(lines_[next_++]);
    }
    return joined(block);
  }

  std::string read_result() {
    std::vector<std::string> words = words_of(lines_[next_]);
    const std::string end_mark = take_end_mark(words);
    if (words.size() != 1) fail("---- or ---- <<MARK expected");
    ++next_;
    if (!end_mark.empty()) return read_block(end_mark);
    std::vector<std::string> block;
    while (next_ < lines_.size() && !lines_[next_].empty()) block.push_back(lines_[next_++]);
    return joined(block);
  }

  std::string read_block(const std::string& end_mark) {
    std::vector<std::string> block;
    while (next_ < lines_.size() && lines_[next_] != end_mark) block.push_back(lines_[next_++]);
    if (next_ == lines_.size()) fail("the file ends before " + end_mark);
    ++next_;
    return joined(block);
  }

  static std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
      if (&line != &lines.front()) text += '\n';
      text += line;
    }
    return text;
  }

  std::vector<std::string> lines_;
  std::size_t next_ = 0;
};

}  // namespace

std::vector<Record> parse_records(std::string_view text) { return Parser(text).parse(); }

}  // namespace migrate::scenario

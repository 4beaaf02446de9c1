#include "schema/annotation.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "error.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kMark = "@renamed";

bool is_code(const Token& token) {
  return token.kind != Token::Kind::kSpace && token.kind != Token::Kind::kLineComment &&
         token.kind != Token::Kind::kBlockComment;
}

// Behind the quoted name or text that `text` starts with; a doubled quote belongs to it.
std::size_t end_of_quoted(std::string_view text) {
  std::size_t end = text.find(text.front(), 1);
  while (end != std::string_view::npos && end + 1 < text.size() && text[end + 1] == text.front()) {
    end = text.find(text.front(), end + 2);
  }
  return end == std::string_view::npos ? end : end + 1;
}

bool is_quoted(std::string_view text) {
  return !text.empty() && (text.front() == '"' || text.front() == '\'');
}

std::string unquoted(std::string_view token) {
  std::string name;
  for (std::size_t i = 1; i + 1 < token.size(); ++i) {
    name += token[i];
    if (token[i] == token.front()) ++i;
  }
  return name;
}

// The plain name that an identifier or a literal stands for; unquoted ones in lower case.
std::string plain(std::string_view token) {
  if (is_quoted(token)) return unquoted(token);
  std::string name(token);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

// `"a b"` and what follows it -> a b; `a b` -> a; empty where there is no name.
std::string first_name(std::string_view text) {
  if (!is_quoted(text)) return std::string(text.substr(0, text.find_first_of(" \t\r")));
  const std::size_t end = end_of_quoted(text);
  return end == std::string_view::npos ? "" : unquoted(text.substr(0, end));
}

// The name behind `from=` in a comment; nothing for a comment without the mark.
std::optional<std::string> old_name(std::string_view comment, std::size_t line) {
  constexpr std::string_view kFrom = "from=";
  const std::size_t mark = comment.find(kMark);
  if (mark == std::string_view::npos || !trim(comment.substr(2, mark - 2)).empty()) {
    return std::nullopt;
  }
  const std::string_view rest = trim(comment.substr(mark + kMark.size()));
  std::string name = rest.starts_with(kFrom) ? first_name(rest.substr(kFrom.size())) : "";
  if (!name.empty()) return name;
  throw Error(ErrorCode::kInvalidScript, "a \"@renamed\" annotation gives no name",
              cat("Line ", std::to_string(line), ": ", excerpt(comment)),
              "Write \"-- @renamed from=old_name\".");
}

class Reader {
 public:
  Reader(const Dialect& dialect, std::string_view ddl) : text_(ddl) {
    StatementState state;
    std::size_t first = kNone;
    for (std::size_t at = 0; at < ddl.size();) {
      const Token token = dialect.next_token(ddl, at);
      if (token.kind == Token::Kind::kEnd) break;
      at = token.end;
      if (is_code(token) && first == kNone) first = tokens_.size();
      tokens_.push_back(token);
      statement_of_.push_back(first);
      if (dialect.ends_statement(state, ddl, token)) {
        state = StatementState();
        first = kNone;
      }
    }
  }

  std::vector<RenameNote> read() const {
    std::vector<RenameNote> notes;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != Token::Kind::kLineComment) continue;
      const std::size_t line = line_at(text_, tokens_[i].begin);
      const auto from = old_name(text(i), line);
      if (!from) continue;
      RenameNote note;
      note.from = *from;
      note.line = line;
      const std::size_t last = code_before(i);
      if (!(last == kNone ? read_above(i, note) : read_behind(i, last, note))) {
        throw Error(ErrorCode::kInvalidScript, "a \"@renamed\" annotation belongs to nothing",
                    cat("Line ", std::to_string(line), ": ", excerpt(text(i))),
                    "Write it behind the object, column or value that was renamed, or on the line "
                    "above.");
      }
      notes.push_back(std::move(note));
    }
    return notes;
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::string_view text(std::size_t index) const {
    return text_.substr(tokens_[index].begin, tokens_[index].end - tokens_[index].begin);
  }

  bool is(std::size_t index, std::string_view symbol) const { return text(index) == symbol; }

  bool breaks_line(std::size_t index) const {
    return text(index).find('\n') != std::string_view::npos;
  }

  // The last code token before the comment on its line; kNone where there is none.
  std::size_t code_before(std::size_t comment) const {
    for (std::size_t i = comment; i-- > 0;) {
      if (is_code(tokens_[i])) return i;
      if (breaks_line(i)) return kNone;
    }
    return kNone;
  }

  std::size_t next_code(std::size_t index) const {
    while (index < tokens_.size() && !is_code(tokens_[index])) ++index;
    return index;
  }

  // A line that only ends or opens something is its statement's: `);`, `(`, `$$;`. Of several
  // statements on the line it is the last.
  bool read_behind(std::size_t comment, std::size_t last, RenameNote& note) const {
    const std::size_t statement = statement_of_[last];
    const std::size_t name = read_object(statement, note);
    if (name == kNone) return false;
    std::size_t first = comment;
    while (first > statement && !breaks_line(first - 1)) --first;
    first = skip_punctuation(first);
    return first <= name || first >= comment || is(first, ")") || is(first, ";") ||
           read_part(first, note);
  }

  bool read_above(std::size_t comment, RenameNote& note) const {
    std::size_t first = next_code(comment);
    if (first == tokens_.size()) return false;
    const std::size_t name = read_object(statement_of_[first], note);
    if (name == kNone) return false;
    if (first <= name) return true;
    first = skip_punctuation(first);
    return first < tokens_.size() && !is(first, ")") && !is(first, ";") && read_part(first, note);
  }

  // Lists may be written with their commas in front.
  std::size_t skip_punctuation(std::size_t index) const {
    index = next_code(index);
    while (index < tokens_.size() && (is(index, ",") || is(index, "("))) {
      index = next_code(index + 1);
    }
    return index;
  }

  bool read_part(std::size_t first, RenameNote& note) const {
    if (upper_case(text(first)) == "CONSTRAINT") first = next_code(first + 1);
    if (first == tokens_.size()) return false;
    note.part = plain(text(first));
    return true;
  }

  // What the statement that starts at `first` creates; the last token of its name, or kNone.
  std::size_t read_object(std::size_t first, RenameNote& note) const {
    static constexpr std::array kBetween = {
        "OR",       "REPLACE", "UNIQUE",       "TEMP",      "TEMPORARY",
        "UNLOGGED", "FOREIGN", "MATERIALIZED", "RECURSIVE", "CONCURRENTLY",
        "IF",       "NOT",     "EXISTS",       "VIRTUAL",   "CONSTRAINT"};
    if (first == kNone || upper_case(text(first)) != "CREATE") return kNone;
    const auto skips = [&](std::size_t i) {
      const std::string word = upper_case(text(i));
      return std::any_of(kBetween.begin(), kBetween.end(),
                         [&](const char* other) { return word == other; });
    };
    std::vector<std::size_t> code;
    for (std::size_t i = first + 1; i < tokens_.size() && code.size() < 4; ++i) {
      if (!is_code(tokens_[i]) || (code.size() < 2 && skips(i))) continue;
      code.push_back(i);
    }
    if (code.size() < 2) return kNone;
    note.type = upper_case(text(code[0]));
    note.name = plain(text(code[1]));
    if (code.size() < 4 || !is(code[2], ".")) return code[1];
    note.schema = std::move(note.name);
    note.name = plain(text(code[3]));
    return code[3];
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::vector<std::size_t> statement_of_;  // the first code token of each token's statement
};

}  // namespace

std::vector<RenameNote> rename_notes(const Dialect& dialect, std::string_view ddl) {
  if (ddl.find(kMark) == std::string_view::npos) return {};
  return Reader(dialect, ddl).read();
}

}  // namespace migrate

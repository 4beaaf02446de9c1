#include "script/parts.h"

#include <array>
#include <utility>

#include "text.h"

namespace migrate {

namespace {

constexpr std::array<std::pair<std::string_view, Field>, 5> kFields{{
    {"revision id", Field::kRevisionId},
    {"revises", Field::kRevises},
    {"branch labels", Field::kBranchLabels},
    {"depends on", Field::kDependsOn},
    {"create date", Field::kCreateDate},
}};

constexpr std::string_view kBlanks = " \t";

std::string_view token_text(std::string_view text, const Token& token) {
  return text.substr(token.begin, token.end - token.begin);
}

std::size_t line_start(std::string_view text, std::size_t offset) {
  const std::size_t newline = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

std::string_view line_around(std::string_view text, std::size_t offset) {
  const std::size_t begin = line_start(text, offset);
  return text.substr(begin, text.find('\n', begin) - begin);
}

/// True where only white space shares the token's line.
bool fills_its_line(std::string_view text, const Token& token) {
  std::size_t before = token.begin;
  while (before > 0 && kBlanks.find(text[before - 1]) != std::string_view::npos) --before;
  if (before > 0 && text[before - 1] != '\n') return false;
  const std::string_view behind = text.substr(token.end, text.find('\n', token.end) - token.end);
  return trim(behind).empty();
}

/// SQLite accepts a block comment without its end; a script would lose its marks to it.
bool lacks_end(std::string_view comment) {
  return comment.size() < 4 || comment.substr(comment.size() - 2) != "*/";
}

/// Collects comment lines that follow each other without a break.
class Run {
 public:
  explicit Run(std::string_view text) : text_(text) {}

  void add(const Token& token, std::vector<Part>& parts) {
    const bool follows = active_ && text_[end_] == '\n' && token.begin == end_ + 1;
    if (!follows) {
      finish(parts);
      if (token.begin > 0 && kBlanks.find(text_[token.begin - 1]) != std::string_view::npos) return;
      active_ = true;
      begin_ = token.begin;
    }
    end_ = token.end;
    if (is_header_) return;
    const std::optional<FieldLine> line = read_field(token_text(text_, token));
    is_header_ = line && line->field == Field::kRevisionId;
  }

  void finish(std::vector<Part>& parts) {
    if (is_header_) parts.push_back({Part::Kind::kHeader, begin_, end_});
    active_ = is_header_ = false;
  }

 private:
  std::string_view text_;
  bool active_ = false;
  bool is_header_ = false;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

std::optional<FieldLine> read_field(std::string_view comment) {
  const std::string_view line = comment.substr(2);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view name = trim(line.substr(0, colon));
  for (const auto& [field_name, field] : kFields) {
    if (equals_ignoring_case(name, field_name)) {
      return FieldLine{field, trim(line.substr(colon + 1))};
    }
  }
  return std::nullopt;
}

bool reads_as_mark(std::string_view comment) {
  constexpr std::string_view kPrefix = "migrate:";
  const std::string_view line = trim(comment.substr(2));
  return equals_ignoring_case(line.substr(0, kPrefix.size()), kPrefix);
}

std::string_view comment_text(std::string_view comment) {
  comment.remove_prefix(2);
  if (!comment.empty() && comment.front() == ' ') comment.remove_prefix(1);
  return comment.substr(0, comment.find_last_not_of(" \t\n\r\f\v") + 1);
}

Parts find_parts(const Dialect& dialect, std::string_view text) {
  Parts result;
  Run run(text);
  for (Token token = dialect.next_token(text, 0); token.kind != Token::Kind::kEnd;
       token = dialect.next_token(text, token.end)) {
    const bool open_comment =
        token.kind == Token::Kind::kBlockComment && lacks_end(token_text(text, token));
    if (token.kind == Token::Kind::kUnterminated || open_comment) {
      result.unterminated = unterminated_at(text, token.begin);
      break;
    }
    if (token.kind != Token::Kind::kLineComment || text[token.begin] != '-') continue;
    if (reads_as_mark(token_text(text, token)) && fills_its_line(text, token)) {
      run.finish(result.parts);
      result.parts.push_back({Part::Kind::kMark, token.begin, token.end});
    } else {
      run.add(token, result.parts);
    }
  }
  run.finish(result.parts);
  return result;
}

Unterminated unterminated_at(std::string_view text, std::size_t offset) {
  const std::string_view start = text.substr(offset, 3);
  if (start.starts_with("/*")) return {"comment", offset};
  const std::size_t quote = start.find_first_of("'\"`[");
  const bool is_name = quote != std::string_view::npos && start[quote] != '\'' && start[0] != '$';
  return {is_name ? "quoted name" : "string", offset};
}

bool starts_with_string(const Dialect& dialect, std::string_view sql) {
  Token token = dialect.next_token(sql, 0);
  while (token.kind == Token::Kind::kSpace || token.kind == Token::Kind::kLineComment ||
         token.kind == Token::Kind::kBlockComment) {
    token = dialect.next_token(sql, token.end);
  }
  return token.kind == Token::Kind::kQuoted && sql[token.begin] == '\'';
}

Error script_error(std::string_view what, std::string_view problem, std::string_view text,
                   std::size_t offset, std::string hint) {
  return Error(ErrorCode::kInvalidScript, cat(what, " ", problem),
               cat("Line ", std::to_string(line_at(text, offset)), " is \"",
                   excerpt(line_around(text, offset)), "\"."),
               std::move(hint));
}

}  // namespace migrate

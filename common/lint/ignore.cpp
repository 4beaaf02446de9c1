#include "lint/ignore.h"

#include "error.h"
#include "lint/rule.h"
#include "text.h"

namespace migrate::lint {
namespace {

constexpr std::string_view kHere = "migrate-ignore";
constexpr std::string_view kEverywhere = "migrate-ignore-script";

// What stands behind `word` in a comment; nothing where the comment doesn't begin with it.
std::optional<std::string_view> behind(std::string_view comment, std::string_view word) {
  const std::string_view text = trim(comment.substr(2));
  if (text.substr(0, word.size()) != word) return std::nullopt;
  const std::string_view rest = text.substr(word.size());
  if (!rest.empty() && rest[0] != ' ' && rest[0] != '\t' && rest[0] != ':') return std::nullopt;
  return trim(rest.substr(!rest.empty() && rest[0] == ':' ? 1 : 0));
}

// The statement to which the comment at `offset` belongs; their number where it is none.
std::size_t statement_of(std::string_view sql, const std::vector<ScriptStatement>& statements,
                         std::size_t offset) {
  std::size_t next = 0;
  std::size_t end = 0;  // of the statement before
  for (; next < statements.size(); ++next) {
    const auto begin = static_cast<std::size_t>(statements[next].sql.data() - sql.data());
    if (offset < begin) break;
    end = begin + statements[next].sql.size();
    if (offset < end) return next;
  }
  const bool is_behind = next > 0 && sql.substr(end, offset - end).find('\n') == sql.npos;
  return is_behind ? next - 1 : next;
}

}  // namespace

Ignored::Ignored(const Dialect& dialect, std::string_view sql,
                 const std::vector<ScriptStatement>& statements)
    : at_(statements.size() + 1) {
  for (std::size_t offset = 0;;) {
    const Token token = dialect.next_token(sql, offset);
    if (token.kind == Token::Kind::kEnd) return;
    offset = token.end;
    if (token.kind != Token::Kind::kLineComment || token.end - token.begin < 2) continue;
    const std::string_view comment = sql.substr(token.begin, token.end - token.begin);
    const std::size_t line = line_at(sql, token.begin);
    const std::size_t statement = statement_of(sql, statements, token.begin);
    if (const auto names = behind(comment, kEverywhere)) {
      add(*names, statement, line, everywhere_);
    } else if (const auto here = behind(comment, kHere)) {
      add(*here, statement, line, at_[statement]);
    }
  }
}

void Ignored::add(std::string_view names, std::size_t statement, std::size_t line,
                  std::set<std::string>& rules) {
  for (const std::string& name : split_list(names)) {
    if (find_rule(name)) {
      rules.insert(name);
    } else {
      unknown_.push_back({name, line, statement});
    }
  }
}

bool Ignored::covers(std::size_t statement, std::string_view rule) const {
  const std::string name(rule);
  return everywhere_.contains(name) || (statement < at_.size() && at_[statement].contains(name));
}

std::string require_rules(std::string_view list, std::string_view setting) {
  const std::vector<std::string> names = split_list(list);
  for (const std::string& name : names) {
    if (find_rule(name)) continue;
    const auto near = did_you_mean(name, rule_names());
    throw Error(ErrorCode::kInvalidParameter, cat("lint rule \"", name, "\" does not exist"),
                cat("Setting \"", setting, "\" is a comma-separated list of rules."),
                near ? cat("Did you mean \"", *near, "\"?") : "");
  }
  return join(names, ", ");
}

}  // namespace migrate::lint

#include "schema/sqlite/alter_text.h"

#include <algorithm>
#include <utility>

#include "dialect/lexing.h"
#include "error.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

using Kind = Action::Kind;

// Reads the tokens in front of `end`.
class Reader {
 public:
  Reader(std::string_view sql, const Tokens& tokens, std::size_t begin, std::size_t end)
      : sql_(sql), tokens_(tokens), at_(begin), end_(end) {}

  std::size_t at() const { return at_; }
  bool at_end() const { return at_ >= end_; }

  bool accept(std::string_view word) {
    if (at_end() || !tokens_.is_word(at_, word)) return false;
    ++at_;
    return true;
  }

  bool accept(std::string_view first, std::string_view second) {
    if (at_ + 1 >= end_ || !tokens_.is_word(at_ + 1, second)) return false;
    if (!accept(first)) return false;
    ++at_;
    return true;
  }

  bool accept(char character) {
    if (at_end() || !tokens_.is(at_, character)) return false;
    ++at_;
    return true;
  }

  bool take_name(std::string& name) {
    if (at_end()) return false;
    std::optional<std::string> found = tokens_.name(at_);
    if (!found) return false;
    name = *std::move(found);
    ++at_;
    return true;
  }

  bool take_object(ObjectName& object) {
    if (!take_name(object.name)) return false;
    if (!accept('.')) return true;
    object.schema = std::move(object.name);
    return take_name(object.name);
  }

  // The tokens up to the first of these words that stands outside of parentheses.
  std::string_view take_until(std::string_view word, std::string_view other = {}) {
    const std::size_t first = at_;
    while (!at_end() && !tokens_.is_word(at_, word) &&
           (other.empty() || !tokens_.is_word(at_, other))) {
      at_ = tokens_.is(at_, '(') ? tokens_.closing(at_) + 1 : at_ + 1;
    }
    at_ = std::min(at_, end_);
    return at_ == first ? std::string_view() : slice(sql_, tokens_.span(first, at_ - 1));
  }

  std::string_view take_rest() {
    const std::size_t first = at_;
    at_ = end_;
    return first >= end_ ? std::string_view() : slice(sql_, tokens_.span(first, end_ - 1));
  }

  // Empty where no parenthesis opens and closes here.
  std::string_view take_parenthesised() {
    const std::size_t first = at_;
    if (at_end() || !tokens_.is(at_, '(') || tokens_.closing(at_) >= end_) return {};
    at_ = tokens_.closing(at_) + 1;
    return text_since(first);
  }

  // The tokens from `first` to the one that is read next.
  std::string_view text_since(std::size_t first) const {
    return slice(sql_, tokens_.span(first, at_ - 1));
  }

  bool starts_constraint() const {
    for (const std::string_view word : {"constraint", "primary", "unique", "check", "foreign"}) {
      if (tokens_.is_word(at_, word)) return true;
    }
    return false;
  }

 private:
  std::string_view sql_;
  const Tokens& tokens_;
  std::size_t at_;
  std::size_t end_;
};

bool read_add(Reader& reader, Action& action) {
  const bool is_column = reader.accept("column");
  if (!is_column && reader.starts_constraint()) {
    action.kind = Kind::kAddConstraint;
    action.definition = reader.take_rest();
    return true;
  }
  action.kind = Kind::kAddColumn;
  if (reader.accept("if", "not")) action.is_conditional = reader.accept("exists");
  action.definition = reader.take_rest();
  return !action.definition.empty();
}

void refuse_cascade(Reader& reader) {
  reader.accept("restrict");
  if (!reader.accept("cascade")) return;
  throw Error(ErrorCode::kNotSupported, "CASCADE is not supported on SQLite", "",
              "Drop what depends on it by statements of its own.");
}

// By name, or by a definition, which may have a name: `n`, `UNIQUE (a)`, `n UNIQUE (a)`.
bool read_drop_constraint(Reader& reader, Action& action) {
  action.kind = Kind::kDropConstraint;
  const std::size_t first = reader.at();
  reader.accept("constraint");
  if (reader.accept("if", "exists")) action.is_conditional = true;
  if (reader.starts_constraint()) {
    action.definition = reader.take_rest();
    return true;
  }
  if (!reader.take_name(action.name)) return false;
  if (!action.is_conditional && reader.starts_constraint()) {
    action.name.clear();
    reader.take_rest();
    action.definition = reader.text_since(first);
    return true;
  }
  refuse_cascade(reader);
  return reader.at_end();
}

bool read_drop(Reader& reader, Action& action) {
  const bool is_column = reader.accept("column");
  if (!is_column && reader.starts_constraint()) return read_drop_constraint(reader, action);
  action.kind = Kind::kDropColumn;
  if (reader.accept("if", "exists")) action.is_conditional = true;
  if (!reader.take_name(action.name)) return false;
  refuse_cascade(reader);
  return reader.at_end();
}

bool read_rename_action(Reader& reader, Action& action) {
  if (reader.accept("to")) {
    action.kind = Kind::kRenameTable;
  } else {
    action.kind = reader.accept("constraint") ? Kind::kRenameConstraint : Kind::kRenameColumn;
    if (action.kind == Kind::kRenameColumn) reader.accept("column");
    if (!reader.take_name(action.name) || !reader.accept("to")) return false;
  }
  return reader.take_name(action.new_name) && reader.at_end();
}

bool read_type(Reader& reader, Action& action) {
  action.kind = Kind::kSetType;
  action.definition = reader.take_until("using", "collate");
  if (reader.accept("collate")) action.collation = reader.take_until("using");
  if (reader.accept("using")) {
    action.expression = reader.take_rest();
    if (action.expression.empty()) return false;
  }
  return !action.definition.empty();
}

bool read_not_null(Reader& reader, Action& action) {
  action.kind = Kind::kSetNotNull;
  const std::size_t first = reader.at();
  if (!reader.accept("not", "null")) return false;
  if (reader.accept("on", "conflict")) {
    const bool is_known = reader.accept("rollback") || reader.accept("abort") ||
                          reader.accept("fail") || reader.accept("ignore") ||
                          reader.accept("replace");
    if (!is_known) return false;
  }
  action.definition = reader.text_since(first);
  return reader.at_end();
}

bool read_expression(Reader& reader, Action& action) {
  action.kind = Kind::kSetExpression;
  action.expression = reader.take_parenthesised();
  const std::size_t first = reader.at();
  if (reader.accept("stored") || reader.accept("virtual")) {
    action.definition = reader.text_since(first);
  }
  return !action.expression.empty() && reader.at_end();
}

bool read_set_of_column(Reader& reader, Action& action) {
  if (reader.accept("data")) return reader.accept("type") && read_type(reader, action);
  if (reader.accept("collate")) {
    action.kind = Kind::kSetCollation;
    action.collation = reader.take_rest();
    return Tokens(action.collation).size() == 1;
  }
  if (reader.accept("expression")) return reader.accept("as") && read_expression(reader, action);
  if (!reader.accept("default")) return read_not_null(reader, action);
  action.kind = Kind::kSetDefault;
  action.expression = reader.take_rest();
  return !action.expression.empty();
}

bool read_drop_of_column(Reader& reader, Action& action) {
  if (reader.accept("type")) {
    action.kind = Kind::kDropType;
  } else if (reader.accept("default")) {
    action.kind = Kind::kDropDefault;
  } else if (reader.accept("not", "null")) {
    action.kind = Kind::kDropNotNull;
  } else if (reader.accept("expression")) {
    action.kind = Kind::kDropExpression;
    action.is_conditional = reader.accept("if", "exists");
  } else {
    return false;
  }
  return reader.at_end();
}

bool read_alter_column(Reader& reader, Action& action) {
  reader.accept("column");
  if (!reader.take_name(action.name)) return false;
  if (reader.accept("type")) return read_type(reader, action);
  if (reader.accept("set")) return read_set_of_column(reader, action);
  return reader.accept("drop") && read_drop_of_column(reader, action);
}

// `SET WITHOUT ROWID` sets an option, `SET WITHOUT STRICT` takes one away.
bool read_option(Reader& reader, Action& action) {
  if (reader.accept("strict")) {
    action.kind = Kind::kSetOption;
  } else if (reader.accept("without", "strict")) {
    action.kind = Kind::kDropOption;
  } else {
    action.option = TableOption::kWithoutRowid;
    action.kind = reader.accept("without") ? Kind::kSetOption : Kind::kDropOption;
    if (action.kind == Kind::kDropOption && !reader.accept("with")) return false;
    if (!reader.accept("rowid")) return false;
  }
  return reader.at_end();
}

bool read_known(Reader& reader, Action& action) {
  if (reader.accept("set")) return read_option(reader, action);
  if (reader.accept("add")) return read_add(reader, action);
  if (reader.accept("drop")) return read_drop(reader, action);
  if (reader.accept("rename")) return read_rename_action(reader, action);
  return reader.accept("alter") && read_alter_column(reader, action);
}

// Cheap, as it is asked of every statement.
bool is_alter(std::string_view sql) {
  return lexing::TokenReader(sqlite_dialect(), sql).accept_word("alter");
}

Action read_action(std::string_view sql, const Tokens& tokens, std::size_t begin, std::size_t end) {
  Action action;
  if (begin < end) action.text = slice(sql, tokens.span(begin, end - 1));
  Reader reader(sql, tokens, begin, end);
  if (read_known(reader, action)) return action;
  Action other;
  other.text = action.text;
  return other;
}

}  // namespace

std::optional<AlterTable> read_alter_table(std::string_view sql) {
  if (!is_alter(sql)) return std::nullopt;
  const Tokens tokens(sql);
  Reader reader(sql, tokens, 0, tokens.size());
  if (!reader.accept("alter", "table")) return std::nullopt;
  AlterTable alter;
  alter.is_conditional = reader.accept("if", "exists");
  // A table may have that name.
  const bool is_only =
      tokens.is_word(reader.at(), "only") && tokens.name(reader.at() + 1) &&
      !tokens.is_word(reader.at() + 1, "add") && !tokens.is_word(reader.at() + 1, "alter") &&
      !tokens.is_word(reader.at() + 1, "drop") && !tokens.is_word(reader.at() + 1, "rename") &&
      !tokens.is_word(reader.at() + 1, "set");
  if (is_only) reader.accept("only");
  alter.is_plain = !alter.is_conditional && !is_only;
  const std::size_t name = reader.at();
  if (!reader.take_object(alter.table)) return std::nullopt;
  alter.written_name = slice(sql, tokens.span(name, reader.at() - 1));
  std::size_t begin = reader.at();
  for (std::size_t i = begin; i < tokens.size(); ++i) {
    if (tokens.is(i, '(')) i = tokens.closing(i);
    if (!tokens.is(i, ',')) continue;
    alter.actions.push_back(read_action(sql, tokens, begin, i));
    begin = i + 1;
  }
  alter.actions.push_back(read_action(sql, tokens, begin, tokens.size()));
  return alter;
}

bool needs_migrate(std::string_view sql) {
  if (read_rename(sql)) return true;
  const std::optional<AlterTable> alter = read_alter_table(sql);
  if (!alter) return false;
  if (!alter->is_plain || alter->actions.size() > 1) return true;
  const Action& action = alter->actions.front();
  switch (action.kind) {
    case Kind::kSetType:
    case Kind::kDropType:
    case Kind::kSetCollation:
    case Kind::kSetDefault:
    case Kind::kDropDefault:
    case Kind::kSetExpression:
    case Kind::kDropExpression:
    case Kind::kAddConstraint:
    case Kind::kDropConstraint:
    case Kind::kRenameConstraint:
    case Kind::kSetNotNull:
    case Kind::kDropNotNull:
    case Kind::kSetOption:
    case Kind::kDropOption:
      return true;
    case Kind::kAddColumn:
    case Kind::kDropColumn:
      return action.is_conditional;
    case Kind::kRenameTable:
      // SQLite takes it for the name of another table.
      return equals_ignoring_case(alter->table.name, action.new_name);
    case Kind::kRenameColumn:
    case Kind::kOther:
      return false;
  }
  return false;
}

std::optional<Rename> read_rename(std::string_view sql) {
  if (!is_alter(sql)) return std::nullopt;
  const Tokens tokens(sql);
  Reader reader(sql, tokens, 0, tokens.size());
  Rename rename;
  if (reader.accept("alter", "index")) {
    rename.is_conditional = reader.accept("if", "exists");
    if (!reader.take_object(rename.object)) return std::nullopt;
  } else if (reader.accept("alter", "trigger")) {
    rename.kind = Rename::Kind::kTrigger;
    if (!reader.take_object(rename.object) || !reader.accept("on") ||
        !reader.take_object(rename.table)) {
      return std::nullopt;
    }
  } else {
    return std::nullopt;
  }
  if (!reader.accept("rename", "to") || !reader.take_name(rename.new_name) || !reader.at_end()) {
    return std::nullopt;
  }
  return rename;
}

}  // namespace migrate::sqlite

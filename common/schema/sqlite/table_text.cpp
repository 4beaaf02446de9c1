#include "schema/sqlite/table_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "error.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

using Kind = Constraint::Kind;

// Thrown where the text goes on otherwise than expected; the public functions know what it is.
struct Unreadable {
  std::size_t offset;
};

constexpr std::array<std::string_view, 5> kTableConstraints{"constraint", "primary", "unique",
                                                            "check", "foreign"};
// What ends a column's type. GENERATED can be a part of a type, so it ends one with ALWAYS only.
constexpr std::array<std::string_view, 10> kAfterType{
    "constraint", "primary", "not",        "null",    "unique",
    "check",      "default", "references", "collate", "as"};

std::string in_lower_case(std::string word) {
  for (char& c : word) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return word;
}

class Reader {
 public:
  explicit Reader(std::string_view sql) : tokens_(sql) {}

  TableText table() {
    TableText table;
    expect_word("create");
    if (!accept_word("temp")) accept_word("temporary");
    expect_word("table");
    if (accept_word("if")) {
      expect_word("not");
      expect_word("exists");
    }
    take_name();
    if (accept('.')) take_name();
    table.name = tokens_.span(at_ - 1);
    const std::size_t close = tokens_.closing(at_);
    table.body = tokens_.span(at_, close);
    expect('(');
    do {
      if (starts_table_constraint()) break;
      table.columns.push_back(column());
    } while (accept(','));
    while (!accept(')')) {
      if (at_ >= tokens_.size()) throw Unreadable{table.body.begin};
      add_table_constraint(table.constraints);
      accept(',');
    }
    read_options(table);
    if (table.columns.empty()) throw Unreadable{table.body.begin};
    return table;
  }

  ColumnText column() {
    ColumnText column;
    const std::size_t first = at_;
    column.name = take_name();
    column.name_span = tokens_.span(first);
    column.type = type();
    while (!at_end_of_element()) add_column_constraint(column.constraints);
    column.span = tokens_.span(first, at_ - 1);
    return column;
  }

  void add_table_constraint(std::vector<Constraint>& constraints) {
    Constraint constraint;
    const std::size_t first = at_;
    take_constraint_name(constraint);
    // CONSTRAINT and a name with nothing behind them are legal.
    if (at_end_of_element()) return;
    const std::size_t definition = at_;
    if (accept_word("primary")) {
      expect_word("key");
      constraint.kind = Kind::kPrimaryKey;
      if (is('(')) constraint.columns = sort_list();
      conflict_clause(constraint);
    } else if (accept_word("unique")) {
      constraint.kind = Kind::kUnique;
      constraint.columns = sort_list();
      conflict_clause(constraint);
    } else if (accept_word("check")) {
      constraint.kind = Kind::kCheck;
      constraint.expression = parenthesised();
      conflict_clause(constraint);
    } else {
      expect_word("foreign");
      expect_word("key");
      constraint.kind = Kind::kForeignKey;
      constraint.columns = sort_list();
      if (accept_word("references")) references(constraint);
    }
    finish(constraint, first, definition);
    constraints.push_back(std::move(constraint));
  }

  void expect_end() const {
    if (at_ < tokens_.size()) throw Unreadable{tokens_.span(at_).begin};
  }

 private:
  bool starts_table_constraint() const {
    return std::any_of(kTableConstraints.begin(), kTableConstraints.end(),
                       [&](std::string_view word) { return tokens_.is_word(at_, word); });
  }

  bool at_end_of_element() const { return at_ >= tokens_.size() || is(',') || is(')'); }

  bool ends_type() const {
    if (tokens_.is_word(at_, "generated") && tokens_.is_word(at_ + 1, "always")) return true;
    return std::any_of(kAfterType.begin(), kAfterType.end(),
                       [&](std::string_view word) { return tokens_.is_word(at_, word); });
  }

  Span type() {
    const std::size_t first = at_;
    while (!ends_type() && tokens_.name(at_)) ++at_;
    if (at_ > first && is('(')) at_ = tokens_.closing(at_) + 1;
    const std::size_t name_end = tokens_.span(first - 1).end;
    return at_ == first ? Span{name_end, name_end} : tokens_.span(first, at_ - 1);
  }

  void add_column_constraint(std::vector<Constraint>& constraints) {
    Constraint constraint;
    const std::size_t first = at_;
    take_constraint_name(constraint);
    if (at_end_of_element()) return;
    const std::size_t definition = at_;
    if (starts_deferral()) {
      deferral(constraint);
      defer_last_key(constraints, constraint.actions.is_deferred);
      return;
    }
    read_clause(constraint);
    finish(constraint, first, definition);
    constraints.push_back(std::move(constraint));
  }

  // SQLite lets other clauses stand between; the text belongs to the key only right behind it.
  void defer_last_key(std::vector<Constraint>& constraints, bool is_deferred) const {
    const auto key = std::find_if(constraints.rbegin(), constraints.rend(),
                                  [](const auto& one) { return one.kind == Kind::kForeignKey; });
    if (key == constraints.rend()) return;
    key->actions.is_deferred = is_deferred;
    key->has_actions = true;
    if (key == constraints.rbegin()) {
      key->span.end = key->definition.end = tokens_.span(at_ - 1).end;
    }
  }

  void read_clause(Constraint& constraint) {
    if (accept_word("default")) {
      constraint.kind = Kind::kDefault;
      constraint.expression = default_value();
    } else if (accept_word("null")) {
      constraint.kind = Kind::kNull;
      conflict_clause(constraint);
    } else if (accept_word("not")) {
      expect_word("null");
      constraint.kind = Kind::kNotNull;
      conflict_clause(constraint);
    } else if (accept_word("primary")) {
      expect_word("key");
      constraint.kind = Kind::kPrimaryKey;
      if (!accept_word("asc")) accept_word("desc");
      conflict_clause(constraint);
      accept_word("autoincrement");
    } else if (accept_word("unique")) {
      constraint.kind = Kind::kUnique;
      conflict_clause(constraint);
    } else if (accept_word("check")) {
      constraint.kind = Kind::kCheck;
      constraint.expression = parenthesised();
      conflict_clause(constraint);
    } else if (accept_word("references")) {
      constraint.kind = Kind::kForeignKey;
      references(constraint);
    } else if (accept_word("collate")) {
      constraint.kind = Kind::kCollate;
      take_name();
    } else {
      generated(constraint);
    }
  }

  void generated(Constraint& constraint) {
    if (accept_word("generated")) expect_word("always");
    expect_word("as");
    constraint.kind = Kind::kGenerated;
    constraint.expression = parenthesised();
    if (!accept_word("stored")) accept_word("virtual");
  }

  Span default_value() {
    const std::size_t first = at_;
    if (is('(')) return parenthesised();
    if (is('+') || is('-')) ++at_;
    if (at_end_of_element()) throw Unreadable{tokens_.span(at_).begin};
    ++at_;
    return tokens_.span(first, at_ - 1);
  }

  void references(Constraint& constraint) {
    constraint.parent = take_name();
    if (is('(')) constraint.parent_columns = sort_list();
    for (;;) {
      if (tokens_.is_word(at_, "on") && !tokens_.is_word(at_ + 1, "conflict")) {
        const bool is_delete = tokens_.is_word(at_ + 1, "delete");
        at_ += 2;
        std::string action = take_action();
        (is_delete ? constraint.actions.on_delete : constraint.actions.on_update) =
            std::move(action);
        constraint.has_actions = true;
      } else if (accept_word("match")) {
        take_name();
      } else if (starts_deferral()) {
        deferral(constraint);
      } else {
        return;
      }
    }
  }

  // `SET NULL`, `CASCADE`
  std::string take_action() {
    const bool has_two_words = tokens_.is_word(at_, "set") || tokens_.is_word(at_, "no");
    std::string action = in_lower_case(take_name());
    if (has_two_words) action += " " + in_lower_case(take_name());
    return action;
  }

  bool starts_deferral() const {
    return tokens_.is_word(at_, "deferrable") ||
           (tokens_.is_word(at_, "not") && tokens_.is_word(at_ + 1, "deferrable"));
  }

  void deferral(Constraint& constraint) {
    const bool is_deferrable = !accept_word("not");
    expect_word("deferrable");
    const bool is_deferred =
        accept_word("initially") && equals_ignoring_case(take_name(), "deferred");
    constraint.actions.is_deferred = is_deferrable && is_deferred;
    constraint.has_actions = true;
  }

  void conflict_clause(Constraint& constraint) {
    if (!tokens_.is_word(at_, "on") || !tokens_.is_word(at_ + 1, "conflict")) return;
    at_ += 2;
    constraint.conflict = in_lower_case(take_name());
  }

  Span parenthesised() {
    const std::size_t first = at_;
    if (!is('(') || tokens_.closing(at_) == tokens_.size()) {
      throw Unreadable{tokens_.span(at_).begin};
    }
    at_ = tokens_.closing(at_) + 1;
    return tokens_.span(first, at_ - 1);
  }

  // `(a, "b" COLLATE c DESC, d AUTOINCREMENT)` -> a, b, d
  std::vector<std::string> sort_list() {
    std::vector<std::string> names;
    expect('(');
    do {
      names.push_back(take_name());
      while (!at_end_of_element()) ++at_;
    } while (accept(','));
    expect(')');
    return names;
  }

  void read_options(TableText& table) {
    while (at_ < tokens_.size() && !is(';')) {
      const std::size_t first = at_;
      if (accept_word("without")) {
        expect_word("rowid");
        table.options.push_back({TableOption::kWithoutRowid, tokens_.span(first, at_ - 1)});
      } else {
        expect_word("strict");
        table.options.push_back({TableOption::kStrict, tokens_.span(first)});
      }
      accept(',');
    }
  }

  // Of several names only the last counts, but all of them go with the constraint.
  void take_constraint_name(Constraint& constraint) {
    while (accept_word("constraint")) {
      constraint.name_span = tokens_.span(at_);
      constraint.name = take_name();
    }
  }

  void finish(Constraint& constraint, std::size_t first, std::size_t definition) const {
    constraint.span = tokens_.span(first, at_ - 1);
    constraint.definition = tokens_.span(definition, at_ - 1);
  }

  std::string take_name() {
    std::optional<std::string> name = tokens_.name(at_);
    if (!name) throw Unreadable{tokens_.span(at_).begin};
    ++at_;
    return *std::move(name);
  }

  bool is(char character) const { return tokens_.is(at_, character); }

  bool accept(char character) {
    if (!is(character)) return false;
    ++at_;
    return true;
  }

  bool accept_word(std::string_view word) {
    if (!tokens_.is_word(at_, word)) return false;
    ++at_;
    return true;
  }

  void expect(char character) {
    if (!accept(character)) throw Unreadable{tokens_.span(at_).begin};
  }

  void expect_word(std::string_view word) {
    if (!accept_word(word)) throw Unreadable{tokens_.span(at_).begin};
  }

  Tokens tokens_;
  std::size_t at_ = 0;
};

Error unreadable(ErrorCode code, std::string_view what, std::string_view sql, std::size_t offset) {
  const std::string_view rest = trim(sql.substr(offset));
  return {code, cat("cannot read the definition of a ", what, ": \"", excerpt(sql), "\""),
          rest.empty() ? std::string("It ends too early.")
                       : cat("What cannot be read begins with \"", excerpt(rest), "\".")};
}

}  // namespace

const Constraint* ColumnText::find(Constraint::Kind kind) const {
  const auto found = std::find_if(constraints.begin(), constraints.end(),
                                  [&](const Constraint& one) { return one.kind == kind; });
  return found == constraints.end() ? nullptr : &*found;
}

bool TableText::has(TableOption option) const {
  return std::any_of(options.begin(), options.end(),
                     [&](const OptionText& one) { return one.option == option; });
}

const ColumnText* TableText::find(std::string_view column) const& {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const ColumnText& one) {
    return equals_ignoring_case(one.name, column);
  });
  return found == columns.end() ? nullptr : &*found;
}

TableText read_table(std::string_view sql) {
  try {
    return Reader(sql).table();
  } catch (const Unreadable& place) {
    throw unreadable(ErrorCode::kNotSupported, "table", sql, place.offset);
  }
}

ColumnText read_column(std::string_view definition) {
  try {
    Reader reader(definition);
    ColumnText column = reader.column();
    reader.expect_end();
    return column;
  } catch (const Unreadable& place) {
    throw unreadable(ErrorCode::kInvalidScript, "column", definition, place.offset);
  }
}

Constraint read_constraint(std::string_view definition) {
  try {
    Reader reader(definition);
    std::vector<Constraint> constraints;
    reader.add_table_constraint(constraints);
    reader.expect_end();
    if (constraints.empty()) throw Unreadable{definition.size()};
    return constraints.front();
  } catch (const Unreadable& place) {
    throw unreadable(ErrorCode::kInvalidScript, "constraint", definition, place.offset);
  }
}

}  // namespace migrate::sqlite

#include "schema/sqlite/table_change.h"

#include <algorithm>
#include <cassert>
#include <optional>

#include "error.h"
#include "schema/sqlite/table_text.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

using Kind = Action::Kind;

bool has_name(const std::vector<std::string>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& one) { return equals_ignoring_case(one, name); });
}

void remove_name(std::vector<std::string>& names, std::string_view name) {
  std::erase_if(names, [&](const std::string& one) { return equals_ignoring_case(one, name); });
}

// As PostgreSQL does; the table of that name is not the one that is read here.
void refuse_subquery(std::string_view expression) {
  const Tokens tokens(expression);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens.is_word(i, "select")) continue;
    throw Error(ErrorCode::kNotSupported, "cannot use subquery in USING", "",
                "Add a column, fill it by an UPDATE and drop the old one.");
  }
}

// The CHECK, or the clause of a generated column, that has this expression.
std::optional<Constraint> constraint_of(std::string_view sql, const TableText& table,
                                        std::string_view expression) {
  std::vector<Constraint> all = table.constraints;
  for (const ColumnText& column : table.columns) {
    all.insert(all.end(), column.constraints.begin(), column.constraints.end());
  }
  for (const Constraint& one : all) {
    const bool is_computed =
        one.kind == Constraint::Kind::kCheck || one.kind == Constraint::Kind::kGenerated;
    if (is_computed && slice(sql, one.expression) == expression) return one;
  }
  return std::nullopt;
}

// The definitions of a table's keys, own and foreign, and what else tells how values are stored.
std::vector<std::string_view> keys_of(std::string_view sql, const TableText& table) {
  std::vector<std::string_view> keys;
  for (const Constraint& one : table.constraints) {
    if (one.kind != Constraint::Kind::kCheck) keys.push_back(slice(sql, one.definition));
  }
  for (const OptionText& one : table.options) keys.push_back(slice(sql, one.span));
  return keys;
}

}  // namespace

bool TableChange::leaves_key_column(std::string_view column) const {
  const TableText before = read_table(before_);
  const TableText after = read_table(sql_);
  const ColumnText* old_column = before.find(column);
  const ColumnText* new_column = after.find(column);
  if (!old_column || !new_column || keys_of(before_, before) != keys_of(sql_, after) ||
      slice(before_, old_column->span) != slice(sql_, new_column->span)) {
    return false;
  }
  // Not a generated one, as what it is computed of may have changed.
  const std::vector<Source> columns = sources();
  return std::any_of(columns.begin(), columns.end(), [&](const Source& source) {
    return source.is_copy && equals_ignoring_case(source.column, column);
  });
}

// SQLite would take a quoted name that is no column's for a string.
void TableChange::require_columns_of_expressions() const {
  const TableText table = read_table(sql_);
  for (const std::string& expression : expressions_) {
    const std::optional<Constraint> constraint = constraint_of(sql_, table, expression);
    if (!constraint) continue;  // a later change has dropped it
    const Tokens tokens(expression);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const bool is_quoted = tokens.text(i).front() == '"';
      const bool is_other = tokens.is(i + 1, '(') || tokens.is(i + 1, '.') ||
                            (i > 0 && tokens.is_word(i - 1, "collate"));
      if (!is_quoted || is_other || table.find(*tokens.name(i))) continue;
      const bool is_check = constraint->kind == Constraint::Kind::kCheck;
      throw Error(ErrorCode::kWrongState,
                  cat("column ", tokens.text(i), " of table \"",
                      Tokens(slice(sql_, table.name)).name(0).value_or(""), "\" does not exist"),
                  cat(is_check ? "CHECK " : "AS ", expression, " refers to it."),
                  "A string stands in single quotes.");
    }
  }
}

void TableChange::require_a_column() const {
  if (awaits_column_) sqlite::drop_column(sql_, awaits_column_->name);
}

bool TableChange::takes_rowid_away() const {
  return !read_table(before_).has(TableOption::kWithoutRowid) &&
         read_table(sql_).has(TableOption::kWithoutRowid);
}

void TableChange::apply(const Action& action) {
  switch (action.kind) {
    case Kind::kAddColumn:
      return add_column(action);
    case Kind::kDropColumn:
      return drop_column(action);
    case Kind::kSetType:
      return set_type(action);
    case Kind::kDropType:
      sql_ = drop_type(sql_, action.name);
      return;
    case Kind::kSetCollation:
      sql_ = set_collation(sql_, action.name, action.collation);
      return;
    case Kind::kSetNotNull:
      sql_ = set_not_null(sql_, action.name, action.definition);
      return;
    case Kind::kDropNotNull:
      sql_ = drop_not_null(sql_, action.name);
      return;
    case Kind::kSetDefault:
      keep_default_of_added(action.name);
      sql_ = set_default(sql_, action.name, action.expression);
      return;
    case Kind::kDropDefault:
      keep_default_of_added(action.name);
      sql_ = drop_default(sql_, action.name);
      return;
    case Kind::kSetExpression:
      return set_expression(action);
    case Kind::kDropExpression:
      return drop_expression(action);
    case Kind::kAddConstraint:
      sql_ = add_constraint(sql_, action.definition);
      return note_constraint(action.definition);
    case Kind::kDropConstraint:
      return drop_constraint(action);
    case Kind::kRenameConstraint:
      sql_ = rename_constraint(sql_, action.name, action.new_name);
      return;
    case Kind::kSetOption:
      sql_ = add_option(sql_, action.option);
      return;
    case Kind::kDropOption:
      sql_ = drop_option(sql_, action.option);
      return;
    case Kind::kRenameColumn:
    case Kind::kRenameTable:
    case Kind::kOther:
      break;
  }
  assert(false);
}

void TableChange::note_constraint(std::string_view definition) {
  const Constraint constraint = read_constraint(definition);
  adds_primary_key_ |= constraint.kind == Constraint::Kind::kPrimaryKey;
  if (constraint.kind == Constraint::Kind::kCheck) {
    expressions_.emplace_back(slice(definition, constraint.expression));
  }
}

void TableChange::add_column(const Action& action) {
  const ColumnText column = read_column(action.definition);
  const TableText table = read_table(sql_);
  if (action.is_conditional && table.find(column.name)) return;
  sql_ = sqlite::add_column(sql_, action.definition);
  adds_primary_key_ |= column.find(Constraint::Kind::kPrimaryKey) != nullptr;
  added_.push_back(column.name);
  if (!awaits_column_) return;
  const Action drop = *awaits_column_;
  awaits_column_.reset();
  drop_column(drop);
}

void TableChange::drop_column(const Action& action) {
  const TableText table = read_table(sql_);
  if (action.is_conditional && !table.find(action.name)) return;
  if (table.columns.size() == 1 && table.find(action.name)) {
    awaits_column_ = action;
    return;
  }
  sql_ = sqlite::drop_column(sql_, action.name);
  if (is_added(action.name)) {
    remove_name(added_, action.name);
  } else {
    dropped_.push_back(action.name);
  }
  std::erase_if(values_,
                [&](const Given& one) { return equals_ignoring_case(one.column, action.name); });
}

void TableChange::set_type(const Action& action) {
  sql_ = sqlite::set_type(sql_, action.name, action.definition, action.collation);
  if (action.expression.empty()) return;
  refuse_subquery(action.expression);
  const TableText table = read_table(sql_);
  const ColumnText& column = *table.find(action.name);
  if (column.find(Constraint::Kind::kGenerated)) {
    throw Error(ErrorCode::kWrongState, cat("column \"", column.name, "\" is a generated column"),
                "USING gives a value to a column that is stored.");
  }
  if (Given* old = given(action.name)) {
    old->expression = action.expression;
  } else {
    values_.push_back({action.name, std::string(action.expression)});
  }
}

void TableChange::set_expression(const Action& action) {
  sql_ = sqlite::set_expression(sql_, action.name, action.expression, action.definition);
  expressions_.emplace_back(action.expression);
}

// The old column is read as any other, and what it shows becomes the value.
void TableChange::drop_expression(const Action& action) {
  const TableText table = read_table(sql_);
  const ColumnText* column = table.find(action.name);
  const Constraint* generated = column ? column->find(Constraint::Kind::kGenerated) : nullptr;
  if (column && !generated && action.is_conditional) return;
  if (generated) {
    values_.push_back({action.name, is_added(action.name)
                                        ? std::string(slice(sql_, generated->expression))
                                        : shown_value(action.name)});
  }
  sql_ = sqlite::drop_expression(sql_, action.name);
}

void TableChange::drop_constraint(const Action& action) {
  if (!action.definition.empty()) {
    if (action.is_conditional && !has_constraint_like(sql_, action.definition)) return;
    sql_ = drop_constraint_like(sql_, action.definition, key_of_);
    return;
  }
  if (action.is_conditional && !has_constraint(sql_, action.name)) return;
  sql_ = sqlite::drop_constraint(sql_, action.name);
}

// The rows that are there have the default that the column was added with.
void TableChange::keep_default_of_added(std::string_view column) {
  if (!is_added(column) || given(column)) return;
  const TableText table = read_table(sql_);
  const Constraint* value = table.find(column)->find(Constraint::Kind::kDefault);
  const std::string_view text = value ? slice(sql_, value->expression) : "NULL";
  // A bare word is a string in a default and a column in a SELECT.
  const Tokens tokens(text);
  const bool is_bare = tokens.size() == 1 && tokens.name(0) && !tokens.is_string(0);
  const bool is_keyword = tokens.is_word(0, "null") || tokens.is_word(0, "true") ||
                          tokens.is_word(0, "false") || tokens.is_word(0, "current_time") ||
                          tokens.is_word(0, "current_date") ||
                          tokens.is_word(0, "current_timestamp");
  values_.push_back({std::string(column), is_bare && !is_keyword
                                              ? sqlite_dialect().quote_literal(*tokens.name(0))
                                              : std::string(text)});
}

TableChange::Given* TableChange::given(std::string_view column) {
  const auto found = std::find_if(values_.begin(), values_.end(), [&](const Given& one) {
    return equals_ignoring_case(one.column, column);
  });
  return found == values_.end() ? nullptr : &*found;
}

bool TableChange::is_added(std::string_view column) const { return has_name(added_, column); }

std::vector<TableChange::Source> TableChange::sources() const {
  std::vector<Source> sources;
  for (const ColumnText& column : read_table(sql_).columns) {
    if (column.find(Constraint::Kind::kGenerated)) continue;
    const auto value = std::find_if(values_.begin(), values_.end(), [&](const Given& one) {
      return equals_ignoring_case(one.column, column.name);
    });
    if (value != values_.end()) {
      sources.push_back({column.name, value->expression, false});
    } else if (!is_added(column.name)) {
      sources.push_back({column.name, quoted(column.name), true});
    }
  }
  return sources;
}

}  // namespace migrate::sqlite

// Every function reads the statement, finds spans and replaces them from the last to the first, so
// that those before keep their places.
#include "schema/sqlite/table_edit.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "error.h"
#include "schema/sqlite/list_edit.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

using Kind = Constraint::Kind;

struct Edit {
  Span span;
  std::string text;
};

std::string applied(std::string_view sql, std::vector<Edit> edits) {
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  std::string result;
  std::size_t written = 0;
  for (const Edit& edit : edits) {
    // Two that go may share the space between them.
    if (edit.span.begin > written) result.append(sql.substr(written, edit.span.begin - written));
    result += edit.text;
    written = std::max(written, edit.span.end);
  }
  return result.append(sql.substr(written));
}

std::string table_name(std::string_view sql, const TableText& table) {
  return Tokens(slice(sql, table.name)).name(0).value_or("");
}

const ColumnText& require_column(std::string_view sql, const TableText& table,
                                 std::string_view column) {
  if (const ColumnText* found = table.find(column)) return *found;
  std::vector<std::string> names;
  for (const ColumnText& one : table.columns) names.push_back(one.name);
  const auto near = did_you_mean(column, names);
  throw Error(
      ErrorCode::kWrongState,
      cat("column \"", column, "\" of table \"", table_name(sql, table), "\" does not exist"), "",
      near ? cat("Did you mean \"", *near, "\"?") : "");
}

const Constraint& require_expression(std::string_view sql, const TableText& table,
                                     std::string_view column) {
  const ColumnText& found = require_column(sql, table, column);
  if (const Constraint* expression = found.find(Kind::kGenerated)) return *expression;
  throw Error(ErrorCode::kWrongState, cat("column \"", found.name, "\" of table \"",
                                          table_name(sql, table), "\" is not a generated column"));
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

Span behind_type(const ColumnText& column) { return {column.type.end, column.type.end}; }

// The constraint of a column, with the space in front of it, and with its line where it has one.
Span clause_with_space(std::string_view sql, Span clause) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  Span span = clause;
  while (span.begin > 0 && is_blank(sql[span.begin - 1])) --span.begin;
  const bool starts_line = span.begin > 0 && sql[span.begin - 1] == '\n';
  if (!starts_line) return span;
  if (span.end < sql.size() && sql[span.end] == '\n') {
    ++span.end;
    return span;
  }
  span = clause;
  while (span.end < sql.size() && is_blank(sql[span.end])) ++span.end;
  return span;
}

// Names of a list in any order are another key only for FOREIGN KEY, but PostgreSQL shows them in
// order, and two keys may differ in nothing else.
bool same_names(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), equals_ignoring_case);
}

// A constraint of the statement, with the columns that it would name if it stood at the table.
struct Found {
  const Constraint* constraint;
  const ColumnText* column;  // nullptr: at the table
  std::vector<std::string> columns;
};

std::vector<Found> all_constraints(const TableText& table) {
  std::vector<Found> all;
  for (const ColumnText& column : table.columns) {
    for (const Constraint& constraint : column.constraints) {
      all.push_back({&constraint, &column, {column.name}});
    }
  }
  for (const Constraint& constraint : table.constraints) {
    all.push_back({&constraint, nullptr, constraint.columns});
  }
  return all;
}

bool can_be_named(const Constraint& constraint) {
  switch (constraint.kind) {
    case Kind::kNotNull:
    case Kind::kPrimaryKey:
    case Kind::kUnique:
    case Kind::kCheck:
    case Kind::kForeignKey:
      return true;
    case Kind::kNull:
    case Kind::kDefault:
    case Kind::kCollate:
    case Kind::kGenerated:
      return false;
  }
  return false;
}

std::vector<Found> constraints_named(const TableText& table, std::string_view name) {
  std::vector<Found> found = all_constraints(table);
  std::erase_if(found, [&](const Found& one) {
    return !can_be_named(*one.constraint) || !equals_ignoring_case(one.constraint->name, name);
  });
  return found;
}

Found require_one_named(std::string_view sql, const TableText& table, std::string_view name) {
  const std::vector<Found> found = constraints_named(table, name);
  const std::string of_table = cat("\" of table \"", table_name(sql, table), "\"");
  if (found.size() > 1) {
    throw Error(ErrorCode::kWrongState, cat("several constraints \"", name, of_table, " exist"), "",
                "Name the one by its definition: DROP CONSTRAINT CHECK (a > 0).");
  }
  if (!found.empty()) return found.front();
  std::vector<std::string> names;
  for (const Found& one : all_constraints(table)) {
    if (!one.constraint->name.empty()) names.push_back(one.constraint->name);
  }
  const auto near = did_you_mean(name, names);
  throw Error(ErrorCode::kWrongState, cat("constraint \"", name, of_table, " does not exist"), "",
              near
                  ? cat("Did you mean \"", *near, "\"?")
                  : "One without a name is dropped by its definition: DROP CONSTRAINT UNIQUE (a).");
}

// ABORT is what happens without the clause.
bool is_same_conflict(std::string_view a, std::string_view b) {
  return (a.empty() ? "abort" : a) == (b.empty() ? "abort" : b);
}

bool is_like(std::string_view sql, const Found& found, std::string_view definition,
             const Constraint& wanted) {
  const Constraint& one = *found.constraint;
  if (one.kind != wanted.kind) return false;
  if (!wanted.name.empty() && !equals_ignoring_case(one.name, wanted.name)) return false;
  if (!wanted.conflict.empty() && !is_same_conflict(one.conflict, wanted.conflict)) return false;
  if (one.kind == Kind::kCheck) {
    return same_tokens(slice(sql, one.expression), slice(definition, wanted.expression));
  }
  if (one.kind == Kind::kPrimaryKey && wanted.columns.empty()) return true;
  if (!same_names(found.columns, wanted.columns)) return false;
  if (one.kind != Kind::kForeignKey || wanted.parent.empty()) return true;
  if (wanted.has_actions && one.actions != wanted.actions) return false;
  return equals_ignoring_case(one.parent, wanted.parent) &&
         (wanted.parent_columns.empty() || same_names(one.parent_columns, wanted.parent_columns));
}

std::vector<std::string> referenced_columns(const Constraint& key, const PrimaryKeyOf& key_of) {
  const bool is_left_out = !key.parent.empty() && key.parent_columns.empty() && key_of;
  return is_left_out ? key_of(key.parent) : key.parent_columns;
}

// Those that fit; where some have no more than the definition says, only these.
std::vector<Found> constraints_like(std::string_view sql, const TableText& table,
                                    std::string_view definition, const PrimaryKeyOf& key_of) {
  const Constraint wanted = read_constraint(definition);
  std::vector<Found> found = all_constraints(table);
  std::erase_if(found, [&](const Found& one) { return !is_like(sql, one, definition, wanted); });
  const std::vector<std::string> referenced = referenced_columns(wanted, key_of);
  std::vector<Found> exact = found;
  std::erase_if(exact, [&](const Found& one) {
    return one.constraint->name.empty() != wanted.name.empty() ||
           !is_same_conflict(one.constraint->conflict, wanted.conflict) ||
           one.constraint->actions != wanted.actions ||
           !same_names(referenced_columns(*one.constraint, key_of), referenced);
  });
  const bool is_vague = wanted.kind == Kind::kForeignKey && wanted.parent.empty();
  return exact.empty() || is_vague ? found : exact;
}

std::string removed(std::string_view sql, const TableText& table, const std::vector<Found>& found) {
  std::vector<Edit> edits;
  std::vector<Span> elements;
  for (const Found& one : found) {
    if (one.column) {
      edits.push_back({clause_with_space(sql, one.constraint->span), ""});
    } else {
      elements.push_back(one.constraint->span);
    }
  }
  for (const Span span : spans_without(sql, table, elements)) edits.push_back({span, ""});
  return applied(sql, std::move(edits));
}

bool names_column(const std::vector<std::string>& columns, std::string_view column) {
  return std::any_of(columns.begin(), columns.end(),
                     [&](const std::string& one) { return equals_ignoring_case(one, column); });
}

bool depends_on(std::string_view sql, const Found& found, std::string_view column) {
  const Constraint& one = *found.constraint;
  if (found.column && equals_ignoring_case(found.column->name, column)) return false;
  if (one.kind == Kind::kCheck) return mentions_column(slice(sql, one.expression), column);
  return !found.column && names_column(one.columns, column);
}

// `now + 1` needs parentheses behind DEFAULT; a literal, a word and what is in some already don't.
std::string default_clause(std::string_view expression) {
  const Tokens tokens(expression);
  const std::size_t first = tokens.is(0, '-') || tokens.is(0, '+') ? 1 : 0;
  const bool is_term = tokens.size() == first + 1 && !tokens.is(first, '(');
  const bool is_enclosed = tokens.is(0, '(') && tokens.closing(0) + 1 == tokens.size();
  return is_term || is_enclosed ? cat("DEFAULT ", expression) : cat("DEFAULT (", expression, ")");
}

std::string without_clauses(std::string_view sql, const ColumnText& column, Kind kind) {
  std::vector<Edit> edits;
  for (const Constraint& one : column.constraints) {
    if (one.kind == kind) edits.push_back({clause_with_space(sql, one.span), ""});
  }
  return applied(sql, std::move(edits));
}

}  // namespace

std::string add_column(std::string_view sql, std::string_view definition) {
  const TableText table = read_table(sql);
  const ColumnText column = read_column(definition);
  if (table.find(column.name)) {
    throw Error(ErrorCode::kWrongState, cat("column \"", column.name, "\" of table \"",
                                            table_name(sql, table), "\" already exists"));
  }
  return with_element_behind(sql, table, table.columns.size() - 1, definition);
}

std::string drop_column(std::string_view sql, std::string_view column) {
  const TableText table = read_table(sql);
  const ColumnText& dropped = require_column(sql, table, column);
  const std::string of_table = cat("\" of table \"", table_name(sql, table), "\"");
  if (table.columns.size() == 1) {
    throw Error(ErrorCode::kWrongState,
                cat("cannot drop the only column \"", dropped.name, of_table));
  }
  std::vector<Edit> edits;
  std::vector<Span> elements{dropped.span};
  for (const Found& one : all_constraints(table)) {
    if (one.constraint->kind == Kind::kGenerated && one.column != &dropped &&
        mentions_column(slice(sql, one.constraint->expression), column)) {
      throw Error(ErrorCode::kWrongState, cat("cannot drop column \"", dropped.name, of_table),
                  cat("The generated column \"", one.column->name, "\" depends on it."));
    }
    if (!depends_on(sql, one, column)) continue;
    if (one.column) {
      edits.push_back({clause_with_space(sql, one.constraint->span), ""});
    } else {
      elements.push_back(one.constraint->span);
    }
  }
  for (const Span span : spans_without(sql, table, elements)) edits.push_back({span, ""});
  return applied(sql, std::move(edits));
}

std::string set_type(std::string_view sql, std::string_view column, std::string_view type,
                     std::string_view collation) {
  const TableText table = read_table(sql);
  const ColumnText& found = require_column(sql, table, column);
  const std::string changed =
      applied(sql, {{found.type, cat(found.type.empty() ? " " : "", type)}});
  return collation.empty() ? changed : set_collation(changed, column, collation);
}

std::string set_collation(std::string_view sql, std::string_view column,
                          std::string_view collation) {
  const TableText table = read_table(sql);
  const ColumnText& found = require_column(sql, table, column);
  const Constraint* old = found.find(Kind::kCollate);
  const Span place = old ? old->definition : behind_type(found);
  return applied(sql, {{place, cat(old ? "COLLATE " : " COLLATE ", collation)}});
}

std::string drop_type(std::string_view sql, std::string_view column) {
  const TableText table = read_table(sql);
  const ColumnText& found = require_column(sql, table, column);
  if (found.type.empty()) return std::string(sql);
  return applied(sql, {{clause_with_space(sql, found.type), ""}});
}

std::string set_not_null(std::string_view sql, std::string_view column, std::string_view clause) {
  const TableText table = read_table(sql);
  const ColumnText& found = require_column(sql, table, column);
  std::vector<Edit> edits;
  for (const Constraint& one : found.constraints) {
    if (one.kind != Kind::kNotNull && one.kind != Kind::kNull) continue;
    if (edits.empty()) {
      const bool is_same =
          one.kind == Kind::kNotNull && same_tokens(slice(sql, one.definition), clause);
      edits.push_back(is_same ? Edit{{one.span.end, one.span.end}, ""}
                              : Edit{one.span, std::string(clause)});
    } else {
      edits.push_back({clause_with_space(sql, one.span), ""});
    }
  }
  if (edits.empty()) edits.push_back({behind_type(found), cat(" ", clause)});
  return applied(sql, std::move(edits));
}

std::string drop_not_null(std::string_view sql, std::string_view column) {
  const TableText table = read_table(sql);
  return without_clauses(sql, require_column(sql, table, column), Kind::kNotNull);
}

std::string set_default(std::string_view sql, std::string_view column,
                        std::string_view expression) {
  const TableText table = read_table(sql);
  const ColumnText& found = require_column(sql, table, column);
  if (found.find(Kind::kGenerated)) {
    throw Error(ErrorCode::kWrongState, cat("column \"", found.name, "\" of table \"",
                                            table_name(sql, table), "\" is a generated column"));
  }
  const Constraint* old = nullptr;
  for (const Constraint& one : found.constraints) {
    if (one.kind == Kind::kDefault) old = &one;  // of several the last one counts
  }
  const Span place = old ? old->definition : behind_type(found);
  return applied(sql, {{place, cat(old ? "" : " ", default_clause(expression))}});
}

std::string drop_default(std::string_view sql, std::string_view column) {
  const TableText table = read_table(sql);
  return without_clauses(sql, require_column(sql, table, column), Kind::kDefault);
}

std::string set_expression(std::string_view sql, std::string_view column,
                           std::string_view expression, std::string_view storage) {
  const TableText table = read_table(sql);
  const Constraint& old = require_expression(sql, table, column);
  if (storage.empty()) return applied(sql, {{old.expression, std::string(expression)}});
  return applied(sql,
                 {{{old.expression.begin, old.definition.end}, cat(expression, " ", storage)}});
}

std::string drop_expression(std::string_view sql, std::string_view column) {
  const TableText table = read_table(sql);
  const Constraint& old = require_expression(sql, table, column);
  return applied(sql, {{clause_with_space(sql, old.span), ""}});
}

std::string add_constraint(std::string_view sql, std::string_view definition) {
  const TableText table = read_table(sql);
  const Constraint constraint = read_constraint(definition);
  if (!constraint.name.empty() && !constraints_named(table, constraint.name).empty()) {
    throw Error(ErrorCode::kWrongState, cat("constraint \"", constraint.name, "\" of table \"",
                                            table_name(sql, table), "\" already exists"));
  }
  const std::size_t last = table.columns.size() + table.constraints.size() - 1;
  return with_element_behind(sql, table, last, definition);
}

std::string drop_constraint(std::string_view sql, std::string_view name) {
  const TableText table = read_table(sql);
  return removed(sql, table, {require_one_named(sql, table, name)});
}

std::string drop_constraint_like(std::string_view sql, std::string_view definition,
                                 const PrimaryKeyOf& key_of) {
  const TableText table = read_table(sql);
  const std::vector<Found> found = constraints_like(sql, table, definition, key_of);
  if (found.empty()) {
    throw Error(ErrorCode::kWrongState, cat("constraint ", excerpt(definition), " of table \"",
                                            table_name(sql, table), "\" does not exist"));
  }
  return removed(sql, table, found);
}

bool has_constraint_like(std::string_view sql, std::string_view definition) {
  const TableText table = read_table(sql);
  return !constraints_like(sql, table, definition, {}).empty();
}

std::string rename_constraint(std::string_view sql, std::string_view name,
                              std::string_view new_name) {
  const TableText table = read_table(sql);
  const Found found = require_one_named(sql, table, name);
  return applied(sql, {{found.constraint->name_span, quoted(new_name)}});
}

std::string add_option(std::string_view sql, TableOption option) {
  const TableText table = read_table(sql);
  if (table.has(option)) return std::string(sql);
  const bool is_first = table.options.empty();
  const std::size_t behind = is_first ? table.body.end : table.options.back().span.end;
  return applied(
      sql,
      {{{behind, behind},
        cat(is_first ? " " : ", ", option == TableOption::kStrict ? "STRICT" : "WITHOUT ROWID")}});
}

std::string drop_option(std::string_view sql, TableOption option) {
  const TableText table = read_table(sql);
  if (!table.has(option)) return std::string(sql);
  std::vector<std::string> kept;
  for (const OptionText& one : table.options) {
    if (one.option != option) kept.emplace_back(slice(sql, one.span));
  }
  Span list{table.options.front().span.begin, table.options.back().span.end};
  if (kept.empty()) {
    while (is_space(sql[list.begin - 1])) --list.begin;
  }
  return applied(sql, {{list, join(kept, ", ")}});
}

bool has_constraint(std::string_view sql, std::string_view name) {
  return !constraints_named(read_table(sql), name).empty();
}

}  // namespace migrate::sqlite

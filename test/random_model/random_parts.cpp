#include "random_model/random_parts.h"

#include <algorithm>
#include <array>

#include "text.h"

namespace migrate::test {
namespace {

constexpr std::array kRelationNames{
    "t",     "T2",   "users", "order", "the t", "größe", "a.b",  "select", "x\"y", "c'd", "t-1",
    "Items", "main", "index", "1st",   "a;--b", "temp",  "x[y]", "log",    "v/*",  "k",   "Node"};
constexpr std::array kColumnNames{"id",  "a",     "b",    "C",    "order", "group", "col umn",
                                  "öl",  "a.b",   "q\"q", "it's", "key",   "value", "rowid",
                                  "t",   "check", "oid",  "old",  "1",     "end",   "x",
                                  "asc", "desc",  "type", "name", "[n]",   "--c",   "users"};
constexpr std::array kIndexNames{"i", "j", "I3", "an index", "ix.1", "unique", "i\"q", "by_name"};
constexpr std::array kConstraintNames{"c1", "C2", "a check", "uq", "fk", "primary", "n\"n", "ö"};

template <typename Names, typename Taken>
std::string free_name(const Names& names, Dice& dice, const Taken& is_taken) {
  for (int tries = 0; tries < 40; ++tries) {
    std::string name = dice.pick(names);
    if (!is_taken(name)) return name;
  }
  for (int number = 1;; ++number) {
    std::string name = cat(names[0], "_", std::to_string(number));
    if (!is_taken(name)) return name;
  }
}

}  // namespace

std::string random_relation_name(const Schema& schema, Dice& dice) {
  return free_name(kRelationNames, dice,
                   [&](const std::string& name) { return schema.has_name(name); });
}

std::string random_index_name(const Schema& schema, Dice& dice) {
  return free_name(kIndexNames, dice,
                   [&](const std::string& name) { return schema.has_name(name); });
}

std::string random_column_name(const Table& table, Dice& dice) {
  return free_name(kColumnNames, dice, [&](const std::string& name) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const Column& one) { return same_name(one.name, name); });
  });
}

std::string random_constraint_name(const Table& table, Dice& dice) {
  return free_name(kConstraintNames, dice, [&](const std::string& name) {
    return std::any_of(table.constraints.begin(), table.constraints.end(),
                       [&](const Constraint& one) { return same_name(one.name, name); });
  });
}

std::string random_type(const Table& table, Dice& dice) {
  if (table.is_strict) {
    return dice.pick(std::array{"INT", "INTEGER", "TEXT", "REAL", "BLOB", "ANY"});
  }
  return dice.pick(std::array{"", "INT", "INTEGER", "TEXT", "REAL", "NUMERIC(10, 2)", "BLOB",
                              "DOUBLE PRECISION", "VARCHAR(20)", "BOOLEAN", "DATE"});
}

std::string random_default(Dice& dice) {
  return dice.pick(std::array{"7", "'seven'", "-1.5", "x'07'", "(1 + 2)", "(upper('x') || 'y')",
                              "'it''s'", "0", "''", "TRUE", "'-- no'", "+8", "(abs(-3))"});
}

std::string random_conflict(Dice& dice) {
  return dice.pick(std::array{"", "", "", "", " ON CONFLICT FAIL", " ON CONFLICT REPLACE",
                              " ON CONFLICT IGNORE", " ON CONFLICT ROLLBACK"});
}

Pattern random_generated(const Table& table, int column, Dice& dice) {
  std::vector<int> sources;
  for (const Column& one : table.columns) {
    if (one.generated.empty() && one.id != column) sources.push_back(one.id);
  }
  if (sources.empty()) return "";
  const std::string a = reference(dice.pick(sources));
  const std::string b = reference(dice.pick(sources));
  switch (dice.below(4)) {
    case 0:
      return cat("(coalesce(", a, ", 'none') || 'g')");
    case 1:
      return cat("(length(", a, ") + 1)");
    case 2:
      return cat("(", a, " IS ", b, ")");
    default:
      return cat("(CASE WHEN ", a, " > 5 THEN 'big' ELSE ", b, " END)");
  }
}

Column random_column(Schema& schema, const Table& table, Dice& dice) {
  Column column;
  column.id = schema.next_id++;
  column.name = random_column_name(table, dice);
  column.type = random_type(table, dice);
  if (dice.one_in(5)) column.collation = dice.pick(std::array{"NOCASE", "RTRIM"});
  if (dice.one_in(5)) {
    column.generated = random_generated(table, column.id, dice);
    column.is_stored = dice.one_in(2);
  }
  if (dice.one_in(4)) {
    column.is_not_null = true;
    column.not_null_conflict = random_conflict(dice);
  }
  if (column.generated.empty() && (dice.one_in(3) || (column.is_not_null && dice.one_in(2)))) {
    column.default_value = random_default(dice);
  }
  return column;
}

Pattern random_check(Schema& schema, const Table& table, Dice& dice) {
  const std::string mark = std::to_string(schema.next_id++);
  const std::string a = reference(dice.pick(table.columns).id);
  const std::string b = reference(dice.pick(table.columns).id);
  switch (dice.below(5)) {
    case 0:
      return cat("(", a, " IS NOT 'mark", mark, "')");
    case 1:
      return cat("(coalesce(length(", a, "), 0) < ", mark, "000)");
    case 2:
      return cat("(", a, " IS NOT ", b, " OR ", a, " IS ", b, " AND ", mark, " > 0)");
    case 3:
      return cat("(typeof(", a, ") <> 'blob' OR ", mark, " = 0)");
    default:
      return cat("(", a, " NOT IN (", mark, "0, 'x'))");
  }
}

Constraint random_check_constraint(Schema& schema, const Table& table, Dice& dice) {
  Constraint constraint;
  constraint.check = random_check(schema, table, dice);
  constraint.columns = {numbers_in(constraint.check).front()};
  constraint.is_at_column = dice.one_in(2);
  if (dice.one_in(2)) constraint.name = random_constraint_name(table, dice);
  return constraint;
}

Constraint random_unique(const Table& table, Dice& dice) {
  Constraint constraint;
  constraint.kind = Constraint::Kind::kUnique;
  constraint.columns = {dice.pick(table.columns).id};
  const int second = dice.pick(table.columns).id;
  if (dice.one_in(2) && second != constraint.columns[0]) constraint.columns.push_back(second);
  constraint.is_at_column = constraint.columns.size() == 1 && dice.one_in(2);
  constraint.is_descending = !constraint.is_at_column && dice.one_in(5);
  constraint.conflict = random_conflict(dice);
  if (dice.one_in(2)) constraint.name = random_constraint_name(table, dice);
  return constraint;
}

Constraint random_primary_key(const Table& table, Dice& dice) {
  Constraint constraint = random_unique(table, dice);
  constraint.kind = Constraint::Kind::kPrimaryKey;
  const Column* column = table.find(constraint.columns[0]);
  const bool can_count = constraint.columns.size() == 1 && same_name(column->type, "integer") &&
                         !table.is_without_rowid;
  constraint.is_autoincrement = can_count && dice.one_in(2);
  constraint.is_descending = !constraint.is_autoincrement && dice.one_in(6);
  return constraint;
}

std::vector<std::vector<int>> keys_of(const Table& table) {
  std::vector<std::vector<int>> keys;
  for (const Constraint& one : table.constraints) {
    if (one.kind == Constraint::Kind::kPrimaryKey || one.kind == Constraint::Kind::kUnique) {
      keys.push_back(one.columns);
    }
  }
  for (const Index& index : table.indexes) {
    if (!index.is_unique || !index.where.empty()) continue;
    std::vector<int> columns;
    for (const Pattern& term : index.terms) {
      const std::vector<int> numbers = numbers_in(term);
      if (numbers.size() == 1 && term == reference(numbers[0])) columns.push_back(numbers[0]);
    }
    if (columns.size() == index.terms.size()) keys.push_back(columns);
  }
  return keys;
}

std::string random_actions(Dice& dice) {
  std::string actions;
  if (dice.one_in(2)) {
    actions +=
        cat(" ON DELETE ",
            dice.pick(std::array{"CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"}));
  }
  if (dice.one_in(3)) {
    actions += cat(" ON UPDATE ", dice.pick(std::array{"CASCADE", "SET NULL", "RESTRICT"}));
  }
  if (dice.one_in(4)) {
    actions += dice.pick(std::array{" DEFERRABLE INITIALLY DEFERRED", " DEFERRABLE"});
  }
  return actions;
}

Constraint random_foreign_key(const Schema& schema, const Table& table, Dice& dice) {
  Constraint constraint;
  constraint.kind = Constraint::Kind::kForeignKey;
  const Table& parent = dice.one_in(4) ? table : dice.pick(schema.tables);
  const std::vector<std::vector<int>> keys = keys_of(parent);
  if (keys.empty()) return constraint;
  constraint.parent = parent.id;
  constraint.parent_columns = dice.pick(keys);
  std::vector<int> children;
  for (const Column& column : table.columns) {
    if (column.generated.empty()) children.push_back(column.id);
  }
  for (std::size_t i = constraint.parent_columns.size(); i > 0 && !children.empty(); --i) {
    const int child = dice.pick(children);
    std::erase(children, child);
    constraint.columns.push_back(child);
  }
  if (constraint.columns.size() != constraint.parent_columns.size()) constraint.columns.clear();
  const Constraint* key = parent.primary_key();
  if (key && key->columns == constraint.parent_columns && dice.one_in(2)) {
    constraint.parent_columns.clear();
  }
  constraint.is_at_column = constraint.columns.size() == 1 && dice.one_in(2);
  constraint.actions = random_actions(dice);
  if (dice.one_in(2)) constraint.name = random_constraint_name(table, dice);
  return constraint;
}

Index random_index(Schema& schema, const Table& table, Dice& dice) {
  Index index;
  index.id = schema.next_id++;
  index.name = random_index_name(schema, dice);
  index.is_unique = dice.one_in(4);
  for (std::size_t i = 1 + dice.below(2); i > 0; --i) {
    Pattern term = reference(dice.pick(table.columns).id);
    switch (dice.below(5)) {
      case 0:
        term = cat("lower(", term, ")");
        break;
      case 1:
        term += " COLLATE NOCASE";
        break;
      case 2:
        term += " DESC";
        break;
      default:
        break;
    }
    if (std::find(index.terms.begin(), index.terms.end(), term) == index.terms.end()) {
      index.terms.push_back(term);
    }
  }
  if (dice.one_in(4)) index.where = cat(reference(dice.pick(table.columns).id), " IS NOT NULL");
  return index;
}

Table random_table_of(Schema& schema, Dice& dice) {
  Table table;
  table.id = schema.next_id++;
  table.name = random_relation_name(schema, dice);
  table.is_strict = dice.one_in(5);
  table.is_without_rowid = dice.one_in(6);
  for (std::size_t i = 2 + dice.below(4); i > 0; --i) {
    table.columns.push_back(random_column(schema, table, dice));
  }
  if (table.is_without_rowid || dice.one_in(2)) {
    if (dice.one_in(2)) table.columns.front().type = "INTEGER";
    table.constraints.push_back(random_primary_key(table, dice));
  }
  if (dice.one_in(2)) table.constraints.push_back(random_unique(table, dice));
  for (std::size_t i = dice.below(3); i > 0; --i) {
    table.constraints.push_back(random_check_constraint(schema, table, dice));
  }
  return table;
}

}  // namespace migrate::test

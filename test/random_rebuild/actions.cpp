#include "random_rebuild/actions.h"

#include <algorithm>
#include <array>

namespace migrate::test {
namespace {

using Action = std::optional<std::string>;

bool is_key(const TableModel& table, const ModelColumn& column) {
  return table.key != Key::kNone && &column == table.columns.data();
}

bool has_name(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

ModelColumn& pick_column(TableModel& table, Dice& dice) {
  return table.columns[dice.below(table.columns.size())];
}

Action add_column(TableModel& table, Dice& dice) {
  ModelColumn column = random_column(table, dice);
  column.comment.clear();
  column.is_not_null = dice.one_in(4);
  column.is_unique = dice.one_in(6);
  column.has_new_type = true;
  if (dice.one_in(6)) {
    column.generated_from = table.columns.front().name;
    column.default_clause.clear();
  }
  TableModel alone;
  alone.is_strict = table.is_strict;
  alone.columns = {column};
  std::string definition = alone.sql(true);
  definition = definition.substr(definition.find('(') + 1);
  definition = definition.substr(0, definition.rfind(')'));
  for (ModelRow& row : table.rows) {
    row.values[column.name] = column.default_clause.empty() ? "NULL" : column.default_clause;
  }
  table.columns.push_back(column);
  return (dice.one_in(2) ? "ADD COLUMN " : "ADD ") + definition;
}

Action drop_column(TableModel& table, Dice& dice) {
  const ModelColumn& column = pick_column(table, dice);
  const std::string name = column.name;
  const bool is_needed = std::any_of(table.columns.begin(), table.columns.end(),
                                     [&](const auto& one) { return one.generated_from == name; });
  if (is_key(table, column) || is_needed || table.columns.size() < 3) return std::nullopt;
  std::erase_if(table.constraints, [&](const auto& one) { return has_name(one.columns, name); });
  std::erase_if(table.indexes, [&](const auto& one) { return has_name(one.columns, name); });
  std::erase_if(table.columns, [&](const auto& one) { return one.name == name; });
  for (ModelRow& row : table.rows) row.values.erase(name);
  return "DROP COLUMN " + name;
}

Action set_type(TableModel& table, const TableModel& at_start, Dice& dice) {
  ModelColumn& column = pick_column(table, dice);
  if (is_key(table, column) || column.has_new_type) return std::nullopt;
  column.has_new_type = true;
  column.type = table.is_strict
                    ? std::string("ANY")
                    : std::string(dice.pick(std::array{"INTEGER", "varchar (20)", "REAL", "blob",
                                                       "numeric(8, 3)", "double  precision"}));
  std::string action = "ALTER " + column.name + " TYPE " + column.type;
  if (!column.generated_from.empty() || !dice.one_in(3)) return action;
  const std::string other = dice.pick(at_start.columns).name;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    table.rows[i].values[column.name] = "coalesce(" + at_start.rows[i].values.at(other) + ", 'u')";
  }
  return action + " USING coalesce(" + other + ", 'u')";
}

Action change_not_null(TableModel& table, Dice& dice) {
  ModelColumn& column = pick_column(table, dice);
  if (is_key(table, column)) return std::nullopt;
  column.is_not_null = dice.one_in(2);
  return "ALTER COLUMN " + column.name + (column.is_not_null ? " SET NOT NULL" : " DROP NOT NULL");
}

Action change_default(TableModel& table, Dice& dice) {
  ModelColumn& column = pick_column(table, dice);
  if (is_key(table, column) || !column.generated_from.empty()) return std::nullopt;
  if (dice.one_in(2)) {
    column.default_clause.clear();
    return "ALTER " + column.name + " DROP DEFAULT";
  }
  if (dice.one_in(2)) {
    column.default_clause = dice.pick(std::array{"+8", "'a, b'", "NULL", "(abs(-3))"});
    return "ALTER " + column.name + " SET DEFAULT " + column.default_clause;
  }
  column.default_clause = "(3 * (2) + (1))";
  return "ALTER " + column.name + " SET DEFAULT 3 * (2) + (1)";
}

Action add_constraint(TableModel& table, Dice& dice) {
  const std::string number = std::to_string(table.next_number++);
  ModelConstraint constraint;
  constraint.kind = static_cast<ModelConstraint::Kind>(dice.below(3));
  constraint.mark = "check" + number;
  if (dice.one_in(2)) constraint.name = dice.one_in(2) ? "n" + number : "\"n " + number + "\"";
  constraint.columns.push_back(pick_column(table, dice).name);
  if (constraint.kind == ModelConstraint::Kind::kUnique && dice.one_in(2)) {
    const std::string& second = pick_column(table, dice).name;
    if (second != constraint.columns[0]) constraint.columns.push_back(second);
  }
  table.constraints.push_back(constraint);
  return "ADD " + (constraint.name.empty() ? "" : "CONSTRAINT " + constraint.name + " ") +
         constraint.definition();
}

// One without a name is dropped by its definition, which may be that of others too.
Action drop_constraint(TableModel& table, Dice& dice) {
  if (table.constraints.empty()) return std::nullopt;
  const ModelConstraint dropped = dice.pick(table.constraints);
  if (!dropped.name.empty()) {
    std::erase_if(table.constraints, [&](const auto& one) { return one.name == dropped.name; });
    return "DROP CONSTRAINT " + dropped.name;
  }
  std::erase_if(table.constraints,
                [&](const auto& one) { return one.definition() == dropped.definition(); });
  if (dropped.kind == ModelConstraint::Kind::kUnique && dropped.columns.size() == 1) {
    table.find(dropped.columns[0])->is_unique = false;
  }
  return (dice.one_in(2) ? "DROP CONSTRAINT " : "DROP ") + dropped.definition();
}

}  // namespace

std::optional<std::string> random_action(TableModel& table, const TableModel& at_start,
                                         Dice& dice) {
  switch (dice.below(7)) {
    case 0:
      return add_column(table, dice);
    case 1:
      return drop_column(table, dice);
    case 2:
      return set_type(table, at_start, dice);
    case 3:
      return change_not_null(table, dice);
    case 4:
      return change_default(table, dice);
    case 5:
      return add_constraint(table, dice);
    default:
      return drop_constraint(table, dice);
  }
}

std::string random_rename(TableModel& table, Dice& dice) {
  const std::string old_name = pick_column(table, dice).name;
  const std::string new_name = "\"re named" + std::to_string(table.next_number++) + "\"";
  const auto rename = [&](std::string& name) {
    if (name == old_name) name = new_name;
  };
  for (ModelColumn& column : table.columns) {
    rename(column.name);
    rename(column.generated_from);
  }
  for (ModelConstraint& constraint : table.constraints) {
    std::for_each(constraint.columns.begin(), constraint.columns.end(), rename);
  }
  for (ModelIndex& index : table.indexes) {
    std::for_each(index.columns.begin(), index.columns.end(), rename);
  }
  for (ModelRow& row : table.rows) {
    row.values[new_name] = row.values.at(old_name);
    row.values.erase(old_name);
  }
  return "RENAME COLUMN " + old_name + " TO " + new_name;
}

}  // namespace migrate::test

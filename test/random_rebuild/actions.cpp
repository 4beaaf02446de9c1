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
    column.is_virtual = dice.one_in(2);
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
  // Its comment would stand behind it, where SQLite's own DROP COLUMN may take it.
  if (column.comment.empty() && dice.one_in(5)) {
    column.type.clear();
    return "ALTER COLUMN " + column.name + " DROP TYPE";
  }
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
  column.not_null_conflict.clear();
  if (!column.is_not_null) return "ALTER COLUMN " + column.name + " DROP NOT NULL";
  if (dice.one_in(3)) {
    column.not_null_conflict = dice.pick(std::array{"IGNORE", "REPLACE", "FAIL"});
    return "ALTER " + column.name + " SET NOT NULL ON CONFLICT " + column.not_null_conflict;
  }
  return "ALTER COLUMN " + column.name + " SET NOT NULL";
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
  // SQLite cannot rename a column of INTEGER PRIMARY KEY that a UNIQUE names too: (a) where it is
  // the rowid, any in a table WITHOUT ROWID.
  const bool is_of_key = std::find(constraint.columns.begin(), constraint.columns.end(),
                                   table.columns.front().name) != constraint.columns.end();
  if (constraint.kind == ModelConstraint::Kind::kUnique && is_of_key) return std::nullopt;
  if (constraint.kind == ModelConstraint::Kind::kUnique && dice.one_in(4)) {
    constraint.clause = " ON CONFLICT REPLACE";
  }
  if (constraint.kind == ModelConstraint::Kind::kForeignKey && dice.one_in(3)) {
    constraint.clause = dice.pick(std::array{" ON DELETE CASCADE", " ON DELETE SET NULL"});
  }
  table.constraints.push_back(constraint);
  return "ADD " + (constraint.name.empty() ? "" : "CONSTRAINT " + constraint.name + " ") +
         constraint.definition();
}

// Those that the definition of `wanted`, which has no name, fits: what is not written may be
// anything, but only where no other is without it.
bool is_meant(const TableModel& table, const ModelConstraint& one, const ModelConstraint& wanted) {
  const auto fits = [&](ModelConstraint constraint) {
    if (wanted.clause.empty()) constraint.clause.clear();
    return constraint.definition() == wanted.definition();
  };
  const auto is_exact = [&](const ModelConstraint& constraint) {
    return constraint.name.empty() && constraint.definition() == wanted.definition();
  };
  const bool is_column_exact = wanted.definition() == "UNIQUE (" + wanted.columns[0] + ")" &&
                               table.find(wanted.columns[0])->is_unique;
  const bool has_exact =
      is_column_exact || std::any_of(table.constraints.begin(), table.constraints.end(), is_exact);
  return has_exact ? is_exact(one) : fits(one);
}

// One without a name is dropped by its definition, which may be that of others too.
Action drop_constraint(TableModel& table, Dice& dice) {
  if (table.constraints.empty()) return std::nullopt;
  ModelConstraint dropped = dice.pick(table.constraints);
  if (!dropped.name.empty()) {
    std::erase_if(table.constraints, [&](const auto& one) { return one.name == dropped.name; });
    const std::string definition = dice.one_in(2) ? " " + dropped.definition() : "";
    return "DROP CONSTRAINT " + dropped.name + definition;
  }
  if (dice.one_in(3)) dropped.clause.clear();
  const TableModel before = table;
  std::erase_if(table.constraints, [&](const auto& one) { return is_meant(before, one, dropped); });
  if (dropped.kind == ModelConstraint::Kind::kUnique && dropped.columns.size() == 1 &&
      dropped.clause.empty()) {
    table.find(dropped.columns[0])->is_unique = false;
  }
  return (dice.one_in(2) ? "DROP CONSTRAINT " : "DROP ") + dropped.definition();
}

Action change_expression(TableModel& table, const TableModel& at_start, Dice& dice) {
  ModelColumn& column = pick_column(table, dice);
  if (column.generated_from.empty()) return std::nullopt;
  if (dice.one_in(2)) {
    const ModelColumn& source = pick_column(table, dice);
    if (!source.generated_from.empty()) return std::nullopt;
    column.generated_from = source.name;
    std::string word;
    if (dice.one_in(2)) {
      column.is_virtual = dice.one_in(2);
      word = column.is_virtual ? " VIRTUAL" : " STORED";
    }
    return "ALTER COLUMN " + column.name + " SET EXPRESSION AS (coalesce(" + source.name +
           ", 'none') || 'g')" + word;
  }
  const ModelColumn* old = at_start.find(column.name);
  if (!old || old->generated_from.empty()) return std::nullopt;
  column.generated_from.clear();
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    table.rows[i].values[column.name] = at_start.rows[i].values.at(column.name);
  }
  return "ALTER " + column.name + " DROP EXPRESSION";
}

// Types that a STRICT table has not become ANY.
Action change_strict(TableModel& table) {
  if (table.has_new_strict) return std::nullopt;
  table.has_new_strict = true;
  std::string action = table.is_strict ? "SET WITHOUT STRICT" : "SET STRICT";
  table.is_strict = !table.is_strict;
  for (ModelColumn& column : table.columns) {
    if (!table.is_strict) {
      column.has_new_type |= column.type == "ANY";
      continue;
    }
    const std::array kTypes{"INTEGER", "int", "TEXT", "text", "REAL", "real", "blob", "ANY"};
    const bool fits = std::find(kTypes.begin(), kTypes.end(), column.type) != kTypes.end();
    if (fits || column.has_new_type) continue;
    column.type = "ANY";
    column.has_new_type = true;
    action += ", ALTER " + column.name + " TYPE ANY";
  }
  return action;
}

// Rows of a text key get rowids in the order of their keys.
void give_rowids(TableModel& table) {
  const std::string key = table.columns.front().name;
  std::vector<std::string> keys;
  for (const ModelRow& row : table.rows) keys.push_back(row.values.at(key));
  std::sort(keys.begin(), keys.end());
  for (ModelRow& row : table.rows) {
    const std::string& value = row.values.at(key);
    const auto rank = std::find(keys.begin(), keys.end(), value) - keys.begin() + 1;
    row.rowid = table.has_rowid_key() ? value : std::to_string(rank);
  }
}

Action change_rowid(TableModel& table) {
  if (table.key == Key::kNone || table.has_new_rowids) return std::nullopt;
  table.has_new_rowids = true;
  if (table.key == Key::kWithoutRowid) {
    table.key = table.columns.front().type == "INTEGER" ? Key::kInteger : Key::kText;
    give_rowids(table);
    return "SET WITH ROWID";
  }
  // AUTOINCREMENT goes along, with the key that has it.
  const std::string& name = table.columns.front().name;
  std::string action = "SET WITHOUT ROWID";
  if (table.key == Key::kAutoincrement) {
    action += ", DROP PRIMARY KEY, ADD PRIMARY KEY (" + name + ")";
  }
  table.key = Key::kWithoutRowid;
  for (ModelRow& row : table.rows) row.rowid = row.values.at(name);
  return action;
}

// What stands behind PRIMARY KEY, of the same column.
std::string change_key(TableModel& table, Dice& dice) {
  const std::string& name = table.columns.front().name;
  if (!table.has_rowid_key()) return "(" + name + ")";
  table.key = dice.one_in(2) ? Key::kInteger : Key::kAutoincrement;
  return "(" + name + (table.key == Key::kInteger ? ")" : " AUTOINCREMENT)");
}

Action change_key_at_once(TableModel& table, Dice& dice) {
  if (table.key == Key::kNone) return std::nullopt;
  return "DROP PRIMARY KEY, ADD PRIMARY KEY " + change_key(table, dice);
}

std::string in_other_case(std::string name) {
  for (char& c : name) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_letter) c = static_cast<char>(c ^ 0x20);
  }
  return name;
}

}  // namespace

std::optional<std::string> random_action(TableModel& table, const TableModel& at_start,
                                         Dice& dice) {
  switch (dice.below(11)) {
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
    case 6:
      return drop_constraint(table, dice);
    case 7:
      return change_expression(table, at_start, dice);
    case 8:
      return change_strict(table);
    case 9:
      return change_rowid(table);
    default:
      return change_key_at_once(table, dice);
  }
}

std::string random_key_in_two_statements(TableModel& table, Dice& dice) {
  return std::string("DROP PRIMARY KEY;\nALTER TABLE ") + kTable + " ADD PRIMARY KEY " +
         change_key(table, dice);
}

// SQLite forgets the UNIQUE where it renames a column that is an INTEGER PRIMARY KEY besides.
bool can_be_renamed(const TableModel& table, const std::string& column) {
  if (!table.has_rowid_key() || table.columns.front().name != column) return true;
  return std::none_of(
      table.constraints.begin(), table.constraints.end(), [&](const ModelConstraint& one) {
        return one.kind == ModelConstraint::Kind::kUnique &&
               std::find(one.columns.begin(), one.columns.end(), column) != one.columns.end();
      });
}

std::string random_rename(TableModel& table, Dice& dice) {
  std::string old_name = pick_column(table, dice).name;
  while (!can_be_renamed(table, old_name)) old_name = pick_column(table, dice).name;
  std::string new_name = "\"re named" + std::to_string(table.next_number++) + "\"";
  if (dice.one_in(3)) new_name = in_other_case(old_name);
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

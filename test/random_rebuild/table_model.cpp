#include "random_rebuild/table_model.h"

#include <algorithm>
#include <array>

#include "text.h"

namespace migrate::test {
namespace {

std::string column_sql(const TableModel& table, const ModelColumn& column, bool is_plain) {
  std::string sql = column.name;
  if (!is_plain && !column.comment.empty()) sql += " /* " + column.comment + " */";
  if (!column.type.empty()) sql += " " + column.type;
  if (&column == table.columns.data() && table.key != Key::kNone) {
    sql += " PRIMARY KEY";
    if (table.key == Key::kAutoincrement) sql += " AUTOINCREMENT";
  }
  if (!column.collation.empty()) sql += " COLLATE " + column.collation;
  if (column.is_not_null) {
    sql += " NOT NULL";
    if (!column.not_null_conflict.empty()) sql += " ON CONFLICT " + column.not_null_conflict;
  }
  if (!column.default_clause.empty()) sql += " DEFAULT " + column.default_clause;
  if (column.is_unique) sql += " UNIQUE";
  if (!column.check_mark.empty()) {
    sql += " CHECK (" + column.name + " IS NOT '" + column.check_mark + "')";
  }
  if (!column.parent.empty()) sql += " REFERENCES " + column.parent;
  if (!column.generated_from.empty()) {
    sql += " GENERATED ALWAYS AS (coalesce(" + column.generated_from + ", 'none') || 'g')";
    sql += column.is_virtual ? " VIRTUAL" : " STORED";
  }
  return sql;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += cat(text.empty() ? "" : ", ", part);
  return text;
}

}  // namespace

std::string ModelConstraint::definition() const {
  switch (kind) {
    case Kind::kCheck:
      return "CHECK (" + columns[0] + " IS NOT '" + mark + "')";
    case Kind::kUnique:
      return "UNIQUE (" + joined(columns) + ")" + clause;
    case Kind::kForeignKey:
      return "FOREIGN KEY (" + joined(columns) + ") REFERENCES parent (id)" + clause;
  }
  return "";
}

std::string ModelIndex::sql() const {
  return "CREATE INDEX " + name + " ON " + kTable + " (" + columns[0] + " DESC, lower(" +
         columns[1] + "))" + (is_partial ? " WHERE " + columns[1] + " IS NOT 'a'" : "");
}

ModelColumn* TableModel::find(const std::string& name) {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const ModelColumn& one) { return one.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

const ModelColumn* TableModel::find(const std::string& name) const {
  return const_cast<TableModel*>(this)->find(name);
}

std::string TableModel::sql(bool is_plain) const {
  std::string list;
  for (const ModelColumn& column : columns) {
    if (!list.empty()) list += is_plain ? ", " : ",\n  ";
    list += column_sql(*this, column, is_plain);
  }
  for (const ModelConstraint& constraint : constraints) {
    list += is_plain ? ", " : ",\n  ";
    if (!constraint.name.empty()) list += "CONSTRAINT " + constraint.name + " ";
    list += constraint.definition();
  }
  std::string sql = std::string("CREATE TABLE ") + kTable +
                    (is_plain ? " (" : " /* of the table */ (") + (is_plain ? "" : "\n  ") + list +
                    (is_plain ? ")" : " -- of the last\n)");
  if (key == Key::kWithoutRowid) sql += " WITHOUT ROWID";
  if (is_strict) sql += key == Key::kWithoutRowid ? ", STRICT" : " STRICT";
  return sql;
}

std::string random_literal(Dice& dice) {
  switch (dice.below(6)) {
    case 0:
      return "NULL";
    case 1:
      return std::to_string(dice.below(20));
    case 2:
      return std::to_string(dice.below(20)) + ".25";
    case 3:
      return "x'" + std::string(dice.pick(std::array{"6162", "61", ""})) + "'";
    case 4:
      return "'" + std::to_string(dice.below(20)) + "'";
    default:
      return "'" + std::string(dice.pick(std::array{"a", "A", "it''s", "ü -- no", "/*"})) +
             std::to_string(dice.below(50)) + "'";
  }
}

ModelColumn random_column(TableModel& table, Dice& dice) {
  const std::string number = std::to_string(table.next_number++);
  ModelColumn column;
  const std::array<std::string, 6> names{"c" + number,
                                         "\"c " + number + "\"",
                                         "[größe" + number + "]",
                                         "\"sel\"\"" + number + "\"",
                                         "order" + number,
                                         "`a-b" + number + "`"};
  column.name = dice.pick(names);
  column.type = table.is_strict
                    ? std::string("ANY")
                    : std::string(dice.pick(std::array{"", "int", "text", "real", "numeric(10,2)",
                                                       "blob", "double precision"}));
  if (dice.one_in(6)) column.collation = "NOCASE";
  // SQLite's own DROP COLUMN may take the comment behind the column before.
  if (dice.one_in(3) && !column.type.empty()) column.comment = "mark" + number;
  if (dice.one_in(4)) column.check_mark = "check" + number;
  if (dice.one_in(3)) {
    column.default_clause = dice.pick(
        std::array{"7", "'seven'", "-1.5", "x'07'", "(1 + 2)", "(upper('x') || 'y')", "'it''s'"});
  }
  return column;
}

TableModel random_table(Dice& dice) {
  TableModel table;
  table.key = static_cast<Key>(dice.below(5));
  table.is_strict = dice.one_in(5);
  table.columns.push_back(random_column(table, dice));
  ModelColumn& key = table.columns.front();
  if (table.key != Key::kNone) key.default_clause.clear();
  if (table.key == Key::kInteger || table.key == Key::kAutoincrement) key.type = "INTEGER";
  if (table.key == Key::kText || table.key == Key::kWithoutRowid) {
    key.type = "TEXT";
    key.is_not_null = true;
  }
  for (std::size_t i = 2 + dice.below(4); i > 0; --i) {
    ModelColumn column = random_column(table, dice);
    column.is_not_null = dice.one_in(4);
    if (dice.one_in(6)) {
      column.generated_from = table.columns.front().name;
      column.is_virtual = dice.one_in(2);
      column.default_clause.clear();
      column.is_not_null = false;
    }
    table.columns.push_back(column);
  }
  for (std::size_t i = dice.below(3); i > 0; --i) {
    const std::string number = std::to_string(table.next_number++);
    const std::string first = dice.pick(table.columns).name;
    const std::string second = dice.pick(table.columns).name;
    table.indexes.push_back({"\"i" + number + "\"", {first, second}, dice.one_in(2)});
  }
  return table;
}

void insert_rows(const Connection& db, TableModel& table, Dice& dice) {
  for (std::size_t i = dice.below(12); i > 0; --i) {
    std::vector<std::string> names;
    std::vector<std::string> values;
    for (const ModelColumn& column : table.columns) {
      if (!column.generated_from.empty()) continue;
      std::string value = random_literal(dice);
      const bool is_key = &column == table.columns.data() && table.key != Key::kNone;
      if (is_key) value = std::to_string(dice.below(1000));
      if (is_key && column.type == "TEXT") value = cat("'", value, "'");
      if (column.is_not_null && value == "NULL") value = "'full'";
      names.push_back(column.name);
      values.push_back(value);
    }
    db.run(std::string("INSERT OR IGNORE INTO main.") + kTable + " (" + joined(names) +
           ") VALUES (" + joined(values) + ")");
  }
  if (dice.one_in(2)) {
    db.run(std::string("DELETE FROM main.") + kTable + " WHERE " + table.columns[0].name +
           " = (SELECT max(" + table.columns[0].name + ") FROM main." + kTable + ")");
  }
  table.rows = read_rows(db, table);
}

std::vector<ModelRow> read_rows(const Connection& db, const TableModel& table) {
  const std::string rowid =
      table.key == Key::kWithoutRowid ? table.columns.front().name : std::string("rowid");
  std::string list = cat("quote(", rowid, ")");
  for (const ModelColumn& column : table.columns) list += cat(", quote(", column.name, ")");
  struct Reading {
    const TableModel* table;
    std::vector<ModelRow> rows;
  } reading{&table, {}};
  const auto add_row = [](void* data, int, char** values, char**) {
    auto& result = *static_cast<Reading*>(data);
    ModelRow row{values[0], {}};
    for (std::size_t i = 0; i < result.table->columns.size(); ++i) {
      row.values[result.table->columns[i].name] = values[i + 1];
    }
    result.rows.push_back(row);
    return 0;
  };
  const std::string sql =
      "SELECT " + list + " FROM main." + kTable + " ORDER BY " + rowid + " COLLATE BINARY";
  char* message = nullptr;
  sqlite3_exec(db.get(), sql.c_str(), add_row, &reading, &message);
  if (message) reading.rows.push_back({std::string("error: ") + message, {}});
  sqlite3_free(message);
  return reading.rows;
}

std::string shown(std::vector<ModelRow> rows) {
  // Numbers by their value, strings by their bytes.
  std::sort(rows.begin(), rows.end(), [](const ModelRow& a, const ModelRow& b) {
    const bool are_strings = a.rowid.front() == '\'' || b.rowid.front() == '\'';
    return are_strings || a.rowid.size() == b.rowid.size() ? a.rowid < b.rowid
                                                           : a.rowid.size() < b.rowid.size();
  });
  std::string text;
  for (const ModelRow& row : rows) {
    text += row.rowid + ":";
    for (const auto& [name, value] : row.values) text += cat(" ", name, "=", value);
    text += "\n";
  }
  return text;
}

bool settle(TableModel& table) {
  const Connection scratch;
  scratch.run(
      "CREATE TABLE parent (id INTEGER PRIMARY KEY);"
      "INSERT INTO parent VALUES (1), (2), (3), (4), (5)");
  if (scratch.run(table.sql(true)).code != SQLITE_OK) return false;
  for (ModelRow& row : table.rows) {
    std::vector<std::string> names;
    std::vector<std::string> values;
    for (const ModelColumn& column : table.columns) {
      if (!column.generated_from.empty()) continue;
      names.push_back(column.name);
      values.push_back(row.values.at(column.name));
    }
    const std::string sql = std::string("INSERT OR ABORT INTO ") + kTable + " (" + joined(names) +
                            ") VALUES (" + joined(values) + ")";
    if (scratch.run(sql).code != SQLITE_OK) return false;
    const std::string where = table.key == Key::kWithoutRowid
                                  ? table.columns.front().name + " = " + row.rowid
                                  : "rowid = last_insert_rowid()";
    row.values.clear();
    for (const ModelColumn& column : table.columns) {
      row.values[column.name] =
          scratch.text(cat("SELECT quote(", column.name, ") FROM ", kTable, " WHERE ", where));
    }
  }
  // Enforcement takes 1.0 in a column of reals for another key than 1, the check doesn't.
  return scratch.text("PRAGMA foreign_key_check").empty() &&
         scratch.text("PRAGMA integrity_check") == "ok";
}

}  // namespace migrate::test

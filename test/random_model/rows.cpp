#include "random_model/rows.h"

#include <algorithm>
#include <array>

#include "random_model/full_text.h"
#include "text.h"

namespace migrate::test {
namespace {

using Grid = std::vector<std::vector<std::string>>;

std::string place(const Table& table) { return cat("main.", quoted_name(table.name)); }

// The name under which the rowid can be reached.
std::optional<std::string> rowid_alias(const Table& table) {
  if (table.is_without_rowid) return std::nullopt;
  for (const char* alias : {"rowid", "_rowid_", "oid"}) {
    const bool is_taken =
        std::any_of(table.columns.begin(), table.columns.end(),
                    [&](const Column& column) { return same_name(column.name, alias); });
    if (!is_taken) return alias;
  }
  return std::nullopt;
}

const Column* find_column(const Table& table, const Column& column) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& one) { return is_same_part(one, column); });
  return found == table.columns.end() ? nullptr : &*found;
}

std::string random_value(const Column& column, Dice& dice) {
  if (dice.one_in(8) && !column.is_not_null) return "NULL";
  if (dice.one_in(12)) return random_literal(dice);
  const std::string number = std::to_string(dice.below(60));
  if (column.type.find("INT") == 0) return number;
  if (column.type == "REAL") return cat(number, ".5");
  if (column.type == "BLOB") return cat("x'", dice.pick(std::array{"61", "6162", "00ff"}), "'");
  if (column.type == "TEXT" || dice.one_in(2)) {
    return cat("'", dice.pick(std::array{"a", "A", "ü", "b  "}), number, "'");
  }
  return number;
}

void insert_row(const Connection& db, const Schema& schema, const Table& table, Dice& dice) {
  std::map<int, std::string> values;
  for (const Column& column : table.columns) {
    if (column.generated.empty()) values[column.id] = random_value(column, dice);
  }
  for (const Constraint& key : table.constraints) {
    if (key.kind != Constraint::Kind::kForeignKey || dice.one_in(6)) continue;
    const Table* parent = schema.find_table(key.parent);
    const std::vector<int>& columns =
        key.parent_columns.empty() ? parent->primary_key()->columns : key.parent_columns;
    std::string list;
    for (const int column : columns) {
      list += cat(list.empty() ? "" : ", ", "quote(", schema.sql_of(reference(column)), ")");
    }
    const Grid rows = query(db, cat("SELECT ", list, " FROM ", place(*parent), " LIMIT 20"));
    if (rows.empty()) continue;
    const std::vector<std::string>& row = rows[dice.below(rows.size())];
    for (std::size_t i = 0; i < row.size() && i < key.columns.size(); ++i) {
      values[key.columns[i]] = row[i];
    }
  }
  std::vector<std::string> names;
  std::vector<std::string> literals;
  for (const auto& [column, value] : values) {
    names.push_back(schema.sql_of(reference(column)));
    literals.push_back(value);
  }
  const auto rowid = rowid_alias(table);
  if (rowid && !table.rowid_column() && dice.one_in(2)) {
    names.push_back(*rowid);
    literals.push_back(std::to_string(dice.below(500)));
  }
  db.run(cat("INSERT OR IGNORE INTO ", place(table), " (", join(names, ", "), ") VALUES (",
             join(literals, ", "), ")"));
}

// Rows without a parent go, until there are none.
void delete_orphans(const Connection& db, const Schema& schema) {
  for (int round = 0; round < 100; ++round) {
    const Grid orphans = query(db, "SELECT \"table\", rowid FROM pragma_foreign_key_check");
    if (orphans.empty()) return;
    for (const std::vector<std::string>& row : orphans) {
      const Table* table = nullptr;
      for (const Table& one : schema.tables) {
        if (same_name(one.name, row[0])) table = &one;
      }
      const auto rowid = rowid_alias(*table);
      db.run(
          cat("DELETE FROM ", place(*table), rowid ? cat(" WHERE ", *rowid, " = ", row[1]) : ""));
    }
  }
}

std::string order_of(const Schema& schema, const Table& table) {
  const Constraint* key = table.primary_key();
  std::string list;
  for (const int column : key ? key->columns : std::vector<int>{}) {
    list += cat(list.empty() ? "" : ", ", schema.sql_of(reference(column)));
  }
  return list;
}

std::string sequence_of(const Connection& db, const Table& table) {
  const Constraint* key = table.primary_key();
  if (!key || !key->is_autoincrement) return "";
  const Grid found =
      query(db, cat("SELECT seq FROM main.sqlite_sequence WHERE name = ", literal(table.name)));
  return found.empty() ? "" : found[0][0];
}

// quote() stops at the first zero of a text.
std::string literal_of(const std::string& column) {
  return cat("iif(typeof(", column, ") = 'text' AND instr(", column,
             ", char(0)) > 0, 'CAST(x''' || hex(", column, ") || ''' AS TEXT)', quote(", column,
             "))");
}

TableRows read_table(const Connection& db, const Schema& schema, const Table& table) {
  const auto rowid = rowid_alias(table);
  std::string list = rowid ? *rowid : "''";
  for (const Column& column : table.columns) {
    list += cat(", ", literal_of(quoted_name(column.name)));
  }
  const std::string order = rowid ? *rowid : order_of(schema, table);
  TableRows result;
  for (const std::vector<std::string>& cells :
       query(db, cat("SELECT ", list, " FROM ", place(table),
                     order.empty() ? "" : cat(" ORDER BY ", order)))) {
    StoredRow row{cells[0], {}};
    for (std::size_t i = 1; i < cells.size(); ++i) {
      row.values[table.columns[i - 1].name] = cells[i];
    }
    result.rows.push_back(row);
  }
  result.sequence = sequence_of(db, table);
  return result;
}

bool has_same_columns(const Table& from, const std::vector<int>& before, const Table& to,
                      const std::vector<int>& after) {
  return std::equal(before.begin(), before.end(), after.begin(), after.end(),
                    [&](int a, int b) { return is_same_part(*from.find(a), *to.find(b)); });
}

// Whether ADD PRIMARY KEY gives the table its key, which PostgreSQL refuses where there is NULL. A
// key that has a name can get another one.
bool has_other_key(const Table& from, const Table& to) {
  const Constraint* before = from.primary_key();
  const Constraint* after = to.primary_key();
  if (!after) return false;
  return !before || before->name.empty() != after->name.empty() ||
         before->conflict != after->conflict ||
         before->is_autoincrement != after->is_autoincrement ||
         before->is_descending != after->is_descending ||
         !has_same_columns(from, before->columns, to, after->columns);
}

// Puts the rows of a table into its successor.
class Carrier {
 public:
  Carrier(const Connection& db, const Table& from, const Table& to)
      : db_(db), from_(from), to_(to), has_other_key_(has_other_key(from, to)) {}

  /// False where SQLite refuses a row; `reason` is why.
  bool run(const TableRows& rows, std::string& reason) {
    const bool had_rowid = !from_.is_without_rowid;
    int number = 0;
    for (const StoredRow& row : rows.rows) {
      ++number;
      read(row);
      const auto alias = rowid_alias(to_);
      if (alias && !gives_rowid_) add(*alias, had_rowid ? row.rowid : std::to_string(number));
      if (!reads_key_) {
        reason = cat(to_.name, ": NULL in the key");
        return false;
      }
      const Failure failure =
          db_.run(cat("INSERT OR ABORT INTO ", place(to_), " (", join(names_, ", "), ") VALUES (",
                      join(values_, ", "), ")"));
      if (failure == Failure{}) continue;
      reason = cat(to_.name, ": ", failure.text);
      return false;
    }
    keep_sequence(rows);
    return true;
  }

 private:
  void add(const std::string& name, const std::string& value) {
    names_.push_back(name);
    values_.push_back(value);
  }

  void read(const StoredRow& row) {
    names_.clear();
    values_.clear();
    gives_rowid_ = false;
    reads_key_ = true;
    for (const Column& column : to_.columns) {
      if (!column.generated.empty()) continue;
      const Column* old = find_column(from_, column);
      const Constraint* key = to_.primary_key();
      const bool is_key = key && std::find(key->columns.begin(), key->columns.end(), column.id) !=
                                     key->columns.end();
      if (!old) {
        if (is_key && to_.rowid_column() != &column && column.default_value.empty()) {
          reads_key_ = false;
        }
        continue;
      }
      const std::string& value = row.values.at(old->name);
      add(quoted_name(column.name), value);
      const bool is_rowid = to_.rowid_column() == &column;
      gives_rowid_ = gives_rowid_ || is_rowid;
      const bool becomes_rowid =
          is_rowid && (!from_.rowid_column() || !is_same_part(*from_.rowid_column(), column));
      if (is_key && (has_other_key_ || becomes_rowid) && value == "NULL") reads_key_ = false;
    }
  }

  void keep_sequence(const TableRows& rows) const {
    const Constraint* key = to_.primary_key();
    if (rows.sequence.empty() || !key || !key->is_autoincrement) return;
    const std::string name = literal(to_.name);
    db_.run(cat("INSERT INTO sqlite_sequence SELECT ", name, ", 0 WHERE NOT EXISTS (SELECT 1 FROM ",
                "sqlite_sequence WHERE name = ", name, ")"));
    db_.run(
        cat("UPDATE sqlite_sequence SET seq = max(seq, ", rows.sequence, ") WHERE name = ", name));
  }

  const Connection& db_;
  const Table& from_;
  const Table& to_;
  bool has_other_key_ = false;
  std::vector<std::string> names_;
  std::vector<std::string> values_;
  bool gives_rowid_ = false;
  bool reads_key_ = true;
};

}  // namespace

Grid query(const Connection& db, const std::string& sql) {
  Grid result;
  const auto add_row = [](void* data, int count, char** values, char**) {
    std::vector<std::string> row;
    for (int i = 0; i < count; ++i) row.emplace_back(values[i] ? values[i] : "");
    static_cast<Grid*>(data)->push_back(row);
    return 0;
  };
  char* message = nullptr;
  sqlite3_exec(db.get(), sql.c_str(), add_row, &result, &message);
  if (message) result.push_back({std::string("error: ") + message});
  sqlite3_free(message);
  return result;
}

void insert_rows(const Connection& db, const Schema& schema, Dice& dice) {
  db.run("PRAGMA foreign_keys = OFF");
  for (int round = 0; round < 2; ++round) {
    for (const Table& table : schema.tables) {
      for (std::size_t i = dice.below(7); i > 0; --i) insert_row(db, schema, table, dice);
    }
  }
  for (const Table& table : schema.tables) {
    const auto rowid = rowid_alias(table);
    // Nothing keeps a virtual column of a STRICT table to its type when a row is inserted.
    if (db.text(cat("PRAGMA main.integrity_check(", quoted_name(table.name), ")")) != "ok") {
      db.run(cat("DELETE FROM ", place(table)));
    }
    if (rowid && dice.one_in(3)) {
      db.run(cat("DELETE FROM ", place(table), " WHERE ", *rowid, " = (SELECT max(", *rowid,
                 ") FROM ", place(table), ")"));
    }
  }
  delete_orphans(db, schema);
}

std::string damage_of(const Connection& db, const Schema& schema) {
  std::string damage;
  for (const std::vector<std::string>& row : query(db, "PRAGMA main.integrity_check")) {
    const bool is_false =
        std::any_of(schema.tables.begin(), schema.tables.end(), [&](const Table& table) {
          return table.is_without_rowid &&
                 row[0].find(cat(" value in ", table.name, ".")) != std::string::npos;
        });
    if (row[0] != "ok" && !is_false) damage += cat(row[0], "\n");
  }
  return damage;
}

AllRows read_rows(const Connection& db, const Schema& schema) {
  AllRows all;
  for (const Table& table : schema.tables) all[table.name] = read_table(db, schema, table);
  read_full_text(db, schema, all);
  return all;
}

std::string shown(const AllRows& all) {
  std::string text;
  for (const auto& [name, table] : all) {
    text += cat(name, table.sequence.empty() ? "" : cat(" sequence ", table.sequence), "\n");
    for (const StoredRow& row : table.rows) {
      text += cat("  ", row.rowid, ":");
      for (const auto& [column, value] : row.values) text += cat(" ", column, "=", value);
      text += "\n";
    }
  }
  return text;
}

std::optional<AllRows> carried(const Schema& from, const AllRows& rows, const Schema& to,
                               std::string& reason) {
  const Connection db;
  db.run("PRAGMA foreign_keys = OFF");
  for (const std::string& sql : to.table_statements()) db.run(sql);
  for (const Table& table : to.tables) {
    const auto old = std::find_if(from.tables.begin(), from.tables.end(),
                                  [&](const Table& one) { return is_same_part(one, table); });
    if (old == from.tables.end()) continue;
    if (!Carrier(db, *old, table).run(rows.at(old->name), reason)) return std::nullopt;
  }
  const std::string damage = damage_of(db, to);
  if (!damage.empty()) {
    reason = damage;
    return std::nullopt;
  }
  const std::string orphans = db.text("PRAGMA foreign_key_check");
  if (!orphans.empty()) {
    reason = cat("no parent: ", orphans);
    return std::nullopt;
  }
  AllRows all;
  for (const Table& table : to.tables) all[table.name] = read_table(db, to, table);
  carry_full_text(from, rows, to, all);
  return all;
}

void take_new_rowids(const Schema& from, const Schema& to, const AllRows& found, AllRows& wanted) {
  for (const Table& table : to.tables) {
    const bool gets_rowids =
        !table.is_without_rowid && !table.rowid_column() &&
        std::any_of(from.tables.begin(), from.tables.end(), [&](const Table& old) {
          return is_same_part(old, table) && old.is_without_rowid;
        });
    const std::vector<StoredRow>& rows = found.at(table.name).rows;
    std::vector<StoredRow>& expected = wanted.at(table.name).rows;
    if (!gets_rowids || rows.size() != expected.size()) continue;
    for (std::size_t i = 0; i < rows.size(); ++i) expected[i].rowid = rows[i].rowid;
  }
}

}  // namespace migrate::test

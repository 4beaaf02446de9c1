#include "random_model/repair.h"

#include <algorithm>
#include <array>

#include "random_model/random_parts.h"
#include "unit/sqlite/connection.h"

namespace migrate::test {
namespace {

bool is_strict_type(const std::string& type) {
  constexpr std::array kTypes{"INT", "INTEGER", "TEXT", "REAL", "BLOB", "ANY"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

bool has_columns(const Table& table, const std::vector<int>& columns) {
  return !columns.empty() &&
         std::all_of(columns.begin(), columns.end(), [&](int id) { return table.find(id); });
}

bool has_columns_of(const Table& table, const Pattern& pattern) {
  return has_columns(table, numbers_in(pattern));
}

bool refers_to_key(const Schema& schema, const Constraint& key) {
  const Table* parent = schema.find_table(key.parent);
  if (!parent) return false;
  std::vector<int> wanted = key.parent_columns;
  if (wanted.empty()) {
    const Constraint* primary = parent->primary_key();
    return primary && primary->columns.size() == key.columns.size();
  }
  std::sort(wanted.begin(), wanted.end());
  for (std::vector<int> columns : keys_of(*parent)) {
    std::sort(columns.begin(), columns.end());
    if (columns == wanted) return true;
  }
  return false;
}

std::vector<int> parent_columns(const Schema& schema, const Constraint& key) {
  const Table* parent = schema.find_table(key.parent);
  if (!key.parent_columns.empty() || !parent || !parent->primary_key()) return key.parent_columns;
  return parent->primary_key()->columns;
}

// A definition counts once: `UNIQUE (a)` twice is one constraint to SQLite.
bool is_same_definition(const Schema& schema, const Constraint& a, const Constraint& b) {
  return a.kind == b.kind && a.columns == b.columns && a.check == b.check && a.parent == b.parent &&
         parent_columns(schema, a) == parent_columns(schema, b);
}

void repair_columns(Table& table) {
  for (Column& column : table.columns) {
    if (!column.generated.empty() && !has_columns_of(table, column.generated)) {
      column.generated.clear();
    }
    if (!column.generated.empty()) column.default_value.clear();
    // SQLite keeps no generated column to its type.
    const bool is_any = !is_strict_type(column.type) || !column.generated.empty();
    if (table.is_strict && is_any) column.type = "ANY";
  }
  const bool has_plain = std::any_of(table.columns.begin(), table.columns.end(),
                                     [](const Column& one) { return one.generated.empty(); });
  if (!has_plain && !table.columns.empty()) table.columns.front().generated.clear();
}

void repair_constraints(const Schema& schema, Table& table) {
  std::vector<Constraint> kept;
  for (Constraint& one : table.constraints) {
    if (!has_columns(table, one.columns)) continue;
    if (one.kind == Constraint::Kind::kCheck && !has_columns_of(table, one.check)) continue;
    if (one.kind == Constraint::Kind::kForeignKey && !refers_to_key(schema, one)) continue;
    const bool is_key = one.kind == Constraint::Kind::kPrimaryKey;
    if (is_key && std::any_of(one.columns.begin(), one.columns.end(),
                              [&](int id) { return !table.find(id)->generated.empty(); })) {
      continue;
    }
    const bool is_said = std::any_of(kept.begin(), kept.end(), [&](const Constraint& other) {
      return is_same_definition(schema, one, other) || (is_key && other.kind == one.kind);
    });
    if (is_said) continue;
    if (one.columns.size() > 1) one.is_at_column = false;
    if (is_key) {
      const bool can_count = !table.is_without_rowid && one.columns.size() == 1 &&
                             table.find(one.columns[0])->type == "INTEGER";
      one.is_autoincrement = one.is_autoincrement && can_count && !one.is_descending;
      // `INTEGER PRIMARY KEY DESC` at the column is another key than at the table, for the sake of
      // old files; a column that is there cannot get it.
      if (one.is_at_column && table.find(one.columns[0])->type == "INTEGER") {
        one.is_descending = false;
      }
    }
    kept.push_back(one);
  }
  table.constraints = kept;
  if (!table.primary_key()) table.is_without_rowid = false;
}

// SQLite takes a unique index on `(a, a DESC)` for the key that a foreign key to `(a, b)` needs,
// and then finds rows without a parent that have one.
bool repeats_column(const Index& index) {
  std::vector<int> columns;
  for (const Pattern& term : index.terms) {
    for (const int column : numbers_in(term)) columns.push_back(column);
  }
  std::sort(columns.begin(), columns.end());
  return std::adjacent_find(columns.begin(), columns.end()) != columns.end();
}

void repair_indexes(Table& table) {
  for (Index& index : table.indexes) index.is_unique = index.is_unique && !repeats_column(index);
  std::erase_if(table.indexes, [&](const Index& index) {
    return !std::all_of(index.terms.begin(), index.terms.end(), [&](const Pattern& term) {
      return has_columns_of(table, term);
    }) || (!index.where.empty() && !has_columns_of(table, index.where));
  });
}

std::size_t size_of(const Schema& schema) {
  std::size_t count = schema.views.size() + schema.triggers.size() + schema.full_text.size();
  for (const Table& table : schema.tables) {
    count += table.columns.size() + table.constraints.size() + table.indexes.size();
  }
  return count;
}

bool runs_all(const Connection& db, const std::vector<std::string>& statements) {
  return std::all_of(statements.begin(), statements.end(),
                     [&](const std::string& sql) { return db.run(sql).code == SQLITE_OK; });
}

std::vector<std::string> probes(const Schema& schema) {
  std::vector<std::string> result{"PRAGMA foreign_key_check"};
  for (const View& view : schema.views) {
    result.push_back("EXPLAIN SELECT * FROM main." + quoted_name(view.name));
    for (const char* event : {"INSERT", "UPDATE", "DELETE"}) {
      const bool has_trigger =
          std::any_of(schema.triggers.begin(), schema.triggers.end(), [&](const Trigger& one) {
            return one.relation == view.id && one.head.find(event) != std::string::npos;
          });
      if (!has_trigger || view.outputs.empty()) continue;
      const std::string name = "main." + quoted_name(view.name);
      const std::string column = quoted_name(view.outputs[0].name);
      result.push_back(*event == 'I'   ? "EXPLAIN INSERT INTO " + name + " DEFAULT VALUES"
                       : *event == 'U' ? "EXPLAIN UPDATE " + name + " SET " + column + " = 1"
                                       : "EXPLAIN DELETE FROM " + name);
    }
  }
  for (const Table& table : schema.tables) {
    const std::string name = "main." + quoted_name(table.name);
    result.push_back("EXPLAIN INSERT INTO " + name + " DEFAULT VALUES");
    result.push_back("EXPLAIN DELETE FROM " + name);
    for (const Column& column : table.columns) {
      if (!column.generated.empty()) continue;
      result.push_back("EXPLAIN UPDATE " + name + " SET " + quoted_name(column.name) + " = 1");
    }
  }
  for (const FullTextTable& table : schema.full_text) {
    result.push_back("SELECT * FROM main." + quoted_name(table.name));
  }
  return result;
}

}  // namespace

Schema repaired(Schema schema) {
  for (std::size_t before = 0; before != size_of(schema);) {
    before = size_of(schema);
    std::erase_if(schema.tables, [](const Table& table) { return table.columns.empty(); });
    for (Table& table : schema.tables) {
      repair_columns(table);
      repair_constraints(schema, table);
      repair_indexes(table);
    }
    const Schema& known = schema;
    std::erase_if(schema.full_text,
                  [&](const FullTextTable& table) { return !known.knows(table.arguments()); });
    for (std::size_t i = 0; i < schema.views.size();) {
      if (known.knows(schema.views[i].select)) {
        ++i;
      } else {
        schema.views.erase(schema.views.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
    std::erase_if(schema.triggers, [&](const Trigger& trigger) {
      return !known.name_of(trigger.relation) || !known.knows(trigger.head) ||
             !known.knows(trigger.body);
    });
  }
  return schema;
}

bool is_loadable(const Schema& schema) {
  const Connection db;
  return !schema.tables.empty() && db.run("PRAGMA foreign_keys = ON").code == SQLITE_OK &&
         runs_all(db, schema.table_statements()) && runs_all(db, schema.other_statements()) &&
         runs_all(db, probes(schema));
}

}  // namespace migrate::test

// The old table is moved aside and the new one made under the final name, not the other way round:
// its statement is kept letter by letter, and nobody ever refers to another name than that one.
// Renaming leaves views, triggers and foreign keys alone only while legacy_alter_table is on and
// foreign_keys off, which is what Database::in_rebuild is for. DROP TABLE deletes no child row
// while foreign_keys is off, and takes the indexes and the triggers of the old table along, so that
// their names are free when they are made again, behind the copy.
//
// Where a table cannot be renamed like that (a CHECK with `t.a` in it would be an error), its rows
// are put aside in a table without constraints.
#include "schema/sqlite/rebuild.h"

#include <algorithm>
#include <optional>
#include <string>

#include "error.h"
#include "schema/sqlite/orphans.h"
#include "schema/sqlite/references.h"
#include "schema/sqlite/retype.h"
#include "schema/sqlite/table_text.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

std::string quoted_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += cat(text.empty() ? "" : ", ", quoted(name));
  return text;
}

class Rebuild {
 public:
  Rebuild(Database& database, const TablePlace& table, const TableChange& change)
      : database_(database), old_(table), new_(table), change_(change) {
    new_.sql = change.sql();
  }

  void run() {
    indexes_ = indexes_of(database_, old_);
    triggers_ = triggers_of(database_, old_);
    temp_triggers_ = temp_triggers(database_);
    sequence_ = sequence_value(database_, old_);
    aside_ = free_name(database_, old_, "migrate_old");
    old_rowid_ = rowid_name(old_.sql);
    old_rowid_column_ = rowid_column(database_, old_);
    if (read_table(old_.sql).has(TableOption::kWithoutRowid)) {
      // The rows may get rowids, and SQLite may read them from an index that has all columns.
      old_order_ = cat(" ORDER BY ", quoted_names(primary_key_of(database_, old_)));
    }
    database_.in_rebuild([&] {
      move_aside();
      database_.run_statement(qualified_statement(new_.sql, new_.schema));
      new_rowid_column_ = rowid_column(database_, new_);
      require_key_values();
      copy();
      require_types_of_generated_columns();
      database_.run_statement(cat("DROP TABLE ", new_.qualified(aside_)));
      restore_sequence();
      restore_indexes();
      restore_triggers();
    });
  }

 private:
  void move_aside() {
    const auto refusal = database_.try_statement(
        cat("ALTER TABLE ", old_.qualified(), " RENAME TO ", quoted(aside_)));
    if (refusal) copy_aside();
  }

  // Without types, so that every value stays what it is; with all columns, as USING may read any.
  void copy_aside() {
    const std::vector<std::string> names = columns_of(database_, old_);
    const std::string columns = quoted_names(names);
    std::string values;
    for (const std::string& name : names) {
      values += cat(values.empty() ? "" : ", ", shown_value(name));
    }
    const std::string aside = old_.qualified(aside_);
    database_.run_statement(cat("CREATE TABLE ", aside, " (", columns, ")"));
    const std::string rowid = old_rowid_ ? cat(*old_rowid_, ", ") : "";
    database_.run_statement(cat("INSERT INTO ", aside, " (", rowid, columns, ") SELECT ", rowid,
                                values, " FROM ", old_.qualified()));
    database_.run_statement(cat("DROP TABLE ", old_.qualified()));
  }

  // SQLite would take NULL in a primary key, and would give such a row an id of its own where the
  // key is the rowid.
  void require_key_values() {
    const bool becomes_rowid = new_rowid_column_ && new_rowid_column_ != old_rowid_column_;
    if (!change_.gives_key() && !becomes_rowid) return;
    const std::vector<TableChange::Source> sources = change_.sources();
    for (const std::string& column : primary_key_of(database_, new_)) {
      const auto source = std::find_if(sources.begin(), sources.end(), [&](const auto& one) {
        return equals_ignoring_case(one.column, column);
      });
      const std::string value =
          source == sources.end() ? value_of_added(column) : source->expression;
      const Rows nulls =
          database_.query(cat("SELECT 1 FROM ", new_.qualified(aside_), " AS ", quoted(old_.name),
                              " WHERE (", value, ") IS NULL LIMIT 1"));
      if (nulls.empty()) continue;
      throw Error(ErrorCode::kWrongState,
                  cat("column \"", column, "\" of table \"", old_.name, "\" contains null values"),
                  "It is a part of the primary key.");
    }
  }

  // As far as it may be NULL.
  std::string value_of_added(const std::string& column) {
    if (new_rowid_column_ && equals_ignoring_case(column, *new_rowid_column_)) return "1";
    const Rows rows = database_.query(
        "SELECT dflt_value FROM pragma_table_xinfo($1, $2) WHERE name = $3 COLLATE NOCASE",
        {new_.name, new_.schema, column});
    return rows.at(0).at(0) ? "1" : "NULL";
  }

  // OR ABORT overrules the ON CONFLICT of a constraint, which could replace or leave out rows.
  void copy() {
    const std::string into = cat("INSERT OR ABORT INTO ", new_.qualified());
    const std::string from = cat(" FROM ", new_.qualified(aside_), " AS ", quoted(old_.name));
    if (is_same_row()) {
      // Between tables that are alike SQLite copies records, not values.
      database_.run_statement(cat(into, " SELECT *", from));
      return;
    }
    std::vector<std::string> columns;
    std::vector<std::string> values;
    const std::vector<TableChange::Source> sources = change_.sources();
    const bool gives_rowid =
        new_rowid_column_ &&
        std::any_of(sources.begin(), sources.end(), [&](const TableChange::Source& source) {
          return equals_ignoring_case(source.column, *new_rowid_column_);
        });
    const auto new_rowid = rowid_name(new_.sql);
    if (!gives_rowid && old_rowid_ && new_rowid) {
      columns.push_back(*new_rowid);
      values.push_back(*old_rowid_);
    }
    for (const TableChange::Source& source : sources) {
      columns.push_back(quoted(source.column));
      values.push_back(source.expression);
    }
    if (columns.empty()) {
      // Nothing is left of the old row but that there is one: NULL makes a rowid.
      columns.push_back(new_rowid ? *new_rowid : quoted(primary_key_of(database_, new_).front()));
      values.emplace_back("NULL");
    }
    database_.run_statement(
        cat(into, " (", join(columns, ", "), ") SELECT ", join(values, ", "), from, old_order_));
  }

  // SQLite itself lets some of them be of any type, but takes the table for damaged afterwards.
  void require_types_of_generated_columns() {
    if (!read_table(new_.sql).has(TableOption::kStrict)) return;
    const Rows columns = database_.query(
        "SELECT name, upper(type) FROM pragma_table_xinfo($1, $2) WHERE hidden IN (2, 3)",
        {new_.name, new_.schema});
    for (const Row& column : columns) {
      const std::string name = column[0].value_or("");
      const std::string type = column[1].value_or("");
      if (type == "ANY") continue;
      const Rows others =
          database_.query(cat("SELECT upper(typeof(", quoted(name), ")) AS kind FROM ",
                              new_.qualified(), " WHERE kind NOT IN ('NULL', $1) LIMIT 1"),
                          {type == "INT" ? "INTEGER" : type});
      if (others.empty()) continue;
      throw Error(ErrorCode::kWrongState,
                  cat("cannot store ", others.front()[0].value_or(""), " value in ", type,
                      " column ", new_.name, ".", name),
                  "It is a generated column of a STRICT table.");
    }
  }

  // Whether `SELECT *` gives each column, in its order, and the rowid with them.
  bool is_same_row() const {
    if (!old_rowid_column_ || old_rowid_column_ != new_rowid_column_) return false;
    const TableText before = read_table(old_.sql);
    const TableText after = read_table(new_.sql);
    const std::vector<TableChange::Source> sources = change_.sources();
    if (before.columns.size() != sources.size() || after.columns.size() != sources.size()) {
      return false;
    }
    for (std::size_t i = 0; i < sources.size(); ++i) {
      if (!sources[i].is_copy || before.columns[i].name != sources[i].column) return false;
    }
    return true;
  }

  void restore_sequence() {
    if (!sequence_value(database_, new_)) return;
    if (!sequence_) {
      // The copy has left one, also where there was no row to copy.
      database_.execute(
          cat("DELETE FROM ", new_.qualified("sqlite_sequence"),
              " WHERE name = $1 AND seq = 0 AND NOT EXISTS (SELECT 1 FROM ", new_.qualified(), ")"),
          {new_.name});
      return;
    }
    database_.execute(cat("UPDATE ", new_.qualified("sqlite_sequence"),
                          " SET seq = max(seq, CAST($1 AS INTEGER)) WHERE name = $2"),
                      {*sequence_, new_.name});
  }

  void restore_indexes() {
    for (const Entry& index : indexes_) {
      if (mentions_any_column(indexed_part(index.sql), change_.dropped_columns())) continue;
      database_.run_statement(qualified_statement(index.sql, new_.schema));
    }
  }

  void restore_triggers() {
    for (const Entry& trigger : triggers_) {
      database_.run_statement(qualified_statement(trigger.sql, new_.schema));
    }
    // Those that the old table has taken along were its own.
    const std::vector<Entry> left = temp_triggers(database_);
    for (const Entry& trigger : temp_triggers_) {
      const bool is_there = std::any_of(left.begin(), left.end(),
                                        [&](const Entry& one) { return one.name == trigger.name; });
      if (!is_there) database_.run_statement(qualified_statement(trigger.sql, "temp"));
    }
  }

  Database& database_;
  TablePlace old_;
  TablePlace new_;
  const TableChange& change_;
  std::vector<Entry> indexes_;
  std::vector<Entry> triggers_;
  std::vector<Entry> temp_triggers_;
  std::optional<std::string> sequence_;
  std::string aside_;
  std::optional<std::string> old_rowid_;
  std::optional<std::string> old_rowid_column_;
  std::string old_order_;
  std::optional<std::string> new_rowid_column_;
};

// Leaves the savepoint when rows have been found that may have been there before.
struct FoundOrphans {};

void run_checked(Database& database, const TablePlace& table, const TableChange& change,
                 bool may_edit_schema, const Orphans* before) {
  std::optional<References> references;
  // A view may read the rowid as well.
  const bool takes_names_away = !change.dropped_columns().empty() || change.takes_rowid_away();
  if (takes_names_away) references = References::find(database, table);
  const auto retyped = may_edit_schema ? retyped_columns(change) : std::nullopt;
  if (!retyped || !retype_columns(database, table, change, *retyped)) {
    Rebuild(database, table, change).run();
  }
  if (references) references->require_no_less(database, table);
  const Orphans after = Orphans::find(database, table, change);
  if (after.empty()) return;
  if (!before) throw FoundOrphans();
  after.require_no_more_than(*before);
}

}  // namespace

void rebuild_table(Database& database, const TablePlace& table, const TableChange& change,
                   bool may_edit_schema) {
  if (change.is_nothing()) return;
  try {
    database.in_savepoint([&] { run_checked(database, table, change, may_edit_schema, nullptr); });
  } catch (const FoundOrphans&) {
    // Rare enough to do the work again; to look before every rebuild would double what most cost.
    const Orphans before = Orphans::find(database, table, change);
    run_checked(database, table, change, may_edit_schema, &before);
  }
}

}  // namespace migrate::sqlite

// What a rebuild has to know of a table and of what hangs on it, read from SQLite.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "schema/sqlite/alter_text.h"

namespace migrate::sqlite {

/// An entry of sqlite_schema.
struct Entry {
  std::string name;
  std::string sql;
};

struct TablePlace {
  std::string schema;
  std::string name;  // as the schema spells it
  std::string type;  // "table" or "view"
  std::string sql;

  /// The quoted and qualified name of an object beside it: `"main"."t"`.
  std::string qualified(std::string_view object) const;
  std::string qualified() const { return qualified(name); }
};

/// Finds a table or view as SQLite does: in temp, in main, in what is attached.
std::optional<TablePlace> find_table(Database& database, const ObjectName& name);

/// Indexes of CREATE INDEX, oldest first.
std::vector<Entry> indexes_of(Database& database, const TablePlace& table);
/// Triggers of the table's own schema, oldest first.
std::vector<Entry> triggers_of(Database& database, const TablePlace& table);
/// All triggers in temp, which may be of any schema's tables, oldest first.
std::vector<Entry> temp_triggers(Database& database);

/// The largest id that AUTOINCREMENT has given out; nothing where it has given out none.
std::optional<std::string> sequence_value(Database& database, const TablePlace& table);

/// A name that no table, index or view of the schema has: `migrate_old`, `migrate_old_2`, …
std::string free_name(Database& database, const TablePlace& table, std::string_view wanted);

/// `rowid`, `_rowid_` or `oid`, whichever no column of the table hides; nothing where each is one,
/// and for a table WITHOUT ROWID.
std::optional<std::string> rowid_name(std::string_view create_sql);

/// The column that is the rowid; nothing where none is.
std::optional<std::string> rowid_column(Database& database, const TablePlace& table);

/// All columns, generated ones included.
std::vector<std::string> columns_of(Database& database, const TablePlace& table);
std::vector<std::string> primary_key_of(Database& database, const TablePlace& table);

/// A statement of sqlite_schema, with the object's name qualified, and another where `new_name` is
/// given.
///   (`CREATE INDEX i ON t (a)`, "main")  ->  CREATE INDEX "main".i ON t (a)
std::string qualified_statement(std::string_view sql, std::string_view schema,
                                std::optional<std::string_view> new_name = std::nullopt);

/// What an index is on: `(a, b) WHERE c > 0`.
std::string_view indexed_part(std::string_view create_sql);

}  // namespace migrate::sqlite

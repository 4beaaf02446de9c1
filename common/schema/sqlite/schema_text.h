// The text of a schema as sqlite_schema keeps it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "schema/sqlite/table_text.h"

namespace migrate::sqlite {

/// What a user has made: a row of main's sqlite_schema that has a statement.
struct SchemaEntry {
  enum class Type { kTable, kVirtualTable, kIndex, kView, kTrigger };
  Type type = Type::kTable;
  std::string name;
  std::string table;  // of an index or a trigger: what it is on
  std::string sql;
  TableText text = {};  // of kTable

  bool is_unique_index() const;
  /// The statement behind the object's name: `ON t (a)`, `AS SELECT 1`, `(a int)`.
  std::string_view definition() const;
};

class SchemaText {
 public:
  /// Reads main. Left out are migrate's own tables, SQLite's, and those in which virtual tables
  /// keep their data. A table whose statement cannot be read is among `unreadable`.
  static SchemaText read(Database& database);

  const std::vector<SchemaEntry>& entries() const { return entries_; }
  /// The table, virtual table or view of that name, in any case; nullptr where there is none.
  const SchemaEntry* relation(std::string_view name) const;
  /// Indexes of CREATE INDEX on a table.
  std::vector<const SchemaEntry*> indexes_of(std::string_view table) const;
  /// `TABLE t`: tables whose statements cannot be read, and those that seem to belong to a virtual
  /// table of another module, as they are called `<its name>_…`.
  const std::vector<std::string>& left_out() const { return left_out_; }

 private:
  bool take(SchemaEntry& entry);

  std::vector<SchemaEntry> entries_;  // in the order in which SQLite has them
  std::map<std::string, std::size_t> relations_;
  std::multimap<std::string, std::size_t> indexes_;  // by the table's name
  std::vector<std::string> left_out_;
};

/// `CREATE VIRTUAL TABLE f USING fts5 (a)` -> fts5
std::string module_name(std::string_view sql);

/// The columns that a table's primary key is made of; none where it has no key.
std::vector<std::string> primary_key(const TableText& table);

}  // namespace migrate::sqlite

// Rows without a parent in the tables that refer to one table, or that it refers to.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "db/database.h"
#include "error.h"
#include "schema/sqlite/catalog.h"
#include "schema/sqlite/table_change.h"

namespace migrate::sqlite {

class Orphans {
 public:
  /// Reads the table and each table of its schema that has a foreign key to it, as PRAGMA
  /// foreign_key_check does; but for those whose foreign keys are all over columns that `change`
  /// leaves as they are, as it takes no parent from their rows.
  static Orphans find(Database& database, const TablePlace& table, const TableChange& change);

  bool empty() const { return groups_.empty() && mismatches_.empty(); }

  /// Throws kForeignKeyViolation where this has more rows of some child table and parent than
  /// `before`; SQLite's own error where a foreign key fits its parent's keys no more.
  void require_no_more_than(const Orphans& before) const;

 private:
  void read_child(Database& database, const TablePlace& table, const std::string& child);

  using Edge = std::pair<std::string, std::string>;  // child table, parent table
  struct Group {
    long long count = 0;
    Value rowid;  // of one of them; nothing in a table WITHOUT ROWID
  };
  std::map<Edge, Group> groups_;
  std::map<std::string, Error> mismatches_;  // by child table
};

}  // namespace migrate::sqlite

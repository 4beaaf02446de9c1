// Rows that lose their parent while foreign_keys is off.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "statement.h"

namespace migrate {

/// The rows of main without a parent, as PRAGMA foreign_key_check finds them.
class OrphanedRows {
 public:
  /// Reads every child table once. Tables whose foreign keys cannot be checked ("foreign key
  /// mismatch") are left out.
  static OrphanedRows find(sqlite3* db, LockWait wait);

  /// Throws kForeignKeyViolation where `now` has more rows than this of some child table and
  /// parent. Numbers are compared, as a rebuilt table may have given its rows other rowids; DETAIL
  /// names a row that this does not have, where there is one.
  void require_no_more(const OrphanedRows& now) const;

 private:
  using Edge = std::pair<std::string, std::string>;  // child table, parent table
  struct Group {
    std::int64_t count = 0;
    std::set<std::optional<std::int64_t>> rowids;  // nothing: a table WITHOUT ROWID
  };

  void read_table(sqlite3* db, LockWait wait, const std::string& table);

  std::map<Edge, Group> groups_;
};

}  // namespace migrate

// Views and triggers that need what a table has: whether they still find it.
#pragma once

#include <set>
#include <string>

#include "db/database.h"
#include "schema/sqlite/catalog.h"

namespace migrate::sqlite {

class References {
 public:
  /// Reads which of the views and triggers of the table's schema and of temp work.
  static References find(Database& database, const TablePlace& table);

  /// Throws SQLite's error where one works no more. Triggers are looked at only where all views and
  /// triggers worked before, as SQLite stops at the first; nothing is while legacy_alter_table is
  /// on.
  void require_no_less(Database& database, const TablePlace& table) const;

 private:
  bool all_worked_ = false;
  std::set<std::string> broken_views_;  // qualified names
};

}  // namespace migrate::sqlite

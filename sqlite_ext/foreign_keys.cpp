#include "foreign_keys.h"

#include <sqlite3ext.h>

#include <algorithm>
#include <vector>

#include "dialect/dialect.h"
#include "sqlite_error.h"
#include "text.h"
SQLITE_EXTENSION_INIT3

namespace migrate {
namespace {

std::string text_column(sqlite3_stmt* statement, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  return text ? text : "";
}

std::vector<std::string> tables_with_foreign_keys(sqlite3* db, LockWait wait) {
  const Statement statement = prepare(db, wait,
                                      "SELECT name FROM main.sqlite_master AS child "
                                      "WHERE type = 'table' AND EXISTS "
                                      "(SELECT 1 FROM pragma_foreign_key_list(child.name, 'main'))",
                                      Lifetime::kOnce);
  std::vector<std::string> tables;
  for (bool row = step_first(db, wait, statement.get()); row;
       row = step_next(db, statement.get())) {
    tables.push_back(text_column(statement.get(), 0));
  }
  return tables;
}

std::string counted_rows(std::int64_t count) {
  return cat(std::to_string(count), count == 1 ? " row" : " rows");
}

}  // namespace

OrphanedRows OrphanedRows::find(sqlite3* db, LockWait wait) {
  OrphanedRows result;
  for (const std::string& table : tables_with_foreign_keys(db, wait)) {
    try {
      result.read_table(db, wait, table);
    } catch (const SqliteError& error) {
      // Only a mismatch is SQLITE_ERROR; it would hide the other tables if all were asked at once.
      if (error.result_code() != SQLITE_ERROR) throw;
    }
  }
  return result;
}

void OrphanedRows::read_table(sqlite3* db, LockWait wait, const std::string& table) {
  const std::string name = sqlite_dialect().quote_identifier(table);
  const Statement statement =
      prepare(db, wait, cat("PRAGMA main.foreign_key_check(", name, ")"), Lifetime::kOnce);
  for (bool row = step_first(db, wait, statement.get()); row;
       row = step_next(db, statement.get())) {
    Group& group = groups_[{text_column(statement.get(), 0), text_column(statement.get(), 2)}];
    ++group.count;
    if (sqlite3_column_type(statement.get(), 1) == SQLITE_NULL) {
      group.rowids.insert(std::nullopt);
    } else {
      group.rowids.insert(sqlite3_column_int64(statement.get(), 1));
    }
  }
}

void OrphanedRows::require_no_more(const OrphanedRows& now) const {
  static const Group kNone;
  for (const auto& [edge, group] : now.groups_) {
    const auto found = groups_.find(edge);
    const Group& before = found == groups_.end() ? kNone : found->second;
    if (group.count <= before.count) continue;
    const auto& [child, parent] = edge;
    auto rowid = std::find_if(group.rowids.begin(), group.rowids.end(),
                              [&](const auto& id) { return !before.rowids.contains(id); });
    if (rowid == group.rowids.end()) rowid = group.rowids.begin();
    const std::string row = *rowid ? cat("Row ", std::to_string(**rowid)) : "A row";
    throw Error(ErrorCode::kForeignKeyViolation,
                cat("rows of table \"", child, "\" have lost their parent"),
                cat(row, " of table \"", child, "\" refers to a row of table \"", parent,
                    "\" that does not exist; ", counted_rows(group.count - before.count),
                    " more than before the script."),
                cat("PRAGMA foreign_key_check(", sqlite_dialect().quote_identifier(child),
                    ") lists such rows."));
  }
}

}  // namespace migrate

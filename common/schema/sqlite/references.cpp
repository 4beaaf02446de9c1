#include "schema/sqlite/references.h"

#include <optional>
#include <vector>

#include "error.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

// SQLite resolves every view and trigger when it renames a table, whatever table that is. Result:
// its complaint.
std::optional<Error> first_broken(Database& database, const TablePlace& table) {
  const std::string probe = free_name(database, table, "migrate_probe");
  const std::string renamed = cat(probe, "_renamed");
  database.run_statement(cat("CREATE TABLE ", table.qualified(probe), " (a)"));
  std::optional<Error> broken = database.try_statement(
      cat("ALTER TABLE ", table.qualified(probe), " RENAME TO ", quoted(renamed)));
  database.run_statement(cat("DROP TABLE ", table.qualified(broken ? probe : renamed)));
  return broken;
}

std::vector<std::string> all_views(Database& database, const TablePlace& table) {
  const Rows rows = database.query(
      cat("SELECT $1, name FROM ", table.qualified("sqlite_master"),
          " WHERE type = 'view' UNION "
          "SELECT 'temp', name FROM temp.sqlite_master WHERE type = 'view' ORDER BY 1, 2"),
      {table.schema});
  std::vector<std::string> views;
  views.reserve(rows.size());
  for (const Row& row : rows) {
    views.push_back(cat(quoted(row[0].value_or("")), ".", quoted(row[1].value_or(""))));
  }
  return views;
}

std::optional<Error> view_error(Database& database, const std::string& view) {
  return database.try_statement(cat("EXPLAIN SELECT * FROM ", view));
}

}  // namespace

References References::find(Database& database, const TablePlace& table) {
  References references;
  references.all_worked_ = !first_broken(database, table);
  if (references.all_worked_) return references;
  for (const std::string& view : all_views(database, table)) {
    if (view_error(database, view)) references.broken_views_.insert(view);
  }
  return references;
}

void References::require_no_less(Database& database, const TablePlace& table) const {
  if (all_worked_) {
    if (const auto broken = first_broken(database, table)) throw Error(*broken);
    return;
  }
  for (const std::string& view : all_views(database, table)) {
    if (broken_views_.contains(view)) continue;
    if (const auto error = view_error(database, view)) {
      throw Error(error->code(), cat("error in view ", view, ": ", error->message()));
    }
  }
}

}  // namespace migrate::sqlite

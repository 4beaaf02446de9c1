#include "schema/sqlite/orphans.h"

#include <algorithm>
#include <set>
#include <vector>

#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

std::string counted_rows(long long count) {
  return cat(std::to_string(count), count == 1 ? " row" : " rows");
}

// Whether a foreign key finds other rows after the change: its child, its parent, one column of it
// in the child and, where it names one, in the parent.
bool is_touched(const Row& key, const TablePlace& table,
                const std::vector<std::string>& primary_key, const TableChange& change) {
  const auto is_left = [&](const std::string& column) { return change.leaves_key_column(column); };
  if (equals_ignoring_case(*key[0], table.name) && !is_left(*key[2])) return true;
  if (!equals_ignoring_case(*key[1], table.name)) return false;
  if (key[3]) return !is_left(*key[3]);
  return primary_key.empty() || !std::all_of(primary_key.begin(), primary_key.end(), is_left);
}

}  // namespace

Orphans Orphans::find(Database& database, const TablePlace& table, const TableChange& change) {
  const Rows keys = database.query(
      cat("SELECT child.name, key.\"table\", key.\"from\", key.\"to\" FROM ",
          table.qualified("sqlite_master"),
          " AS child, pragma_foreign_key_list(child.name, $1) AS key WHERE child.type = 'table' "
          "AND (key.\"table\" = $2 COLLATE NOCASE OR child.name = $2 COLLATE NOCASE) ORDER BY 1"),
      {table.schema, table.name});
  const std::vector<std::string> primary_key = primary_key_of(database, table);
  std::set<std::string> children;
  for (const Row& key : keys) {
    if (is_touched(key, table, primary_key, change)) children.insert(*key[0]);
  }
  Orphans result;
  for (const std::string& child : children) result.read_child(database, table, child);
  return result;
}

void Orphans::read_child(Database& database, const TablePlace& table, const std::string& child) {
  // A mismatch is found while the pragma is compiled.
  const auto mismatch = database.try_statement(
      cat("EXPLAIN PRAGMA ", quoted(table.schema), ".foreign_key_check(", quoted(child), ")"));
  if (mismatch) {
    mismatches_.emplace(child, *mismatch);
    return;
  }
  const Rows rows = database.query(
      "SELECT parent, count(*), min(rowid) FROM pragma_foreign_key_check($1, $2) GROUP BY 1",
      {child, table.schema});
  for (const Row& row : rows) {
    groups_[{child, row[0].value_or("")}] = {std::stoll(row[1].value_or("0")), row[2]};
  }
}

void Orphans::require_no_more_than(const Orphans& before) const {
  for (const auto& [child, error] : mismatches_) {
    if (!before.mismatches_.contains(child)) throw Error(error);
  }
  for (const auto& [edge, group] : groups_) {
    const auto found = before.groups_.find(edge);
    const long long more = group.count - (found == before.groups_.end() ? 0 : found->second.count);
    if (more <= 0) continue;
    const auto& [child, parent] = edge;
    throw Error(ErrorCode::kForeignKeyViolation,
                cat("rows of table \"", child, "\" have no parent in table \"", parent, "\""),
                cat(group.rowid ? cat("One is row ", *group.rowid, "; ") : std::string(),
                    counted_rows(more), " more than before the change."),
                "Delete or correct these rows first.");
  }
}

}  // namespace migrate::sqlite

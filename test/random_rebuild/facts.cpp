#include "random_rebuild/facts.h"

#include <gtest/gtest.h>
#include <map>
#include <regex>

namespace migrate::test {

std::string facts(const Connection& db) {
  const std::string name = "'the t'";
  return "columns: " +
         db.text("SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(" +
                 name + ", 'main')") +
         "\nindexes: " +
         db.text(
             "SELECT CASE origin WHEN 'c' THEN l.name END, \"unique\", origin, partial, "
             "group_concat(coalesce(x.name, 'expression') || x.\"desc\" || x.coll || x.key) "
             "FROM pragma_index_list(" +
             name +
             ", 'main') AS l, pragma_index_xinfo(l.name, 'main') AS x "
             "GROUP BY l.name ORDER BY 1, 2, 3, 4, 5") +
         "\nforeign keys: " +
         db.text(
             "SELECT \"table\", \"from\", \"to\", on_update, on_delete FROM "
             "pragma_foreign_key_list(" +
             name + ", 'main') ORDER BY 1, 2, 3") +
         "\nconflict clauses: " +
         db.text(
             "SELECT (length(sql) - length(replace(sql, 'ON CONFLICT', ''))) / 11 FROM "
             "main.sqlite_master WHERE name = " +
             name) +
         "\noptions: " +
         db.text("SELECT wr, strict FROM pragma_table_list WHERE schema = 'main' AND name = " +
                 name);
}

std::string expected_facts(const TableModel& table) {
  const Connection scratch;
  EXPECT_TRUE(scratch.run(table.sql(true)) == Failure{}) << table.sql(true);
  for (const ModelIndex& index : table.indexes) {
    EXPECT_TRUE(scratch.run(index.sql()) == Failure{}) << index.sql();
  }
  return facts(scratch);
}

std::string misplaced_marks(const Connection& db, const TableModel& table) {
  std::map<std::string, int> marks;
  for (const ModelColumn& column : table.columns) {
    if (!column.check_mark.empty()) --marks[column.check_mark];
    if (!column.comment.empty()) --marks[column.comment];
  }
  for (const ModelConstraint& one : table.constraints) {
    if (one.kind == ModelConstraint::Kind::kCheck) --marks[one.mark];
  }
  const std::string sql = db.text("SELECT sql FROM main.sqlite_master WHERE name = 'the t'");
  const std::regex pattern("(check|mark)[0-9]+");
  for (std::sregex_iterator i(sql.begin(), sql.end(), pattern); i != std::sregex_iterator(); ++i) {
    ++marks[i->str()];
  }
  std::string result;
  for (const auto& [mark, count] : marks) {
    if (count != 0) result += mark + " " + std::to_string(count) + "; ";
  }
  if (sql.find("/* of the table */") == std::string::npos) result += "the table's comment is gone";
  return result;
}

}  // namespace migrate::test

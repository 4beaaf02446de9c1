#include "schema/sqlite/model_statement.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "error.h"

namespace migrate::sqlite {
namespace {

std::pair<std::string, std::string> refusal(std::string_view sql) {
  try {
    read_model_statement(sql);
  } catch (const Error& error) {
    return {error.message(), error.hint()};
  }
  return {};
}

TEST(SqliteModelStatement, PassesOverWhatSqliteMakesByItself) {
  for (const std::string_view sql :
       {"CREATE TABLE sqlite_sequence(name,seq)", "create table if not exists main.SQLITE_stat1(a)",
        "PRAGMA foreign_keys=OFF", "pragma main.legacy_alter_table = 1"}) {
    EXPECT_EQ(read_model_statement(sql), ModelStatement::kPassOver) << sql;
  }
}

TEST(SqliteModelStatement, RunsWhatMakesObjectsAndRows) {
  for (const std::string_view sql :
       {"CREATE TABLE t (a)", "ALTER TABLE t ADD b", "INSERT INTO t VALUES (1)",
        "CREATE TABLE \"temp\" (a)", "DROP VIEW v"}) {
    EXPECT_EQ(read_model_statement(sql), ModelStatement::kRun) << sql;
  }
}

TEST(SqliteModelStatement, RefusesWhatIsNoSchemas) {
  const std::string transaction = "The text is run as a whole, inside one transaction.";
  const std::string maintenance = "Leave it out: it makes no object.";
  const std::string connection = "Leave it out: it acts on the connection, not on a schema.";
  using Refusal = std::pair<std::string, std::string>;
  EXPECT_EQ(refusal("BEGIN"), Refusal("BEGIN cannot be part of a schema", transaction));
  EXPECT_EQ(refusal("/* x */ commit"), Refusal("COMMIT cannot be part of a schema", transaction));
  EXPECT_EQ(refusal("VACUUM"), Refusal("VACUUM cannot be part of a schema", maintenance));
  EXPECT_EQ(refusal("ATTACH 'x' AS y"), Refusal("ATTACH cannot be part of a schema", connection));
  EXPECT_EQ(refusal("PRAGMA user_version = 3"),
            Refusal("PRAGMA cannot be part of a schema", connection));
  const Refusal temporary("a temporary object cannot be part of a schema",
                          "It belongs to a connection, not to a schema.");
  EXPECT_EQ(refusal("CREATE TEMP TABLE t (a)"), temporary);
  EXPECT_EQ(refusal("CREATE VIEW IF NOT EXISTS temp.v AS SELECT 1"), temporary);
}

}  // namespace
}  // namespace migrate::sqlite

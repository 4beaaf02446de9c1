// Generated columns: their expressions replaced and taken away, on tables with rows.
#include <gtest/gtest.h>

#include <string>

#include "unit/sqlite/alter_fixture.h"

namespace migrate::test {
namespace {

class SqliteAlterExpression : public SqliteAlterTable {};

TEST_F(SqliteAlterExpression, IsReplacedAndComputedAnew) {
  given(
      "CREATE TABLE t (a int, s AS (a + 1) STORED, v text AS (a + 2)); CREATE INDEX i ON t (v);"
      "INSERT INTO t VALUES (1), (5)");
  EXPECT_EQ(copies("ALTER TABLE t ALTER s SET EXPRESSION AS (a * 10);"
                   "ALTER TABLE t ALTER COLUMN v SET EXPRESSION AS (s || '!'), ALTER a TYPE text"),
            1);
  EXPECT_EQ(table(), "CREATE TABLE t (a text, s AS (a * 10) STORED, v text AS (s || '!'))");
  EXPECT_EQ(rows(), "1|1|10|10!; 2|5|50|50!");
  alter(
      "ALTER TABLE t ALTER s SET EXPRESSION AS (a * 10) VIRTUAL, "
      "ALTER v SET EXPRESSION AS (s) STORED");
  EXPECT_EQ(table(), "CREATE TABLE t (a text, s AS (a * 10) VIRTUAL, v text AS (s) STORED)");
  EXPECT_EQ(rows(), "1|1|10|10; 2|5|50|50");
  EXPECT_EQ(db_.text("SELECT a FROM t WHERE v = '50'; PRAGMA integrity_check"), "5; ok");
}

TEST_F(SqliteAlterExpression, LeavesTheValuesThatTheColumnShowed) {
  for (const char* storage : {"STORED", "VIRTUAL"}) {
    given(std::string("DROP TABLE IF EXISTS t; CREATE TABLE t (id INTEGER PRIMARY KEY, "
                      "a int, g int NOT NULL AS (a || '0') ") +
          storage + "); INSERT INTO t VALUES (7, 1), (3, 2); CREATE UNIQUE INDEX i ON t (g)");
    EXPECT_EQ(copies("ALTER TABLE t ALTER g DROP EXPRESSION"), 1);
    EXPECT_EQ(table(), "CREATE TABLE t (id INTEGER PRIMARY KEY, a int, g int NOT NULL)");
    EXPECT_EQ(db_.text("SELECT *, typeof(g) FROM t; PRAGMA integrity_check"),
              "3|2|20|integer; 7|1|10|integer; ok");
    given("UPDATE t SET g = g + 1");
    EXPECT_EQ(db_.text("SELECT g FROM t ORDER BY 1"), "11; 21");
  }
}

TEST_F(SqliteAlterExpression, LeavesWholeNumbersOfRealColumnsReal) {
  // With a CHECK that names the table it cannot be renamed, so that its rows are copied twice.
  for (const char* check : {"", ", CHECK (t.a > 0)"}) {
    given(std::string("DROP TABLE IF EXISTS t; CREATE TABLE t (a int, g REAL AS (a + 1)") + check +
          "); INSERT INTO t VALUES (2)");
    alter("ALTER TABLE t ALTER g DROP EXPRESSION, ALTER g DROP TYPE");
    EXPECT_EQ(db_.text("SELECT quote(g) FROM t"), "3.0");
  }
}

TEST_F(SqliteAlterExpression, TheValuesAreThoseBeforeTheStatement) {
  given("CREATE TABLE t (a int, b int, g AS (a + b)); INSERT INTO t VALUES (1, 2)");
  EXPECT_EQ(copies("ALTER TABLE t ALTER a TYPE int USING a * 10, ALTER g DROP EXPRESSION, "
                   "DROP COLUMN b, ALTER g TYPE text"),
            1);
  EXPECT_EQ(table(), "CREATE TABLE t (a int, g text)");
  EXPECT_EQ(rows(), "1|10|3");
}

TEST_F(SqliteAlterExpression, ButThoseThatEarlierStatementsHaveLeft) {
  given("CREATE TABLE t (a int, g AS (a + 1)); INSERT INTO t VALUES (1)");
  EXPECT_EQ(copies("ALTER TABLE t ALTER a TYPE int USING a * 10; ALTER TABLE t ALTER g DROP "
                   "EXPRESSION; ALTER TABLE t ALTER a SET NOT NULL"),
            2);
  EXPECT_EQ(rows(), "1|10|11");
  alter(
      "ALTER TABLE t ADD h AS (a + 5); ALTER TABLE t ALTER h SET EXPRESSION AS (a + 6);"
      "ALTER TABLE t ALTER h DROP EXPRESSION; ALTER TABLE t ALTER a TYPE int USING h");
  EXPECT_EQ(rows(), "1|16|11|16");
}

TEST_F(SqliteAlterExpression, OfAColumnThatTheStatementAddsIsTakenAway) {
  given("CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
  alter("ALTER TABLE t ADD UNIQUE (a), ADD g int AS (a + 1), ALTER g DROP EXPRESSION");
  EXPECT_EQ(rows(), "1|1|2");
  alter(
      "ALTER TABLE t ADD UNIQUE (g), ADD x int DEFAULT 3; ALTER TABLE t ADD h AS (x + 1);"
      "ALTER TABLE t ALTER h DROP EXPRESSION");
  EXPECT_EQ(rows(), "1|1|2|3|4");
}

TEST_F(SqliteAlterExpression, ErrorsOfExpressions) {
  given("CREATE TABLE t (a int, g AS (a + 1)); INSERT INTO t VALUES (1)");
  EXPECT_EQ(refused("ALTER TABLE t ALTER a SET EXPRESSION AS (1)"),
            "column \"a\" of table \"t\" is not a generated column");
  EXPECT_EQ(refused("ALTER TABLE t ALTER a DROP EXPRESSION"),
            "column \"a\" of table \"t\" is not a generated column");
  EXPECT_EQ(refused("ALTER TABLE t ALTER x DROP EXPRESSION IF EXISTS"),
            "column \"x\" of table \"t\" does not exist");
  EXPECT_EQ(refused("ALTER TABLE t ALTER g SET EXPRESSION AS (\"aa\" || 'x')"),
            "column \"aa\" of table \"t\" does not exist");
  EXPECT_EQ(refused("ALTER TABLE t ALTER g SET EXPRESSION AS (aa)"), "no such column: aa");
  EXPECT_EQ(refused("ALTER TABLE t ALTER g SET EXPRESSION AS (g)"),
            "generated column loop on \"g\"");
  alter("ALTER TABLE t ALTER a DROP EXPRESSION IF EXISTS");
  EXPECT_EQ(rows(), "1|1|2");
}

}  // namespace
}  // namespace migrate::test

// Rebuilds look for rows without a parent where the change can have taken one away, and only there.
#include <gtest/gtest.h>

#include <string>

#include "unit/sqlite/alter_fixture.h"

namespace migrate::test {
namespace {

class SqliteAlterForeignKey : public SqliteAlterTable {
 protected:
  // How many tables' rows the script looks up in their parents.
  int checks(const std::string& sql) const {
    int count = 0;
    sqlite3_trace_v2(
        db_.get(), SQLITE_TRACE_STMT,
        [](unsigned, void* counted, void*, void* text) {
          const std::string statement = static_cast<const char*>(text);
          if (statement.find("FROM pragma_foreign_key_check") != std::string::npos) {
            ++*static_cast<int*>(counted);
          }
          return 0;
        },
        &count);
    alter(sql);
    sqlite3_trace_v2(db_.get(), 0, nullptr, nullptr);
    return count;
  }
};

TEST_F(SqliteAlterForeignKey, RowsAreLookedUpWhereAKeyIsTouched) {
  given(
      "CREATE TABLE g (id INTEGER PRIMARY KEY); CREATE TABLE p (id INTEGER PRIMARY KEY, a, "
      "code TEXT UNIQUE, g REFERENCES g); CREATE TABLE c1 (p REFERENCES p); "
      "CREATE TABLE c2 (code REFERENCES p (code)); CREATE TABLE other (g REFERENCES g)");
  EXPECT_EQ(checks("ALTER TABLE p ALTER a TYPE int, ADD CHECK (a > 0), ADD b DEFAULT 2"), 0);
  EXPECT_EQ(checks("ALTER TABLE p ALTER code TYPE varchar(9)"), 1);
  EXPECT_EQ(checks("ALTER TABLE p ALTER g TYPE bigint"), 1);
  EXPECT_EQ(checks("ALTER TABLE p ALTER id SET DEFAULT 1"), 1);
  EXPECT_EQ(checks("ALTER TABLE p ADD UNIQUE (a)"), 3);
  EXPECT_EQ(checks("ALTER TABLE c1 ADD FOREIGN KEY (p) REFERENCES g"), 1);
}

TEST_F(SqliteAlterForeignKey, ALostParentIsFound) {
  given(
      "CREATE TABLE p (a INTEGER, code TEXT COLLATE NOCASE UNIQUE, PRIMARY KEY (a));"
      "INSERT INTO p VALUES (1, 'one');"
      "CREATE TABLE t (p REFERENCES p); CREATE TABLE u (code TEXT REFERENCES p (code));"
      "CREATE TABLE v (a, p DEFAULT 99 REFERENCES p);"
      "CREATE TABLE w (a, p AS (a - 5) STORED REFERENCES p);"
      "INSERT INTO t VALUES (1); INSERT INTO u VALUES ('ONE'); INSERT INTO v VALUES (0, 1);"
      "INSERT INTO w VALUES (6); PRAGMA foreign_keys = ON");
  EXPECT_EQ(refused("ALTER TABLE p ALTER a TYPE INTEGER USING a + 1"),
            "rows of table \"t\" have no parent in table \"p\"");
  EXPECT_EQ(refused("ALTER TABLE p ALTER code TYPE text COLLATE binary"),
            "rows of table \"u\" have no parent in table \"p\"");
  EXPECT_EQ(refused("ALTER TABLE u ALTER code TYPE text USING code || '!'"),
            "rows of table \"u\" have no parent in table \"p\"");
  EXPECT_EQ(refused("ALTER TABLE v DROP COLUMN p, ADD COLUMN p DEFAULT 99 REFERENCES p"),
            "rows of table \"v\" have no parent in table \"p\"");
  EXPECT_EQ(refused("ALTER TABLE w ALTER a TYPE int USING a + 1"),
            "rows of table \"w\" have no parent in table \"p\"");
}

TEST_F(SqliteAlterForeignKey, AComputedReferenceNeedsAParentLikeAnyOther) {
  for (const char* enforced : {"ON", "OFF"}) {
    given(
        std::string("PRAGMA foreign_keys = ") + enforced +
        "; CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a); INSERT INTO t VALUES (5)");
    EXPECT_EQ(refused("ALTER TABLE t ADD COLUMN g int AS (a) REFERENCES p"),
              "rows of table \"t\" have no parent in table \"p\"");
    given("INSERT INTO p VALUES (5)");
    alter("ALTER TABLE t ADD COLUMN g int AS (a) REFERENCES p");
    EXPECT_EQ(rows(), "1|5|5");
    given("DROP TABLE t; DROP TABLE p");
  }
}

}  // namespace
}  // namespace migrate::test

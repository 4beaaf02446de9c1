// Primary keys and AUTOINCREMENT replaced on a table with rows and children.
#include <gtest/gtest.h>

#include <string>

#include "unit/sqlite/alter_fixture.h"

namespace migrate::test {
namespace {

class SqliteAlterKey : public SqliteAlterTable {
 protected:
  // Row 9 was there once; children, a view, a trigger and an index hang on the rows.
  void given_family(const std::string& key, bool enforces) const {
    given(std::string("PRAGMA foreign_keys = OFF; DROP TABLE IF EXISTS c; DROP TABLE IF EXISTS t;"
                      "DROP TABLE IF EXISTS log; DROP VIEW IF EXISTS v; PRAGMA foreign_keys = ") +
          (enforces ? "ON" : "OFF") + "; CREATE TABLE t (" + key +
          "); INSERT INTO t VALUES (4, 'd'), (2, 'b'), (9, 'z'); DELETE FROM t WHERE id = 9;"
          "CREATE TABLE c (id INTEGER PRIMARY KEY, t REFERENCES t ON DELETE CASCADE);"
          "INSERT INTO c VALUES (1, 2), (2, 4); CREATE TABLE log (what); CREATE INDEX i ON t (a);"
          "CREATE VIEW v AS SELECT max(id) AS id FROM t;"
          "CREATE TRIGGER r AFTER DELETE ON t BEGIN INSERT INTO log VALUES (old.id); END");
  }
  std::string family() const {
    return db_.text("SELECT rowid, * FROM t ORDER BY id") + " c: " + db_.text("SELECT * FROM c") +
           " v: " + db_.text("SELECT * FROM v") + " log: " + db_.text("SELECT * FROM log") + " " +
           db_.text("SELECT name FROM sqlite_master WHERE name IN ('i', 'r', 'v') ORDER BY 1") +
           " " + db_.text("PRAGMA integrity_check") + db_.text("PRAGMA foreign_key_check");
  }
  std::string mark() const { return db_.text("SELECT seq FROM sqlite_sequence WHERE name = 't'"); }
};

TEST_F(SqliteAlterKey, AutoincrementComesWithTheLargestRowid) {
  for (const char* separator : {", ", "; ALTER TABLE t "}) {
    for (const bool enforces : {true, false}) {
      given_family("id INTEGER PRIMARY KEY, a", enforces);
      const std::string before = family();
      EXPECT_EQ(copies(std::string("ALTER TABLE t DROP PRIMARY KEY") + separator +
                       "ADD PRIMARY KEY (id AUTOINCREMENT)"),
                1);
      EXPECT_EQ(table(), "CREATE TABLE t (id INTEGER, a, PRIMARY KEY (id AUTOINCREMENT))");
      EXPECT_EQ(family(), before);
      EXPECT_EQ(mark(), "4");
      given("DELETE FROM t WHERE id = 4; INSERT INTO t (a) VALUES ('e')");
      EXPECT_EQ(db_.text("SELECT id FROM t"), "2; 5");
      EXPECT_EQ(db_.text("SELECT count(*) FROM c"), enforces ? "1" : "2");
    }
  }
}

TEST_F(SqliteAlterKey, AutoincrementThatStaysKeepsItsMark) {
  for (const char* separator : {", ", "; ALTER TABLE t "}) {
    given_family("id INTEGER PRIMARY KEY AUTOINCREMENT, a", true);
    const std::string before = family();
    EXPECT_EQ(copies(std::string("ALTER TABLE t DROP CONSTRAINT PRIMARY KEY") + separator +
                     "ADD CONSTRAINT key PRIMARY KEY (id AUTOINCREMENT)"),
              1);
    EXPECT_EQ(table(),
              "CREATE TABLE t (id INTEGER, a, CONSTRAINT key PRIMARY KEY (id AUTOINCREMENT))");
    EXPECT_EQ(family(), before);
    EXPECT_EQ(mark(), "9");
  }
}

TEST_F(SqliteAlterKey, AutoincrementThatGoesLeavesNoMark) {
  for (const char* separator : {", ", "; ALTER TABLE t "}) {
    given_family("id INTEGER PRIMARY KEY AUTOINCREMENT, a CHECK (t.a <> '')", true);
    const std::string before = family();
    EXPECT_EQ(
        copies(std::string("ALTER TABLE t DROP PRIMARY KEY") + separator + "ADD PRIMARY KEY (id)"),
        1);
    EXPECT_EQ(table(), "CREATE TABLE t (id INTEGER, a CHECK (t.a <> ''), PRIMARY KEY (id))");
    EXPECT_EQ(family(), before);
    EXPECT_EQ(mark(), "");
    given("INSERT INTO t (a) VALUES ('e')");
    EXPECT_EQ(db_.text("SELECT max(id) FROM t"), "5");
  }
}

TEST_F(SqliteAlterKey, AutoincrementOfAnEmptyTable) {
  given("CREATE TABLE t (id INTEGER PRIMARY KEY, a)");
  alter("ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id AUTOINCREMENT)");
  EXPECT_EQ(mark(), "");
  given("INSERT INTO t (a) VALUES ('x')");
  EXPECT_EQ(rows() + " " + mark(), "1|1|x 1");
}

TEST_F(SqliteAlterKey, RowidsStayWhereTheKeyIsAnother) {
  given_family("id INTEGER PRIMARY KEY AUTOINCREMENT, a UNIQUE", false);
  given("DROP TABLE c");
  alter("ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (a)");
  EXPECT_EQ(rows() + " " + mark(), "2|2|b; 4|4|d ");
  given("UPDATE t SET id = id * 10");
  alter("ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id AUTOINCREMENT)");
  EXPECT_EQ(rows() + " " + mark(), "20|20|b; 40|40|d 40");
}

TEST_F(SqliteAlterKey, ErrorsOfAutoincrement) {
  given("CREATE TABLE t (id int, a); INSERT INTO t VALUES (1, 'x')");
  EXPECT_EQ(refused("ALTER TABLE t ADD PRIMARY KEY (id AUTOINCREMENT)"),
            "AUTOINCREMENT is only allowed on an INTEGER PRIMARY KEY");
  alter("ALTER TABLE t ALTER id TYPE INTEGER, ADD PRIMARY KEY (id AUTOINCREMENT)");
  EXPECT_EQ(mark(), "1");
  EXPECT_EQ(refused("ALTER TABLE t SET WITHOUT ROWID"),
            "AUTOINCREMENT not allowed on WITHOUT ROWID tables");
  alter("ALTER TABLE t SET WITHOUT ROWID, DROP PRIMARY KEY, ADD PRIMARY KEY (id)");
  EXPECT_EQ(db_.text("SELECT * FROM t") + mark(), "1|x");
}

}  // namespace
}  // namespace migrate::test

// STRICT and WITHOUT ROWID set and taken away on a table with rows, with what hangs on it.
#include <gtest/gtest.h>

#include <string>

#include "unit/sqlite/alter_fixture.h"

namespace migrate::test {
namespace {

class SqliteAlterOptions : public SqliteAlterTable {
 protected:
  // Table t, and a child, a view, triggers and an index that hang on it.
  void given_family(const std::string& table, bool enforces) const {
    given(std::string("PRAGMA foreign_keys = ") + (enforces ? "ON;" : "OFF;") + table +
          "; INSERT INTO t VALUES (4, 'd', 1.5), (2, 'b', 2), (9, 'z', 3);"
          "DELETE FROM t WHERE id = 9; CREATE TABLE log (what);"
          "CREATE TABLE c (id INTEGER PRIMARY KEY, t REFERENCES t ON DELETE CASCADE);"
          "INSERT INTO c VALUES (1, 2), (2, 4), (3, 4);"
          "CREATE VIEW v AS SELECT name FROM t WHERE id > 2;"
          "CREATE INDEX i ON t (name DESC) WHERE n > 0;"
          "CREATE TRIGGER r AFTER DELETE ON t BEGIN INSERT INTO log VALUES (old.id); END;"
          "CREATE TRIGGER r2 AFTER DELETE ON c BEGIN DELETE FROM t WHERE id = -1; END");
  }
  std::string family() const {
    return db_.text("SELECT * FROM t ORDER BY id") + " c: " + db_.text("SELECT * FROM c") +
           " v: " + db_.text("SELECT * FROM v") + " log: " + db_.text("SELECT * FROM log") + " " +
           db_.text(
               "SELECT name FROM sqlite_master WHERE name IN "
               "('i', 'r', 'r2', 'v') ORDER BY 1") +
           " " + db_.text("PRAGMA integrity_check") + db_.text("PRAGMA foreign_key_check");
  }
};

TEST_F(SqliteAlterOptions, BothSetAndTakenAway) {
  for (const bool enforces : {true, false}) {
    given(
        "DROP TABLE IF EXISTS c; DROP TABLE IF EXISTS t; DROP TABLE IF EXISTS log;"
        "DROP VIEW IF EXISTS v");
    given_family("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, n REAL /* n */)", enforces);
    const std::string before = family();
    for (const auto& [action, options] :
         {std::pair{"SET STRICT", " STRICT"},
          {"SET WITHOUT ROWID", " STRICT, WITHOUT ROWID"},
          {"SET WITHOUT STRICT", " WITHOUT ROWID"},
          {"SET WITH ROWID", ""},
          {"SET WITHOUT ROWID, SET STRICT", " WITHOUT ROWID, STRICT"},
          {"SET WITHOUT STRICT, SET WITH ROWID", ""}}) {
      EXPECT_EQ(copies(std::string("ALTER TABLE t ") + action), 1) << action;
      EXPECT_EQ(table(),
                std::string("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, n REAL /* n */)") +
                    options)
          << action;
      EXPECT_EQ(family(), before) << action;
    }
    EXPECT_EQ(db_.text("SELECT rowid FROM t"), "2; 4");
    given("DELETE FROM t WHERE id = 4");
    EXPECT_EQ(db_.text("SELECT * FROM log"), "4");
    EXPECT_EQ(db_.text("SELECT count(*) FROM c"), enforces ? "1" : "3");
  }
}

TEST_F(SqliteAlterOptions, StandAmongOtherActionsInOneCopy) {
  given(
      "CREATE TABLE t (id int, name varchar(5), gone); INSERT INTO t VALUES (7, 12, 1), (3, 'x', "
      "2)");
  EXPECT_EQ(
      copies("ALTER TABLE t SET STRICT, ALTER id TYPE INTEGER, ALTER name TYPE TEXT, DROP gone;"
             "ALTER TABLE t SET WITHOUT ROWID, ADD PRIMARY KEY (id)"),
      1);
  EXPECT_EQ(table(),
            "CREATE TABLE t (id INTEGER, name TEXT, PRIMARY KEY (id)) STRICT, WITHOUT ROWID");
  EXPECT_EQ(db_.text("SELECT *, typeof(name) FROM t"), "3|x|text; 7|12|text");
  alter("ALTER TABLE t SET STRICT, SET WITHOUT ROWID");
}

TEST_F(SqliteAlterOptions, FiveActionsOfEveryKindCopyOnce) {
  given(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a varchar(5) UNIQUE ON CONFLICT IGNORE, b int, g AS "
      "(b + 1) STORED, h AS (b)); INSERT INTO t (id, a, b) VALUES (3, 'x', 1), (9, 'y', 2)");
  EXPECT_EQ(
      copies("ALTER TABLE t DROP CONSTRAINT UNIQUE (a) ON CONFLICT IGNORE;"
             "ALTER TABLE t DROP PRIMARY KEY; ALTER TABLE t ADD PRIMARY KEY (id AUTOINCREMENT);"
             "ALTER TABLE t ALTER a TYPE TEXT COLLATE nocase, ALTER h SET EXPRESSION AS (a),"
             "ALTER h TYPE ANY, ALTER g DROP EXPRESSION, ALTER g TYPE INTEGER, SET STRICT;"
             "ALTER TABLE t ALTER b SET NOT NULL ON CONFLICT FAIL, ALTER b SET COLLATE rtrim"),
      1);
  EXPECT_EQ(table(),
            "CREATE TABLE t (id INTEGER, a TEXT COLLATE nocase, b int COLLATE rtrim NOT NULL "
            "ON CONFLICT FAIL, g INTEGER, h ANY AS (a), PRIMARY KEY (id AUTOINCREMENT)) STRICT");
  EXPECT_EQ(rows(), "3|3|x|1|2|x; 9|9|y|2|3|y");
}

TEST_F(SqliteAlterOptions, StrictTakesNoOtherValuesAndTypes) {
  given("CREATE TABLE t (a INTEGER, b ANY); INSERT INTO t VALUES ('x', 1)");
  EXPECT_EQ(refused("ALTER TABLE t SET STRICT"), "cannot store TEXT value in INTEGER column t.a");
  alter("ALTER TABLE t SET STRICT, ALTER a TYPE INTEGER USING length(a)");
  EXPECT_EQ(rows(), "1|1|1");
  given("CREATE TABLE u (a varchar(5)); CREATE TABLE w (a)");
  EXPECT_EQ(refused("ALTER TABLE u SET STRICT"), "unknown datatype for u.a: \"varchar(5)\"");
  EXPECT_EQ(refused("ALTER TABLE w SET STRICT"), "missing datatype for w.a");
}

TEST_F(SqliteAlterOptions, StrictLooksAtGeneratedColumnsToo) {
  given(
      "CREATE TABLE t (a INTEGER, g INT AS (a / 2.0), h blob AS (a || 'x'), k ANY AS (a));"
      "INSERT INTO t VALUES (2), (NULL)");
  EXPECT_EQ(refused("ALTER TABLE t SET STRICT"), "cannot store TEXT value in BLOB column t.h");
  alter("ALTER TABLE t SET STRICT, ALTER h TYPE TEXT");
  EXPECT_EQ(rows() + db_.text("PRAGMA integrity_check"), "1|2|1|2x|2; 2|NULL|NULL|NULL|NULLok");
  for (const char* storage : {"STORED", "VIRTUAL"}) {
    EXPECT_EQ(refused(std::string("ALTER TABLE t ALTER g SET EXPRESSION AS (a / 4.0) ") + storage),
              "cannot store REAL value in INT column t.g");
  }
}

TEST_F(SqliteAlterOptions, WithoutRowidNeedsAKeyWithoutNulls) {
  given(
      "CREATE TABLE t (a, b TEXT PRIMARY KEY); INSERT INTO t VALUES (1, 'x'), (2, NULL);"
      "CREATE TABLE u (a); CREATE TABLE w (id INTEGER PRIMARY KEY AUTOINCREMENT)");
  EXPECT_EQ(refused("ALTER TABLE t SET WITHOUT ROWID"),
            "column \"b\" of table \"t\" contains null values");
  EXPECT_EQ(refused("ALTER TABLE u SET WITHOUT ROWID"), "PRIMARY KEY missing on table u");
  EXPECT_EQ(refused("ALTER TABLE w SET WITHOUT ROWID"),
            "AUTOINCREMENT not allowed on WITHOUT ROWID tables");
  given("UPDATE t SET b = 'a' WHERE b IS NULL");
  alter("ALTER TABLE t SET WITHOUT ROWID");
  EXPECT_EQ(db_.text("SELECT * FROM t"), "2|a; 1|x");
  EXPECT_EQ(refused("ALTER TABLE t DROP PRIMARY KEY"), "PRIMARY KEY missing on table t");
}

TEST_F(SqliteAlterOptions, RowsGetRowidsInTheOrderOfTheirKey) {
  given(
      "CREATE TABLE t (a TEXT PRIMARY KEY, b) WITHOUT ROWID; INSERT INTO t VALUES ('x', 1), ('a', "
      "2);"
      "CREATE INDEX i ON t (b); CREATE TABLE k (id INTEGER PRIMARY KEY, b) WITHOUT ROWID;"
      "INSERT INTO k VALUES (30, 1), (7, 2)");
  alter("ALTER TABLE t SET WITH ROWID; ALTER TABLE k SET WITH ROWID");
  EXPECT_EQ(rows(), "1|a|2; 2|x|1");
  EXPECT_EQ(rows("k"), "7|7|2; 30|30|1");
  given("INSERT INTO k VALUES ('8', 3)");
  EXPECT_EQ(db_.text("SELECT typeof(id) FROM k WHERE id = 8"), "integer");
}

TEST_F(SqliteAlterOptions, AKeyThatIsNoNumberCannotBecomeTheRowid) {
  given("CREATE TABLE t (id INTEGER PRIMARY KEY) WITHOUT ROWID; INSERT INTO t VALUES ('x')");
  EXPECT_EQ(refused("ALTER TABLE t SET WITH ROWID"), "datatype mismatch");
}

TEST_F(SqliteAlterOptions, ATableThatCallsItselfByNameChangesToo) {
  given(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a CHECK (t.a > 0)); INSERT INTO t VALUES (5, 1), "
      "(2, 2)");
  alter("ALTER TABLE t SET WITHOUT ROWID");
  EXPECT_EQ(db_.text("SELECT * FROM t"), "2|2; 5|1");
  alter("ALTER TABLE t SET WITH ROWID, ALTER a TYPE int");
  EXPECT_EQ(rows(), "2|2|2; 5|5|1");
}

TEST_F(SqliteAlterOptions, ARowidThatIsReadElsewhereStays) {
  given("CREATE TABLE t (a TEXT PRIMARY KEY); CREATE VIEW v AS SELECT rowid FROM t");
  EXPECT_EQ(refused("ALTER TABLE t SET WITHOUT ROWID"), "error in view v: no such column: rowid");
  given("DROP VIEW v; CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT new.rowid; END");
  EXPECT_EQ(refused("ALTER TABLE t SET WITHOUT ROWID"),
            "error in trigger r: no such column: new.rowid");
}

// ANY turns '007' into a number where the table is not STRICT.
TEST_F(SqliteAlterOptions, AValueGoesThroughAnyInTurn) {
  given("CREATE TABLE t (a ANY) STRICT; INSERT INTO t VALUES ('007')");
  EXPECT_EQ(copies("ALTER TABLE t SET WITHOUT STRICT; ALTER TABLE t ALTER a TYPE text"), 2);
  EXPECT_EQ(rows(), "1|7");
}

}  // namespace
}  // namespace migrate::test

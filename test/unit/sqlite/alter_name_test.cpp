// Names that change in upper and lower case only.
#include <gtest/gtest.h>

#include <string>

#include "unit/sqlite/alter_fixture.h"

namespace migrate::test {
namespace {

class SqliteAlterName : public SqliteAlterTable {
 protected:
  void SetUp() override {
    given(
        "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, b UNIQUE, g AS (b || a), CHECK (t.a "
        "> 0));"
        "INSERT INTO t VALUES (7, 'x'); CREATE TABLE c (a REFERENCES t ON DELETE CASCADE, b "
        "REFERENCES t (b)); INSERT INTO c VALUES (7, 'x'); CREATE INDEX i ON t (b, a);"
        "CREATE VIEW v AS SELECT t.a, x.b FROM t, t AS x; CREATE TABLE log (what);"
        "CREATE TRIGGER r AFTER UPDATE OF b ON t BEGIN INSERT INTO log SELECT a FROM t; END;"
        "CREATE TEMP TRIGGER tr AFTER DELETE ON t BEGIN INSERT INTO log VALUES (old.b); END");
  }
  std::string schema() const {
    return db_.text(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE "
        "'migrate%' AND name NOT IN ('log', 'sqlite_sequence') ORDER BY name COLLATE NOCASE");
  }
  std::string content() const {
    return rows() + " c: " + rows("c") + " v: " + db_.text("SELECT * FROM v") + " " +
           db_.text("SELECT seq FROM sqlite_sequence WHERE name = 't' COLLATE NOCASE") + " " +
           db_.text("PRAGMA integrity_check") + db_.text("PRAGMA foreign_key_check");
  }
};

TEST_F(SqliteAlterName, OfATableIsFollowedByAllThatUsesIt) {
  for (const char* settings : {"foreign_keys = ON", "foreign_keys = OFF"}) {
    given(std::string("PRAGMA ") + settings);
    const std::string before = content();
    alter("ALTER TABLE t RENAME TO \"Ttt\"; ALTER TABLE ttt RENAME TO T");
    EXPECT_EQ(schema(),
              "CREATE TABLE c (a REFERENCES \"T\" ON DELETE CASCADE, b REFERENCES \"T\" (b)); "
              "CREATE INDEX i ON \"T\" (b, a); "
              "CREATE TRIGGER r AFTER UPDATE OF b ON \"T\" BEGIN INSERT INTO log SELECT a FROM "
              "\"T\"; END; CREATE TABLE \"T\" (a INTEGER PRIMARY KEY AUTOINCREMENT, b UNIQUE, g AS "
              "(b || a), CHECK (\"T\".a > 0)); CREATE VIEW v AS SELECT \"T\".a, x.b FROM \"T\", "
              "\"T\" AS x");
    EXPECT_EQ(content(), before);
    EXPECT_EQ(db_.text("SELECT name FROM sqlite_sequence; SELECT tbl_name, sql FROM "
                       "temp.sqlite_master"),
              "T; T|CREATE TRIGGER tr AFTER DELETE ON \"T\" BEGIN INSERT INTO log VALUES (old.b); "
              "END");
    alter("ALTER TABLE main.T RENAME TO t");
    EXPECT_EQ(content(), before);
    EXPECT_EQ(db_.text("SELECT name FROM sqlite_master WHERE tbl_name = 't' ORDER BY 1"),
              "i; r; sqlite_autoindex_t_1; t");
  }
}

TEST_F(SqliteAlterName, OfATableWhileLegacyAlterTableIsOn) {
  given("PRAGMA legacy_alter_table = ON; PRAGMA foreign_keys = ON");
  given(
      "DROP TABLE t; DROP TABLE c; CREATE TABLE t (a INTEGER PRIMARY KEY);"
      "CREATE TABLE c (a REFERENCES t); INSERT INTO t VALUES (1); INSERT INTO c VALUES (1);"
      "DROP VIEW v; CREATE VIEW v AS SELECT a FROM t");
  alter("ALTER TABLE t ALTER a TYPE INTEGER; ALTER TABLE t RENAME TO T");
  EXPECT_EQ(db_.text("SELECT * FROM v"), "1");
  EXPECT_EQ(db_.text("PRAGMA foreign_key_check; DELETE FROM T").substr(0, 6), "error:");
}

TEST_F(SqliteAlterName, OfAVirtualTable) {
  given("CREATE VIRTUAL TABLE f USING fts5 (a); INSERT INTO f VALUES ('word')");
  alter("ALTER TABLE f RENAME TO F");
  EXPECT_EQ(db_.text("SELECT * FROM F WHERE F MATCH 'word'"), "word");
  EXPECT_EQ(db_.text("SELECT name FROM sqlite_master WHERE name LIKE 'F%' ORDER BY 1"),
            "F; F_config; F_content; F_data; F_docsize; F_idx");
}

TEST_F(SqliteAlterName, OfAColumnIsFollowedByAllThatUsesIt) {
  const std::string before = content();
  alter("ALTER TABLE t RENAME COLUMN b TO B; ALTER TABLE t RENAME a TO A");
  EXPECT_EQ(schema(),
            "CREATE TABLE c (a REFERENCES t ON DELETE CASCADE, b REFERENCES t (B)); "
            "CREATE INDEX i ON t (B, A); "
            "CREATE TRIGGER r AFTER UPDATE OF B ON t BEGIN INSERT INTO log SELECT A FROM t; END; "
            "CREATE TABLE t (A INTEGER PRIMARY KEY AUTOINCREMENT, B UNIQUE, g AS (B || A), CHECK "
            "(t.A > 0)); "
            "CREATE VIEW v AS SELECT t.A, x.B FROM t, t AS x");
  EXPECT_EQ(content(), before);
}

TEST_F(SqliteAlterName, OfAnIndexAndATrigger) {
  alter(
      "ALTER INDEX i RENAME TO I; ALTER TRIGGER r ON t RENAME TO R;"
      "ALTER TRIGGER tr ON t RENAME TO Tr");
  EXPECT_EQ(
      db_.text(
          "SELECT name FROM sqlite_master WHERE type IN ('index', 'trigger') AND tbl_name "
          "= 't' AND sql IS NOT NULL UNION ALL SELECT name FROM temp.sqlite_master ORDER BY 1"),
      "I; R; Tr");
  given("UPDATE t SET b = 'y'");
  EXPECT_EQ(db_.text("SELECT * FROM log"), "7");
}

TEST_F(SqliteAlterName, ThatIsTakenOrTheSameIsRefused) {
  EXPECT_EQ(refused("ALTER TABLE t RENAME TO t"),
            "there is already another table or index with this name: t");
  EXPECT_EQ(refused("ALTER TABLE t RENAME TO C"),
            "there is already another table or index with this name: C");
  EXPECT_EQ(refused("ALTER TABLE v RENAME TO V"), "view v may not be altered");
  given("CREATE VIEW broken AS SELECT lost FROM t");
  EXPECT_EQ(refused("ALTER TABLE t RENAME TO T"), "error in view broken: no such column: lost");
}

}  // namespace
}  // namespace migrate::test

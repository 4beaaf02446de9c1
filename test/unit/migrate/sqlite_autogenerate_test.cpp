// Differences between SQLite schemas whose order, or whose parts, are easily lost.
#include <gtest/gtest.h>

#include <string>

#include "unit/migrate/history_database.h"

namespace migrate::test {
namespace {

class SqliteAutogenerate : public ::testing::Test {
 protected:
  std::string schema() const {
    return db_.sql(
        "SELECT sql FROM sqlite_master WHERE sql NOT NULL AND tbl_name NOT LIKE 'migrate%' ORDER "
        "BY rowid");
  }

  /// The schema behind the upgrade to the model.
  std::string upgraded(const std::string& model) const {
    db_.call("migrate_set_model", {model});
    db_.call("migrate_autogenerate");
    db_.call("migrate_upgrade");
    db_.call("migrate_check");
    return schema();
  }
  /// The schema behind the way back.
  std::string downgraded() const {
    db_.call("migrate_downgrade", {"base"});
    return schema();
  }

  HistoryDatabase db_;
};

TEST_F(SqliteAutogenerate, AReplacedColumnKeepsItsConstraints) {
  db_.sql("CREATE TABLE t (a int, b int CHECK (b > 0) UNIQUE REFERENCES t (b))");
  EXPECT_EQ(upgraded("CREATE TABLE t (a int, b int AS (a) CHECK (b > 0) UNIQUE REFERENCES t (b))"),
            "CREATE TABLE t (a int, b int AS (a) REFERENCES t (b) UNIQUE CHECK (b > 0))");
}

TEST_F(SqliteAutogenerate, TheOnlyColumnGivesWayToAnother) {
  db_.sql("CREATE TABLE t (a int)");
  EXPECT_EQ(upgraded("CREATE TABLE t (b text, c int)"), "CREATE TABLE t (b text, c int)");
  EXPECT_EQ(downgraded(), "CREATE TABLE t (a int)");
}

TEST_F(SqliteAutogenerate, ADroppedColumnNamedRowidTakesItsCheckAlong) {
  db_.sql("CREATE TABLE t (rowid, a, CHECK (rowid IS NOT 'x'))");
  EXPECT_EQ(upgraded("CREATE TABLE t (a)"), "CREATE TABLE t (a)");
}

TEST_F(SqliteAutogenerate, AGeneratedColumnLosesItsSourceWhileTheTableBecomesStrict) {
  db_.sql("CREATE TABLE t (a int, b int AS (a), c text)");
  EXPECT_EQ(upgraded("CREATE TABLE t (b int, c text) STRICT"),
            "CREATE TABLE t (b int, c text) STRICT");
}

TEST_F(SqliteAutogenerate, AReferencedKeyBecomesTheTableItself) {
  db_.sql(
      "CREATE TABLE a (p REFERENCES b (id));"
      "CREATE TABLE b (id INTEGER PRIMARY KEY AUTOINCREMENT, a REFERENCES b)");
  EXPECT_EQ(upgraded("CREATE TABLE a (p REFERENCES b (id));"
                     "CREATE TABLE b (id INTEGER PRIMARY KEY, a REFERENCES b) WITHOUT ROWID"),
            "CREATE TABLE sqlite_sequence(name,seq)\n"
            "CREATE TABLE b (id INTEGER, a, PRIMARY KEY (id), FOREIGN KEY (a) REFERENCES b) "
            "WITHOUT ROWID\n"
            "CREATE TABLE a (p, FOREIGN KEY (p) REFERENCES b (id))");
}

TEST_F(SqliteAutogenerate, AnAddedColumnTellsWhatItsConstraintsAskFor) {
  db_.sql("CREATE TABLE t (a int)");
  db_.call("migrate_set_model",
           {"CREATE TABLE t (a int, b text UNIQUE, c text CHECK (c <> ''), d int REFERENCES t);"
            "CREATE TABLE u (a int UNIQUE)"});
  EXPECT_EQ(db_.call("migrate_diff"),
            "table|u|create|CREATE TABLE u (a int UNIQUE)|NULL|NULL\n"
            "column|t.b|create|ALTER TABLE t ADD COLUMN b text UNIQUE|rewrites the table|"
            "every row of the table is written again\n"
            "column|t.c|create|ALTER TABLE t ADD COLUMN c text CHECK (c <> '')|NULL|NULL\n"
            "column|t.d|create|ALTER TABLE t ADD COLUMN d int REFERENCES t|NULL|NULL");
}

TEST_F(SqliteAutogenerate, ANamedKeyTakesTheUnnamedOnesPlace) {
  db_.sql("CREATE TABLE b (x UNIQUE); CREATE TABLE t (a REFERENCES b (x), PRIMARY KEY (a))");
  EXPECT_EQ(upgraded("CREATE TABLE t (a CONSTRAINT n PRIMARY KEY)"),
            "CREATE TABLE t (a, CONSTRAINT n PRIMARY KEY (a))");
}

TEST_F(SqliteAutogenerate, PragmasThatTheConnectionHasAskedForAnswerInTheScratchDatabase) {
  db_.sql("CREATE TABLE t (a PRIMARY KEY, b) WITHOUT ROWID; SELECT * FROM pragma_table_xinfo('t')");
  EXPECT_EQ(upgraded("CREATE TABLE t (a PRIMARY KEY, b int) WITHOUT ROWID"),
            "CREATE TABLE t (a PRIMARY KEY, b int) WITHOUT ROWID");
}

TEST_F(SqliteAutogenerate, AColumnThatIsNoLongerComputedKeepsItsValuesWhileItsSourceIsReplaced) {
  db_.sql("CREATE TABLE t (a int, b int AS (a + 1), c int); INSERT INTO t (a) VALUES (6)");
  upgraded("CREATE TABLE t (a int AS (c), b int, c int)");
  EXPECT_EQ(db_.sql("SELECT a, b FROM t"), "NULL|7");
}

TEST_F(SqliteAutogenerate, AColumnThatIsNoLongerComputedKeepsItsValuesWhileItsTableBecomesStrict) {
  db_.sql("CREATE TABLE t (a boolean, g int AS (b), b varchar); INSERT INTO t VALUES (1, '2')");
  upgraded("CREATE TABLE t (a ANY, g int, b ANY) STRICT");
  EXPECT_EQ(db_.sql("SELECT quote(a), quote(g), quote(b) FROM t"), "1|2|'2'");
}

TEST_F(SqliteAutogenerate, ComputedColumnsCanSwapTheirSources) {
  db_.sql("CREATE TABLE t (a int, g AS (a), b text, e AS (b) STORED); INSERT INTO t VALUES (1, 2)");
  upgraded("CREATE TABLE t (a text, g AS (b), b int, e AS (a) STORED)");
  EXPECT_EQ(db_.sql("SELECT quote(a), quote(g), quote(b), quote(e) FROM t"), "'1'|2|2|'1'");
}

TEST_F(SqliteAutogenerate, ATableThatIsNoLongerStrictCanReferToOneThatIsReplacedInPart) {
  db_.sql(
      "CREATE TABLE s (x TEXT UNIQUE, a ANY, FOREIGN KEY (x) REFERENCES t (n)) STRICT; "
      "CREATE TABLE t (c int, n varchar DEFAULT 'n' UNIQUE REFERENCES s (x))");
  upgraded(
      "CREATE TABLE s (x TEXT UNIQUE, a double precision); "
      "CREATE TABLE t (c int, q varchar DEFAULT 'n' UNIQUE REFERENCES s (x))");
}

TEST_F(SqliteAutogenerate, AValueOfAnyTypeStaysTextWhenStrictAndAnyAreGone) {
  db_.sql("CREATE TABLE t (a ANY) STRICT; INSERT INTO t VALUES ('007')");
  upgraded("CREATE TABLE t (a text)");
  EXPECT_EQ(db_.sql("SELECT a FROM t"), "007");
}

TEST_F(SqliteAutogenerate, ATriggerGoesBeforeTheQuotedTableThatItNames) {
  db_.sql(
      "PRAGMA foreign_keys = ON; CREATE TABLE \"a t\" (v int);"
      "CREATE TABLE \"b t\" (id int UNIQUE REFERENCES \"b t\" (id) ON DELETE SET NULL);"
      "CREATE TRIGGER r BEFORE UPDATE ON \"b t\" BEGIN SELECT count(*) FROM \"a t\"; END");
  EXPECT_EQ(upgraded("CREATE TABLE c (a)"), "CREATE TABLE c (a)");
}

TEST_F(SqliteAutogenerate, AnIndexThatComesBetweenKeepsTheRestOfATablesChangesTogether) {
  const std::string key = "FOREIGN KEY (b, a) REFERENCES t) WITHOUT ROWID";
  const std::string before =
      "CREATE TABLE t (a integer NOT NULL, b text, PRIMARY KEY (a, b), " + key;
  const std::string after =
      "CREATE TABLE t (a text, b integer NOT NULL, PRIMARY KEY (b, a), " + key;
  const std::string index_before = "CREATE UNIQUE INDEX i ON t (lower(b), a)";
  const std::string index_after = "CREATE UNIQUE INDEX i ON t (lower(a), b)";
  db_.sql(before + ";" + index_before);
  EXPECT_EQ(upgraded(after + ";" + index_after), after + "\n" + index_after);
  EXPECT_EQ(downgraded(), before + "\n" + index_before);
}

TEST_F(SqliteAutogenerate, TypesThatStrictDoesNotKnowGoBeforeItComes) {
  db_.sql(
      "CREATE TABLE t (a text UNIQUE REFERENCES t (a), b numeric(10, 2), c int REFERENCES t (a));"
      "CREATE INDEX i ON t (a, c)");
  const std::string table = "CREATE TABLE t (a int UNIQUE REFERENCES t (a), b ANY, c int) STRICT";
  const std::string index = "CREATE UNIQUE INDEX i ON t (a, c)";
  upgraded(table + ";" + index);
  EXPECT_EQ(db_.call("migrate_check"), "no new upgrade operations detected");
}

TEST_F(SqliteAutogenerate, AForeignKeyDoesNotWaitForItsParentToBeStrict) {
  db_.sql("CREATE TABLE s (a int, v numeric(10, 2)); CREATE TABLE m (k int CHECK (k > 0))");
  upgraded(
      "CREATE TABLE s (a int REFERENCES m (g), r int UNIQUE) STRICT;"
      "CREATE TABLE m (k int REFERENCES s (r), g int UNIQUE)");
  EXPECT_EQ(downgraded(),
            "CREATE TABLE s (a int, v numeric(10, 2))\nCREATE TABLE m (k int, CHECK (k > 0))");
}

TEST_F(SqliteAutogenerate, ARenamedTablesForeignKeysAreFollowedAsTheConnectionDoes) {
  db_.sql("CREATE TABLE a (id int PRIMARY KEY, b REFERENCES a, FOREIGN KEY (b) REFERENCES a (id))");
  db_.sql("PRAGMA legacy_alter_table = ON; PRAGMA foreign_keys = ON");
  EXPECT_EQ(upgraded("-- @renamed from=a\n"
                     "CREATE TABLE c (id int PRIMARY KEY, b REFERENCES c ON DELETE CASCADE)"),
            "CREATE TABLE \"c\" (id int PRIMARY KEY, b, FOREIGN KEY (b) REFERENCES c ON DELETE "
            "CASCADE)");
}

}  // namespace
}  // namespace migrate::test

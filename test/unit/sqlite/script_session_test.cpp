// What a script may do to the connection, and that it is undone.
#include <gtest/gtest.h>

#include "unit/sqlite/connection.h"

namespace migrate::test {
namespace {

std::string script(const std::string& sql) { return "SELECT test_script(" + literal(sql) + ")"; }

// Two parents, a child of each; rebuilding the parent drops it on the way.
constexpr const char* kFamily =
    "PRAGMA foreign_keys = ON;"
    "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT);"
    "CREATE TABLE c (id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE CASCADE);"
    "INSERT INTO p VALUES (1, 'a'), (2, 'b');"
    "INSERT INTO c VALUES (10, 1), (20, 2);";
constexpr const char* kRebuild =
    "CREATE TABLE p_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
    "INSERT INTO p_new SELECT * FROM p;"
    "DROP TABLE p;"
    "ALTER TABLE p_new RENAME TO p;";

TEST(SqliteScript, DropsRowsThatAStatementReturns) {
  const Connection db;
  EXPECT_EQ(db.text(script("SELECT 1 UNION SELECT 2; CREATE TABLE t (a);"
                           "INSERT INTO t VALUES (1) RETURNING a; SELECT a FROM t")),
            "done");
  EXPECT_EQ(db.text("SELECT a FROM t"), "1");
}

TEST(SqliteScript, TurnsForeignKeysOffForARebuild) {
  for (const char* begin : {"", "BEGIN;"}) {
    const Connection db;
    ASSERT_EQ(db.run(kFamily), Failure{});
    ASSERT_EQ(db.run(begin), Failure{});
    EXPECT_EQ(db.text(script(std::string("PRAGMA foreign_keys = off;") + kRebuild +
                             "PRAGMA foreign_keys = on")),
              "done");
    EXPECT_EQ(db.text("SELECT * FROM c"), "10|1; 20|2");
    EXPECT_EQ(db.text("PRAGMA foreign_keys"), "1");
  }
}

TEST(SqliteScript, WithForeignKeysOnLosesTheChildrenAsSqliteDoes) {
  const Connection db;
  ASSERT_EQ(db.run(kFamily), Failure{});
  EXPECT_EQ(db.text(script(kRebuild)), "done");
  EXPECT_EQ(db.text("SELECT count(*) FROM c"), "0");
}

TEST(SqliteScript, ForeignKeysComeBackWhateverItLeaves) {
  const Connection db;
  ASSERT_EQ(db.run(kFamily), Failure{});
  EXPECT_EQ(db.text(script("PRAGMA foreign_keys = off; CREATE TABLE t (a)")), "done");
  EXPECT_EQ(db.text("PRAGMA foreign_keys"), "1");
  EXPECT_EQ(db.run(script("PRAGMA foreign_keys = off; SELECT nothing")).code, SQLITE_ERROR);
  EXPECT_EQ(db.text("PRAGMA foreign_keys"), "1");
  ASSERT_EQ(db.run("PRAGMA foreign_keys = OFF"), Failure{});
  EXPECT_EQ(db.text(script("PRAGMA foreign_keys = on")), "done");
  EXPECT_EQ(db.text("PRAGMA foreign_keys"), "0");
}

TEST(SqliteScript, ThatOrphansRowsWithForeignKeysOffIsRefused) {
  for (const char* begin : {"", "BEGIN;"}) {
    const Connection db;
    ASSERT_EQ(db.run(kFamily), Failure{});
    const std::string before = db.dump();
    ASSERT_EQ(db.run(begin), Failure{});
    EXPECT_EQ(
        db.run(script("PRAGMA foreign_keys = off; DELETE FROM p WHERE id = 2;"
                      "PRAGMA foreign_keys = on")),
        (Failure{SQLITE_CONSTRAINT_FOREIGNKEY,
                 "rows of table \"c\" have lost their parent\n"
                 "DETAIL:  Row 20 of table \"c\" refers to a row of table \"p\" that does not "
                 "exist; 1 row more than before the script.\n"
                 "HINT:  PRAGMA foreign_key_check(\"c\") lists such rows."}));
    EXPECT_EQ(db.dump(), before);
    EXPECT_EQ(db.text("PRAGMA foreign_keys"), "1");
  }
}

TEST(SqliteScript, MayLeaveOrphansThatWereThereBefore) {
  const Connection db;
  ASSERT_EQ(db.run(kFamily), Failure{});
  ASSERT_EQ(db.run("PRAGMA foreign_keys = OFF; INSERT INTO c VALUES (30, 3);"
                   "PRAGMA foreign_keys = ON"),
            Failure{});
  EXPECT_EQ(db.text(script("PRAGMA foreign_keys = off; CREATE TABLE t (a)")), "done");
  EXPECT_EQ(db.run(script("PRAGMA foreign_keys = off; DELETE FROM p")),
            (Failure{SQLITE_CONSTRAINT_FOREIGNKEY,
                     "rows of table \"c\" have lost their parent\n"
                     "DETAIL:  Row 10 of table \"c\" refers to a row of table \"p\" that does not "
                     "exist; 2 rows more than before the script.\n"
                     "HINT:  PRAGMA foreign_key_check(\"c\") lists such rows."}));
}

TEST(SqliteScript, ForeignKeysThatCannotBeCheckedDoNotStopTheOthers) {
  const Connection db;
  ASSERT_EQ(db.run(kFamily), Failure{});
  ASSERT_EQ(db.run("CREATE TABLE not_unique (a); CREATE TABLE aa (a REFERENCES not_unique (a));"
                   "CREATE TABLE \"odd \"\"name\" (a PRIMARY KEY, p REFERENCES p) WITHOUT ROWID;"),
            Failure{});
  EXPECT_EQ(db.text(script("PRAGMA foreign_keys = off; CREATE TABLE t (a)")), "done");
  EXPECT_EQ(db.run(script("PRAGMA foreign_keys = off;"
                          "INSERT INTO \"odd \"\"name\" VALUES (1, 9)"))
                .text,
            "rows of table \"odd \"name\" have lost their parent\n"
            "DETAIL:  A row of table \"odd \"name\" refers to a row of table \"p\" that does not "
            "exist; 1 row more than before the script.\n"
            "HINT:  PRAGMA foreign_key_check(\"odd \"\"name\") lists such rows.");
}

TEST(SqliteScript, ThatDefersForeignKeysMustHaveItsParentsAtItsEnd) {
  const Connection db;
  ASSERT_EQ(db.run("PRAGMA foreign_keys = ON; CREATE TABLE p (id INTEGER PRIMARY KEY);"
                   "CREATE TABLE c (p REFERENCES p); BEGIN"),
            Failure{});
  EXPECT_EQ(db.text(script("PRAGMA defer_foreign_keys = on; INSERT INTO c VALUES (1);"
                           "INSERT INTO p VALUES (1)")),
            "done");
  EXPECT_EQ(db.text("PRAGMA defer_foreign_keys"), "0");
  EXPECT_EQ(db.run(script("PRAGMA defer_foreign_keys = on; INSERT INTO c VALUES (2)")).code,
            SQLITE_CONSTRAINT_FOREIGNKEY);
  EXPECT_EQ(db.text("PRAGMA defer_foreign_keys"), "0");
  EXPECT_EQ(db.run("COMMIT"), Failure{});
  EXPECT_EQ(db.text("SELECT * FROM c"), "1");
}

TEST(SqliteScript, LeavesTheDeferralOfTheCallerAlone) {
  const Connection db;
  ASSERT_EQ(db.run("PRAGMA foreign_keys = ON; CREATE TABLE p (id INTEGER PRIMARY KEY);"
                   "CREATE TABLE c (p REFERENCES p); BEGIN; PRAGMA defer_foreign_keys = on;"
                   "INSERT INTO c VALUES (1)"),
            Failure{});
  EXPECT_EQ(db.text(script("CREATE TABLE t (a)")), "done");
  EXPECT_EQ(db.text("PRAGMA defer_foreign_keys"), "1");
  EXPECT_EQ(db.run("COMMIT").code, SQLITE_CONSTRAINT_FOREIGNKEY);
  EXPECT_EQ(db.run("ROLLBACK"), Failure{});
}

TEST(SqliteScript, CannotChangeTheCallersSettings) {
  for (const char* setting : {"analysis_limit",
                              "automatic_index",
                              "busy_timeout",
                              "cache_size",
                              "cache_spill",
                              "cell_size_check",
                              "checkpoint_fullfsync",
                              "count_changes",
                              "defer_foreign_keys",
                              "empty_result_callbacks",
                              "foreign_keys",
                              "full_column_names",
                              "fullfsync",
                              "ignore_check_constraints",
                              "legacy_alter_table",
                              "query_only",
                              "read_uncommitted",
                              "recursive_triggers",
                              "reverse_unordered_selects",
                              "short_column_names",
                              "trusted_schema",
                              "writable_schema"}) {
    const Connection db;
    const std::string pragma = std::string("PRAGMA ") + setting;
    const std::string before = db.text(pragma);
    const std::string other = before == "0" ? "1" : "0";
    // Spelled in every way, and left after an error as well.
    EXPECT_EQ(db.text(script(pragma + " = " + other + "; SELECT 1")), "done") << setting;
    EXPECT_EQ(db.text(pragma), before);
    EXPECT_EQ(
        db.run(script(std::string("pragma main.[") + setting + "](" + other + "); SELECT nothing"))
            .code,
        SQLITE_ERROR);
    EXPECT_EQ(db.text(pragma), before) << setting;
    EXPECT_EQ(db.text(script("EXPLAIN " + pragma + " = " + other)), "done");
    EXPECT_EQ(db.text(pragma), before) << setting;
  }
}

TEST(SqliteScript, RunsUnderTheCallersSettingsAndItsOwn) {
  const Connection db;
  ASSERT_EQ(db.run("CREATE TABLE t (a CHECK (a > 0)); PRAGMA ignore_check_constraints = on"),
            Failure{});
  EXPECT_EQ(db.text(script("INSERT INTO t VALUES (0)")), "done");
  EXPECT_EQ(db.run(script("PRAGMA ignore_check_constraints = off; INSERT INTO t VALUES (0)")).code,
            SQLITE_CONSTRAINT_CHECK);
}

TEST(SqliteScript, KeepsTheHostsBusyHandler) {
  const TemporaryFile file;
  const Connection db(file.path());
  int asked = 0;
  const auto give_up = [](void* count, int) { return ++*static_cast<int*>(count), 0; };
  sqlite3_busy_handler(db.get(), give_up, &asked);
  EXPECT_EQ(db.text(script("PRAGMA legacy_alter_table = on; CREATE TABLE t (a)")), "done");
  const Connection other(file.path());
  ASSERT_EQ(other.run("BEGIN IMMEDIATE"), Failure{});
  EXPECT_EQ(db.run("BEGIN IMMEDIATE").code, SQLITE_BUSY);
  EXPECT_EQ(asked, 1);
}

TEST(SqliteScript, ShowsWhereASyntaxErrorIs) {
  const Connection db;
  EXPECT_EQ(db.run(script("CREATE TABLE t (\n  ä text,\n  \"ö\" text text(1) FOO BAR ,,\n  b)")),
            (Failure{SQLITE_ERROR,
                     "near \"FOO\": syntax error\n"
                     "CONTEXT:  line 3, column 20 of the statement: FOO BAR ,, …\nline 1"}));
}

TEST(SqliteScript, MayMakeTriggersAndVirtualTables) {
  const Connection db;
  EXPECT_EQ(db.text(script("CREATE TABLE t (a); CREATE TABLE log (a);"
                           "CREATE TRIGGER r AFTER INSERT ON t BEGIN "
                           "INSERT INTO log VALUES (new.a); DELETE FROM log WHERE a = 0; END;"
                           "INSERT INTO t VALUES (1), (0);"
                           "CREATE VIRTUAL TABLE f USING fts5(x); INSERT INTO f VALUES ('one')")),
            "done");
  EXPECT_EQ(db.text("SELECT a FROM log"), "1");
  EXPECT_EQ(db.text("SELECT x FROM f WHERE f MATCH 'one'"), "one");
}

}  // namespace
}  // namespace migrate::test

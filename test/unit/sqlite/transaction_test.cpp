// All or nothing, alone or within the caller's transaction.
#include <gtest/gtest.h>

#include "sqlite_database.h"
#include "unit/sqlite/connection.h"

namespace migrate::test {
namespace {

std::string script(const std::string& sql) { return "SELECT test_script(" + literal(sql) + ")"; }

TEST(SqliteTransaction, CommitsByItselfInAutocommit) {
  const TemporaryFile file;
  const Connection db(file.path());
  EXPECT_EQ(db.text(script("CREATE TABLE t (a); INSERT INTO t VALUES (1)")), "done");
  EXPECT_TRUE(db.is_autocommit());
  EXPECT_EQ(Connection(file.path()).text("SELECT a FROM t"), "1");
}

TEST(SqliteTransaction, LeavesNothingBehindAfterAnError) {
  const Connection db;
  ASSERT_EQ(db.run("CREATE TABLE t (a); INSERT INTO t VALUES (1)"), Failure{});
  const std::string before = db.dump();
  EXPECT_EQ(db.run(script("DROP TABLE t; CREATE TABLE u (a);\nINSERT INTO absent VALUES (1)")),
            (Failure{SQLITE_ERROR, "no such table: absent\nCONTEXT:  line 2"}));
  EXPECT_TRUE(db.is_autocommit());
  EXPECT_EQ(db.dump(), before);
}

TEST(SqliteTransaction, StaysInsideTheCallersTransaction) {
  const TemporaryFile file;
  const Connection db(file.path());
  ASSERT_EQ(db.run("BEGIN; CREATE TABLE mine (a)"), Failure{});
  EXPECT_EQ(db.text(script("CREATE TABLE t (a)")), "done");
  EXPECT_FALSE(db.is_autocommit());
  EXPECT_EQ(Connection(file.path()).text("SELECT count(*) FROM sqlite_master"), "0");
  EXPECT_EQ(db.run("ROLLBACK"), Failure{});
  EXPECT_EQ(db.text("SELECT count(*) FROM sqlite_master"), "0");
}

TEST(SqliteTransaction, AfterAnErrorTheCallersTransactionIsWhatItWas) {
  const Connection db;
  ASSERT_EQ(db.run("CREATE TABLE t (a); BEGIN; INSERT INTO t VALUES (1); SAVEPOINT s;"
                   "INSERT INTO t VALUES (2)"),
            Failure{});
  const std::string before = db.dump();
  EXPECT_EQ(db.run(script("DROP TABLE t; SELECT nothing")).code, SQLITE_ERROR);
  EXPECT_EQ(db.dump(), before);
  EXPECT_EQ(db.run("ROLLBACK TO s; COMMIT"), Failure{});
  EXPECT_EQ(db.text("SELECT a FROM t"), "1");
}

TEST(SqliteTransaction, OfTheCallerThatSqliteRollsBackIsReported) {
  const Connection db;
  ASSERT_EQ(db.run("CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (1)"), Failure{});
  const std::string before = db.dump();
  ASSERT_EQ(db.run("BEGIN; INSERT INTO t VALUES (2)"), Failure{});
  EXPECT_EQ(db.run(script("INSERT OR ROLLBACK INTO t VALUES (1)")),
            (Failure{SQLITE_CONSTRAINT_UNIQUE,
                     "UNIQUE constraint failed: t.a\nCONTEXT:  line 1\n"
                     "SQLite has rolled back the whole transaction"}));
  EXPECT_TRUE(db.is_autocommit());
  EXPECT_EQ(db.dump(), before);
  EXPECT_EQ(db.run(script("INSERT OR ROLLBACK INTO t VALUES (1)")),
            (Failure{SQLITE_CONSTRAINT_UNIQUE, "UNIQUE constraint failed: t.a\nCONTEXT:  line 1"}));
  EXPECT_EQ(db.dump(), before);
}

TEST(SqliteTransaction, SavepointsNestAndUndoOnlyTheirOwn) {
  const Connection db;
  SqliteDatabase database(db.get());
  database.in_transaction([&] {
    database.execute("CREATE TABLE t (a)", {});
    database.in_savepoint([&] { database.execute("INSERT INTO t VALUES (1)", {}); });
    EXPECT_THROW(database.in_savepoint([&] {
      database.execute("INSERT INTO t VALUES (2)", {});
      database.in_savepoint([&] { database.execute("INSERT INTO t VALUES (3)", {}); });
      throw std::runtime_error("enough");
    }),
                 std::runtime_error);
    database.in_transaction([&] { database.execute("INSERT INTO t VALUES (4)", {}); });
  });
  EXPECT_TRUE(db.is_autocommit());
  EXPECT_EQ(db.text("SELECT a FROM t"), "1; 4");
}

TEST(SqliteTransaction, ThatFailsToCommitIsUndone) {
  const Connection db;
  ASSERT_EQ(db.run("PRAGMA foreign_keys = ON; CREATE TABLE p (id INTEGER PRIMARY KEY);"
                   "CREATE TABLE c (p REFERENCES p DEFERRABLE INITIALLY DEFERRED)"),
            Failure{});
  const std::string before = db.dump();
  EXPECT_EQ(db.run(script("INSERT INTO c VALUES (1)")),
            (Failure{SQLITE_CONSTRAINT_FOREIGNKEY,
                     "FOREIGN KEY constraint failed\n"
                     "DETAIL:  A deferred foreign key is violated at the end of the transaction.\n"
                     "HINT:  PRAGMA foreign_key_check lists such rows."}));
  EXPECT_TRUE(db.is_autocommit());
  EXPECT_EQ(db.dump(), before);
}

TEST(SqliteTransaction, OfAScriptCannotBeEndedByIt) {
  const Connection db;
  EXPECT_EQ(db.run(script("CREATE TABLE t (a); COMMIT")),
            (Failure{SQLITE_ERROR,
                     "the statement has ended the transaction of its migration\n"
                     "HINT:  Leave transactions to migrate.\nCONTEXT:  line 1"}));
  EXPECT_TRUE(db.is_autocommit());
  ASSERT_EQ(db.run("BEGIN; SAVEPOINT mine"), Failure{});
  EXPECT_EQ(db.run(script("CREATE TABLE u (a); ROLLBACK TO mine; SELECT 1")).code, SQLITE_ABORT);
  EXPECT_EQ(db.run("ROLLBACK"), Failure{});
}

TEST(SqliteTransaction, WorksWhileAStatementOfTheConnectionReads) {
  const Connection db;
  ASSERT_EQ(db.run("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2); CREATE TABLE gone (a)"),
            Failure{});
  sqlite3_stmt* reader = nullptr;
  sqlite3_prepare_v2(db.get(), "SELECT a FROM t", -1, &reader, nullptr);
  ASSERT_EQ(sqlite3_step(reader), SQLITE_ROW);
  EXPECT_EQ(db.text(script("CREATE TABLE u (a); ALTER TABLE t ADD b")), "done");
  const std::string before = db.dump();
  EXPECT_EQ(db.run(script("CREATE TABLE v (a); DROP TABLE gone")),
            (Failure{SQLITE_LOCKED,
                     "database table is locked\n"
                     "HINT:  Another statement on this connection is still reading; finish or "
                     "reset it, and call the function from a SELECT without FROM.\n"
                     "CONTEXT:  line 1"}));
  EXPECT_EQ(db.dump(), before);
  sqlite3_finalize(reader);
  EXPECT_EQ(db.text(script("DROP TABLE gone")), "done");
}

TEST(SqliteTransaction, CannotDropATableFromASelectThatReadsOne) {
  const Connection db;
  ASSERT_EQ(db.run("CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE TABLE gone (a)"),
            Failure{});
  EXPECT_EQ(db.run("SELECT test_script('DROP TABLE gone') FROM t").code, SQLITE_LOCKED);
  EXPECT_EQ(db.text("SELECT test_script('CREATE TABLE u (a)') FROM t"), "done");
}

TEST(SqliteTransaction, IsRefusedWithinAStatementThatWrites) {
  const Connection db;
  ASSERT_EQ(db.run("CREATE TABLE t (a)"), Failure{});
  const std::string before = db.dump();
  const Failure failure{SQLITE_ERROR,
                        "cannot migrate while a statement is writing\n"
                        "DETAIL:  The statement is: INSERT INTO t SELECT test_once(1)\n"
                        "HINT:  Call the function from a SELECT of its own."};
  EXPECT_EQ(db.run("INSERT INTO t SELECT test_once(1)"), failure);
  EXPECT_EQ(db.dump(), before);
  ASSERT_EQ(db.run("BEGIN"), Failure{});
  EXPECT_EQ(db.run("INSERT INTO t SELECT test_once(1)"), failure);
  EXPECT_EQ(db.dump(), before);
  EXPECT_EQ(db.run("COMMIT"), Failure{});
}

TEST(SqliteTransaction, OnAReadOnlyFileIsRefusedBySqliteItself) {
  const TemporaryFile file;
  ASSERT_EQ(Connection(file.path()).text(script("CREATE TABLE t (a)")), "done");
  const Connection db(file.path(), SQLITE_OPEN_READONLY);
  EXPECT_EQ(db.run("SELECT test_once('a')"),
            (Failure{SQLITE_READONLY, "attempt to write a readonly database"}));
  ASSERT_EQ(db.run("BEGIN"), Failure{});
  EXPECT_EQ(db.run("SELECT test_once('a')").code, SQLITE_READONLY);
  EXPECT_TRUE(SqliteDatabase(db.get()).has_tables());
  EXPECT_EQ(db.text("SELECT test_read('SELECT count(*) FROM migrate_log')"), "1");
}

TEST(SqliteTransaction, OnAFullDiskIsUndone) {
  for (const char* begin : {"", "BEGIN; INSERT INTO t VALUES (1);"}) {
    const TemporaryFile file;
    const Connection db(file.path());
    ASSERT_EQ(db.run("CREATE TABLE t (a); PRAGMA max_page_count = 30"), Failure{});
    const std::string before = db.dump();
    ASSERT_EQ(db.run(begin), Failure{});
    const Failure failure = db.run(script("INSERT INTO t VALUES (zeroblob(1000000))"));
    EXPECT_EQ(failure.code, SQLITE_FULL);
    EXPECT_TRUE(db.is_autocommit());
    EXPECT_EQ(failure.text, std::string("database or disk is full\nCONTEXT:  line 1") +
                                (*begin ? "\nSQLite has rolled back the whole transaction" : ""));
    EXPECT_EQ(db.dump(), before);
  }
}

TEST(SqliteTransaction, LeavesAttachedAndTemporaryTablesOfTheSameNamesAlone) {
  const Connection db;
  ASSERT_EQ(db.run("ATTACH ':memory:' AS other;"
                   "CREATE TABLE other.migrate_version (a);"
                   "CREATE TEMP TABLE migrate_version (a);"
                   "CREATE TEMP TABLE migrate_log (a)"),
            Failure{});
  EXPECT_FALSE(SqliteDatabase(db.get()).has_tables());
  EXPECT_EQ(db.text("SELECT test_once('a')"), "applied");
  EXPECT_EQ(db.text("SELECT test_once('a')"), "nothing to do");
  EXPECT_EQ(db.text(script("SELECT 1")), "done");
  EXPECT_EQ(db.text("SELECT version_num FROM main.migrate_version"), "a");
  EXPECT_EQ(db.text("SELECT operation, revision FROM main.migrate_log"), "upgrade|NULL");
  EXPECT_EQ(db.text("SELECT count(*) FROM temp.migrate_version"), "0");
  EXPECT_EQ(db.text("SELECT count(*) FROM other.migrate_version"), "0");
}

TEST(SqliteTransaction, WorksUnderDefensiveMode) {
  const Connection db;
  sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  ASSERT_EQ(db.run("PRAGMA trusted_schema = OFF"), Failure{});
  EXPECT_EQ(db.text(script("CREATE TABLE t (a); DROP TABLE t")), "done");
  ASSERT_EQ(db.run("BEGIN"), Failure{});
  EXPECT_EQ(db.text("SELECT test_once('a')"), "applied");
  EXPECT_EQ(db.run("COMMIT"), Failure{});
}

TEST(SqliteTransaction, LeavesTheHostsHooksAlone) {
  const Connection db;
  int commits = 0;
  int authorized = 0;
  sqlite3_commit_hook(
      db.get(), [](void* count) { return ++*static_cast<int*>(count), 0; }, &commits);
  const auto allow = [](void* count, int, const char*, const char*, const char*, const char*) {
    ++*static_cast<int*>(count);
    return SQLITE_OK;
  };
  sqlite3_set_authorizer(db.get(), allow, &authorized);
  EXPECT_EQ(db.text("SELECT test_once('a')"), "applied");
  EXPECT_EQ(commits, 1);
  const int before = authorized;
  EXPECT_EQ(db.run("SELECT 1"), Failure{});
  EXPECT_GT(authorized, before);
}

}  // namespace
}  // namespace migrate::test

// The port's queries: parameters, values, tables.
#include "sqlite_database.h"

#include <gtest/gtest.h>

#include "error.h"
#include "unit/sqlite/connection.h"

namespace migrate::test {
namespace {

TEST(SqliteDatabase, HasNoTablesBeforeTheFirstWrite) {
  const Connection db;
  SqliteDatabase database(db.get());
  EXPECT_FALSE(database.has_tables());
  database.in_transaction([&] { database.create_tables(); });
  EXPECT_TRUE(database.has_tables());
  database.in_transaction([&] { database.create_tables(); });
  EXPECT_EQ(db.text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"),
            "migrate_approval; migrate_log; migrate_model; migrate_progress; migrate_schema; "
            "migrate_script; "
            "migrate_seal; migrate_settings; migrate_version");
}

TEST(SqliteDatabase, TablesAreNamedInMain) {
  const Connection db;
  const SqliteDatabase database(db.get());
  const std::string name = database.table("migrate_version");
  ASSERT_EQ(db.run("CREATE TEMP TABLE migrate_version (a); CREATE TABLE main.migrate_version (b);"
                   "INSERT INTO " +
                   name + " (b) VALUES (1)"),
            Failure{});
}

TEST(SqliteDatabase, ExecuteReturnsTheNumberOfRowsChanged) {
  const Connection db;
  SqliteDatabase database(db.get());
  EXPECT_EQ(database.execute("CREATE TABLE t (a, b)", {}), 0);
  EXPECT_EQ(database.execute("INSERT INTO t VALUES ($1, $2), ($1, $2)", {"1", std::nullopt}), 2);
  EXPECT_EQ(database.execute("UPDATE t SET b = $1 WHERE a = 'none'", {"x"}), 0);
  EXPECT_EQ(database.execute("UPDATE t SET b = $1 WHERE a = $2", {"x", "1"}), 2);
  EXPECT_EQ(database.execute("DROP TABLE t", {}), 0);
}

TEST(SqliteDatabase, QueryReturnsColumnsAsText) {
  const Connection db;
  SqliteDatabase database(db.get());
  EXPECT_EQ(database.query("SELECT 1, 1.5, 'ä', NULL, x'6162', '', TRUE", {}),
            (Rows{{"1", "1.5", "ä", std::nullopt, "ab", "", "1"}}));
  EXPECT_EQ(database.query("SELECT 1 WHERE 0", {}), Rows{});
}

TEST(SqliteDatabase, ParametersAreTextThatColumnsConvert) {
  const Connection db;
  SqliteDatabase database(db.get());
  database.execute("CREATE TABLE t (a INTEGER, b TEXT, c REAL)", {});
  const std::string nul("a\0b", 3);
  database.execute("INSERT INTO t VALUES ($1, $2, $3)", {"007", nul, "1"});
  EXPECT_EQ(database.query("SELECT typeof(a), a, b, typeof(c) FROM t WHERE a = $1", {"7"}),
            (Rows{{"integer", "7", nul, "real"}}));
}

TEST(SqliteDatabase, ParametersDoNotStayForTheNextCall) {
  const Connection db;
  SqliteDatabase database(db.get());
  EXPECT_EQ(database.query("SELECT $1, $2", {"a", "b"}), (Rows{{"a", "b"}}));
  EXPECT_EQ(database.query("SELECT $1, $2", {std::nullopt, "c"}), (Rows{{std::nullopt, "c"}}));
}

TEST(SqliteDatabase, KeepsStatementsPreparedButNotRunning) {
  const Connection db;
  SqliteDatabase database(db.get());
  database.execute("CREATE TABLE t (a)", {});
  database.query("SELECT * FROM sqlite_master", {});
  database.query("SELECT * FROM sqlite_master", {});
  EXPECT_EQ(db.open_statements(), 2);
  database.execute("INSERT INTO t VALUES (1), (2)", {});
  EXPECT_THROW(database.query("SELECT abs(-9223372036854775807 - a) FROM t", {}), Error);
  EXPECT_EQ(db.run("DROP TABLE t"), Failure{});
}

TEST(SqliteDatabase, StatementsSurviveAChangeOfTheSchema) {
  const Connection db;
  SqliteDatabase database(db.get());
  database.execute("CREATE TABLE t (a)", {});
  database.execute("INSERT INTO t VALUES ($1)", {"1"});
  EXPECT_EQ(database.query("SELECT * FROM t", {}), (Rows{{"1"}}));
  database.execute("ALTER TABLE t ADD b DEFAULT 2", {});
  EXPECT_EQ(database.query("SELECT * FROM t", {}), (Rows{{"1", "2"}}));
}

TEST(SqliteDatabase, ASnapshotKeepsWhatIsReadOfOneMoment) {
  const TemporaryFile file;
  const Connection db(file.path());
  const Connection other(file.path());
  ASSERT_EQ(db.text("PRAGMA journal_mode = wal"), "wal");
  ASSERT_EQ(db.run("CREATE TABLE t (a)"), Failure{});
  {
    SqliteDatabase database(db.get());
    database.hold_snapshot();
    EXPECT_EQ(database.query("SELECT count(*) FROM t", {}), (Rows{{"0"}}));
    ASSERT_EQ(other.run("INSERT INTO t VALUES (1)"), Failure{});
    EXPECT_EQ(database.query("SELECT count(*) FROM t", {}), (Rows{{"0"}}));
    database.release_snapshot();
    EXPECT_EQ(database.query("SELECT count(*) FROM t", {}), (Rows{{"1"}}));
  }
  EXPECT_EQ(db.open_statements(), 0);
}

TEST(SqliteDatabase, CanCommitUnlessATransactionIsOpen) {
  const Connection db;
  SqliteDatabase alone(db.get());
  EXPECT_TRUE(alone.can_commit());
  alone.in_transaction([&] { EXPECT_TRUE(alone.can_commit()); });
  ASSERT_EQ(db.run("BEGIN"), Failure{});
  EXPECT_FALSE(SqliteDatabase(db.get()).can_commit());
}

// Source: FIPS 180-2, appendix B.
TEST(SqliteDatabase, Sha256IsLowerCaseHexadecimal) {
  const Connection db;
  SqliteDatabase database(db.get());
  EXPECT_EQ(database.sha256("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(database.sha256(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(database.sha256(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(SqliteDatabase, HasNoUsersAndNoSessionSettings) {
  const Connection db;
  SqliteDatabase database(db.get());
  EXPECT_EQ(database.current_user(), std::nullopt);
  EXPECT_EQ(database.session_setting("notices"), std::nullopt);
  EXPECT_EQ(database.dialect().name(), "sqlite");
}

}  // namespace
}  // namespace migrate::test

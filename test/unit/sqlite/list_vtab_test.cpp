// Listings as table-valued functions.
#include <gtest/gtest.h>

#include "unit/sqlite/connection.h"

namespace migrate::test {
namespace {

constexpr const char* kAll =
    "-1|1|1|0.5|2025-12-06 19:04:32; -2|0|2|1.0|2025-12-06 19:04:32; "
    "-3|1|3|1.5|2025-12-06 19:04:32";

TEST(SqliteList, IsATableAndAFunction) {
  const Connection db;
  EXPECT_EQ(db.text("SELECT * FROM test_list"), kAll);
  EXPECT_EQ(db.text("SELECT * FROM test_list()"), kAll);
  EXPECT_EQ(db.text("SELECT * FROM main.test_list"), kAll);
}

TEST(SqliteList, ColumnsHaveTheirTypes) {
  const Connection db;
  EXPECT_EQ(db.text("SELECT typeof(name), typeof(is_odd), typeof(number), typeof(half), typeof(at) "
                    "FROM test_list LIMIT 1"),
            "text|integer|integer|real|text");
  EXPECT_EQ(db.text("SELECT name, is_odd, number, half, at FROM test_list(NULL, 1) WHERE number "
                    "IS NULL"),
            "true|NULL|NULL|NULL|NULL");
  EXPECT_EQ(db.text("SELECT name, type, hidden FROM pragma_table_xinfo('test_list')"),
            "name|TEXT|0; is_odd|BOOLEAN|0; number|INTEGER|0; half|REAL|0; at|TEXT|0; "
            "prefix||1; flag||1");
}

TEST(SqliteList, TakesArgumentsInAnyWay) {
  const Connection db;
  EXPECT_EQ(db.text("SELECT name FROM test_list('a')"), "a1; a2; a3");
  EXPECT_EQ(db.text("SELECT name FROM test_list('a', 'no')"), "a1; a2; a3; false");
  EXPECT_EQ(db.text("SELECT name FROM test_list WHERE prefix = 'a'"), "a1; a2; a3");
  EXPECT_EQ(db.text("SELECT name FROM test_list WHERE flag = 1 AND is_odd AND prefix = 'a'"),
            "a1; a3");
  EXPECT_EQ(db.text("SELECT name, prefix, flag FROM test_list WHERE 1 = flag LIMIT 1"),
            "-1|NULL|true");
}

TEST(SqliteList, TakesNullAsLeftOut) {
  const Connection db;
  EXPECT_EQ(db.text("SELECT * FROM test_list(NULL)"), kAll);
  EXPECT_EQ(db.text("SELECT * FROM test_list(NULL, NULL)"), kAll);
  EXPECT_EQ(db.text("SELECT name FROM test_list(NULL, 0)"), "-1; -2; -3; false");
}

TEST(SqliteList, TakesArgumentsFromAnotherTableInEitherOrder) {
  const Connection db;
  ASSERT_EQ(db.run("CREATE TABLE t (p); INSERT INTO t VALUES ('a'), ('b')"), Failure{});
  EXPECT_EQ(db.text("SELECT name FROM t, test_list(t.p)"), "a1; a2; a3; b1; b2; b3");
  EXPECT_EQ(db.text("SELECT name FROM test_list(t.p), t"), "a1; a2; a3; b1; b2; b3");
  EXPECT_EQ(db.text("SELECT name FROM t JOIN test_list ON prefix = p WHERE number = 2"), "a2; b2");
  EXPECT_EQ(db.text("SELECT p, (SELECT group_concat(name) FROM test_list(t.p)) FROM t"),
            "a|a1,a2,a3; b|b1,b2,b3");
  EXPECT_EQ(db.text("SELECT name FROM test_list WHERE prefix IN ('a', 'b') AND number = 1"),
            "a1; b1");
  EXPECT_EQ(db.text("SELECT p, name FROM t LEFT JOIN test_list(t.p) ON name = p || '2'"),
            "a|a2; b|b2");
}

TEST(SqliteList, ComparesASecondValueForOneParameter) {
  const Connection db;
  EXPECT_EQ(db.text("SELECT name FROM test_list('a') WHERE prefix = 'b'"), "");
  EXPECT_EQ(db.text("SELECT count(*) FROM test_list('a') WHERE prefix = 'a'"), "3");
}

TEST(SqliteList, RefusesArgumentsThatItCannotHave) {
  const Connection db;
  ASSERT_EQ(db.run("CREATE TABLE t (p)"), Failure{});
  EXPECT_EQ(db.run("SELECT * FROM test_list(a)"), (Failure{SQLITE_ERROR, "no such column: a"}));
  EXPECT_EQ(db.run("SELECT * FROM test_list(b.name) AS a, test_list(a.name) AS b"),
            (Failure{SQLITE_ERROR, "no query solution"}));
  EXPECT_EQ(db.run("SELECT * FROM test_list('a', 1, 2)"),
            (Failure{SQLITE_ERROR, "too many arguments on test_list() - max 2"}));
}

TEST(SqliteList, ReportsErrorsAsFunctionsDo) {
  const Connection db;
  EXPECT_EQ(db.run("SELECT * FROM test_list('fail')"),
            (Failure{SQLITE_ERROR, "cannot list \"fail\"\nHINT:  List something else."}));
  EXPECT_EQ(db.run("SELECT * FROM test_list('a', 'maybe')"),
            (Failure{SQLITE_ERROR,
                     "invalid value for parameter \"flag\": \"maybe\"\n"
                     "DETAIL:  It is a boolean: true or false."}));
  EXPECT_EQ(db.text("SELECT count(*) FROM test_list"), "3");
}

TEST(SqliteList, CannotBeWrittenOrCreated) {
  const Connection db;
  EXPECT_EQ(db.run("DELETE FROM test_list"),
            (Failure{SQLITE_ERROR, "table test_list may not be modified"}));
  EXPECT_EQ(db.run("CREATE VIRTUAL TABLE v USING test_list"),
            (Failure{SQLITE_ERROR, "no such module: test_list"}));
}

TEST(SqliteList, StandsBesideItself) {
  const Connection db;
  EXPECT_EQ(db.text("SELECT count(*) FROM test_list('a') AS a, test_list('b') AS b"), "9");
  EXPECT_EQ(db.text("SELECT rowid, name FROM test_list ORDER BY rowid DESC"), "3|-3; 2|-2; 1|-1");
}

}  // namespace
}  // namespace migrate::test

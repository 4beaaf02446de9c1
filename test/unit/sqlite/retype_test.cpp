// Types that are changed where the rows are, with edit_schema: to what a rebuild makes of the same
// rows.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "unit/sqlite/alter_fixture.h"

namespace migrate::test {
namespace {

constexpr std::array kTypes{"",        "int",           "text",           "varchar(20)",
                            "blob",    "real",          "double",         "numeric",
                            "boolean", "decimal(10,2)", "\"quoted type\""};
constexpr std::array kDefaults{"",
                               "DEFAULT NULL",
                               "DEFAULT 0",
                               "DEFAULT 007",
                               "DEFAULT 1.50",
                               "DEFAULT '007'",
                               "DEFAULT x'30'",
                               "DEFAULT TRUE",
                               "DEFAULT \"007\"",
                               "DEFAULT -5"};
constexpr const char* kValues =
    "(NULL), (5), (-7), (0), (5.0), (2.5), (1e300), (9007199254740993), (9223372036854775807),"
    "('5'), (' 5 '), ('5.0'), ('2.50'), ('1e2'), ('007'), ('9223372036854775808'), ('a'), (''),"
    "(x'35'), (x''), (x'00ff'), ('0x10'), ('5' || char(0) || '6')";

class SqliteRetype : public SqliteAlterTable {
 protected:
  // The rows, as they are stored, and the schema, behind the script.
  static std::string outcome(const std::string& setup, const std::string& call) {
    const Connection db;
    EXPECT_EQ(db.run(setup), Failure{}) << setup;
    const std::string result = db.text(call);
    return result.substr(0, result.find('\n')) + "\n" +
           db.text("SELECT rowid, typeof(a), hex(a), quote(a), b FROM t ORDER BY rowid") + "\n" +
           db.text("SELECT name, sql FROM sqlite_master ORDER BY name") + "\n" +
           db.text("PRAGMA integrity_check");
  }
  int writes(const std::string& sql) const {
    return count(edit(sql), "UPDATE OR ABORT \"main\".\"t\"");
  }
  static void expect_as_rebuilt(const std::string& setup, const std::string& sql) {
    EXPECT_EQ(outcome(setup, edit(sql)), outcome(setup, script(sql))) << setup << "\n" << sql;
  }
};

TEST_F(SqliteRetype, IsARebuildWhereTheSchemaCannotBeEdited) {
  given("CREATE TABLE t (a text); INSERT INTO t VALUES (5)");
  const std::string change = "ALTER TABLE t ALTER a TYPE int";
  const std::string copy = "INSERT OR ABORT INTO \"main\".\"t\"";
  EXPECT_EQ(count(script(change), copy), 1);
  EXPECT_EQ(count(edit("ALTER TABLE t ALTER a TYPE text"), copy), 0);
  sqlite3_db_config(db_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  EXPECT_EQ(count(edit(change), copy), 1);
  EXPECT_EQ(rows(), "1|5");
}

TEST_F(SqliteRetype, IsWhatARebuildMakes) {
  for (const char* from : kTypes) {
    for (const char* to : kTypes) {
      for (const char* value : kDefaults) {
        const std::string change = *to ? std::string("ALTER TABLE t ALTER a TYPE ") + to
                                       : "ALTER TABLE t ALTER a DROP TYPE";
        // The first rows are older than the column.
        expect_as_rebuilt(std::string("CREATE TABLE t (b INTEGER PRIMARY KEY);"
                                      "INSERT INTO t VALUES (50), (60);"
                                      "ALTER TABLE t ADD COLUMN a ") +
                              from + " " + value + "; INSERT INTO t (a) VALUES " + kValues +
                              "; CREATE INDEX i ON t (a); CREATE INDEX j ON t (b) WHERE a > 3;"
                              "CREATE INDEX k ON t (b)",
                          change);
      }
    }
  }
}

TEST_F(SqliteRetype, LeavesOtherIndexesAndWritesNoRowWhereNoValueChanges) {
  given(
      "CREATE TABLE t (a text, b varchar(9)); INSERT INTO t VALUES ('1', 'x');"
      "CREATE INDEX ia ON t (a); CREATE INDEX ib ON t (b)");
  const auto page_of = [&](const char* index) {
    return db_.text(std::string("SELECT rootpage FROM sqlite_master WHERE name = '") + index + "'");
  };
  const std::string page = page_of("ib");
  EXPECT_EQ(writes("ALTER TABLE t ALTER b TYPE varchar(20)"), 0);
  EXPECT_EQ(writes("ALTER TABLE t ALTER a TYPE int"), 1);
  EXPECT_EQ(page_of("ib"), page);
  EXPECT_EQ(table(), "CREATE TABLE t (a int, b varchar(20))");
  EXPECT_EQ(db_.text("SELECT typeof(a) FROM t WHERE a = 1"), "integer");
}

TEST_F(SqliteRetype, FiresNoTriggerAndFollowsNoForeignKey) {
  given(
      "PRAGMA foreign_keys = ON; CREATE TABLE log (what); CREATE TABLE t (a text, b);"
      "CREATE UNIQUE INDEX i ON t (a); CREATE TABLE c (a text REFERENCES t (a) ON UPDATE SET NULL);"
      "INSERT INTO t VALUES ('5', 1); INSERT INTO c VALUES ('5');"
      "CREATE TRIGGER r AFTER UPDATE ON t BEGIN INSERT INTO log VALUES (new.a); END;"
      "CREATE TEMP TRIGGER s AFTER UPDATE ON t BEGIN INSERT INTO log VALUES (new.a); END");
  alter("ALTER TABLE t ALTER a TYPE int");
  EXPECT_EQ(
      db_.text("SELECT count(*) FROM log") + db_.text("SELECT typeof(a), a FROM t, c USING (a)"),
      "0integer|5");
  EXPECT_EQ(db_.text("UPDATE t SET b = 2; SELECT count(*) FROM log"), "2");
}

TEST_F(SqliteRetype, RefusesWhatTheRowsForbid) {
  given(
      "CREATE TABLE t (a text CHECK (typeof(a) = 'text'), b text);"
      "CREATE UNIQUE INDEX i ON t (b); INSERT INTO t VALUES ('1', '1'), ('2', '01')");
  EXPECT_EQ(error_of(edit("ALTER TABLE t ALTER a TYPE int")),
            "CHECK constraint failed: typeof(a) = 'text'");
  EXPECT_EQ(error_of(edit("ALTER TABLE t ALTER b TYPE int")), "UNIQUE constraint failed: t.b");
}

TEST_F(SqliteRetype, OtherConnectionsSeeIt) {
  const TemporaryFile file;
  const Connection one(file.path());
  const Connection other(file.path());
  EXPECT_EQ(one.run("CREATE TABLE t (a text); INSERT INTO t VALUES ('5')"), Failure{});
  EXPECT_EQ(other.text("SELECT typeof(a) FROM t"), "text");
  EXPECT_EQ(one.text(edit("ALTER TABLE t ALTER a TYPE int")), "done");
  EXPECT_EQ(other.text("INSERT INTO t VALUES ('6') RETURNING typeof(a)"), "integer");
  EXPECT_EQ(one.text("SELECT group_concat(typeof(a)) FROM t"), "integer,integer");
}

}  // namespace
}  // namespace migrate::test

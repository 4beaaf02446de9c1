// A rebuild under the settings that users have: all rows stay, and the settings are theirs again.
#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "unit/sqlite/alter_fixture.h"

namespace migrate::test {
namespace {

// A parent that children, views, triggers and a full-text index hang on.
constexpr const char* kFamily = R"(
PRAGMA synchronous = OFF;
CREATE TABLE p (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- the key
  name TEXT NOT NULL COLLATE NOCASE, /* the name */
  up INTEGER REFERENCES p (id) ON DELETE CASCADE, -- itself
  loud TEXT AS (upper(name)) STORED,
  CHECK (length(name) > 0)
);
CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER NOT NULL REFERENCES p ON DELETE CASCADE);
CREATE TABLE log (what TEXT);
CREATE INDEX p_name ON p (name DESC, lower(name)) WHERE name <> '-';
CREATE VIEW v AS SELECT id, name FROM p;
CREATE VIEW vv AS SELECT v.id, count(*) AS children FROM v JOIN c ON c.p = v.id GROUP BY 1;
CREATE TRIGGER p_insert AFTER INSERT ON p BEGIN INSERT INTO log VALUES ('insert ' || new.name); END;
CREATE TRIGGER p_delete AFTER DELETE ON p BEGIN INSERT INTO log VALUES ('delete ' || old.name); END;
CREATE TRIGGER c_delete AFTER DELETE ON c BEGIN UPDATE p SET name = 'x' WHERE id = old.p; END;
CREATE VIRTUAL TABLE f USING fts5 (name, content = 'p', content_rowid = 'id');
INSERT INTO p (id, name, up) VALUES (1, 'one', NULL), (2, 'two', 1), (5, 'five', 2), (9, 'nine', 5);
DELETE FROM p WHERE id = 9;
INSERT INTO c VALUES (10, 1), (20, 2), (50, 5);
INSERT INTO f (f) VALUES ('rebuild');
DELETE FROM log;
)";
constexpr const char* kChange = "ALTER TABLE p ALTER COLUMN name TYPE varchar(10)";
constexpr const char* kOtherAffinity = "ALTER TABLE p ALTER COLUMN name TYPE numeric";

// What must not change but for the type in p's statement.
std::string state(const Connection& db) {
  return "schema: " +
         db.text(
             "SELECT name, sql FROM main.sqlite_master WHERE name NOT LIKE "
             "'migrate%' AND name NOT LIKE 'sqlite_autoindex_migrate%' ORDER BY 1") +
         "\np: " + db.text("SELECT rowid, * FROM p ORDER BY 1") +
         "\nc: " + db.text("SELECT rowid, * FROM c ORDER BY 1") +
         "\nlog: " + db.text("SELECT * FROM log") + "\nvv: " + db.text("SELECT * FROM vv") +
         "\nf: " + db.text("SELECT rowid, name FROM f WHERE f MATCH 'two OR five'") +
         "\nsequence: " + db.text("SELECT * FROM sqlite_sequence") +
         "\ncheck: " + db.text("PRAGMA integrity_check") + db.text("PRAGMA foreign_key_check");
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

std::string settings(const Connection& db) {
  std::string result;
  for (const char* name : {"foreign_keys", "legacy_alter_table", "recursive_triggers",
                           "trusted_schema", "defer_foreign_keys", "writable_schema"}) {
    result += std::string(name) + "=" + db.text(std::string("PRAGMA ") + name) + " ";
  }
  for (const int option : {SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_DQS_DDL}) {
    int value = -1;
    sqlite3_db_config(db.get(), option, -1, &value);
    result += std::to_string(value) + " ";
  }
  return result;
}

struct Setting {
  const char* name;
  std::function<void(const Connection&)> set;
};

Setting pragma(const char* sql) {
  return {sql, [sql](const Connection& db) { ASSERT_EQ(db.run(sql), Failure{}); }};
}

Setting option(const char* name, int number, int value) {
  return {name, [number, value](const Connection& db) {
            sqlite3_db_config(db.get(), number, value, nullptr);
          }};
}

const std::vector<Setting>& all_settings() {
  static const std::vector<Setting> settings{
      pragma("PRAGMA foreign_keys = ON"),
      pragma("PRAGMA foreign_keys = OFF"),
      pragma("PRAGMA foreign_keys = ON; BEGIN"),
      pragma("PRAGMA foreign_keys = ON; BEGIN; PRAGMA defer_foreign_keys = ON"),
      pragma("PRAGMA foreign_keys = ON; SAVEPOINT callers"),
      pragma("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE"),
      pragma("PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL"),
      pragma("PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; BEGIN"),
      pragma("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON"),
      pragma("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF"),
      pragma("PRAGMA foreign_keys = ON; PRAGMA legacy_alter_table = ON"),
      pragma("PRAGMA foreign_keys = ON; PRAGMA reverse_unordered_selects = ON"),
      pragma("PRAGMA foreign_keys = ON; PRAGMA cache_size = 1; PRAGMA cache_spill = 1"),
      pragma("PRAGMA foreign_keys = ON; ATTACH ':memory:' AS other; CREATE TABLE other.p (x);"
             "CREATE TABLE other.migrate_old (x)"),
      pragma("PRAGMA foreign_keys = ON; CREATE TABLE main.migrate_old (x)"),
      option("DEFENSIVE", SQLITE_DBCONFIG_DEFENSIVE, 1),
      option("no strings in double quotes", SQLITE_DBCONFIG_DQS_DDL, 0),
  };
  return settings;
}

TEST(SqliteAlterSettings, ARebuildChangesNothingElse) {
  // By a rebuild; with edit_schema by an UPDATE, and by nothing but another statement.
  const std::array changes{std::array{script(kChange), std::string("name varchar(10)")},
                           std::array{edit(kOtherAffinity), std::string("name numeric")},
                           std::array{edit(kChange), std::string("name varchar(10)")}};
  for (const auto& [change, column] : changes) {
    for (const Setting& setting : all_settings()) {
      SCOPED_TRACE(setting.name + (": " + change));
      const TemporaryFile file;
      const Connection db(file.path());
      ASSERT_EQ(db.run(kFamily), Failure{});
      setting.set(db);
      const std::string before = state(db);
      const std::string settings_before = settings(db);
      const bool was_autocommit = db.is_autocommit();
      EXPECT_EQ(db.text(change), "done");
      EXPECT_EQ(state(db), replaced(before, "name TEXT", column));
      EXPECT_EQ(settings(db), settings_before);
      EXPECT_EQ(db.is_autocommit(), was_autocommit);
      if (!was_autocommit) {
        EXPECT_EQ(db.run("COMMIT"), Failure{});
      }
      // The triggers fire, ids go on where they were.
      EXPECT_EQ(db.text("INSERT INTO p (name) VALUES ('new'); SELECT max(id) FROM p"), "10");
      EXPECT_EQ(db.text("SELECT * FROM log"), "insert new");
    }
  }
}

// What no change of options and keys may touch.
std::string content(const Connection& db) {
  return "p: " + db.text("SELECT * FROM p ORDER BY 1") +
         "\nc: " + db.text("SELECT rowid, * FROM c ORDER BY 1") +
         "\nlog: " + db.text("SELECT * FROM log") + "\nvv: " + db.text("SELECT * FROM vv") +
         "\nf: " + db.text("SELECT rowid, name FROM f WHERE f MATCH 'two OR five'") + "\nnames: " +
         db.text(
             "SELECT name FROM sqlite_master WHERE name NOT LIKE 'migrate%' AND name NOT LIKE "
             "'sqlite_%' ORDER BY 1") +
         "\ncheck: " + db.text("PRAGMA integrity_check") + db.text("PRAGMA foreign_key_check");
}

TEST(SqliteAlterSettings, OptionsKeysAndExpressionsGoThereAndBack) {
  for (const Setting& setting : all_settings()) {
    const TemporaryFile file;
    const Connection db(file.path());
    ASSERT_EQ(db.run(kFamily), Failure{});
    setting.set(db);
    const std::string before = content(db);
    const std::string settings_before = settings(db);
    EXPECT_EQ(db.text(script(
                  "ALTER TABLE p DROP PRIMARY KEY, ADD PRIMARY KEY (id), SET WITHOUT ROWID;"
                  "ALTER TABLE p SET STRICT, ALTER loud SET EXPRESSION AS (lower(name)) VIRTUAL,"
                  "ALTER name SET NOT NULL ON CONFLICT IGNORE")),
              "done")
        << setting.name;
    EXPECT_EQ(db.text("SELECT loud FROM p ORDER BY id"), "one; two; five") << setting.name;
    EXPECT_EQ(db.text(script(
                  "ALTER TABLE p ALTER loud SET EXPRESSION AS (upper(name)) STORED, SET WITH ROWID;"
                  "ALTER TABLE p SET WITHOUT STRICT, ALTER name SET NOT NULL,"
                  "DROP PRIMARY KEY, ADD PRIMARY KEY (id AUTOINCREMENT)")),
              "done")
        << setting.name;
    EXPECT_EQ(content(db), before) << setting.name;
    EXPECT_EQ(settings(db), settings_before) << setting.name;
    EXPECT_EQ(db.text("SELECT seq FROM sqlite_sequence WHERE name = 'p'"), "5") << setting.name;
    EXPECT_EQ(db.text("INSERT INTO p (name) VALUES ('new'); SELECT max(id) FROM p"), "6")
        << setting.name;
    EXPECT_EQ(db.text("SELECT * FROM log"), "insert new") << setting.name;
  }
}

TEST(SqliteAlterSettings, AFailedRebuildChangesNothingAtAll) {
  for (const Setting& setting : all_settings()) {
    const TemporaryFile file;
    const Connection db(file.path());
    ASSERT_EQ(db.run(kFamily), Failure{});
    setting.set(db);
    const std::string before = db.dump();
    const std::string settings_before = settings(db);
    const bool was_autocommit = db.is_autocommit();
    // While rows are copied, behind a rebuild that is done, and at an index that is made again.
    for (const char* change :
         {"ALTER TABLE p ADD CHECK (id < 5)",
          "ALTER TABLE p ALTER name TYPE text; ALTER TABLE c ADD CHECK (p > 1); SELECT 1",
          "ALTER TABLE p ALTER name TYPE text; SELECT nothing", "ALTER TABLE p DROP COLUMN name"}) {
      EXPECT_NE(db.run(script(change)).code, SQLITE_OK) << setting.name << ": " << change;
      EXPECT_EQ(db.dump(), before) << setting.name << ": " << change;
      EXPECT_EQ(settings(db), settings_before) << setting.name << ": " << change;
      EXPECT_EQ(db.is_autocommit(), was_autocommit) << setting.name << ": " << change;
    }
  }
}

TEST(SqliteAlterSettings, TempTriggersAndViewsStay) {
  const Connection db;
  ASSERT_EQ(db.run(kFamily), Failure{});
  ASSERT_EQ(
      db.run("CREATE TEMP VIEW tv AS SELECT name FROM p;"
             "CREATE TEMP TRIGGER t1 AFTER INSERT ON p BEGIN INSERT INTO log VALUES ('t1'); END;"
             "CREATE TEMP TRIGGER t2 AFTER INSERT ON main.p BEGIN SELECT 1; END;"
             "CREATE TEMP TRIGGER t3 AFTER INSERT ON c BEGIN DELETE FROM p WHERE id = -1; END;"
             "CREATE TEMP TABLE other (a);"
             "CREATE TEMP TRIGGER t4 AFTER INSERT ON other BEGIN SELECT 2; END;"),
      Failure{});
  const std::string before =
      db.text("SELECT name, tbl_name, sql FROM temp.sqlite_master ORDER BY 1");
  EXPECT_EQ(db.text(script(kChange)), "done");
  EXPECT_EQ(db.text("SELECT name, tbl_name, sql FROM temp.sqlite_master ORDER BY 1"), before);
  EXPECT_EQ(db.text("INSERT INTO p (name) VALUES ('new'); SELECT what FROM log ORDER BY 1"),
            "insert new; t1");
}

TEST(SqliteAlterSettings, ATempTableOfTheSameNameIsTheOneThatIsMeant) {
  const Connection db;
  ASSERT_EQ(db.run("CREATE TABLE t (a int); INSERT INTO t VALUES (1);"
                   "CREATE TEMP TABLE t (b int); INSERT INTO temp.t VALUES (2);"
                   "CREATE TRIGGER main.r AFTER INSERT ON main.t BEGIN SELECT 1; END"),
            Failure{});
  EXPECT_EQ(
      db.text(script("ALTER TABLE t ALTER b TYPE text; ALTER TABLE main.t ALTER a TYPE text")),
      "done");
  EXPECT_EQ(db.text("SELECT sql FROM temp.sqlite_master"), "CREATE TABLE t (b text)");
  EXPECT_EQ(db.text("SELECT sql FROM main.sqlite_master WHERE tbl_name = 't'"),
            "CREATE TABLE t (a text); CREATE TRIGGER r AFTER INSERT ON main.t BEGIN SELECT 1; END");
  EXPECT_EQ(db.text("SELECT typeof(a) FROM main.t UNION ALL SELECT typeof(b) FROM temp.t"),
            "text; text");
}

TEST(SqliteAlterSettings, AnAttachedDatabaseIsAlteredInItsOwnFile) {
  const TemporaryFile file;
  const Connection db;
  ASSERT_EQ(
      db.run("ATTACH " + literal(file.path()) +
             " AS \"o o\";"
             "CREATE TABLE \"o o\".t (id INTEGER PRIMARY KEY AUTOINCREMENT, a int);"
             "CREATE TABLE \"o o\".c (t REFERENCES t ON DELETE CASCADE);"
             "CREATE INDEX \"o o\".i ON t (a);"
             "CREATE TRIGGER \"o o\".r AFTER INSERT ON t BEGIN INSERT INTO c VALUES (new.id); END;"
             "INSERT INTO t (a) VALUES (7); PRAGMA foreign_keys = ON"),
      Failure{});
  EXPECT_EQ(db.text(script("ALTER TABLE \"O O\".T ALTER a TYPE text, ADD UNIQUE (a)")), "done");
  EXPECT_EQ(db.text("SELECT sql FROM \"o o\".sqlite_master WHERE sql IS NOT NULL ORDER BY name"),
            "CREATE TABLE c (t REFERENCES t ON DELETE CASCADE); CREATE INDEX i ON t (a); "
            "CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO c VALUES (new.id); END; "
            "CREATE TABLE sqlite_sequence(name,seq); "
            "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a text, UNIQUE (a))");
  EXPECT_EQ(db.text("SELECT id, typeof(a), t FROM t, c"), "1|text|1");
}

TEST(SqliteAlterSettings, CircularForeignKeysStay) {
  const Connection db;
  ASSERT_EQ(db.run("PRAGMA foreign_keys = ON;"
                   "CREATE TABLE a (id INTEGER PRIMARY KEY, b REFERENCES b ON DELETE CASCADE);"
                   "CREATE TABLE b (id INTEGER PRIMARY KEY, a REFERENCES a ON DELETE SET NULL);"
                   "INSERT INTO a VALUES (1, NULL); INSERT INTO b VALUES (1, 1);"
                   "UPDATE a SET b = 1"),
            Failure{});
  EXPECT_EQ(
      db.text(script("ALTER TABLE a ALTER b SET NOT NULL; ALTER TABLE b ALTER a SET NOT NULL")),
      "done");
  EXPECT_EQ(db.text("SELECT * FROM a, b"), "1|1|1|1");
  EXPECT_EQ(db.text("PRAGMA foreign_key_list(a)"), "0|0|b|b|NULL|NO ACTION|CASCADE|NONE");
  EXPECT_EQ(db.run("DELETE FROM a").code, SQLITE_CONSTRAINT_NOTNULL);
}

TEST(SqliteAlterSettings, StringsInDoubleQuotesStayWhatTheyWere) {
  const Connection db;
  ASSERT_EQ(db.run("CREATE TABLE t (a CHECK (a <> \"no\")); CREATE INDEX i ON t (a || \"x\");"
                   "INSERT INTO t VALUES ('yes')"),
            Failure{});
  sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  EXPECT_EQ(db.text(script("ALTER TABLE t ALTER a TYPE text")), "done");
  EXPECT_EQ(db.text("SELECT sql FROM sqlite_master WHERE tbl_name = 't'"),
            "CREATE TABLE t (a text CHECK (a <> \"no\")); CREATE INDEX i ON t (a || \"x\")");
}

TEST(SqliteAlterSettings, AReadingStatementMakesItWait) {
  const Connection db;
  ASSERT_EQ(db.run(kFamily), Failure{});
  const std::string before = db.dump();
  EXPECT_EQ(db.run("SELECT test_script(" + literal(kChange) + ") FROM c").code, SQLITE_LOCKED);
  EXPECT_EQ(db.dump(), before);
}

TEST(SqliteAlterSettings, AnalyzedStatisticsStay) {
  const Connection db;
  ASSERT_EQ(db.run(kFamily), Failure{});
  ASSERT_EQ(db.run("ANALYZE"), Failure{});
  const std::string before = db.text("SELECT * FROM sqlite_stat1 ORDER BY 1, 2");
  EXPECT_EQ(db.text(script(kChange)), "done");
  EXPECT_EQ(db.text("SELECT * FROM sqlite_stat1 ORDER BY 1, 2"), before);
}

}  // namespace
}  // namespace migrate::test

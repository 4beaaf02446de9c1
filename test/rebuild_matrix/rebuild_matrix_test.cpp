// Every combination of the settings under which a rebuild can be asked for, over one schema that
// has all that hangs on a table: rows, what refers to them and the settings stay.
#include <gtest/gtest.h>

#include <array>
#include <bitset>
#include <filesystem>
#include <optional>
#include <string>

#include "unit/sqlite/connection.h"

namespace migrate::test {
namespace {

constexpr const char* kOrder = R"(CREATE TABLE "order" ( -- its name is a keyword
  "id" INTEGER PRIMARY KEY AUTOINCREMENT, -- the key, never "größe, ä"
  "größe, ä" TEXT NOT NULL /* a ',' and a ( in it */ COLLATE NOCASE,
  [select] TEXT DEFAULT '1' CHECK ([select] <> 'none'), -- behind the comma
  `a``b` INTEGER REFERENCES "order" ON DELETE CASCADE,
  home INTEGER CONSTRAINT "to home" REFERENCES "group" ("key") DEFERRABLE INITIALLY DEFERRED,
  loud TEXT AS (upper("größe, ä")) STORED,
  twice AS ("id" * 2) VIRTUAL,
  old TEXT,
  UNIQUE ("größe, ä") ON CONFLICT REPLACE -- the last
))";
constexpr const char* kOrderAfterwards = R"(CREATE TABLE "order" ( -- its name is a keyword
  "id" INTEGER PRIMARY KEY AUTOINCREMENT, -- the key, never "größe, ä"
  "größe, ä" TEXT NOT NULL /* a ',' and a ( in it */ COLLATE NOCASE,
  [select] numeric(10,2) DEFAULT '1' CHECK ([select] <> 'none'), -- behind the comma
  `a``b` INTEGER DEFAULT 7 REFERENCES "order" ON DELETE CASCADE,
  home INTEGER CONSTRAINT "to home" REFERENCES "group" ("key") DEFERRABLE INITIALLY DEFERRED,
  loud TEXT AS (upper("größe, ä")) STORED,
  twice AS ("id" * 2) VIRTUAL,
  UNIQUE ("größe, ä") ON CONFLICT REPLACE, -- the last
  CONSTRAINT positive CHECK ([select] >= 0)
))";
constexpr const char* kGroup =
    R"(CREATE TABLE "group" ("key" INTEGER PRIMARY KEY, leader INTEGER REFERENCES "order"))";
constexpr const char* kPair =
    "CREATE TABLE pair (a TEXT, b INTEGER REFERENCES \"order\" ON DELETE CASCADE, "
    "PRIMARY KEY (b, a)) WITHOUT ROWID";
constexpr const char* kBeside = R"(
CREATE TABLE log (what TEXT);
CREATE INDEX "i 1" ON "order" ("größe, ä" DESC, lower([select])) WHERE [select] <> '-';
CREATE VIEW v AS SELECT id, [select] AS s FROM "order";
CREATE VIEW vv AS SELECT v.id, count(*) AS n FROM v JOIN pair ON b = v.id GROUP BY 1;
CREATE TRIGGER "on insert" AFTER INSERT ON "order" BEGIN
  INSERT INTO log VALUES ('insert ' || new."größe, ä"); END;
CREATE TRIGGER "on delete" AFTER DELETE ON "order" BEGIN
  INSERT INTO log VALUES ('delete ' || old."größe, ä"); END;
CREATE TRIGGER other AFTER DELETE ON pair BEGIN
  UPDATE "order" SET [select] = 0 WHERE id = old.b; END;
CREATE TRIGGER through INSTEAD OF INSERT ON v BEGIN
  INSERT INTO "order" ("größe, ä") VALUES (new.s); END;
CREATE VIRTUAL TABLE f USING fts5 (loud, content = 'order', content_rowid = 'id');
INSERT INTO "group" VALUES (1, NULL), (2, NULL);
INSERT INTO "order" (id, "größe, ä", [select], `a``b`, home) VALUES (1, 'one', '1.50', NULL, 1),
  (2, 'two', '2', 1, NULL), (5, 'five', '5', 2, 2), (9, 'nine', '9', 5, 1);
DELETE FROM "order" WHERE id = 9;
UPDATE "group" SET leader = 5 WHERE "key" = 1;
INSERT INTO pair VALUES ('x', 1), ('y', 1), ('z', 5);
INSERT INTO f (f) VALUES ('rebuild');
DELETE FROM log;
)";

enum Setting : std::size_t {
  kForeignKeys,
  kTransaction,
  kWal,
  kRecursiveTriggers,
  kDefensive,
  kUntrustedSchema,
  kLegacyAlterTable,
  kAttached,
  kTempObjects,
  kCount
};
constexpr std::array<const char*, kCount> kNames{
    "foreign_keys",     "transaction",        "WAL",      "recursive_triggers", "DEFENSIVE",
    "untrusted schema", "legacy_alter_table", "attached", "temp objects"};
using Settings = std::bitset<kCount>;

std::string text_of(const Settings& settings) {
  std::string text;
  for (std::size_t i = 0; i < kCount; ++i) {
    if (settings[i]) text += std::string(text.empty() ? "" : ", ") + kNames[i];
  }
  return text.empty() ? "nothing" : text;
}

// A file with the schema, from which each combination starts.
class Template {
 public:
  explicit Template(bool is_wal) {
    const Connection db(file_.path());
    const std::string mode = is_wal ? "WAL" : "DELETE";
    EXPECT_EQ(db.text("PRAGMA journal_mode = " + mode), is_wal ? "wal" : "delete");
    EXPECT_EQ(db.run(std::string("PRAGMA foreign_keys = OFF;") + kOrder + ";" + kGroup + ";" +
                     kPair + ";" + kBeside),
              Failure{});
    EXPECT_EQ(db.text("PRAGMA foreign_key_check"), "");
  }
  void copy_to(const std::string& path) const { std::filesystem::copy_file(file_.path(), path); }

 private:
  TemporaryFile file_;
};

class Case {
 public:
  Case(const Template& start, const Settings& settings)
      : settings_(settings), schema_(settings[kAttached] ? "\"at ü\"." : "main.") {
    start.copy_to(file_.path());
    db_.emplace(settings[kAttached] ? ":memory:" : file_.path());
    if (settings[kAttached]) {
      must("ATTACH " + literal(file_.path()) + " AS \"at ü\"");
      // Of the same name, and not meant.
      must("CREATE TABLE main.\"order\" (old); INSERT INTO main.\"order\" VALUES ('mine')");
    }
    must("PRAGMA " + schema_ + "synchronous = OFF");
    if (settings[kTempObjects]) create_temp_objects();
    turn("foreign_keys", kForeignKeys);
    turn("recursive_triggers", kRecursiveTriggers);
    turn("legacy_alter_table", kLegacyAlterTable);
    must(settings[kUntrustedSchema] ? "PRAGMA trusted_schema = OFF" : "SELECT 1");
    sqlite3_db_config(db_->get(), SQLITE_DBCONFIG_DEFENSIVE, settings[kDefensive] ? 1 : 0, nullptr);
    if (settings[kTransaction]) must("BEGIN; DELETE FROM " + schema_ + "log");
  }

  void run() {
    const std::string before = state();
    const std::string found = settings_found();
    const std::string change = script();
    EXPECT_NE(db_->run(change + "; SELECT nothing')").code, SQLITE_OK);
    EXPECT_EQ(state(), before);
    EXPECT_EQ(settings_found(), found);
    EXPECT_EQ(db_->text(change + "')"), "done");
    EXPECT_EQ(state(), changed(before));
    EXPECT_EQ(settings_found(), found);
    if (settings_[kTransaction]) must("COMMIT");
    expect_to_work();
  }

 private:
  void must(const std::string& sql) const { ASSERT_EQ(db_->run(sql), Failure{}) << sql; }

  void turn(const std::string& pragma, Setting setting) const {
    must("PRAGMA " + pragma + (settings_[setting] ? " = ON" : " = OFF"));
  }

  void create_temp_objects() const {
    must("CREATE TEMP TABLE seen (what); CREATE TEMP VIEW tv AS SELECT [select] FROM " + schema_ +
         "\"order\"; CREATE TEMP TRIGGER t1 AFTER INSERT ON " + schema_ +
         "\"order\" BEGIN INSERT INTO seen VALUES (new.loud); END; "
         "CREATE TEMP TRIGGER t2 AFTER INSERT ON " +
         schema_ + "log BEGIN INSERT INTO seen SELECT max(id) FROM " + schema_ + "\"order\"; END");
  }

  // An open call: the caller ends the literal and the call.
  std::string script() const {
    const std::string order = "ALTER TABLE " + schema_ + "\"order\" ";
    std::string sql =
        literal(order + "ALTER [select] TYPE numeric(10,2), ALTER `a``b` SET DEFAULT 7;" + order +
                "DROP COLUMN old, ADD CONSTRAINT positive CHECK ([select] >= 0);" + "ALTER TABLE " +
                schema_ + "\"group\" ALTER leader TYPE bigint;" + "ALTER TABLE " + schema_ +
                "pair ADD CHECK (b > 0)");
    sql.pop_back();
    return "SELECT test_script(" + sql;
  }

  std::string rows_of(const std::string& columns, const std::string& table) const {
    return "\n" + table + ": " +
           db_->text("SELECT " + columns + " FROM " + schema_ + table + " ORDER BY 1, 2");
  }

  std::string state() const {
    std::string text = db_->text("SELECT name, sql FROM " + schema_ +
                                 "sqlite_master WHERE name NOT LIKE '%migrate%' ORDER BY 1");
    text += rows_of(R"(rowid, id, "größe, ä", CAST([select] AS text), `a``b`, home, loud, twice)",
                    "\"order\"");
    text += rows_of("*", "\"group\"") + rows_of("*", "pair") + rows_of("*, 1", "log") +
            rows_of("id, n", "vv") + rows_of("*", "sqlite_sequence") + rows_of("rowid, loud", "f");
    text +=
        "\nfound: " + db_->text("SELECT rowid FROM " + schema_ + "f WHERE f MATCH 'two OR five'");
    text += "\nchecks: " + db_->text("PRAGMA " + schema_ + "integrity_check") +
            db_->text("PRAGMA " + schema_ + "foreign_key_check");
    text += "\ntemp: " +
            db_->text("SELECT type, name, tbl_name, sql FROM temp.sqlite_master ORDER BY 2");
    if (settings_[kTempObjects]) text += db_->text("SELECT * FROM tv; SELECT * FROM seen");
    if (settings_[kAttached]) text += "\nmine: " + db_->text("SELECT * FROM main.\"order\"");
    return text;
  }

  static std::string changed(std::string text) {
    const auto replace = [&](const std::string& from, const std::string& to) {
      text.replace(text.find(from), from.size(), to);
    };
    replace(kOrder, kOrderAfterwards);
    replace("leader INTEGER", "leader bigint");
    replace("PRIMARY KEY (b, a))", "PRIMARY KEY (b, a), CHECK (b > 0))");
    replace("|1.50|", "|1.5|");
    if (const auto view = text.find("1.50; "); view != std::string::npos) text.erase(view + 3, 1);
    return text;
  }

  std::string settings_found() const {
    std::string text;
    for (const char* name :
         {"foreign_keys", "legacy_alter_table", "recursive_triggers", "trusted_schema",
          "defer_foreign_keys", "writable_schema", "cache_size"}) {
      text += std::string(name) + "=" + db_->text(std::string("PRAGMA ") + name) + " ";
    }
    text += db_->text("PRAGMA " + schema_ + "journal_mode");
    for (const int option : {SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_DQS_DDL,
                             SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_ENABLE_TRIGGER}) {
      int value = -1;
      sqlite3_db_config(db_->get(), option, -1, &value);
      text += " " + std::to_string(value);
    }
    return text + (db_->is_autocommit() ? "" : " in a transaction");
  }

  // The triggers fire, ids go on where they were, foreign keys do what they say.
  void expect_to_work() const {
    const int missing_parent = settings_[kForeignKeys] ? SQLITE_CONSTRAINT_FOREIGNKEY : SQLITE_OK;
    EXPECT_EQ(db_->run("SAVEPOINT one; INSERT INTO " + schema_ + "v (s) VALUES ('new')").code,
              missing_parent);
    must("ROLLBACK TO one; RELEASE one");
    must("INSERT INTO " + schema_ + "\"order\" (\"größe, ä\", `a``b`) VALUES ('new', 5)");
    must("DELETE FROM " + schema_ + "pair WHERE b = 5");
    EXPECT_EQ(db_->text("SELECT id, [select], typeof([select]) FROM " + schema_ +
                        "\"order\" WHERE id >= 5"),
              "5|0|integer; 10|1|integer");
    EXPECT_EQ(db_->text("SELECT what FROM " + schema_ + "log"), "insert new");
    if (settings_[kTempObjects]) {
      EXPECT_EQ(db_->text("SELECT what FROM seen ORDER BY 1"), "10; NEW");
    }
  }

  Settings settings_;
  std::string schema_;  // as a prefix
  TemporaryFile file_;
  std::optional<Connection> db_;
};

TEST(RebuildMatrix, EveryCombinationOfSettings) {
  const Template rollback(false);
  const Template wal(true);
  for (unsigned long bits = 0; bits < 1UL << kCount && !HasFailure(); ++bits) {
    const Settings settings(bits);
    SCOPED_TRACE(text_of(settings));
    Case(settings[kWal] ? wal : rollback, settings).run();
  }
}

}  // namespace
}  // namespace migrate::test

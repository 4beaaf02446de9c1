// Each rule of migrate_lint that is for SQLite speaks of the scripts that break it, and not of
// those that nearly do. Sources: docs/lint.md; sqlite.org/lang_altertable.html, partialindex.html.
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <string_view>

#include "lint/rule.h"
#include "unit/sqlite/connection.h"
#include "unit/sqlite/loaded_module.h"

namespace migrate::test {
namespace {

struct Case {
  std::string_view rule;
  std::string_view broken;
  std::string_view kept;
};

std::ostream& operator<<(std::ostream& out, const Case& test) {
  return out << test.rule << ": " << test.broken;
}

constexpr std::string_view kSchema = R"(
CREATE TABLE account (id integer PRIMARY KEY, name text NOT NULL, nickname text, age integer, fax text);
INSERT INTO account VALUES (1, 'Ada', NULL, 1, NULL), (2, 'Bob', 'b', 2, NULL);
CREATE TABLE purchase (id integer PRIMARY KEY, account_id integer, buyer_id integer, note text);
INSERT INTO purchase VALUES (1, 1, 1, 'n'), (2, 99, 2, 'n');
CREATE INDEX purchase_buyer ON purchase (buyer_id, id);
CREATE INDEX purchase_noted ON purchase (note COLLATE nocase);
CREATE TABLE part (id integer PRIMARY KEY);
CREATE TABLE part_use (part_id integer REFERENCES part, other_id integer, third_id integer);
CREATE INDEX part_use_part ON part_use (part_id) WHERE part_id IS NOT NULL;
CREATE INDEX part_use_other ON part_use (other_id) WHERE other_id > 5;
CREATE INDEX part_use_third ON part_use (third_id) WHERE third_id NOTNULL;
CREATE TABLE vacant (id integer PRIMARY KEY, v integer);
CREATE VIEW names AS SELECT name FROM account;
CREATE TRIGGER noted AFTER INSERT ON purchase BEGIN UPDATE account SET age = 1 WHERE id = new.buyer_id; END;
)";

constexpr std::array kCases{
    Case{"syntax-error", "SELECT 1; SELEC 2", "SELECT 1; SELECT a FROM nowhere"},
    Case{"unknown-rule", "-- migrate-ignore ban-drop-tables\nDROP TABLE part",
         "-- migrate-ignore ban-drop-table\nDROP TABLE part"},
    Case{"missing-object", "ALTER TABLE acount ADD COLUMN b text",
         "CREATE TABLE acount (id integer PRIMARY KEY); ALTER TABLE acount ADD COLUMN b text"},
    Case{"missing-object", "ALTER TABLE account DROP COLUMN telefax",
         "ALTER TABLE account ADD COLUMN telefax text; ALTER TABLE account DROP COLUMN telefax"},
    Case{"missing-object", "DROP INDEX nowhere", "DROP INDEX IF EXISTS nowhere"},
    Case{"missing-object", "DELETE FROM elsewhere.account WHERE id = 1",
         "DELETE FROM main.\"Account\" WHERE id = 1"},
    Case{"existing-object", "CREATE TABLE Account (id integer PRIMARY KEY)",
         "CREATE TABLE IF NOT EXISTS account (id integer PRIMARY KEY)"},
    Case{"existing-object", "ALTER TABLE account ADD COLUMN Name text",
         "ALTER TABLE account DROP COLUMN fax; ALTER TABLE account ADD COLUMN fax text"},
    Case{"violated-by-existing-rows", "ALTER TABLE account ALTER COLUMN nickname SET NOT NULL",
         "ALTER TABLE account ALTER COLUMN age SET NOT NULL"},
    Case{"violated-by-existing-rows", "ALTER TABLE account ADD CHECK (age < 2)",
         "UPDATE account SET age = 1 WHERE age > 1; ALTER TABLE account ADD CHECK (age < 2)"},
    Case{"violated-by-existing-rows",
         "ALTER TABLE purchase ADD FOREIGN KEY (account_id) REFERENCES account",
         "ALTER TABLE purchase ADD FOREIGN KEY (buyer_id) REFERENCES account"},
    Case{"violated-by-existing-rows", "CREATE UNIQUE INDEX i ON purchase (note)",
         "CREATE UNIQUE INDEX i ON purchase (account_id)"},
    Case{"dependent-objects", "ALTER TABLE account DROP COLUMN name",
         "DROP VIEW names; ALTER TABLE account DROP COLUMN name"},
    Case{"dependent-objects", "ALTER TABLE account DROP COLUMN age",
         "DROP TRIGGER noted; ALTER TABLE account DROP COLUMN age"},
    Case{"dependent-objects", "DROP TABLE part",
         "CREATE TABLE next (id integer PRIMARY KEY); INSERT INTO next SELECT id FROM part; "
         "DROP TABLE part; ALTER TABLE next RENAME TO part"},
    Case{"statement-refuses-transaction", "VACUUM", "ANALYZE"},
    Case{"statement-refuses-transaction", "PRAGMA journal_mode = wal", "PRAGMA journal_mode"},
    Case{"transaction-nesting", "BEGIN; SELECT 1; COMMIT", "SAVEPOINT s; SELECT 1; RELEASE s"},
    Case{"dropping-rows", "DROP TABLE purchase", "DROP TABLE vacant"},
    Case{"dropping-rows", "DELETE FROM purchase WHERE id = 1; DROP TABLE purchase",
         "CREATE TABLE old AS SELECT * FROM purchase; DROP TABLE purchase"},
    Case{"dropping-rows", "ALTER TABLE purchase RENAME TO old; DROP TABLE old",
         "ALTER TABLE purchase RENAME TO old; CREATE TABLE purchase (id integer PRIMARY KEY); "
         "INSERT INTO purchase (id) SELECT o.id FROM main.old AS o; DROP TABLE old"},
    Case{"dropping-rows",
         "UPDATE account SET name = 'n' WHERE age = 1; ALTER TABLE account DROP COLUMN age",
         "UPDATE account SET name = age WHERE id > 0; ALTER TABLE account DROP COLUMN age"},
    Case{"dropping-rows", "ALTER TABLE account DROP COLUMN age",
         "ALTER TABLE account DROP COLUMN fax"},
    Case{"ban-drop-column", "ALTER TABLE account DROP COLUMN fax",
         "ALTER TABLE account DROP COLUMN fax; ALTER TABLE account ADD COLUMN fax integer"},
    Case{"ban-drop-table", "DROP TABLE vacant",
         "DROP TABLE vacant; CREATE VIEW vacant AS SELECT 1 AS id, 2 AS v"},
    Case{"ban-drop-not-null", "ALTER TABLE account ALTER COLUMN name DROP NOT NULL",
         "ALTER TABLE account ALTER COLUMN name DROP DEFAULT"},
    Case{"renaming-column", "ALTER TABLE account RENAME COLUMN age TO years",
         "CREATE TABLE t (id integer PRIMARY KEY, a); ALTER TABLE t RENAME COLUMN a TO b"},
    Case{"renaming-table", "ALTER TABLE account RENAME TO customer",
         "ALTER TABLE account RENAME TO customer; CREATE VIEW account AS SELECT * FROM customer"},
    Case{"adding-required-field", "ALTER TABLE account ADD COLUMN b text NOT NULL",
         "ALTER TABLE account ADD COLUMN b text NOT NULL DEFAULT ''"},
    Case{"rebuilding-table", "ALTER TABLE account ALTER COLUMN age TYPE text",
         "ALTER TABLE account ADD COLUMN b text"},
    Case{"updating-every-row", "UPDATE account SET age = 3",
         "UPDATE account SET age = 3 WHERE id < 9"},
    Case{"updating-every-row", "DELETE FROM account", "DELETE FROM account WHERE id = 1"},
    Case{"missing-foreign-key-index",
         "CREATE TABLE t (id integer PRIMARY KEY, account_id integer REFERENCES account)",
         "CREATE TABLE t (id integer PRIMARY KEY, account_id integer REFERENCES account); "
         "CREATE INDEX i ON t (account_id, id)"},
    Case{"missing-foreign-key-index",
         "ALTER TABLE part_use ADD FOREIGN KEY (other_id) REFERENCES part",
         "ALTER TABLE part_use ADD FOREIGN KEY (third_id) REFERENCES part"},
    Case{"missing-foreign-key-index",
         "CREATE TABLE t (id integer PRIMARY KEY, a integer REFERENCES account); "
         "CREATE INDEX i ON t (a) WHERE id > 5",
         "CREATE TABLE t (id integer PRIMARY KEY, a integer REFERENCES account); "
         "CREATE INDEX i ON t (a) WHERE a IS NOT NULL"},
    Case{"duplicate-index", "CREATE INDEX i ON purchase (buyer_id, id)",
         "CREATE INDEX i ON purchase (buyer_id, id DESC)"},
    Case{"duplicate-index", "CREATE INDEX i ON account (id)", "CREATE INDEX i ON purchase (note)"},
    Case{"table-without-primary-key", "CREATE TABLE t (a text)",
         "CREATE TABLE t (a text); ALTER TABLE t ADD PRIMARY KEY (a)"},
    Case{"writable-schema", "PRAGMA writable_schema = on", "PRAGMA user_version = 1"},
};

class SqliteLintRules : public testing::Test {
 protected:
  SqliteLintRules() {
    EXPECT_EQ(load_module(db_), Failure{});
    EXPECT_EQ(db_.run(std::string(kSchema)), Failure{});
    EXPECT_EQ(
        db_.text("SELECT migrate_revision('m', 'SELECT 1', '', 'base', NULL, NULL, NULL, 'a1')"),
        "a1");
  }

  // Rules of which the script is told. It is stored behind migrate's back, which would refuse some.
  std::set<std::string, std::less<>> told(std::string_view script) const {
    EXPECT_EQ(db_.run("UPDATE migrate_script SET upgrade = " + literal(script)), Failure{});
    std::string text = db_.text("SELECT DISTINCT rule FROM migrate_lint('a1')");
    EXPECT_FALSE(text.starts_with("error")) << text;
    std::set<std::string, std::less<>> rules;
    for (std::size_t end; !text.empty(); text.erase(0, end)) {
      end = std::min(text.find("; "), text.size());
      rules.insert(text.substr(0, end));
      end = std::min(end + 2, text.size());
    }
    return rules;
  }

  Connection db_;
};

TEST_F(SqliteLintRules, SpeakOfScriptsThatBreakThem) {
  for (const Case& test : kCases) EXPECT_TRUE(told(test.broken).contains(test.rule)) << test;
}

TEST_F(SqliteLintRules, SayNothingOfScriptsThatKeepThem) {
  for (const Case& test : kCases) {
    const auto rules = told(test.kept);
    EXPECT_FALSE(rules.contains(test.rule)) << test.rule << ": " << test.kept;
    EXPECT_FALSE(rules.contains("syntax-error")) << test.kept;
  }
}

TEST_F(SqliteLintRules, HaveACaseEach) {
  std::set<std::string_view> tested;
  for (const Case& test : kCases) tested.insert(test.rule);
  std::set<std::string_view> expected;
  for (const lint::Rule& rule : lint::rules()) {
    if (rule.databases != lint::Rule::Databases::kPostgres) expected.insert(rule.name);
  }
  EXPECT_EQ(tested, expected);
}

}  // namespace
}  // namespace migrate::test

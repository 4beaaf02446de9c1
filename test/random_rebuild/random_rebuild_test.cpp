// Usage: random_rebuild [--seed N] [--rounds N]
//
// Each round makes a random table with rows, children, views and triggers, under random settings,
// and changes it by random scripts. What must be there afterwards is a model's affair, whose rows
// SQLite itself has stored in another database.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <iostream>
#include <string>

#include "random_rebuild/actions.h"
#include "random_rebuild/facts.h"
#include "random_rebuild/table_model.h"

namespace migrate::test {
namespace {

unsigned first_seed = 0;
unsigned round_count = 300;

struct Script {
  std::string sql;
  bool fits = true;  // the rows fit the table all the time
};

class Round {
 public:
  explicit Round(unsigned seed) : dice_(seed), table_(random_table(dice_)) { set_up(); }

  void run() {
    for (std::size_t i = 1 + dice_.below(4); i > 0 && !::testing::Test::HasFailure(); --i) {
      run_script();
    }
  }

 private:
  void set_up() {
    must(
        "CREATE TABLE parent (id INTEGER PRIMARY KEY);"
        "INSERT INTO parent VALUES (1), (2), (3), (4), (5);"
        "CREATE TABLE log (what)");
    must(table_.sql(false));
    for (const ModelIndex& index : table_.indexes) must(index.sql());
    insert_rows(db_, table_, dice_);
    mark_ = db_.text("SELECT seq FROM sqlite_sequence WHERE name = 'the t'");
    const std::string key = table_.columns.front().name;
    if (table_.key != Key::kNone) {
      must(std::string("CREATE TABLE child (id INTEGER PRIMARY KEY, t REFERENCES ") + kTable +
           " ON DELETE CASCADE ON UPDATE SET NULL); INSERT INTO child (t) SELECT " + key +
           " FROM main." + kTable);
    }
    must(std::string("CREATE VIEW v AS SELECT count(*) AS n FROM ") + kTable +
         "; CREATE VIEW vv AS SELECT n + 1 AS n FROM v");
    for (const char* event : {"INSERT", "UPDATE", "DELETE"}) {
      must(std::string("CREATE TRIGGER \"on ") + event + "\" AFTER " + event + " ON " + kTable +
           " BEGIN INSERT INTO log VALUES ('" + event + "'); END");
    }
    must(std::string("CREATE TRIGGER other AFTER DELETE ON log BEGIN DELETE FROM ") + kTable +
         " WHERE 0; END");
    if (dice_.one_in(3)) {
      must(std::string("CREATE TEMP TRIGGER temporary_one AFTER INSERT ON ") + kTable +
           " BEGIN INSERT INTO log VALUES ('temp'); END");
    }
    must(dice_.pick(std::array{"PRAGMA foreign_keys = ON", "PRAGMA foreign_keys = OFF"}));
    must(dice_.pick(std::array{"PRAGMA recursive_triggers = ON", "SELECT 1"}));
    must(dice_.pick(std::array{"PRAGMA legacy_alter_table = ON", "SELECT 1", "SELECT 1"}));
    must(dice_.pick(std::array{"BEGIN", "SAVEPOINT callers", "SELECT 1"}));
  }

  void must(const std::string& sql) const { ASSERT_EQ(db_.run(sql), Failure{}) << sql; }

  // Statements of one or more actions up to the first that the rows don't fit.
  Script random_script(TableModel& table) {
    Script script;
    table.has_new_strict = table.has_new_rowids = false;
    for (std::size_t i = 1 + dice_.below(3); i > 0 && script.fits; --i) {
      if (!script.sql.empty()) script.sql += ";\n";
      script.sql += std::string("ALTER TABLE ") + kTable + " ";
      if (dice_.one_in(6) && table.columns.size() > 1) {
        script.sql += random_rename(table, dice_);
        continue;
      }
      if (table.key != Key::kNone && dice_.one_in(8)) {
        script.sql += random_key_in_two_statements(table, dice_);
        continue;
      }
      for (ModelColumn& column : table.columns) column.has_new_type = false;
      const TableModel at_start = table;
      std::string separator;
      for (std::size_t j = 1 + dice_.below(3); j > 0 && script.fits;) {
        TableModel changed = table;
        const auto action = random_action(changed, at_start, dice_);
        if (!action) continue;
        --j;
        script.sql += separator + *action;
        separator = ", ";
        script.fits = settle(changed);
        table = changed;
      }
    }
    return script;
  }

  void run_script() {
    TableModel changed = table_;
    const Script script = random_script(changed);
    const std::string before = db_.dump();
    const std::string surroundings_before = surroundings();
    SCOPED_TRACE(table_.sql(false) + "\n" + shown(table_.rows) + script.sql);
    const std::string verb = dice_.one_in(2) ? "test_edit" : "test_script";
    const std::string result = db_.text("SELECT " + verb + "(" + literal(script.sql) + ")");
    EXPECT_EQ(surroundings(), surroundings_before);
    if (!script.fits) {
      EXPECT_NE(result, "done");
      EXPECT_EQ(db_.dump(), before);
      return;
    }
    EXPECT_EQ(result, "done");
    expect_mark(changed, script.sql.find("PRIMARY KEY") != std::string::npos);
    table_ = changed;
    EXPECT_EQ(shown(read_rows(db_, table_)), shown(table_.rows));
    EXPECT_EQ(facts(db_), expected_facts(table_));
    EXPECT_EQ(misplaced_marks(db_, table_), "");
  }

  // What AUTOINCREMENT has given out is kept with it, and begins with the rows where it comes.
  void expect_mark(const TableModel& changed, bool has_another_key) {
    const std::string mark = db_.text("SELECT seq FROM sqlite_sequence WHERE name = 'the t'");
    if (changed.key != Key::kAutoincrement) {
      EXPECT_TRUE(mark.empty() || mark.find("error:") == 0) << mark;
    } else if (!has_another_key) {
      EXPECT_EQ(mark, mark_);
    } else {
      EXPECT_EQ(db_.text(std::string("SELECT coalesce(max(seq), 0) >= (SELECT coalesce(max(rowid), "
                                     "0) FROM main.") +
                         kTable + ") FROM sqlite_sequence WHERE name = 'the t'"),
                "1");
    }
    mark_ = mark;
  }

  // All that no change of the table may touch.
  std::string surroundings() const {
    std::string result = db_.text("PRAGMA integrity_check") + db_.text("PRAGMA foreign_key_check");
    result += "\n" + db_.text(
                         "SELECT type, name, sql FROM main.sqlite_master WHERE type IN ('view', "
                         "'trigger') ORDER BY 1, 2");
    result += "\n" + db_.text("SELECT name, sql FROM temp.sqlite_master");
    result +=
        "\n" + db_.text(
                   "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name "
                   "NOT LIKE 'migrate_%' AND name NOT LIKE 'sqlite_%' OR name LIKE 'migrate_old%' "
                   "ORDER BY 1");
    if (table_.key != Key::kNone) {
      result += "\n" + db_.text("SELECT sql FROM sqlite_master WHERE name = 'child'") +
                db_.text("SELECT rowid, * FROM child");
    }
    result += "\n" + db_.text("SELECT * FROM log") + db_.text("SELECT * FROM vv");
    for (const char* name : {"foreign_keys", "legacy_alter_table", "recursive_triggers"}) {
      result += db_.text(std::string("PRAGMA ") + name);
    }
    return result + (db_.is_autocommit() ? " autocommit" : " in a transaction");
  }

  Connection db_;
  std::string mark_;
  Dice dice_;
  TableModel table_;
};

TEST(RandomRebuild, EveryRowIsThereAndTheTableIsWhatItShouldBe) {
  for (unsigned round = 0; round < round_count; ++round) {
    SCOPED_TRACE("--seed " + std::to_string(first_seed + round) + " --rounds 1");
    Round(first_seed + round).run();
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace migrate::test

int main(int count, char** arguments) {
  ::testing::InitGoogleTest(&count, arguments);
  using migrate::test::first_seed;
  using migrate::test::round_count;
  first_seed = std::random_device()();
  if (const char* rounds = std::getenv("MIGRATE_ROUNDS")) {
    round_count = static_cast<unsigned>(std::stoul(rounds));
  }
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string name = arguments[i];
    const auto value = static_cast<unsigned>(std::stoul(arguments[i + 1]));
    if (name == "--seed") first_seed = value;
    if (name == "--rounds") round_count = value;
  }
  std::cout << "--seed " << first_seed << " --rounds " << round_count << std::endl;
  return RUN_ALL_TESTS();
}

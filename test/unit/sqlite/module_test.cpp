// The module as its users load it.
#include <gtest/gtest.h>

#include "unit/sqlite/loaded_module.h"

namespace migrate::test {
namespace {

TEST(SqliteModule, LoadsWithoutAnEntryPointAndChangesNothing) {
  const TemporaryFile file;
  const Connection db(file.path());
  EXPECT_EQ(load_module(db), Failure{});
  EXPECT_EQ(db.text("SELECT migrate_current()"), "NULL");
  EXPECT_EQ(db.text("SELECT count(*) FROM migrate_history"), "0");
  EXPECT_EQ(db.text("SELECT count(*) FROM sqlite_master"), "0");
}

TEST(SqliteModule, LoadsTwice) {
  const Connection db;
  EXPECT_EQ(load_module(db), Failure{});
  EXPECT_EQ(load_module(db), Failure{});
  EXPECT_EQ(db.text("SELECT migrate_current()"), "NULL");
}

TEST(SqliteModule, LoadsFromSql) {
  const Connection db;
  sqlite3_enable_load_extension(db.get(), 1);
  EXPECT_EQ(db.run("SELECT load_extension(" + literal(MIGRATE_MODULE) + ")"), Failure{});
  EXPECT_EQ(db.text("SELECT migrate_current()"), "NULL");
}

TEST(SqliteModule, MigratesUpAndDown) {
  const Connection db;
  ASSERT_EQ(load_module(db), Failure{});
  ASSERT_EQ(db.text("SELECT migrate_revision('first', 'CREATE TABLE t (a)', 'DROP TABLE t', "
                    "NULL, NULL, NULL, NULL, 'a1')"),
            "a1");
  ASSERT_EQ(db.run("SELECT migrate_upgrade()"), Failure{});
  EXPECT_EQ(db.text("SELECT migrate_current()"), "a1 (head)");
  EXPECT_EQ(db.text("SELECT count(*) FROM t"), "0");
  EXPECT_EQ(db.text("SELECT revision, is_applied, is_head FROM migrate_history"), "a1|1|1");
  ASSERT_EQ(db.run("SELECT migrate_downgrade('base')"), Failure{});
  EXPECT_EQ(db.text("SELECT migrate_current()"), "NULL");
  EXPECT_EQ(db.text("SELECT name FROM sqlite_master WHERE name = 't'"), "");
}

}  // namespace
}  // namespace migrate::test

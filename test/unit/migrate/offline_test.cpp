#include "migrate/offline.h"

#include <gtest/gtest.h>

#include <map>

#include "support/expect_error.h"
#include "unit/migrate/history_database.h"

namespace migrate::test {
namespace {

// a1 - b2 - d4     c3 and d4 are merged by m5; statements end in every way that a text can end
//    \ c3 /
constexpr std::string_view kHistory = R"(-- Revision ID: a1
-- Revises:

-- migrate:up
CREATE TABLE t (x TEXT); -- ends in a comment
-- migrate:down
DROP TABLE t

-- Revision ID: b2
-- Revises: a1

-- migrate:up
INSERT INTO t (x) VALUES ('it''s; b2')
-- migrate:down
DELETE FROM t WHERE x LIKE '%b2' /* no semicolon */

-- Revision ID: c3
-- Revises: a1

-- migrate:up
-- migrate:down

-- Revision ID: d4
-- Revises: b2

-- migrate:up
CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END
-- migrate:down
DROP TRIGGER tr;;

-- Revision ID: m5
-- Revises: c3, d4

-- migrate:up
-- only a comment
-- migrate:down
)";

std::string tables_of_the_user(const HistoryDatabase& database) {
  return database.sql(
             "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 't' ORDER BY name") +
         "\n" + database.sql("SELECT x FROM t") + "\n" +
         database.sql("SELECT version_num FROM migrate_version ORDER BY 1");
}

HistoryDatabase stored() {
  const HistoryDatabase history;
  history.call("migrate_import", {std::string(kHistory)});
  return history;
}

TEST(OfflineUpgrade, LeavesWhatAnUpgradeLeaves) {
  for (const std::string target : {"a1", "b2", "c3", "d4", "m5", "head"}) {
    const HistoryDatabase history = stored();
    const std::string script = history.call("migrate_upgrade_sql", {target});
    history.call("migrate_upgrade", {target});
    const HistoryDatabase bare;
    bare.sql(script);
    EXPECT_EQ(tables_of_the_user(bare), tables_of_the_user(history)) << target << "\n" << script;
  }
}

TEST(OfflineUpgrade, GoesOnFromTheLowerEndOfARange) {
  const HistoryDatabase history = stored();
  const HistoryDatabase bare;
  bare.sql(history.call("migrate_upgrade_sql", {"b2"}));
  bare.sql(history.call("migrate_upgrade_sql", {"b2:d4"}));
  history.call("migrate_upgrade", {"d4"});
  EXPECT_EQ(tables_of_the_user(bare), tables_of_the_user(history));
}

TEST(OfflineDowngrade, LeavesWhatADowngradeLeaves) {
  for (const std::string target : {"d4", "b2", "a1"}) {
    const HistoryDatabase history = stored();
    history.call("migrate_upgrade", {"d4"});
    const HistoryDatabase bare;
    bare.sql(history.call("migrate_upgrade_sql", {"d4"}));
    if (target != "d4") bare.sql(history.call("migrate_downgrade_sql", {"d4:" + target}));
    history.call("migrate_downgrade", {target});
    EXPECT_EQ(tables_of_the_user(bare), tables_of_the_user(history)) << target;
  }
}

TEST(Offline, IsNullWhereThereIsNothingToDo) {
  EXPECT_EQ(HistoryDatabase().call("migrate_upgrade_sql"), "NULL");
  EXPECT_EQ(stored().call("migrate_upgrade_sql", {"base"}), "NULL");
  EXPECT_EQ(stored().call("migrate_upgrade_sql", {"b2:b2"}), "NULL");
}

TEST(Offline, WritesNothing) {
  const HistoryDatabase history = stored();
  const std::string before = history.state();
  history.call("migrate_upgrade_sql");
  history.call("migrate_downgrade_sql", {"m5:base"});
  EXPECT_EQ(history.state(), before);
}

TEST(OfflineDowngrade, NeedsBothEnds) {
  EXPECT_EQ(error_of([] { stored().call("migrate_downgrade_sql"); }),
            "22004 argument \"range\" is null |  | ");
  EXPECT_EQ(error_of([] { stored().call("migrate_downgrade_sql", {"b2"}); }).substr(0, 5), "22023");
}

}  // namespace
}  // namespace migrate::test

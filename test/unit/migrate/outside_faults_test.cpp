// A deploy with a script outside of transactions, stopped at each thing that it asks of the
// database.
#include <gtest/gtest.h>

#include <string>

#include "support/expect_error.h"
#include "support/faulty_database.h"
#include "unit/migrate/history_database.h"

namespace migrate::test {
namespace {

constexpr const char* kScripts = R"(-- Revision ID: a1

-- migrate:up transaction:false
CREATE TABLE step (name TEXT);
PRAGMA recursive_triggers = on;
INSERT INTO step VALUES ('first');
INSERT INTO step SELECT 'second' WHERE 1 = (SELECT * FROM pragma_recursive_triggers);
CREATE INDEX step_name_idx ON step (name);

-- migrate:down

-- Revision ID: b2
-- Revises: a1

-- migrate:up
INSERT INTO step VALUES ('third');

-- migrate:down
)";

std::string result_of(const HistoryDatabase& history) {
  return cat(
      history.sql("SELECT group_concat(name) FROM (SELECT name FROM step ORDER BY rowid)"), "; ",
      history.sql("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'step'"),
      "; ",
      history.sql("SELECT group_concat(revision) FROM (SELECT revision FROM migrate_log"
                  " WHERE operation = 'upgrade' ORDER BY log_id)"),
      "; ", history.sql("SELECT count(*) FROM migrate_progress"), "; ",
      history.sql("PRAGMA recursive_triggers"));
}

TEST(OutsideFaults, AreGoneOnFromByTheNextDeploy) {
  int fail_at = 1;
  for (bool failed = true; failed; ++fail_at) {
    const HistoryDatabase history;
    history.call("migrate_import", {kScripts});
    {
      const std::unique_ptr<Database> database = history.open();
      FaultyDatabase faulty(*database, fail_at, FaultyDatabase::Mode::kFromThereOn);
      try {
        call_verb(faulty, "migrate_deploy", {});
      } catch (const Error& error) {
        EXPECT_EQ(error.message(), cat("fault ", std::to_string(fail_at)));
      }
      failed = !faulty.failed_in().empty();
      EXPECT_TRUE(history.is_autocommit()) << faulty.failed_in();
    }
    history.call("migrate_deploy");
    EXPECT_EQ(result_of(history), "first,second,third; step_name_idx; a1,b2; 0; 0")
        << "failed at " << fail_at;
  }
  EXPECT_GT(fail_at, 40);
}

TEST(OutsideScript, DoesNotVacuumADatabaseInMemory) {
  const HistoryDatabase history;
  history.call("migrate_import",
               {"-- Revision ID: a1\n\n-- migrate:up transaction:false\nVACUUM;"});
  EXPECT_EQ(error_of([&] { history.call("migrate_deploy"); }),
            "0A000 cannot vacuum a database in memory from a script |  | Run VACUUM by hand.");
  EXPECT_EQ(history.call("migrate_current"), "NULL");
}

}  // namespace
}  // namespace migrate::test

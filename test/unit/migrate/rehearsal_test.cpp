// Rehearsals with a failure at each thing that they ask of the database.
#include "migrate/rehearsal.h"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>

#include "support/expect_error.h"
#include "support/faulty_database.h"
#include "text.h"
#include "unit/migrate/history_database.h"

namespace migrate::test {
namespace {

using Mode = FaultyDatabase::Mode;

constexpr std::string_view kHistory = R"(-- Revision ID: a1

-- migrate:up
CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO customer (id, name) VALUES (1, 'Ada');
-- migrate:down
DROP TABLE customer;

-- Revision ID: b2
-- Revises: a1

-- migrate:up
ALTER TABLE customer ADD COLUMN city TEXT;
ALTER TABLE customer ALTER COLUMN name TYPE VARCHAR(20);
-- migrate:down
ALTER TABLE customer DROP COLUMN city;
ALTER TABLE customer ALTER COLUMN name TYPE TEXT;
)";

struct Run {
  std::string answer;  // empty where it was an error
  bool has_failed;
};

Run run(const HistoryDatabase& history, std::string_view verb, const Value& argument, Mode mode,
        int fail_at) {
  const std::unique_ptr<Database> database = history.open();
  FaultyDatabase faulty(*database, fail_at, mode);
  Run result;
  try {
    result.answer = call_verb(faulty, verb, {argument});
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), cat("fault ", std::to_string(fail_at)));
  }
  result.has_failed = !faulty.failed_in().empty();
  return result;
}

// Whatever fails, it is the error or in the report, and the database is as before.
void fail_everywhere(std::string_view verb, const Value& argument, Mode mode) {
  HistoryDatabase history;
  history.call("migrate_import", {std::string(kHistory)});
  history.call("migrate_upgrade", {"a1"});
  const std::string before = history.state();
  int fail_at = 1;
  for (;; ++fail_at) {
    const Run result = run(history, verb, argument, mode, fail_at);
    SCOPED_TRACE(cat(verb, ", fault ", std::to_string(fail_at)));
    EXPECT_EQ(history.state(), before);
    EXPECT_EQ(history.open_statements(), 0);
    EXPECT_TRUE(history.is_autocommit());
    if (!result.has_failed) break;
    if (!result.answer.empty()) {
      EXPECT_NE(result.answer.find(cat("fault ", std::to_string(fail_at))), std::string::npos)
          << result.answer;
    }
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_GT(fail_at, 50);
}

TEST(Rehearsal, TellsOfFaultsAndLeavesNothing) {
  fail_everywhere("migrate_rehearse", std::nullopt, Mode::kOnce);
  fail_everywhere("migrate_verify", "a1:b2", Mode::kFromThereOn);
}

TEST(Rehearsal, WaitsForALockAsLongAsADeploy) {
  HistoryDatabase history;
  const std::unique_ptr<Database> database = history.open();
  EXPECT_EQ(rehearsal_limits(*database).lock_timeout, std::chrono::milliseconds(2000));
  history.call("migrate_setting", {"lock_timeout", "250ms"});
  EXPECT_EQ(rehearsal_limits(*database).lock_timeout, std::chrono::milliseconds(250));
}

TEST(Rehearsal, OfSeveralActionsInOneRebuildIsOneRow) {
  HistoryDatabase history;
  history.call("migrate_import", {std::string(kHistory)});
  history.call("migrate_upgrade", {"a1"});
  const std::unique_ptr<Database> database = history.open();
  Rows rows = rehearse(*database, {std::nullopt});
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0][4],
            "ALTER TABLE customer ADD COLUMN city TEXT;\n"
            "ALTER TABLE customer ALTER COLUMN name TYPE VARCHAR(20)");
  EXPECT_EQ(rows[1][1], "downgrade");
  EXPECT_EQ(rows[2][10], "ok");
}

TEST(Rehearsal, IsNotMadeOfADatabaseAboveTheLimit) {
  HistoryDatabase history;
  history.call("migrate_import", {std::string(kHistory)});
  history.call("migrate_setting", {"rehearse_max_bytes", "1kB"});
  const std::string bytes = history.sql(
      "SELECT page_count * page_size FROM pragma_page_count, "
      "pragma_page_size");
  for (const std::string_view verb : {"migrate_rehearse", "migrate_verify"}) {
    EXPECT_EQ(error_of([&] { history.call(verb); }),
              cat("54000 database is too large to be copied for a rehearsal | It has ", bytes,
                  " bytes; the limit is 1024. | Raise setting \"rehearse_max_bytes\"."));
  }
  history.call("migrate_setting", {"rehearse_max_bytes", "0"});
  EXPECT_NE(history.call("migrate_rehearse"), "");
}

}  // namespace
}  // namespace migrate::test

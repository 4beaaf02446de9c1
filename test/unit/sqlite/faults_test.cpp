// Stops a migration at the points at which SQLite or memory can stop it: at every one where the
// environment has MIGRATE_EVERY_FAULT, else at every seventh. After each, the database
// is what it was, or the migration has happened; nothing between, nothing left behind.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <functional>

#include "unit/sqlite/connection.h"
#include "unit/sqlite/faults.h"

namespace migrate::test {
namespace {

constexpr const char* kSetup =
    "PRAGMA foreign_keys = ON; PRAGMA user_version = 7;"
    "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT);"
    "CREATE TABLE c (id INTEGER PRIMARY KEY, p REFERENCES p);"
    "INSERT INTO p VALUES (1, 'a'), (2, 'b'); INSERT INTO c VALUES (10, 1), (20, 2);";

// A rebuild by hand, one by ALTER TABLE behind a column that SQLite adds by itself, and rows that
// are written again where they are.
constexpr std::array kCalls{
    "SELECT test_script('PRAGMA foreign_keys = off; PRAGMA legacy_alter_table = on;"
    "CREATE TABLE q (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
    "INSERT INTO q SELECT * FROM p; SELECT count(*) FROM q; DROP TABLE p;"
    "ALTER TABLE q RENAME TO p; CREATE INDEX i ON p (name);')",
    "SELECT test_script('CREATE INDEX i ON p (name); ALTER TABLE p ADD COLUMN a int;"
    "ALTER TABLE p ALTER name SET NOT NULL, ALTER name TYPE varchar(5), ADD UNIQUE (name);"
    "ALTER TABLE c ADD CHECK (p > 0);')",
    "SELECT test_edit('CREATE INDEX i ON p (name); ALTER TABLE p ALTER name TYPE numeric')"};

// What a caller can see: content, settings, transaction.
std::string settings(const Connection& db) {
  return db.text("PRAGMA foreign_keys") + db.text("PRAGMA legacy_alter_table");
}

// `arm` makes the `step`-th point fail, `disarm` ends that; result: whether it was reached.
struct Fault {
  std::function<void(const Connection& db, int step)> arm;
  std::function<bool(const Connection& db)> disarm;
};

// Result: whether the fault was reached.
bool migrate_with_fault(const char* call, const Fault& fault, int step, bool in_transaction,
                        const std::string& after) {
  bool reached = false;
  {
    const Connection db;
    db.run(kSetup);
    const std::string outside = db.dump();
    if (in_transaction) db.run("BEGIN; INSERT INTO c VALUES (30, 1)");
    const std::string before = db.dump();
    const std::string before_settings = settings(db);

    fault.arm(db, step);
    const int code = sqlite3_exec(db.get(), call, nullptr, nullptr, nullptr);
    reached = fault.disarm(db);

    EXPECT_EQ(settings(db), before_settings) << "step " << step;
    EXPECT_EQ(db.open_statements(), 0) << "step " << step;
    if (code == SQLITE_OK) {
      EXPECT_EQ(db.is_autocommit(), !in_transaction) << "step " << step;
      EXPECT_EQ(db.dump(), after) << "step " << step;
    } else if (db.is_autocommit() != in_transaction && db.dump() == after) {
      // The function had returned when the statement that called it was stopped.
      EXPECT_TRUE(code == SQLITE_INTERRUPT || code == SQLITE_NOMEM) << "step " << step;
    } else if (in_transaction && db.is_autocommit()) {
      EXPECT_EQ(db.dump(), outside) << "step " << step;  // rolled back as a whole
    } else {
      EXPECT_EQ(db.is_autocommit(), !in_transaction) << "step " << step;
      EXPECT_EQ(db.dump(), before) << "step " << step;
    }
    EXPECT_EQ(db.run(db.is_autocommit() ? "" : "COMMIT"), Failure{});
    EXPECT_EQ(db.text(in_transaction ? "PRAGMA integrity_check" : "PRAGMA quick_check"), "ok");
  }
  return reached;
}

std::string dump_after_migration(const char* call, bool in_transaction) {
  const Connection db;
  db.run(kSetup);
  if (in_transaction) db.run("BEGIN; INSERT INTO c VALUES (30, 1)");
  EXPECT_EQ(db.text(call), "done");
  return db.dump();
}

void stop_everywhere(const char* call, const Fault& fault) {
  for (const bool in_transaction : {false, true}) {
    const std::string after = dump_after_migration(call, in_transaction);
    const int stride = std::getenv("MIGRATE_EVERY_FAULT") ? 1 : 7;
    int step = 1;
    while (migrate_with_fault(call, fault, step, in_transaction, after) &&
           !testing::Test::HasFailure()) {
      step += stride;
    }
    EXPECT_GT(step, 20) << "the fault was hardly ever reached";
  }
}

void stop_everywhere(const Fault& fault) {
  for (const char* call : kCalls) stop_everywhere(call, fault);
}

// Counts the virtual machine's steps down; what happens at zero is up to `mode`.
struct Progress {
  enum class Mode { kStopOnce, kStopAlways, kInterrupt };
  sqlite3* db = nullptr;
  Mode mode = Mode::kStopOnce;
  int left = 0;
  bool reached = false;

  static int handle(void* data) {
    auto& progress = *static_cast<Progress*>(data);
    if (progress.left == 0) return progress.mode == Mode::kStopAlways;
    if (--progress.left > 0) return 0;
    progress.reached = true;
    if (progress.mode != Mode::kInterrupt) return 1;
    sqlite3_interrupt(progress.db);
    return 0;
  }
};

Fault stop_by_progress(Progress& progress, Progress::Mode mode) {
  return {[&progress, mode](const Connection& db, int step) {
            progress = {db.get(), mode, step};
            sqlite3_progress_handler(db.get(), 1, Progress::handle, &progress);
          },
          [&progress](const Connection& db) {
            sqlite3_progress_handler(db.get(), 0, nullptr, nullptr);
            return progress.reached;
          }};
}

TEST(SqliteFaults, AProgressHandlerThatStopsOneStatement) {
  Progress progress;
  stop_everywhere(stop_by_progress(progress, Progress::Mode::kStopOnce));
}

TEST(SqliteFaults, AProgressHandlerThatStopsEverythingFromThenOn) {
  Progress progress;
  stop_everywhere(stop_by_progress(progress, Progress::Mode::kStopAlways));
}

TEST(SqliteFaults, AnInterruptThatStaysPending) {
  Progress progress;
  stop_everywhere(stop_by_progress(progress, Progress::Mode::kInterrupt));
}

TEST(SqliteFaults, SqliteRunsOutOfMemoryForAMoment) {
  stop_everywhere({[](const Connection&, int step) { fail_sqlite_memory(step, FaultMode::kOnce); },
                   [](const Connection&) {
                     const bool reached = has_failed();
                     fail_sqlite_memory(0, FaultMode::kOnce);
                     return reached;
                   }});
}

TEST(SqliteFaults, CppRunsOutOfMemoryForAMoment) {
  stop_everywhere({[](const Connection&, int step) { fail_cpp_memory(step, FaultMode::kOnce); },
                   [](const Connection&) {
                     const bool reached = has_failed();
                     fail_cpp_memory(0, FaultMode::kOnce);
                     return reached;
                   }});
}

TEST(SqliteFaults, LeaveNoMemoryBehind) {
  const auto used_after = [](int step) {
    {
      const Connection db;
      db.run(kSetup);
      fail_sqlite_memory(step, FaultMode::kOnce);
      sqlite3_exec(db.get(), kCalls[1], nullptr, nullptr, nullptr);
      fail_sqlite_memory(0, FaultMode::kOnce);
      fail_cpp_memory(step, FaultMode::kOnce);
      sqlite3_exec(db.get(), kCalls[0], nullptr, nullptr, nullptr);
      fail_cpp_memory(0, FaultMode::kOnce);
    }
    return sqlite3_memory_used();
  };
  const sqlite3_int64 before = used_after(0);
  for (int step = 1; step < 300; step += 3) ASSERT_EQ(used_after(step), before) << "step " << step;
}

}  // namespace
}  // namespace migrate::test

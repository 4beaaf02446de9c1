// Who waits for whom.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "error.h"
#include "sqlite_database.h"
#include "sqlite_error.h"
#include "unit/sqlite/connection.h"

namespace migrate::test {
namespace {

constexpr std::chrono::milliseconds kNoWait{0};

// As text, with everything that a person is shown.
template <typename Body>
std::string error_of(Body&& body) {
  try {
    body();
  } catch (const Error& error) {
    return error_text(error);
  }
  return "no error";
}

TEST(SqliteLock, IsWaitedForWithoutABusyTimeout) {
  const TemporaryFile file;
  const Connection db(file.path());
  const Connection other(file.path());
  ASSERT_EQ(other.run("BEGIN IMMEDIATE; CREATE TABLE t (a)"), Failure{});
  // Gives up at once, as a connection without a busy timeout; the other session then finishes.
  const auto finish_other = [](void* connection, int) {
    static_cast<const Connection*>(connection)->run("COMMIT");
    return 0;
  };
  sqlite3_busy_handler(db.get(), finish_other, const_cast<Connection*>(&other));
  EXPECT_EQ(db.text("SELECT test_once('a')"), "applied");
  EXPECT_EQ(db.text("SELECT count(*) FROM t"), "0");
}

TEST(SqliteLock, ThatNeverComesIsAnError) {
  const TemporaryFile file;
  const Connection db(file.path());
  const Connection other(file.path());
  ASSERT_EQ(other.run("BEGIN IMMEDIATE"), Failure{});
  SqliteDatabase database(db.get(), kNoWait);
  EXPECT_EQ(error_of([&] { database.in_transaction([] {}); }),
            "could not lock migrations\n"
            "DETAIL:  Another connection of this process is writing to it.\n"
            "HINT:  Try again when it has finished, or raise lock_timeout with migrate_setting.");
  EXPECT_TRUE(db.is_autocommit());
}

TEST(SqliteLock, IsNotWaitedForWithAnOpenReadTransaction) {
  for (const char* mode : {"delete", "wal"}) {
    const TemporaryFile file;
    const Connection db(file.path());
    const Connection other(file.path());
    ASSERT_EQ(db.text(std::string("PRAGMA journal_mode = ") + mode), mode);
    ASSERT_EQ(db.run("CREATE TABLE t (a); BEGIN; SELECT * FROM t"), Failure{});
    ASSERT_EQ(other.run("BEGIN IMMEDIATE"), Failure{});
    EXPECT_EQ(db.run("SELECT test_once('a')"),
              (Failure{SQLITE_BUSY,
                       "could not lock migrations\n"
                       "DETAIL:  Another connection of this process is writing to it, and this "
                       "transaction, which has read already, cannot wait for it.\n"
                       "HINT:  Roll back, and start the transaction with BEGIN IMMEDIATE."}));
    EXPECT_FALSE(db.is_autocommit());
  }
}

TEST(SqliteLock, OfAStaleReadTransactionIsRefused) {
  const TemporaryFile file;
  const Connection db(file.path());
  const Connection other(file.path());
  ASSERT_EQ(db.text("PRAGMA journal_mode = wal"), "wal");
  ASSERT_EQ(db.run("CREATE TABLE t (a); BEGIN; SELECT * FROM t"), Failure{});
  ASSERT_EQ(other.text("SELECT test_once('a')"), "applied");
  EXPECT_EQ(db.run("SELECT test_once('a')"),
            (Failure{SQLITE_BUSY_SNAPSHOT,
                     "could not lock migrations\n"
                     "DETAIL:  Another connection has written since this transaction started to "
                     "read.\nHINT:  Roll back, and start the transaction with BEGIN IMMEDIATE."}));
  ASSERT_EQ(db.run("ROLLBACK"), Failure{});
  EXPECT_EQ(db.text("SELECT test_once('a')"), "nothing to do");
}

TEST(SqliteLock, OfADeferredTransactionIsTakenBeforeAnythingIsRead) {
  for (const char* mode : {"delete", "wal"}) {
    const TemporaryFile file;
    const Connection db(file.path());
    const Connection other(file.path());
    ASSERT_EQ(db.text(std::string("PRAGMA journal_mode = ") + mode), mode);
    ASSERT_EQ(db.run("PRAGMA user_version = 7; BEGIN"), Failure{});
    SqliteDatabase database(db.get(), kNoWait);
    database.lock_before_reading();
    EXPECT_EQ(other.run("BEGIN IMMEDIATE").code, SQLITE_BUSY);
    ASSERT_EQ(db.run("COMMIT"), Failure{});
    EXPECT_EQ(db.text("PRAGMA user_version"), "7");
    EXPECT_EQ(other.run("BEGIN IMMEDIATE; COMMIT"), Failure{});
  }
}

TEST(SqliteLock, ForMigrationKeepsASecondWriterOut) {
  const TemporaryFile file;
  const Connection db(file.path());
  const Connection other(file.path());
  ASSERT_EQ(db.text("SELECT test_once('a')"), "applied");
  ASSERT_EQ(db.run("BEGIN; SELECT * FROM migrate_version"), Failure{});
  SqliteDatabase database(db.get(), kNoWait);
  database.in_transaction([&] {
    EXPECT_EQ(sqlite3_txn_state(db.get(), "main"), SQLITE_TXN_WRITE);
    database.lock_for_migration();
  });
  EXPECT_EQ(other.run("BEGIN IMMEDIATE").code, SQLITE_BUSY);
  EXPECT_EQ(db.run("ROLLBACK"), Failure{});
}

TEST(SqliteLock, OfACommitWaitsForReaders) {
  const TemporaryFile file;
  const Connection db(file.path());
  const Connection other(file.path());
  ASSERT_EQ(db.run("CREATE TABLE t (a)"), Failure{});
  ASSERT_EQ(other.run("BEGIN; SELECT * FROM t"), Failure{});
  const std::string before = db.dump();
  SqliteDatabase impatient(db.get(), kNoWait);
  EXPECT_EQ(error_of([&] {
              impatient.in_transaction([&] { impatient.execute("INSERT INTO t VALUES (1)", {}); });
            }),
            "could not commit the migration\n"
            "DETAIL:  Another connection of this process is still reading the database.\n"
            "HINT:  Try again when it has finished, or raise lock_timeout with migrate_setting.");
  EXPECT_TRUE(db.is_autocommit());
  EXPECT_EQ(db.dump(), before);
  const auto finish_other = [](void* connection, int) {
    static_cast<const Connection*>(connection)->run("COMMIT");
    return 0;
  };
  sqlite3_busy_handler(db.get(), finish_other, const_cast<Connection*>(&other));
  EXPECT_EQ(db.text("SELECT test_once('a')"), "applied");
}

TEST(SqliteLock, WaitEndsWithAnInterrupt) {
  const TemporaryFile file;
  const Connection db(file.path());
  const Connection other(file.path());
  ASSERT_EQ(other.run("BEGIN IMMEDIATE"), Failure{});
  const auto interrupt = [](void* connection, int) {
    sqlite3_interrupt(static_cast<sqlite3*>(connection));
    return 0;
  };
  sqlite3_busy_handler(db.get(), interrupt, db.get());
  EXPECT_EQ(db.run("SELECT test_once('a')"), (Failure{SQLITE_INTERRUPT, "interrupted"}));
  EXPECT_TRUE(db.is_autocommit());
}

TEST(SqliteLock, LetsManySessionsInOneAfterTheOther) {
  for (const char* mode : {"delete", "wal"}) {
    const TemporaryFile file;
    ASSERT_EQ(Connection(file.path()).text(std::string("PRAGMA journal_mode = ") + mode), mode);
    constexpr std::size_t kSessions = 8;
    std::vector<std::string> results(kSessions);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < kSessions; ++i) {
      threads.emplace_back([&, i] {
        const Connection db(file.path());
        const bool in_transaction = i % 2 == 0;
        // Where SQLite itself has to read the schema before any statement, it does not wait.
        while (db.run("SELECT 1").code == SQLITE_BUSY) {
        }
        if (in_transaction) db.run("BEGIN");
        results[i] = db.text("SELECT test_once('a')");
        while (in_transaction && db.run("COMMIT").code == SQLITE_BUSY) {
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    std::sort(results.begin(), results.end());
    std::vector<std::string> expected(kSessions, "nothing to do");
    expected[0] = "applied";
    EXPECT_EQ(results, expected);
  }
}

}  // namespace
}  // namespace migrate::test

// The copy that rehearsals run on.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "error.h"
#include "sqlite_database.h"
#include "support/expect_error.h"
#include "unit/sqlite/connection.h"

namespace migrate::test {
namespace {

// What `sql` gives in a rehearsal, as Connection::text.
std::string rehearsed(const Connection& db, const std::string& sql) {
  SqliteDatabase database(db.get());
  std::string text;
  database.in_rehearsal({}, [&](Database& area) {
    for (const Row& row : area.query(sql, {})) {
      for (const Value& value : row) text += value.value_or("NULL") + ";";
    }
  });
  return text;
}

// Runs a script in a rehearsal.
void run(const Connection& db, const std::string& sql) {
  SqliteDatabase database(db.get());
  database.in_rehearsal({},
                        [&](Database& area) { area.in_script([&] { area.run_statement(sql); }); });
}

void shout(sqlite3_context* context, int, sqlite3_value** values) {
  if (sqlite3_value_type(values[0]) == SQLITE_NULL) {
    return sqlite3_result_error(context, "nothing to shout", -1);
  }
  const std::string text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
  const std::string louder = text + "!";
  sqlite3_result_text(context, louder.c_str(), -1, SQLITE_TRANSIENT);
}

int compare_backwards(void*, int size, const void* text, int other_size, const void* other) {
  const std::string left(static_cast<const char*>(text), static_cast<std::size_t>(size));
  const std::string right(static_cast<const char*>(other), static_cast<std::size_t>(other_size));
  return right.compare(left);
}

TEST(Rehearsal, RunsOnACopyWhoseChangesStayInIt) {
  const Connection db;
  db.run("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  const std::string before = db.dump();
  SqliteDatabase database(db.get());
  database.in_rehearsal({}, [&](Database& area) {
    area.execute("DELETE FROM t WHERE a = 1", {});
    area.execute("CREATE TABLE u (b)", {});
    EXPECT_EQ(area.query("SELECT a FROM t", {}), (Rows{{"2"}}));
  });
  EXPECT_EQ(db.dump(), before);
  EXPECT_EQ(db.open_statements(), 0);
}

TEST(Rehearsal, LeavesTheFileAsItIsInEveryJournalMode) {
  for (const std::string mode : {"delete", "wal"}) {
    const TemporaryFile file;
    const Connection db(file.path());
    db.run("PRAGMA page_size = 1024; PRAGMA journal_mode = " + mode +
           "; CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    const auto size = std::filesystem::file_size(file.path());
    run(db, "INSERT INTO t SELECT randomblob(100000)");
    EXPECT_EQ(std::filesystem::file_size(file.path()), size) << mode;
    EXPECT_EQ(db.text("SELECT count(*) FROM t"), "1") << mode;
  }
}

TEST(Rehearsal, SeesWhatTheCallersTransactionHasWritten) {
  for (const std::string mode : {"delete", "wal"}) {
    const TemporaryFile file;
    const Connection db(file.path());
    db.run("PRAGMA journal_mode = " + mode +
           "; CREATE TABLE t (a); BEGIN; "
           "INSERT INTO t VALUES (7)");
    EXPECT_EQ(rehearsed(db, "SELECT a FROM t"), "7;") << mode;
    run(db, "DELETE FROM t");
    EXPECT_EQ(db.text("SELECT a FROM t"), "7") << mode;
    EXPECT_FALSE(db.is_autocommit()) << mode;
  }
}

TEST(Rehearsal, TakesADatabaseInUtf16AndAnEmptyOne) {
  const Connection utf16;
  utf16.run("PRAGMA encoding = 'UTF-16'; CREATE TABLE t (a); INSERT INTO t VALUES ('ä')");
  EXPECT_EQ(rehearsed(utf16, "SELECT a FROM t"), "ä;");
  const Connection empty;
  EXPECT_EQ(rehearsed(empty, "SELECT count(*) FROM sqlite_schema"), "0;");
}

TEST(Rehearsal, HasTheSettingsOfTheConnection) {
  const Connection db;
  for (const std::string value : {"1", "0"}) {
    db.run("PRAGMA foreign_keys = " + value + "; PRAGMA recursive_triggers = " + value);
    EXPECT_EQ(rehearsed(db, "SELECT * FROM pragma_foreign_keys, pragma_recursive_triggers"),
              value + ";" + value + ";");
  }
}

TEST(Rehearsal, ReachesNoOtherFile) {
  const Connection db;
  db.run("ATTACH ':memory:' AS other; CREATE TABLE other.t (a)");
  EXPECT_EQ(error_of([&] { run(db, "ATTACH ':memory:' AS more"); }),
            "XX000 too many attached databases - max 0 |  | ");
  EXPECT_THROW(run(db, "INSERT INTO other.t VALUES (1)"), Error);
}

TEST(Rehearsal, ComputesDeterministicFunctionsAndCollationsOfTheConnection) {
  const Connection db;
  sqlite3_create_function(db.get(), "shout", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, shout,
                          nullptr, nullptr);
  sqlite3_create_collation(db.get(), "backwards", SQLITE_UTF8, nullptr, compare_backwards);
  db.run(
      "CREATE TABLE t (a TEXT COLLATE backwards); CREATE INDEX i ON t (shout(a));"
      "CREATE INDEX j ON t (a); INSERT INTO t VALUES ('a'), ('b'), ('c')");
  EXPECT_EQ(rehearsed(db, "SELECT shout(a) FROM t ORDER BY a"), "c!;b!;a!;");
  EXPECT_EQ(rehearsed(db, "SELECT count(*) FROM t WHERE a < 'b'"), "1;");
  EXPECT_EQ(rehearsed(db, "PRAGMA integrity_check"), "ok;");
  EXPECT_EQ(error_of([&] { run(db, "SELECT shout(NULL)"); }), "XX000 nothing to shout |  | ");
  EXPECT_EQ(db.open_statements(), 0);
}

TEST(Rehearsal, CallsNoFunctionThatMightDoSomething) {
  const Connection db;
  int calls = 0;
  sqlite3_create_function(
      db.get(), "act", 0, SQLITE_UTF8, &calls,
      [](sqlite3_context* context, int, sqlite3_value**) {
        ++*static_cast<int*>(sqlite3_user_data(context));
      },
      nullptr, nullptr);
  EXPECT_EQ(error_of([&] { run(db, "SELECT act()"); }),
            "XX000 function of the connection cannot be called in a rehearsal |  | ");
  EXPECT_EQ(calls, 0);
}

TEST(Rehearsal, IsRefusedAboveTheLimit) {
  const Connection db;
  db.run("PRAGMA page_size = 4096; CREATE TABLE t (a)");
  SqliteDatabase database(db.get());
  RehearsalLimits limits;
  limits.max_bytes = 8192;
  database.in_rehearsal(limits, [](Database&) {});
  limits.max_bytes = 8191;
  EXPECT_EQ(error_of([&] { database.in_rehearsal(limits, [](Database&) {}); }),
            "54000 database is too large to be copied for a rehearsal | It has 8192 bytes; the "
            "limit is 8191. | Raise setting \"rehearse_max_bytes\".");
}

TEST(Rehearsal, CountsRowsAndThePagesThatTheyChange) {
  const Connection db;
  db.run("PRAGMA page_size = 1024; CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 1), (2, 2)");
  SqliteDatabase database(db.get());
  database.in_rehearsal({}, [](Database& area) {
    const Footprint start = area.footprint();
    area.execute("UPDATE t SET b = 0", {});
    const Footprint updated = area.footprint();
    EXPECT_EQ(updated.rows_changed - start.rows_changed, 2);
    EXPECT_EQ(updated.bytes_written - start.bytes_written, 1024);
    area.execute("INSERT INTO t VALUES (3, zeroblob(20000))", {});
    const Footprint inserted = area.footprint();
    EXPECT_EQ(inserted.rows_changed - updated.rows_changed, 1);
    EXPECT_GE(inserted.bytes_written - updated.bytes_written, 20000);
    EXPECT_EQ(area.footprint().bytes_written, inserted.bytes_written);
  });
}

TEST(Rehearsal, StopsWhenTheConnectionIsInterrupted) {
  const Connection db;
  bool ended_work = false;
  sqlite3_create_function(
      db.get(), "interrupt", 0, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
      [](sqlite3_context* context, int, sqlite3_value**) {
        sqlite3_interrupt(sqlite3_context_db_handle(context));
      },
      nullptr, nullptr);
  // As within a verb: a statement of the host is running.
  sqlite3_stmt* outer = nullptr;
  sqlite3_prepare_v2(db.get(), "SELECT 1", -1, &outer, nullptr);
  sqlite3_step(outer);
  try {
    run(db,
        "WITH RECURSIVE n (i) AS (SELECT interrupt() UNION ALL SELECT 1 FROM n) "
        "SELECT count(*) FROM (SELECT i FROM n LIMIT 30000000)");
  } catch (const Error& error) {
    ended_work = error.ends_work();
  }
  sqlite3_finalize(outer);
  EXPECT_TRUE(ended_work);
  EXPECT_EQ(db.text("SELECT 1"), "1");
}

}  // namespace
}  // namespace migrate::test

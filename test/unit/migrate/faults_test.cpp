// Every verb with a failure at each thing that it asks of the database.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <set>
#include <stdexcept>

#include "migrate/verbs.h"
#include "support/expect_error.h"
#include "support/faulty_database.h"
#include "text.h"
#include "unit/migrate/history_database.h"

namespace migrate::test {
namespace {

using Mode = FaultyDatabase::Mode;

// A file in a directory of its own, which goes with the object.
class TemporaryFile {
 public:
  TemporaryFile() {
    std::string folder = (std::filesystem::temp_directory_path() / "migrate-test-XXXXXX").string();
    if (!mkdtemp(folder.data())) throw std::runtime_error("could not create a directory");
    folder_ = folder;
  }
  ~TemporaryFile() { std::filesystem::remove_all(folder_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  std::string path() const { return folder_ + "/test.db"; }

 private:
  std::string folder_;
};

// a1 - b2 - c3 - m6
//         \ d4 - e5 /    applied up to b2; f7 is a second head, not applied
constexpr std::string_view kHistory = R"(-- Revision ID: a1
-- Revises:
-- Branch Labels: shop

-- migrate:up
CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO customer (id, name) VALUES (1, 'Ada');
-- migrate:down
DROP TABLE customer;

-- Revision ID: b2
-- Revises: a1

-- migrate:up
UPDATE customer SET name = name || '!';
-- migrate:down
UPDATE customer SET name = rtrim(name, '!');

-- Revision ID: c3
-- Revises: b2

-- migrate:up
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id));
INSERT INTO orders (id, customer_id) VALUES (1, 1);
-- migrate:down
DROP TABLE orders;

-- Revision ID: d4
-- Revises: b2

-- migrate:up
ALTER TABLE customer ADD COLUMN city TEXT;
-- migrate:down
ALTER TABLE customer DROP COLUMN city;

-- Revision ID: e5
-- Revises: d4
-- Depends On: c3

-- migrate:up
PRAGMA foreign_keys = off;
UPDATE customer SET city = 'Turin';
PRAGMA foreign_keys = on;
-- migrate:down

-- Revision ID: m6
-- Revises: c3, e5

-- migrate:up

-- migrate:down

-- Revision ID: f7
-- Revises:

-- migrate:up
CREATE TABLE product (id INTEGER PRIMARY KEY);
-- migrate:down
DROP TABLE product;
)";

struct Case {
  std::string_view verb;
  Row arguments;
  std::string_view applied = "b2";  // where the database is before; empty = an empty file
  std::string_view model = {};      // that is set before
  std::string_view outside = {};    // a change of the schema behind our back
};

constexpr std::string_view kModel =
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city text);";

const std::vector<Case>& cases() {
  static const std::vector<Case> kCases = {
      {"migrate_revision", {"Next", "SELECT 1", "SELECT 2", "m6", "false", "l8", "f7", "g8"}},
      {"migrate_revision", {"First", "SELECT 1", {}, {}, {}, {}, {}, "a1"}, ""},
      {"migrate_merge", {"heads", "All together", {}, "g8"}},
      {"migrate_edit", {"m6", "SELECT 1", "SELECT 2", "Edited"}},
      {"migrate_remove", {"f7"}},
      {"migrate_import",
       {"-- Revision ID: g8\n-- Revises: f7\n\n-- migrate:up\nSELECT 1;\n\n"
        "-- Revision ID: f7\n-- Revises:\n\n-- migrate:up\nSELECT 2;\n"}},
      {"migrate_import", {"-- Revision ID: g8\n-- Revises:\n\n-- migrate:up\nSELECT 1;\n"}, ""},
      {"migrate_export", {}},
      {"migrate_export", {"a1:m6"}},
      {"migrate_upgrade", {"heads"}},
      {"migrate_upgrade", {"m6"}, "base"},
      {"migrate_upgrade", {"a1+1"}, "base"},
      {"migrate_downgrade", {"base"}, "m6"},
      {"migrate_downgrade", {"-1"}},
      {"migrate_stamp", {"m6, f7"}},
      {"migrate_stamp", {"c3", "true"}},
      {"migrate_stamp", {"base"}, ""},
      {"migrate_upgrade_sql", {"m6"}},
      {"migrate_downgrade_sql", {"m6:base"}},
      {"migrate_current", {}},
      {"migrate_history", {}},
      {"migrate_history", {"a1:current"}},
      {"migrate_heads", {}},
      {"migrate_branches", {}},
      {"migrate_show", {"c3"}},
      {"migrate_plan", {"m6"}},
      {"migrate_plan", {"base"}},
      {"migrate_check", {}, "heads"},
      {"migrate_setting", {"notices"}},
      {"migrate_setting", {"notices", "off"}},
      {"migrate_setting", {"notices", "off"}, ""},
      {"migrate_approve", {"c3", {}}},
      {"migrate_set_model", {std::string(kModel), {}}},
      {"migrate_set_model", {std::string(kModel), {}}, ""},
      {"migrate_model", {}, "b2", kModel},
      {"migrate_diff", {}, "b2", kModel},
      {"migrate_diff_sql", {"CREATE TABLE t (a)", std::string(kModel)}},
      {"migrate_autogenerate", {"Next", "m6", {}, {}, {}, "g8"}, "heads", kModel},
      {"migrate_autogenerate",
       {"Next", "m6", {}, {}, {}, "g8", "true"},
       "heads",
       {},
       "CREATE TABLE intruder (id INTEGER)"},
      {"migrate_drift", {}, "heads", {}, "CREATE TABLE intruder (id INTEGER)"},
      {"migrate_stamp", {"m6, f7"}, "heads", {}, "CREATE TABLE intruder (id INTEGER)"},
      {"migrate_downgrade", {"-1"}, "b2", {}, "CREATE TABLE intruder (id INTEGER)"},
      {"migrate_help", {}},
  };
  return kCases;
}

std::string name_of(const Case& c) {
  std::string name = cat(c.verb, "(");
  for (const Value& argument : c.arguments) {
    name += cat("[", argument ? excerpt(*argument, 20) : "NULL", "]");
  }
  return cat(name, ") at \"", c.applied, "\"");
}

void prepare(const HistoryDatabase& database, const Case& c) {
  database.sql("CREATE TABLE own_row (text TEXT)");
  if (c.applied.empty()) return;
  database.call("migrate_import", {std::string(kHistory)});
  if (c.applied != "base") database.call("migrate_upgrade", {std::string(c.applied)});
  if (!c.model.empty()) database.call("migrate_set_model", {std::string(c.model), std::nullopt});
  if (!c.outside.empty()) database.sql(std::string(c.outside));
  database.sql("UPDATE migrate_log SET logged_at = '2026-01-02 03:04:05'");
}

// What a verb leaves when nothing fails.
struct Outcome {
  std::string answer;
  std::string state;

  bool operator==(const Outcome&) const = default;
};

enum class Caller { kAutocommit, kInTransaction };

// One run of a verb with a failure at the n-th thing it asks for.
class Run {
 public:
  Run(const HistoryDatabase& start, const Case& c, Caller caller, Mode mode, int fail_at)
      : case_(c),
        caller_(caller),
        mode_(mode),
        fail_at_(fail_at),
        history_(start),
        before_(history_.state()) {
    if (caller_ == Caller::kInTransaction) {
      history_.sql("BEGIN; INSERT INTO own_row (text) VALUES ('mine')");
    }
  }

  // Result: the outcome where nothing failed any more.
  std::optional<Outcome> go() {
    std::string error;
    std::string answer;
    std::string failed_in;
    {
      const std::unique_ptr<Database> database = history_.open();
      FaultyDatabase faulty(*database, fail_at_, mode_);
      try {
        answer = call_verb(faulty, case_.verb, case_.arguments);
      } catch (const Error& thrown) {
        error = thrown.message();
      }
      failed_in = faulty.failed_in();
    }
    SCOPED_TRACE(cat(name_of(case_), ", fault ", std::to_string(fail_at_), " in ", failed_in));
    EXPECT_EQ(error, failed_in.empty() ? "" : cat("fault ", std::to_string(fail_at_)));
    check_caller();
    if (failed_in.empty()) return Outcome{answer, history_.state()};
    EXPECT_EQ(history_.state(), before_);
    return std::nullopt;
  }

 private:
  void check_caller() const {
    EXPECT_EQ(history_.open_statements(), 0);
    EXPECT_EQ(history_.is_autocommit(), caller_ == Caller::kAutocommit);
    if (caller_ == Caller::kAutocommit) return;
    EXPECT_EQ(history_.sql("SELECT text FROM own_row"), "mine");
    history_.sql("DELETE FROM own_row; COMMIT");
  }

  const Case& case_;
  Caller caller_;
  Mode mode_;
  int fail_at_;
  HistoryDatabase history_;
  std::string before_;
};

void fail_everywhere(const Case& c, Caller caller, Mode mode) {
  HistoryDatabase start;
  prepare(start, c);
  const auto undisturbed = Run(start, c, caller, mode, FaultyDatabase::kNever).go();
  int fail_at = 1;
  for (;; ++fail_at) {
    const auto outcome = Run(start, c, caller, mode, fail_at).go();
    if (testing::Test::HasFailure()) return;
    if (!outcome) continue;
    EXPECT_EQ(outcome->answer, undisturbed->answer) << name_of(c);
    EXPECT_EQ(outcome->state, undisturbed->state) << name_of(c);
    break;
  }
  EXPECT_TRUE(fail_at > 1 || c.verb == "migrate_help") << name_of(c);
}

void fail_everywhere(Caller caller, Mode mode) {
  for (const Case& c : cases()) fail_everywhere(c, caller, mode);
}

TEST(Faults, CoverEveryVerb) {
  std::set<std::string_view> covered{"migrate_deploy"};                    // has a test of its own
  covered.insert({"migrate_lint", "migrate_rehearse", "migrate_verify"});  // what fails is a row
  covered.insert("migrate_watch_ddl");                                     // PostgreSQL's
  covered.insert({"migrate_rehearse", "migrate_verify"});  // tell what fails (rehearsal_test.cpp)
  for (const Case& c : cases()) covered.insert(c.verb);
  std::set<std::string_view> all;
  for (const Verb& verb : verbs()) all.insert(verb.name);
  EXPECT_EQ(covered, all);
}

TEST(Faults, LeaveNothingInAutocommit) { fail_everywhere(Caller::kAutocommit, Mode::kOnce); }

TEST(Faults, LeaveNothingWhenTheDatabaseStaysBroken) {
  fail_everywhere(Caller::kAutocommit, Mode::kFromThereOn);
}

TEST(Faults, LeaveTheCallersTransactionAlone) {
  fail_everywhere(Caller::kInTransaction, Mode::kOnce);
}

TEST(Faults, LeaveTheCallersTransactionAloneWhenTheDatabaseStaysBroken) {
  fail_everywhere(Caller::kInTransaction, Mode::kFromThereOn);
}

TEST(Faults, AreLoggedWithTheRevisionThatFailed) {
  HistoryDatabase history;
  prepare(history, {"", {}, "base"});
  history.call("migrate_edit", {"c3", "SELECT missing FROM customer"});
  EXPECT_THROW(history.call("migrate_upgrade", {"heads"}), Error);
  EXPECT_EQ(history.sql("SELECT operation, revision, error FROM migrate_log"),
            "failure|c3|no such column: missing\n"
            "line 1, column 8 of the statement: missing FROM customer\n"
            "revision \"c3\" upgrade, line 1: SELECT missing FROM customer");
}

// A session that waits for a lock in vain must not wait for it again to log that.
TEST(Faults, AreNotLoggedWhereTheLockCouldNotBeHad) {
  const TemporaryFile file;
  HistoryDatabase other(file.path());
  prepare(other, {"", {}, "base"});
  other.sql("BEGIN IMMEDIATE");
  const HistoryDatabase history(file.path());
  for (const std::string_view verb : {"migrate_upgrade", "migrate_deploy"}) {
    const std::unique_ptr<Database> database = history.open(std::chrono::milliseconds(1));
    FaultyDatabase counting(*database, FaultyDatabase::kNever, Mode::kOnce);
    EXPECT_EQ(error_of([&] { call_verb(counting, verb, {"heads"}); }),
              "55P03 could not lock migrations | Another connection of this process is writing to "
              "it. | Try again when it has finished, or raise lock_timeout with "
              "migrate_setting.");
    EXPECT_EQ(
        std::count(counting.calls().begin(), counting.calls().end(), "begin of in_transaction"), 1);
  }
  other.sql("COMMIT");
  EXPECT_EQ(other.sql("SELECT count(*) FROM migrate_log"), "0");
}

// The states that a deploy passes, each with the number of its steps.
std::vector<std::string> states_of_deploy(const std::vector<std::string>& order) {
  HistoryDatabase history;
  prepare(history, {"", {}, "base"});
  history.call("migrate_setting", {"watch_schema", "off"});  // it is recorded behind the last step
  std::vector<std::string> states{history.state()};
  for (const std::string& id : order) {
    history.call("migrate_upgrade", {id});
    states.push_back(history.state());
  }
  return states;
}

// Result: whether anything failed.
bool deploy_with_fault(const HistoryDatabase& start, int fail_at, Mode mode,
                       const std::vector<std::string>& states) {
  const HistoryDatabase history(start);
  bool failed = false;
  {
    const std::unique_ptr<Database> database = history.open();
    FaultyDatabase faulty(*database, fail_at, mode);
    try {
      call_verb(faulty, "migrate_deploy", {"m6"});
    } catch (const Error& error) {
      EXPECT_EQ(error.message(), cat("fault ", std::to_string(fail_at)));
    }
    failed = !faulty.failed_in().empty();
  }
  SCOPED_TRACE(cat("fault ", std::to_string(fail_at)));
  EXPECT_TRUE(history.is_autocommit());
  EXPECT_EQ(history.open_statements(), 0);
  EXPECT_EQ(std::count(states.begin(), states.end(), history.state()), 1) << history.state();
  history.call("migrate_deploy", {"m6"});
  EXPECT_EQ(history.state(), states.back());
  return failed;
}

TEST(Faults, LeaveWholeRevisionsOfADeployWhichThenGoesOn) {
  const std::vector<std::string> order = {"a1", "b2", "c3", "d4", "e5", "m6"};
  const std::vector<std::string> states = states_of_deploy(order);
  HistoryDatabase start;
  prepare(start, {"", {}, "base"});
  start.call("migrate_setting", {"watch_schema", "off"});
  for (const Mode mode : {Mode::kOnce, Mode::kFromThereOn}) {
    int fail_at = 1;
    while (deploy_with_fault(start, fail_at, mode, states) && !HasFailure()) ++fail_at;
    EXPECT_GT(fail_at, 50);
  }
}

std::string record_of(const HistoryDatabase& history) {
  return history.sql("SELECT version_rows, hash, reading FROM migrate_schema");
}

// Result: whether anything failed.
bool stop_deploy(const HistoryDatabase& history, int fail_at, const std::string& target) {
  const std::unique_ptr<Database> database = history.open();
  FaultyDatabase faulty(*database, fail_at, Mode::kFromThereOn);
  try {
    call_verb(faulty, "migrate_deploy", {target});
  } catch (const Error&) {
  }
  return !faulty.failed_in().empty();
}

// Result: whether anything failed.
bool stop_deploy_and_go_on(const HistoryDatabase& start, int fail_at, std::string_view next,
                           const std::string& record) {
  const HistoryDatabase history(start);
  const bool failed = stop_deploy(history, fail_at, "m6");
  history.call(next, {"m6"});
  EXPECT_EQ(record_of(history), record) << next << ", fault " << fail_at;
  history.sql("CREATE TABLE by_hand (id integer)");
  history.call(next, {"m6"});
  EXPECT_EQ(record_of(history), record) << next << " over a drift";
  return failed;
}

// Stopped between its last commit and its record too; and only then is a record made where there is
// nothing else to do.
TEST(Faults, LeaveTheRecordOfADeployToTheNextCall) {
  HistoryDatabase start;
  prepare(start, {"", {}, "base"});
  const HistoryDatabase undisturbed(start);
  undisturbed.call("migrate_deploy", {"m6"});
  const std::string record = record_of(undisturbed);
  for (const std::string_view next : {"migrate_deploy", "migrate_upgrade"}) {
    int fail_at = 1;
    while (stop_deploy_and_go_on(start, fail_at, next, record) && !HasFailure()) ++fail_at;
    EXPECT_GT(fail_at, 50);
  }
}

// What had been changed by hand before would count as the deploy's.
TEST(Faults, LeaveADriftADriftWhereADeployIsStopped) {
  HistoryDatabase start;
  prepare(start, {"", {}, "a1"});
  start.sql("CREATE TABLE by_hand (id integer)");
  bool failed = true;
  for (int fail_at = 1; failed && !HasFailure(); ++fail_at) {
    const HistoryDatabase history(start);
    failed = stop_deploy(history, fail_at, "b2");
    history.call("migrate_deploy", {"b2"});
    EXPECT_EQ(history.sql("SELECT hash = '', reading LIKE '%by_hand%' FROM migrate_schema"), "0|0")
        << "fault " << fail_at;
  }
}

}  // namespace
}  // namespace migrate::test

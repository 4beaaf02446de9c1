#include "migrate/lock_retries.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/faulty_database.h"
#include "unit/migrate/history_database.h"

namespace migrate::test {
namespace {

using std::chrono::milliseconds;

class LockFailure final : public Error {
 public:
  LockFailure() : Error(ErrorCode::kStatement, "no lock") {}
  bool is_lock_failure() const override { return true; }
};

// Remembers what was waited for and said.
class PatientDatabase final : public FaultyDatabase {
 public:
  explicit PatientDatabase(Database& wrapped) : FaultyDatabase(wrapped, kNever, Mode::kOnce) {}

  void pause(milliseconds duration) override { pauses.push_back(duration); }
  void notice(std::string_view line) override { notices.emplace_back(line); }
  std::optional<LockConflict> take_lock_conflict() override { return conflict; }
  Value session_setting(std::string_view name) override {
    return name == "lock_timeout" ? lock_timeout : std::nullopt;
  }

  std::vector<milliseconds> pauses;
  std::vector<std::string> notices;
  std::optional<LockConflict> conflict;
  Value lock_timeout;
};

struct Scene {
  HistoryDatabase history;
  std::unique_ptr<Database> inner = history.open();
  PatientDatabase database{*inner};

  // Fails `failures` times. Result: how often it was tried, and the error if the last one failed.
  std::string attempt(const LockPolicy& policy, int failures) {
    int tried = 0;
    try {
      retry_lock_failures(database, policy, [&] {
        if (++tried <= failures) throw LockFailure();
      });
    } catch (const Error& error) {
      return cat(std::to_string(tried), " ", error.message(), " | ", error.detail(), " | ",
                 error.hint());
    }
    return std::to_string(tried);
  }
};

TEST(LockRetries, GoOnUntilTheLockIsThere) {
  Scene scene;
  EXPECT_EQ(scene.attempt({milliseconds(1000), 5, milliseconds(30000)}, 0), "1");
  EXPECT_EQ(scene.attempt({milliseconds(1000), 5, milliseconds(30000)}, 5), "6");
  EXPECT_EQ(scene.database.pauses.size(), 5U);
}

TEST(LockRetries, PauseLongerEachTimeWithinLimits) {
  Scene scene;
  scene.attempt({milliseconds(1000), 6, milliseconds(4000)}, 6);
  const std::vector<int> centers = {1000, 2000, 4000, 4000, 4000, 4000};
  ASSERT_EQ(scene.database.pauses.size(), centers.size());
  for (std::size_t i = 0; i < centers.size(); ++i) {
    EXPECT_GE(scene.database.pauses[i].count(), centers[i] / 2);
    EXPECT_LE(scene.database.pauses[i].count(), centers[i] * 3 / 2);
  }
}

TEST(LockRetries, EndWithWhoHoldsTheLock) {
  Scene scene;
  scene.database.conflict = LockConflict{"table \"public.t\"", {"process 1", "process 2"}};
  EXPECT_EQ(scene.attempt({milliseconds(1000), 1, milliseconds(1000)}, 9),
            "2 no lock | Table \"public.t\" is locked by process 1; process 2. | It was tried 2 "
            "times.  Try again when the other session has finished, or raise lock_timeout or "
            "lock_retries with migrate_setting.");
  scene.database.conflict = LockConflict{};
  EXPECT_EQ(scene.attempt({milliseconds(1000), 0, milliseconds(1000)}, 9),
            "1 no lock | What the statement needs is locked by a session that has ended since. | ");
  scene.database.conflict.reset();
  EXPECT_EQ(scene.attempt({milliseconds(1000), 0, milliseconds(1000)}, 9), "1 no lock |  | ");
}

TEST(LockRetries, AreAnnouncedUnlessNoticesAreOff) {
  Scene scene;
  scene.database.conflict = LockConflict{"table \"public.t\"", {"process 1"}};
  scene.attempt({milliseconds(1000), 1, milliseconds(1)}, 1);
  ASSERT_EQ(scene.database.notices.size(), 1U);
  EXPECT_EQ(scene.database.notices[0],
            "table \"public.t\" is locked by process 1; retry 1 of 1 in 0.0 s");
  scene.history.call("migrate_setting", {"notices", "off"});
  scene.attempt({milliseconds(1000), 1, milliseconds(1)}, 1);
  EXPECT_EQ(scene.database.notices.size(), 1U);
}

TEST(LockRetries, LeaveOtherErrorsAlone) {
  Scene scene;
  EXPECT_THROW(retry_lock_failures(scene.database, {milliseconds(1000), 5, milliseconds(1000)},
                                   [] { throw Error(ErrorCode::kStatement, "other"); }),
               Error);
  EXPECT_TRUE(scene.database.pauses.empty());
}

TEST(LockPolicy, OfADeployIsTwoSecondsUnlessSet) {
  Scene scene;
  EXPECT_EQ(deploy_lock_policy(scene.database).timeout, milliseconds(2000));
  EXPECT_FALSE(deploy_lock_policy(scene.database).is_set);
  EXPECT_EQ(deploy_lock_policy(scene.database).retries, 10);
  scene.database.lock_timeout = "1min";
  EXPECT_EQ(deploy_lock_policy(scene.database).timeout, milliseconds(60000));
  scene.database.lock_timeout = "0";
  EXPECT_EQ(deploy_lock_policy(scene.database).timeout, milliseconds(0));
}

TEST(LockPolicy, OfATransactionIsNoLimitAndNoRetryUnlessSet) {
  Scene scene;
  EXPECT_EQ(transaction_lock_policy(scene.database).timeout, milliseconds(0));
  EXPECT_EQ(transaction_lock_policy(scene.database).retries, 0);
  scene.database.lock_timeout = "500";
  EXPECT_EQ(transaction_lock_policy(scene.database).timeout, milliseconds(500));
  EXPECT_EQ(transaction_lock_policy(scene.database).retries, 10);
  EXPECT_EQ(transaction_lock_policy(scene.database).longest_pause, milliseconds(500));
}

}  // namespace
}  // namespace migrate::test

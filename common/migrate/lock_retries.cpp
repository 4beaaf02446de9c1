// A statement that waits for a strong lock makes everyone who comes later wait behind it. Giving up
// after a short time lets them through; the pause behind it lets them finish.
#include "migrate/lock_retries.h"

#include <algorithm>
#include <cstdio>
#include <random>
#include <string>

#include "error.h"
#include "migrate/settings.h"
#include "text.h"

namespace migrate {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kDeployTimeout{2000};
constexpr milliseconds kShortestPause{50};
constexpr milliseconds kLongestPause{30000};

int retries(Database& database) { return std::stoi(setting(database, "lock_retries")); }

// Doubles with each retry; random between half and one and a half of that.
milliseconds pause_before(const LockPolicy& policy, int retry) {
  milliseconds pause = std::max(policy.timeout, kShortestPause);
  for (int i = 1; i < retry && pause < policy.longest_pause; ++i) pause *= 2;
  pause = std::min(pause, policy.longest_pause);
  std::random_device random;
  return pause / 2 + milliseconds(random() % static_cast<unsigned>(pause.count() + 1));
}

// "1.7 s"
std::string seconds(milliseconds duration) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", static_cast<double>(duration.count()) / 1000);
  return text;
}

std::string object_of(const LockConflict& conflict) {
  return conflict.object.empty() ? "what the statement needs" : conflict.object;
}

std::string holders_of(const LockConflict& conflict) {
  return conflict.holders.empty() ? "a session that has ended since" : join(conflict.holders, "; ");
}

void announce(Database& database, const std::optional<LockConflict>& conflict, int retry,
              const LockPolicy& policy, milliseconds pause) {
  if (!is_setting_on(database, "notices")) return;
  const std::string cause = conflict
                                ? cat(object_of(*conflict), " is locked by ", holders_of(*conflict))
                                : "a lock could not be had";
  database.notice(cat(cause, "; retry ", std::to_string(retry), " of ",
                      std::to_string(policy.retries), " in ", seconds(pause)));
}

void explain(Error& error, const std::optional<LockConflict>& conflict, int attempts) {
  if (conflict) {
    const std::string object = capitalized(object_of(*conflict));
    error.set_detail_if_empty(cat(object, " is locked by ", holders_of(*conflict), "."));
  }
  if (attempts > 1) {
    error.set_hint_if_empty(cat("It was tried ", std::to_string(attempts),
                                " times.  Try again when the other session has finished, or raise "
                                "lock_timeout or lock_retries with migrate_setting."));
  }
}

}  // namespace

LockPolicy deploy_lock_policy(Database& database) {
  const auto timeout = setting_if_set(database, "lock_timeout");
  return {timeout ? duration_of(*timeout) : kDeployTimeout, retries(database), kLongestPause,
          timeout.has_value()};
}

LockPolicy transaction_lock_policy(Database& database) {
  const auto timeout = setting_if_set(database, "lock_timeout");
  if (!timeout) return {};
  const milliseconds limit = duration_of(*timeout);
  return {limit, retries(database), std::max(limit, kShortestPause), true};
}

void apply(const LockPolicy& policy, Database& database) {
  database.limit_lock_waits(policy.timeout);
  if (policy.is_set) database.limit_migration_wait(policy.timeout);
}

void retry_lock_failures(Database& database, const LockPolicy& policy,
                         const std::function<void()>& attempt) {
  for (int tried = 1;; ++tried) {
    try {
      return attempt();
    } catch (Error& error) {
      if (!error.is_lock_failure()) throw;
      const auto conflict = database.take_lock_conflict();
      if (tried > policy.retries) {
        explain(error, conflict, tried);
        throw;
      }
      const milliseconds pause = pause_before(policy, tried);
      announce(database, conflict, tried, policy, pause);
      database.pause(pause);
    }
  }
}

}  // namespace migrate

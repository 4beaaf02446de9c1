// Trying again what could not get a lock, so that nobody has to queue behind it for long.
#pragma once

#include <chrono>
#include <functional>
#include <string_view>

#include "db/database.h"

namespace migrate {

/// What the settings lock_timeout and lock_retries say.
struct LockPolicy {
  std::chrono::milliseconds timeout{0};  // of each wait; 0 = without limit
  int retries = 0;
  std::chrono::milliseconds longest_pause{0};
  bool is_set = false;  // lock_timeout has been set, by whomever
};

/// For what is undone as a whole before it is tried again, so that nothing is locked in the pauses.
LockPolicy deploy_lock_policy(Database& database);

/// For statements of a transaction that keeps what the others have locked: neither limit nor
/// retries unless lock_timeout is set, and short pauses.
LockPolicy transaction_lock_policy(Database& database);

/// Has the database wait as `policy` says, from here on. REQUIRES: outside in_script.
void apply(const LockPolicy& policy, Database& database);

/// Runs `attempt`, and once more after each lock failure (Error::is_lock_failure) as often as
/// `policy` allows, after a pause that grows and varies, so that two who wait for each other get
/// apart. Each retry is a notice. The last failure continues, with whoever holds the lock in its
/// DETAIL. REQUIRES: an attempt that fails undoes what it has done.
void retry_lock_failures(Database& database, const LockPolicy& policy,
                         const std::function<void()>& attempt);

}  // namespace migrate

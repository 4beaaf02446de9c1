// Who has what a statement could not get in time.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace migrate {

class PgError;

/// The lock, as numbers: names are looked up when the transaction is usable again.
struct AwaitedLock {
  unsigned relation = 0;     // oid; 0: no lock of a relation
  std::vector<int> holders;  // process ids
};

/// While it lives, the lock is remembered that the process waits for when lock_timeout ends the
/// wait: afterwards PostgreSQL does not know it any more.
class LockWatch {
 public:
  LockWatch();
  ~LockWatch();
  LockWatch(const LockWatch&) = delete;
  LockWatch& operator=(const LockWatch&) = delete;

  /// For an error of a statement that ran meanwhile: nothing unless it is a timeout of a lock.
  /// Takes no lock of a relation, so that it may be called before the rollback, while whoever holds
  /// the lock still does.
  std::optional<AwaitedLock> awaited(const PgError& error) const;
};

}  // namespace migrate

// Statements that refuse a transaction, and the session that runs them alone.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"

namespace migrate {

/// One of our own statements, for another session to run; as Database::execute takes it.
struct OwnStatement {
  std::string sql;
  Row parameters;
};

/// What is to be known of a statement before it is run alone. Names are quoted and
/// schema-qualified; empty: not said in the statement, or there is no such object.
struct OutsideFacts {
  enum class Kind {
    kPlain,    // all or nothing together with its record, or harmless to run once more
    kSession,  // sets the session up: run again whenever the script is gone on with
    // With CONCURRENTLY: several transactions, of which a stop can leave some.
    kCreateIndex,
    kDropIndex,
    kReindex,
    kDetachPartition,
  };
  Kind kind = Kind::kPlain;
  std::string object;  // the index (kCreateIndex also where it does not exist) or the partition
  // The table that the index is on, the partitioned table; kReindex: empty for more than one.
  std::string table;
  bool if_not_exists = false;
  /// While it waits for its locks, nobody has to wait for it who reads or writes.
  bool queues_nobody = false;
};

/// Takes a clause that says how far a statement has come: `building index, block 20 of 100`.
using ShowProgress = std::function<void(std::string_view clause)>;

/// Lives as long as one script, whose settings and temporary tables stay from statement to
/// statement. Acts with the rights of the caller's session. Its end ends what still runs in it.
class OutsideSession {
 public:
  virtual ~OutsideSession() = default;

  /// Errors: those of the database for a statement that it cannot read.
  virtual OutsideFacts look_at(std::string_view sql) = 0;

  /// Runs `sql`, if it is not empty, as a client that sends it alone, and `record` in the same
  /// transaction, or, where the statement commits by itself, in its last one. Waits for a lock no
  /// longer than `lock_timeout` where the session has set no limit; 0 = without limit. Meanwhile
  /// `show` is called about once a second where the database tells how far the statement has come.
  /// Errors: those of the statement, as Database::run_statement; nothing of it stays then but what
  /// it has committed by itself, and the session can go on. kConnectionLost when the session has
  /// ended. REQUIRES: the caller has no open transaction that has read or written.
  virtual void run(std::string_view sql, const std::vector<OwnStatement>& record,
                   std::chrono::milliseconds lock_timeout, const ShowProgress& show = {}) = 0;
};

}  // namespace migrate

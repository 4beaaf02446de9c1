// Statements of a script outside of a transaction, on SQLite.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "db/outside.h"
#include "script_session.h"
#include "statement.h"

struct sqlite3;

namespace migrate {

class SqliteDatabase;

/// A statement that SQLite can undo is a transaction with its record. PRAGMA, ATTACH and DETACH are
/// run as they are, on the host's connection; what they have set and attached is undone at the end.
/// VACUUM, which SQLite refuses inside of a function, is run on a connection of its own, on which
/// the script's PRAGMAs and ATTACHs have been repeated.
class SqliteOutsideSession final : public OutsideSession {
 public:
  /// All outlive this object.
  SqliteOutsideSession(SqliteDatabase& database, sqlite3* db, LockWait wait,
                       ForcedRollback& forced_rollback);
  ~SqliteOutsideSession() override;

  OutsideFacts look_at(std::string_view sql) override;
  void run(std::string_view sql, const std::vector<OwnStatement>& record,
           std::chrono::milliseconds lock_timeout, const ShowProgress& show) override;

 private:
  void vacuum(std::string_view sql) const;

  SqliteDatabase& database_;
  sqlite3* db_;
  LockWait wait_;
  ScriptSession settings_;
  std::set<std::string> attached_before_;
  std::vector<std::string> set_up_;  // what has set the session up so far
};

}  // namespace migrate

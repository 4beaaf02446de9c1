// The connection's settings while one script runs: the caller's at its start, the caller's again at
// its end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foreign_keys.h"
#include "statement.h"
#include "transaction.h"

namespace migrate {

class ScriptSession {
 public:
  ScriptSession(sqlite3* db, LockWait wait, ForcedRollback& forced_rollback);

  /// Runs one statement of the script and drops its rows. `PRAGMA foreign_keys` takes effect though
  /// a transaction is open, where SQLite itself would ignore it.
  /// Errors: SqliteError; kWrongState when the statement has begun or ended a transaction.
  void run_statement(std::string_view sql);

  /// Keeps the value of the setting that `sql` names, if it is a PRAGMA of one, for restore.
  void save_named_by(std::string_view sql);

  /// Throws kForeignKeyViolation where rows have lost their parent since the script turned foreign
  /// keys off or deferred them.
  void require_parents() const;

  /// Makes the settings what they were. Works while an interrupt is pending; when memory has run
  /// out, at least for foreign_keys, legacy_alter_table, trusted_schema and writable_schema.
  void restore() noexcept;

 private:
  struct Saved {
    std::string_view setting;
    int db_config;  // 0: only by SQL
    std::int64_t value;
    std::string restoring_sql;
  };

  void run_as_written(std::string_view sql) const;
  void save(std::string_view setting, int db_config);
  void remember_orphans();

  sqlite3* db_;
  LockWait wait_;
  ForcedRollback& forced_rollback_;
  int foreign_keys_ = 0;
  std::vector<Saved> saved_;
  std::optional<OrphanedRows> orphans_;  // nothing: foreign keys were always checked
};

}  // namespace migrate

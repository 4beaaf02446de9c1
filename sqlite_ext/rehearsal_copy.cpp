// The backup API copies page by page but refuses a source that its own connection is writing to;
// sqlite3_serialize takes the pages as that connection sees them, all in memory.
#include "rehearsal_copy.h"

#include <sqlite3ext.h>

#include <array>
#include <new>
#include <string>
#include <string_view>

#include "borrowed.h"
#include "error.h"
#include "sqlite_error.h"
#include "stand_ins.h"
#include "statement.h"
#include "text.h"
SQLITE_EXTENSION_INIT3

namespace migrate {
namespace {

constexpr std::array kSettings{SQLITE_DBCONFIG_ENABLE_FKEY,
                               SQLITE_DBCONFIG_ENABLE_TRIGGER,
                               SQLITE_DBCONFIG_ENABLE_VIEW,
                               SQLITE_DBCONFIG_DEFENSIVE,
                               SQLITE_DBCONFIG_LEGACY_ALTER_TABLE,
                               SQLITE_DBCONFIG_TRUSTED_SCHEMA,
                               SQLITE_DBCONFIG_DQS_DDL,
                               SQLITE_DBCONFIG_DQS_DML};
constexpr std::array<std::string_view, 2> kPragmas{"recursive_triggers",
                                                   "ignore_check_constraints"};
constexpr int kPagesAtOnce = 1000;
constexpr int kStepsBetweenProbes = 10000;  // of SQLite's virtual machine

LockWait no_wait(sqlite3* db) { return {db, std::chrono::milliseconds(0)}; }

std::int64_t pragma(sqlite3* db, std::string_view name) {
  const Statement statement = prepare(db, no_wait(db), cat("PRAGMA main.", name), Lifetime::kOnce);
  return step_first(db, no_wait(db), statement.get()) ? sqlite3_column_int64(statement.get(), 0)
                                                      : 0;
}

void require_size(sqlite3* host, std::int64_t max_bytes) {
  if (max_bytes <= 0) return;
  const std::int64_t bytes = pragma(host, "page_count") * pragma(host, "page_size");
  if (bytes <= max_bytes) return;
  throw Error(ErrorCode::kProgramLimit, "database is too large to be copied for a rehearsal",
              cat("It has ", std::to_string(bytes), " bytes; the limit is ",
                  std::to_string(max_bytes), "."),
              "Raise setting \"rehearse_max_bytes\".");
}

void copy_settings(sqlite3* host, sqlite3* copy) {
  for (const int setting : kSettings) {
    int value = 0;
    sqlite3_db_config(host, setting, -1, &value);
    sqlite3_db_config(copy, setting, value, nullptr);
  }
  for (int limit = SQLITE_LIMIT_LENGTH; limit <= SQLITE_LIMIT_WORKER_THREADS; ++limit) {
    sqlite3_limit(copy, limit, sqlite3_limit(host, limit, -1));
  }
  sqlite3_limit(copy, SQLITE_LIMIT_ATTACHED, 0);
  for (const std::string_view name : kPragmas) {
    run(copy, no_wait(copy), cat("PRAGMA ", name, " = ", std::to_string(pragma(host, name))));
  }
}

void copy_by_backup(sqlite3* host, sqlite3* copy, const std::function<void()>& check_interrupt) {
  struct Finish {
    void operator()(sqlite3_backup* backup) const noexcept { sqlite3_backup_finish(backup); }
  };
  const std::unique_ptr<sqlite3_backup, Finish> backup(
      sqlite3_backup_init(copy, "main", host, "main"));
  if (!backup) throw last_error(copy, sqlite3_errcode(copy));
  int code = SQLITE_OK;
  while ((code = sqlite3_backup_step(backup.get(), kPagesAtOnce)) == SQLITE_OK) check_interrupt();
  if (code == SQLITE_NOMEM) throw std::bad_alloc();
  if (code != SQLITE_DONE) {
    throw SqliteError(ErrorCode::kStatement, code, sqlite3_errstr(code));
  }
}

void copy_by_serialize(sqlite3* host, sqlite3* copy) {
  struct Free {
    void operator()(unsigned char* bytes) const noexcept { sqlite3_free(bytes); }
  };
  sqlite3_int64 size = 0;
  std::unique_ptr<unsigned char, Free> bytes(sqlite3_serialize(host, "main", &size, 0));
  if (!bytes) throw std::bad_alloc();
  // A database in memory has no WAL. Source: sqlite.org/fileformat.html, 1.3.3.
  constexpr int kWriteVersion = 18;
  constexpr int kReadVersion = 19;
  if (size > kReadVersion) bytes.get()[kWriteVersion] = bytes.get()[kReadVersion] = 1;
  const int code =
      sqlite3_deserialize(copy, "main", bytes.release(), size, size,
                          SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  if (code != SQLITE_OK) throw last_error(copy, code);
}

// Result: not 0 where the host's connection has been interrupted, which its statements then tell.
int stop_with_host(void* probe) noexcept {
  auto* statement = static_cast<sqlite3_stmt*>(probe);
  const int code = sqlite3_step(statement);
  sqlite3_reset(statement);
  return code == SQLITE_INTERRUPT ? 1 : 0;
}

}  // namespace

RehearsalCopy::RehearsalCopy(sqlite3* host, std::int64_t max_bytes,
                             const std::function<void()>& check_interrupt) {
  require_size(host, max_bytes);
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2("", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  db_.reset(db);
  if (code != SQLITE_OK) throw last_error(db, code);
  // Before there is a schema: SQLite lists a collation that the schema names as one that is there.
  lend_functions(host, db);
  register_stand_ins(host, db);
  if (sqlite3_txn_state(host, "main") == SQLITE_TXN_WRITE) {
    copy_by_serialize(host, db);
  } else {
    copy_by_backup(host, db, check_interrupt);
  }
  copy_settings(host, db);
  interrupt_probe_ = prepare(host, no_wait(host), "SELECT 1", Lifetime::kCached);
  sqlite3_progress_handler(db, kStepsBetweenProbes, stop_with_host, interrupt_probe_.get());
}

void RehearsalCopy::Close::operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }

}  // namespace migrate

#include "sqlite_database.h"

#include <sha2.h>
#include <sqlite3ext.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <memory>

#include "outside_session.h"
#include "schema/sqlite/model_statement.h"
#include "scratch.h"
#include "sqlite_error.h"
#include "text.h"
SQLITE_EXTENSION_INIT3

namespace migrate {
namespace {

// In main by name, so that a temporary table of the same name is never taken for ours.
constexpr std::array<std::string_view, 10> kTables = {
    R"(CREATE TABLE IF NOT EXISTS main.migrate_version (
  version_num VARCHAR(255) NOT NULL PRIMARY KEY
))",
    R"(CREATE TABLE IF NOT EXISTS main.migrate_script (
  position INTEGER NOT NULL UNIQUE,
  is_head BOOLEAN NOT NULL DEFAULT 1,
  revision VARCHAR(255) NOT NULL PRIMARY KEY,
  down_revision TEXT NOT NULL DEFAULT '',
  branch_labels TEXT NOT NULL DEFAULT '',
  depends_on TEXT NOT NULL DEFAULT '',
  message TEXT NOT NULL DEFAULT '',
  create_date TEXT NOT NULL DEFAULT '',
  upgrade TEXT NOT NULL DEFAULT '',
  upgrade_transactional BOOLEAN NOT NULL DEFAULT 1,
  downgrade TEXT,
  downgrade_transactional BOOLEAN NOT NULL DEFAULT 1,
  hash TEXT NOT NULL DEFAULT '',
  stored_by TEXT
))",
    "CREATE INDEX IF NOT EXISTS main.migrate_script_is_head_idx "
    "ON migrate_script (revision) WHERE is_head",
    R"(CREATE TABLE IF NOT EXISTS main.migrate_seal (
  revision VARCHAR(255) NOT NULL PRIMARY KEY,
  hash TEXT NOT NULL
))",
    R"(CREATE TABLE IF NOT EXISTS main.migrate_approval (
  revision VARCHAR(255) NOT NULL,
  hash TEXT NOT NULL,
  approved_by TEXT,
  approved_at TEXT NOT NULL,
  PRIMARY KEY (revision, hash, approved_by)
))",
    R"(CREATE TABLE IF NOT EXISTS main.migrate_log (
  log_id INTEGER PRIMARY KEY,
  logged_at TEXT NOT NULL,
  operation TEXT NOT NULL,
  revision TEXT,
  executed_by TEXT,
  client_address TEXT,
  application_name TEXT,
  duration_ms REAL,
  error TEXT,
  hash TEXT
))",
    R"(CREATE TABLE IF NOT EXISTS main.migrate_settings (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
))",
    R"(CREATE TABLE IF NOT EXISTS main.migrate_model (
  is_set BOOLEAN NOT NULL PRIMARY KEY DEFAULT 1 CHECK (is_set),
  ddl TEXT NOT NULL,
  schemas TEXT NOT NULL,
  reading TEXT,
  reading_key TEXT,
  digest TEXT,
  stored_by TEXT
))",
    R"(CREATE TABLE IF NOT EXISTS main.migrate_progress (
  revision VARCHAR(255) NOT NULL,
  operation TEXT NOT NULL,
  statement INTEGER NOT NULL,
  sql TEXT NOT NULL,
  state TEXT NOT NULL,
  before TEXT,
  noted_at TEXT NOT NULL,
  PRIMARY KEY (revision, operation, statement)
))",
    R"(CREATE TABLE IF NOT EXISTS main.migrate_schema (
  is_set BOOLEAN NOT NULL PRIMARY KEY DEFAULT 1 CHECK (is_set),
  version_rows TEXT NOT NULL,
  hash TEXT NOT NULL,
  reading TEXT NOT NULL,
  reading_key TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT
))",
};

// Leaves a cached statement as if it had never run, also after an error: no reader, no parameters.
class ResetOnExit {
 public:
  explicit ResetOnExit(sqlite3_stmt* statement) : statement_(statement) {}
  ResetOnExit(const ResetOnExit&) = delete;
  ResetOnExit& operator=(const ResetOnExit&) = delete;
  ~ResetOnExit() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

 private:
  sqlite3_stmt* statement_;
};

// The parameters outlive the statement's run, so SQLite needs no copies.
void bind(sqlite3* db, sqlite3_stmt* statement, const Row& parameters) {
  assert(static_cast<std::size_t>(sqlite3_bind_parameter_count(statement)) == parameters.size());
  int index = 0;
  for (const Value& value : parameters) {
    ++index;
    if (!value) continue;
    const int code = sqlite3_bind_text64(statement, index, value->data(), value->size(),
                                         SQLITE_STATIC, SQLITE_UTF8);
    if (code != SQLITE_OK) throw last_error(db, code);
  }
}

// Lives until the statement moves on.
std::optional<std::string_view> column_text(sqlite3_stmt* statement, int column) {
  if (sqlite3_column_type(statement, column) == SQLITE_NULL) return std::nullopt;
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  if (text) return std::string_view(text, size);
  if (sqlite3_errcode(sqlite3_db_handle(statement)) == SQLITE_NOMEM) throw std::bad_alloc();
  return std::string_view();  // an empty blob
}

}  // namespace

SqliteDatabase::SqliteDatabase(sqlite3* db, std::chrono::milliseconds lock_timeout)
    : db_(db), wait_(db, lock_timeout), can_commit_(sqlite3_get_autocommit(db) != 0) {}

void SqliteDatabase::hold_snapshot() {
  // A statement that stands on its row keeps its read lock; a savepoint could not be opened within
  // a statement that writes.
  Statement statement = prepare(db_, wait_, "PRAGMA main.user_version", Lifetime::kOnce);
  step_first(db_, wait_, statement.get());
  snapshot_ = std::move(statement);
}

void SqliteDatabase::lock_before_reading() {
  if (sqlite3_get_autocommit(db_) != 0 || sqlite3_db_readonly(db_, "main") != 0) return;
  if (sqlite3_txn_state(db_, "main") == SQLITE_TXN_NONE)
    take_write_lock(db_, wait_, forced_rollback());
}

std::string SqliteDatabase::table(std::string_view name) const {
  return cat("main.", name);  // plain words, which need no quotes
}

bool SqliteDatabase::has_tables() {
  return query(
             "SELECT count(*) FROM main.sqlite_master WHERE type = 'table' "
             "AND name COLLATE NOCASE IN ('migrate_version', 'migrate_script')",
             {}) == Rows{{"2"}};
}

void SqliteDatabase::create_tables() {
  // CREATE INDEX expires the statement that undoes everything when memory is out.
  forced_rollback().refresh_after([this] {
    for (const std::string_view sql : kTables) run(db_, wait_, sql);
  });
}

ForcedRollback& SqliteDatabase::forced_rollback() {
  if (!forced_rollback_) forced_rollback_.emplace(db_, wait_);
  return *forced_rollback_;
}

sqlite3_stmt* SqliteDatabase::cached(std::string_view sql) {
  std::string key(sql);
  const auto found = statements_.find(key);
  if (found != statements_.end()) return found->second.get();
  Statement statement = prepare(db_, wait_, sql, Lifetime::kCached);
  assert(statement);
  return statements_.emplace(std::move(key), std::move(statement)).first->second.get();
}

std::int64_t SqliteDatabase::execute(std::string_view sql, const Row& parameters) {
  sqlite3_stmt* statement = cached(sql);
  const ResetOnExit reset(statement);
  bind(db_, statement, parameters);
  const int before = sqlite3_total_changes(db_);
  if (step_first(db_, wait_, statement)) {
    while (step_next(db_, statement)) {
    }
  }
  // sqlite3_changes is that of an earlier statement where this one changes no row.
  return sqlite3_total_changes(db_) == before ? 0 : sqlite3_changes(db_);
}

Rows SqliteDatabase::query(std::string_view sql, const Row& parameters) {
  Rows rows;
  for_each(sql, parameters, [&](std::span<const std::optional<std::string_view>> values) {
    rows.emplace_back(values.begin(), values.end());
  });
  return rows;
}

void SqliteDatabase::for_each(std::string_view sql, const Row& parameters,
                              const RowVisitor& visit) {
  sqlite3_stmt* statement = cached(sql);
  const ResetOnExit reset(statement);
  bind(db_, statement, parameters);
  std::vector<std::optional<std::string_view>> values;
  for (bool row = step_first(db_, wait_, statement); row; row = step_next(db_, statement)) {
    // Asked here, as running compiles the statement again after a change of the schema.
    values.resize(static_cast<std::size_t>(sqlite3_column_count(statement)));
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = column_text(statement, static_cast<int>(i));
    }
    visit(values);
  }
}

void SqliteDatabase::run_statement(std::string_view sql) {
  assert(script_);
  script_->run_statement(sql);
}

std::optional<Error> SqliteDatabase::try_statement(std::string_view sql) {
  try {
    run_statement(sql);
  } catch (const SqliteError& error) {
    // Anything else is about locks or the disk. SQLite backs out of the statement by itself.
    const int code = error.result_code() & 0xff;
    const bool is_refusal = code == SQLITE_ERROR || code == SQLITE_CONSTRAINT;
    if (!is_refusal || sqlite3_get_autocommit(db_) != 0) throw;
    forced_rollback().refresh();
    return error;
  }
  return std::nullopt;
}

void SqliteDatabase::in_rebuild(const std::function<void()>& body) {
  assert(script_);
  run_with(RebuildSettings::of_rebuild(db_), body);
}

bool SqliteDatabase::exchange_statement(std::string_view schema, std::string_view table,
                                        std::string_view sql) {
  int is_defensive = 0;
  sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, -1, &is_defensive);
  if (is_defensive != 0) return false;
  const std::string qualifier = dialect().quote_identifier(schema);
  run_with(RebuildSettings::of_exchange(db_), [&] {
    run(db_, wait_,
        cat("UPDATE ", qualifier, ".sqlite_master SET sql = ", dialect().quote_literal(sql),
            " WHERE type = 'table' AND name = ", dialect().quote_literal(table)));
    const Rows version = query(cat("PRAGMA ", qualifier, ".schema_version"), {});
    const long long next = std::stoll(version.at(0).at(0).value_or("0")) + 1;
    run(db_, wait_, cat("PRAGMA ", qualifier, ".schema_version = ", std::to_string(next)));
  });
  // Every connection, this one too, reads the schema again with its next statement.
  const auto read =
      cat("SELECT 1 FROM ", qualifier, ".", dialect().quote_identifier(table), " LIMIT 0");
  try {
    run(db_, wait_, read);
    forced_rollback().refresh();
  } catch (...) {
    // Without the schema, what restoring the settings expires could not be compiled again.
    forced_rollback().run();
    throw;
  }
  return true;
}

void SqliteDatabase::run_with(const RebuildSettings& settings, const std::function<void()>& body) {
  const auto set = [&] { settings.set(); };
  const auto restore = [&] { settings.restore(); };
  try {
    forced_rollback().refresh_after(set);
    body();
    forced_rollback().refresh_after(restore);
  } catch (const std::bad_alloc&) {
    // As in in_script: restoring expires the statement that this needs.
    forced_rollback().run();
    settings.restore();
    throw;
  } catch (...) {
    settings.restore();
    throw;
  }
}

void SqliteDatabase::in_script(const std::function<void()>& body) {
  ScriptSession session(db_, wait_, forced_rollback());
  script_ = &session;
  try {
    body();
    script_ = nullptr;
    session.require_parents();
    forced_rollback().refresh_after([&] { session.restore(); });
  } catch (const std::bad_alloc&) {
    script_ = nullptr;
    // Restoring expires the statement that this needs, and compiling it again needs memory.
    forced_rollback().run();
    session.restore();
    throw;
  } catch (...) {
    script_ = nullptr;
    session.restore();
    throw;
  }
}

void SqliteDatabase::in_scratch(const std::function<void(Database&)>& body) {
  const Scratch scratch(db_);
  SqliteDatabase database(scratch.db());
  database.in_transaction([&] { body(database); });
}

void SqliteDatabase::run_model_statement(std::string_view sql) {
  if (sqlite::read_model_statement(sql) == sqlite::ModelStatement::kRun) run_statement(sql);
}

void SqliteDatabase::in_transaction(const std::function<void()>& body) {
  try {
    run_in_transaction(db_, wait_, forced_rollback(), body);
  } catch (Error& error) {
    // An interrupt, a full disk or ON CONFLICT ROLLBACK takes the caller's part along.
    constexpr std::string_view kLost = "SQLite has rolled back the whole transaction";
    if (!can_commit_ && sqlite3_get_autocommit(db_) != 0 &&
        error.context().find(kLost) == std::string::npos) {
      error.add_context(kLost);
    }
    throw;
  }
}

void SqliteDatabase::in_savepoint(const std::function<void()>& body) {
  try {
    run_in_savepoint(db_, wait_, forced_rollback(), body);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (...) {
    forced_rollback().refresh();
    throw;
  }
}

void SqliteDatabase::lock_for_migration() { take_write_lock(db_, wait_, forced_rollback()); }

std::string SqliteDatabase::sha256(std::string_view bytes) {
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest;
  SHA2_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  SHA256Final(digest.data(), &context);
  return hex(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

std::unique_ptr<OutsideSession> SqliteDatabase::open_outside() {
  return std::make_unique<SqliteOutsideSession>(*this, db_, wait_, forced_rollback());
}

void SqliteDatabase::limit_migration_wait(std::chrono::milliseconds limit) {
  constexpr std::chrono::hours kWithoutLimit(24 * 365);
  wait_ = LockWait(db_, limit.count() == 0 ? kWithoutLimit : limit);
}

void SqliteDatabase::pause(std::chrono::milliseconds duration) {
  constexpr std::chrono::milliseconds kSlice(100);
  for (; duration.count() > 0; duration -= kSlice) {
    check_interrupt();
    sqlite3_sleep(static_cast<int>(std::min(duration, kSlice).count()));
  }
}

void SqliteDatabase::check_interrupt() {
#if SQLITE_VERSION_NUMBER >= 3041000
  if (sqlite3_libversion_number() >= 3041000 && sqlite3_is_interrupted(db_)) {
    throw SqliteError(ErrorCode::kStatement, SQLITE_INTERRUPT, sqlite3_errstr(SQLITE_INTERRUPT));
  }
#endif
}

bool SqliteDatabase::execute_after_failure(std::string_view sql, const Row& parameters) {
  in_transaction([&] { execute(sql, parameters); });
  return true;
}

void SqliteDatabase::notice(std::string_view line) {
  sqlite3_log(SQLITE_NOTICE, "migrate: %s", std::string(line).c_str());
}

}  // namespace migrate

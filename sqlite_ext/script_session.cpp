// Only a PRAGMA changes settings, so a setting is read before the first PRAGMA that names it. It is
// read by a statement that is compiled each time, as SQLite makes the value of a flag a constant of
// the compiled statement; and it is set by compiling, so that EXPLAIN PRAGMA sets it too.
#include "script_session.h"

#include <sqlite3ext.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "dialect/dialect.h"
#include "sqlite_error.h"
#include "text.h"
SQLITE_EXTENSION_INIT3

namespace migrate {
namespace {

constexpr std::string_view kDeferForeignKeys = "defer_foreign_keys";

// What `PRAGMA name` shows as one number and `PRAGMA name = number` sets back; some can be set
// without compiling a statement, which needs memory. Source: sqlite.org/pragma.html.
struct Setting {
  std::string_view name;
  int db_config = 0;
};
constexpr std::array kSettings = std::to_array<Setting>({
    {"analysis_limit"},
    {"automatic_index"},
    {"busy_timeout"},
    {"cache_size"},
    {"cache_spill"},
    {"cell_size_check"},
    {"checkpoint_fullfsync"},
    {"count_changes"},
    {kDeferForeignKeys},
    {"empty_result_callbacks"},
    {"full_column_names"},
    {"fullfsync"},
    {"ignore_check_constraints"},
    {"legacy_alter_table", SQLITE_DBCONFIG_LEGACY_ALTER_TABLE},
    {"query_only"},
    {"read_uncommitted"},
    {"recursive_triggers"},
    {"reverse_unordered_selects"},
    {"short_column_names"},
    {"synchronous"},
    {"trusted_schema", SQLITE_DBCONFIG_TRUSTED_SCHEMA},
    {"writable_schema", SQLITE_DBCONFIG_WRITABLE_SCHEMA},
});

// Without a space and, where it sets a value, with a semicolon at its end: there SQLite would look
// for a pending interrupt.
std::string pragma(std::string_view name) { return cat("PRAGMA\"", name, "\""); }

std::optional<std::int64_t> read_setting(sqlite3* db, LockWait wait, std::string_view name) {
  const Statement statement = prepare(db, wait, pragma(name), Lifetime::kOnce);
  if (!statement || !step_first(db, wait, statement.get())) return std::nullopt;
  return sqlite3_column_int64(statement.get(), 0);
}

std::string_view unquoted(std::string_view name) {
  const bool is_quoted =
      name.size() >= 2 && std::string_view("\"'`[").find(name.front()) != std::string_view::npos;
  return is_quoted ? name.substr(1, name.size() - 2) : name;
}

// `PRAGMA main.name = 1`, `EXPLAIN PRAGMA name(1)` -> the one of kSettings that it names; nullptr
// for every other statement.
const Setting* setting_named_by(std::string_view sql) {
  bool is_pragma = false;
  std::string_view name;
  for (std::size_t offset = 0;;) {
    const Token token = sqlite_dialect().next_token(sql, offset);
    const std::string_view text = sql.substr(token.begin, token.end - token.begin);
    offset = token.end;
    if (token.kind == Token::Kind::kWord || token.kind == Token::Kind::kQuoted) {
      if (is_pragma) {
        name = unquoted(text);
      } else if (equals_ignoring_case(text, "pragma")) {
        is_pragma = true;
      } else if (!equals_ignoring_case(text, "explain")) {
        return nullptr;
      }
    } else if (token.kind == Token::Kind::kEnd || token.kind == Token::Kind::kOpen ||
               (token.kind == Token::Kind::kOther && text != ".")) {
      break;
    }
  }
  const auto found = std::find_if(kSettings.begin(), kSettings.end(), [&](const Setting& setting) {
    return equals_ignoring_case(setting.name, name);
  });
  return found == kSettings.end() ? nullptr : &*found;
}

// CREATE INDEX, ALTER TABLE and ANALYZE do; none of them minds a statement that reads.
bool expires_statements(std::string_view sql) {
  const Token token = sqlite_dialect().next_token(sql, 0);
  const std::string_view word = sql.substr(token.begin, token.end - token.begin);
  return equals_ignoring_case(word, "create") || equals_ignoring_case(word, "alter") ||
         equals_ignoring_case(word, "analyze");
}

}  // namespace

ScriptSession::ScriptSession(sqlite3* db, LockWait wait, ForcedRollback& forced_rollback)
    : db_(db), wait_(wait), forced_rollback_(forced_rollback) {
  sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_FKEY, -1, &foreign_keys_);
}

void ScriptSession::run_statement(std::string_view sql) {
  if (const auto foreign_keys = sqlite_foreign_keys_setting(sql)) {
    if (!*foreign_keys) remember_orphans();
    forced_rollback_.refresh_after([&] {
      sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_FKEY, *foreign_keys ? 1 : 0, nullptr);
    });
  } else if (const Setting* setting = setting_named_by(sql)) {
    save(setting->name, setting->db_config);
    if (setting->name == kDeferForeignKeys) remember_orphans();
    forced_rollback_.refresh_after([&] { run_as_written(sql); });
  } else if (expires_statements(sql)) {
    forced_rollback_.refresh_after([&] { run_as_written(sql); });
  } else {
    run_as_written(sql);
    forced_rollback_.refresh();
  }
}

void ScriptSession::run_as_written(std::string_view sql) const {
  const int autocommit = sqlite3_get_autocommit(db_);
  // One statement to the splitter should be one to SQLite; nothing is skipped where it is not.
  for (std::size_t left = sql.size() + 1; !sql.empty() && sql.size() < left;) {
    left = sql.size();
    const Statement statement = prepare(db_, wait_, sql, Lifetime::kOnce, &sql);
    if (!statement || !step_first(db_, wait_, statement.get())) continue;
    while (step_next(db_, statement.get())) {
    }
  }
  if (sqlite3_get_autocommit(db_) != autocommit) {
    throw Error(ErrorCode::kWrongState,
                autocommit ? "the statement has left a transaction open"
                           : "the statement has ended the transaction of its migration",
                "", "Leave transactions to migrate.");
  }
}

void ScriptSession::save_named_by(std::string_view sql) {
  if (const Setting* setting = setting_named_by(sql)) save(setting->name, setting->db_config);
}

void ScriptSession::save(std::string_view setting, int db_config) {
  for (const Saved& saved : saved_) {
    if (saved.setting == setting) return;
  }
  const auto value = read_setting(db_, wait_, setting);
  if (!value) return;
  const std::string number = std::to_string(*value);
  saved_.push_back({setting, db_config, *value, cat(pragma(setting), "=", number, ";")});
}

void ScriptSession::remember_orphans() {
  if (!orphans_) orphans_ = OrphanedRows::find(db_, wait_);
}

void ScriptSession::require_parents() const {
  if (orphans_) orphans_->require_no_more(OrphanedRows::find(db_, wait_));
}

void ScriptSession::restore() noexcept {
  sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_FKEY, foreign_keys_, nullptr);
  for (const Saved& saved : saved_) {
    if (saved.db_config != 0) {
      sqlite3_db_config(db_, saved.db_config, static_cast<int>(saved.value), nullptr);
    } else {
      // Turning defer_foreign_keys off forgets the violations that it has put off; require_parents
      // has looked for them.
      sqlite3_exec(db_, saved.restoring_sql.c_str(), nullptr, nullptr, nullptr);
    }
  }
}

}  // namespace migrate

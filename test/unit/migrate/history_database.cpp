#include "unit/migrate/history_database.h"

#include <gtest/gtest.h>
#include <sqlite3ext.h>

#include <stdexcept>

#include "migrate/verbs.h"
#include "sqlite_database.h"
#include "text.h"
SQLITE_EXTENSION_INIT1

// The adapter calls SQLite as an extension does; these two are called as the host does.
#undef sqlite3_open_v2
#undef sqlite3_auto_extension
extern "C" int sqlite3_open_v2(const char*, sqlite3**, int, const char*);
extern "C" int sqlite3_auto_extension(void (*)(void));

namespace migrate::test {
namespace {

extern "C" int keep_api(sqlite3*, char**, const sqlite3_api_routines* api) {
  SQLITE_EXTENSION_INIT2(api)
  return SQLITE_OK;
}

// Of our own tables without what the clock says.
std::string rows_to_compare(const std::string& table) {
  if (table == "migrate_log") {
    return "operation, revision FROM migrate_log WHERE operation <> 'failure' ORDER BY log_id";
  }
  if (table == "migrate_script") {
    return "position, revision, down_revision, branch_labels, depends_on, message, upgrade,"
           " upgrade_transactional, downgrade, downgrade_transactional FROM migrate_script"
           " ORDER BY position";
  }
  if (table == "migrate_schema") return "version_rows, hash, reading FROM migrate_schema";
  if (table == "migrate_approval") return "revision, hash, approved_by FROM migrate_approval";
  // A new revision's hash covers its create date.
  if (table == "migrate_seal") return "revision FROM migrate_seal ORDER BY revision";
  return cat("rowid, * FROM \"", table, "\"");
}

std::string as_text(const Rows& rows) {
  std::vector<std::string> lines;
  for (const Row& row : rows) {
    std::vector<std::string> values;
    for (const Value& value : row) values.push_back(value.value_or("NULL"));
    lines.push_back(join(values, "|"));
  }
  return join(lines, "\n");
}

}  // namespace

HistoryDatabase::HistoryDatabase(const std::string& path) {
  sqlite3_auto_extension(reinterpret_cast<void (*)(void)>(keep_api));
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  if (sqlite3_open_v2(path.c_str(), &db_, flags, nullptr) != SQLITE_OK) {
    throw std::runtime_error("could not open a database");
  }
  sql("PRAGMA foreign_keys = on");
}

HistoryDatabase::HistoryDatabase(const HistoryDatabase& other) : HistoryDatabase() {
  sqlite3_backup* backup = sqlite3_backup_init(db_, "main", other.db_, "main");
  sqlite3_backup_step(backup, -1);
  EXPECT_EQ(sqlite3_backup_finish(backup), SQLITE_OK);
}

HistoryDatabase::~HistoryDatabase() { EXPECT_EQ(sqlite3_close(db_), SQLITE_OK); }

std::unique_ptr<Database> HistoryDatabase::open(std::chrono::milliseconds lock_timeout) const {
  return std::make_unique<SqliteDatabase>(db_, lock_timeout);
}

std::string HistoryDatabase::call(std::string_view verb, Row arguments) const {
  return call_verb(*open(), verb, std::move(arguments));
}

std::string HistoryDatabase::sql(const std::string& text) const {
  Rows rows;
  const auto add_row = [](void* data, int count, char** values, char**) {
    Row row;
    for (int i = 0; i < count; ++i) row.push_back(values[i] ? Value(values[i]) : std::nullopt);
    static_cast<Rows*>(data)->push_back(std::move(row));
    return 0;
  };
  if (sqlite3_exec(db_, text.c_str(), add_row, &rows, nullptr) != SQLITE_OK) {
    ADD_FAILURE() << sqlite3_errmsg(db_) << ": " << text;
  }
  return as_text(rows);
}

std::string HistoryDatabase::state() const {
  std::string result = sql("SELECT type, name, sql FROM sqlite_master ORDER BY rowid");
  const auto names = split_list(
      sql("SELECT group_concat(name) FROM (SELECT name FROM sqlite_master WHERE type = 'table'"
          " ORDER BY name)"));
  for (const std::string& table : names) {
    if (table == "NULL") continue;
    const std::string rows = rows_to_compare(table);
    result += cat("\n", table, ":\n", sql(cat("SELECT ", rows)));
  }
  return cat(result, "\nforeign_keys: ", sql("PRAGMA foreign_keys"));
}

bool HistoryDatabase::is_autocommit() const { return sqlite3_get_autocommit(db_) != 0; }

int HistoryDatabase::open_statements() const {
  int count = 0;
  for (sqlite3_stmt* statement = sqlite3_next_stmt(db_, nullptr); statement;
       statement = sqlite3_next_stmt(db_, statement)) {
    ++count;
  }
  return count;
}

std::string call_verb(Database& database, std::string_view verb, Row arguments) {
  for (const Verb& each : verbs()) {
    if (each.name != verb || each.parameters.size() < arguments.size()) continue;
    arguments.resize(each.parameters.size());
    return as_text(each.run(database, arguments));
  }
  throw std::logic_error(cat("no verb ", verb));
}

}  // namespace migrate::test

#include "scratch.h"

#include <sqlite3ext.h>

#include <array>

#include "sqlite_error.h"
#include "stand_ins.h"
SQLITE_EXTENSION_INIT3

namespace migrate {
namespace {

// What decides how a text is read, and what a renamed table takes along.
constexpr std::array kSettings{SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_DQS_DML,
                               SQLITE_DBCONFIG_ENABLE_FKEY, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE,
                               SQLITE_DBCONFIG_TRUSTED_SCHEMA};

void copy_settings(sqlite3* host, sqlite3* scratch) {
  for (const int setting : kSettings) {
    int value = 0;
    sqlite3_db_config(host, setting, -1, &value);
    sqlite3_db_config(scratch, setting, value, nullptr);
  }
  for (int limit = SQLITE_LIMIT_LENGTH; limit <= SQLITE_LIMIT_WORKER_THREADS; ++limit) {
    sqlite3_limit(scratch, limit, sqlite3_limit(host, limit, -1));
  }
}

}  // namespace

Scratch::Scratch(sqlite3* host) {
  sqlite3* db = nullptr;
  const int code =
      sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  db_.reset(db);
  if (code != SQLITE_OK) throw last_error(db, code);
  copy_settings(host, db);
  register_stand_ins(host, db);
}

void Scratch::Close::operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }

}  // namespace migrate

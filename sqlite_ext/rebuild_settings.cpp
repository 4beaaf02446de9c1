#include "rebuild_settings.h"

#include <sqlite3ext.h>

#include <array>
SQLITE_EXTENSION_INIT3

namespace migrate {

RebuildSettings::RebuildSettings(sqlite3* db, std::span<const Wanted> wanted) : db_(db) {
  for (const Wanted& one : wanted) {
    settings_.push_back({one, 0});
    sqlite3_db_config(db_, one.db_config, -1, &settings_.back().found);
  }
}

RebuildSettings RebuildSettings::of_rebuild(sqlite3* db) {
  return {db, std::to_array<Wanted>({{SQLITE_DBCONFIG_ENABLE_FKEY, 0},
                                     {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                     {SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 1},
                                     {SQLITE_DBCONFIG_DQS_DDL, 1},
                                     {SQLITE_DBCONFIG_DQS_DML, 0}})};
}

RebuildSettings RebuildSettings::of_exchange(sqlite3* db) {
  return {db, std::to_array<Wanted>({{SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1}})};
}

void RebuildSettings::set() const noexcept {
  for (const Setting& one : settings_) {
    sqlite3_db_config(db_, one.wanted.db_config, one.wanted.value, nullptr);
  }
}

void RebuildSettings::restore() const noexcept {
  for (const Setting& one : settings_) {
    sqlite3_db_config(db_, one.wanted.db_config, one.found, nullptr);
  }
}

}  // namespace migrate

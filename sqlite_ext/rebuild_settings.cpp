#include "rebuild_settings.h"

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

namespace migrate {

RebuildSettings::RebuildSettings(sqlite3* db)
    : db_(db),
      settings_({{{SQLITE_DBCONFIG_ENABLE_FKEY, 0, 0},
                  {SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 1, 0},
                  {SQLITE_DBCONFIG_DQS_DDL, 1, 0},
                  {SQLITE_DBCONFIG_DQS_DML, 0, 0}}}) {
  for (Setting& setting : settings_) {
    sqlite3_db_config(db_, setting.db_config, -1, &setting.found);
  }
}

void RebuildSettings::set() const noexcept {
  for (const Setting& setting : settings_) {
    sqlite3_db_config(db_, setting.db_config, setting.wanted, nullptr);
  }
}

void RebuildSettings::restore() const noexcept {
  for (const Setting& setting : settings_) {
    sqlite3_db_config(db_, setting.db_config, setting.found, nullptr);
  }
}

}  // namespace migrate

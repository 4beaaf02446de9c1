// The connection's settings while a table is rebuilt.
#pragma once

#include <array>

struct sqlite3;

namespace migrate {

class RebuildSettings {
 public:
  /// Reads what the settings are.
  explicit RebuildSettings(sqlite3* db);

  /// Foreign keys off; RENAME TO leaves what refers to the table alone; strings in double quotes
  /// are accepted in DDL. Works inside a transaction, where PRAGMA foreign_keys would do nothing.
  void set() const noexcept;
  void restore() const noexcept;

 private:
  struct Setting {
    int db_config;
    int wanted;
    int found;
  };

  sqlite3* db_;
  std::array<Setting, 3> settings_;
};

}  // namespace migrate

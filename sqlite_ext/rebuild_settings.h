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
  /// are accepted in DDL, which was so when the schema was read, but not in statements, where a
  /// misspelled column would be one. Works inside a transaction, where PRAGMA foreign_keys would do
  /// nothing.
  void set() const noexcept;
  void restore() const noexcept;

 private:
  struct Setting {
    int db_config;
    int wanted;
    int found;
  };

  sqlite3* db_;
  std::array<Setting, 4> settings_;
};

}  // namespace migrate

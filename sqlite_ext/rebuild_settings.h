// The connection's settings while a table is rebuilt.
#pragma once

#include <span>
#include <vector>

struct sqlite3;

namespace migrate {

class RebuildSettings {
 public:
  /// Foreign keys off; no triggers; RENAME TO leaves what refers to the table alone; strings in
  /// double quotes are accepted in DDL, which was so when the schema was read, but not in
  /// statements, where a misspelled column would be one.
  static RebuildSettings of_rebuild(sqlite3* db);
  /// sqlite_schema can be written.
  static RebuildSettings of_exchange(sqlite3* db);

  /// Works inside a transaction, where PRAGMA foreign_keys would do nothing.
  void set() const noexcept;
  /// To what they were when this was made.
  void restore() const noexcept;

 private:
  struct Wanted {
    int db_config;
    int value;
  };
  struct Setting {
    Wanted wanted;
    int found;
  };

  RebuildSettings(sqlite3* db, std::span<const Wanted> wanted);

  sqlite3* db_;
  std::vector<Setting> settings_;
};

}  // namespace migrate

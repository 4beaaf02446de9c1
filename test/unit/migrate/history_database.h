// A private SQLite database for tests of the verbs.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "db/database.h"

struct sqlite3;

namespace migrate::test {

class HistoryDatabase {
 public:
  /// Opens a file, or an empty database in memory, with foreign keys enforced.
  explicit HistoryDatabase(const std::string& path = ":memory:");
  /// In memory, with the content of `other`.
  HistoryDatabase(const HistoryDatabase& other);
  ~HistoryDatabase();
  HistoryDatabase& operator=(const HistoryDatabase&) = delete;

  /// The port, as one call of a verb gets it.
  std::unique_ptr<Database> open(
      std::chrono::milliseconds lock_timeout = std::chrono::seconds(60)) const;

  /// Runs a verb by name; arguments that are left out are NULL. Result: its answer as text, columns
  /// joined with "|", rows with newlines, NULL as "NULL".
  std::string call(std::string_view verb, Row arguments = {}) const;

  /// Runs SQL of the test's own, which must not fail. Result: as of call.
  std::string sql(const std::string& text) const;

  /// Schema, rows and settings of the connection, without times and without failures in the log.
  std::string state() const;

  bool is_autocommit() const;
  /// Statements that nobody has finalized.
  int open_statements() const;

 private:
  sqlite3* db_ = nullptr;
};

/// As HistoryDatabase::call, on any database. REQUIRES: there is a verb of this name.
std::string call_verb(Database& database, std::string_view verb, Row arguments);

}  // namespace migrate::test

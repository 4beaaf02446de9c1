// What the runner needs of a database, and who provides it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record.h"

namespace migrate::scenario {

struct Failure {
  std::string sqlstate;  // empty where the database shows none
  std::string text;      // as psql shows it, without "ERROR:  "
};

struct Outcome {
  std::optional<Failure> failure;
  std::vector<std::string> rows;  // values joined with " | "
};

class Session {
 public:
  virtual ~Session() = default;
  /// Runs one or several statements; the rows are those of the last that returns any.
  virtual Outcome run(const std::string& sql) = 0;
  /// migrate_import of a text.
  virtual Outcome import(const std::string& scripts) = 0;
};

/// A database of its own for one scenario file; destroying it removes it. Its sessions must be gone
/// by then.
class TestDatabase {
 public:
  virtual ~TestDatabase() = default;
  /// Errors: std::runtime_error.
  virtual std::unique_ptr<Session> connect(ConnectionMode mode) = 0;
};

/// Errors: std::runtime_error.
std::unique_ptr<TestDatabase> create_sqlite_database(const std::string& module);
/// The server that libpq's environment variables name. Errors: std::runtime_error.
std::unique_ptr<TestDatabase> create_postgres_database();

/// A value as a scenario shows it: NULL, (empty) or the text.
std::string shown(std::optional<std::string_view> value);

}  // namespace migrate::scenario

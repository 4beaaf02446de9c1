// A real SQLite connection for tests, in which the verbs of test_verbs() are registered.
#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>

namespace migrate::test {

/// A result code and its text.
struct Failure {
  int code = SQLITE_OK;
  std::string text;

  bool operator==(const Failure&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Failure& failure);

/// A file in a directory of its own, which goes with the object.
class TemporaryFile {
 public:
  TemporaryFile();
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string directory_;
  std::string path_;
};

class Connection {
 public:
  explicit Connection(const std::string& path = ":memory:",
                      int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* get() const { return db_; }

  /// Runs `sql` and drops its rows. Result: the first failure.
  Failure run(const std::string& sql) const;
  /// Columns joined with "|", rows with "; ", NULL as "NULL"; a failure as "error: …".
  std::string text(const std::string& sql) const;
  bool is_autocommit() const { return sqlite3_get_autocommit(db_) != 0; }
  /// Statements that nobody has finalized.
  int open_statements() const;
  /// Everything in main: schema, rows in their order, user_version. Without any side effect.
  std::string dump() const;

 private:
  sqlite3* db_ = nullptr;
};

/// `text` as a SQL string literal.
std::string literal(std::string_view text);

}  // namespace migrate::test

// A scenario file as records. The format is described in README.md beside this file.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::scenario {

enum class ConnectionMode {
  kNormal,
  kReadOnly,  // the same database, but nothing can be written
  kBare,      // another database, without the extension
};

struct Record {
  enum class Kind {
    kLoad,            // argument = bundle
    kConnection,      // argument = session
    kStatementOk,     // any rows are dropped
    kStatementError,  // argument = SQLSTATE, or empty
    kQuery,
    kScript,  // argument = session that runs the one value of `sql`
  };
  Kind kind = Kind::kStatementOk;
  std::size_t line = 0;  // 1-based, of the record's first line
  std::string argument;
  ConnectionMode mode = ConnectionMode::kNormal;
  bool rowsort = false;
  std::optional<std::string> only_if;  // "postgres" or "sqlite"
  std::string sql;
  std::string expected;  // lines joined with newlines
};

class FormatError : public std::runtime_error {
 public:
  FormatError(std::size_t line, const std::string& message)
      : std::runtime_error(message), line_(line) {}
  std::size_t line() const { return line_; }

 private:
  std::size_t line_;
};

/// Errors: FormatError.
std::vector<Record> parse_records(std::string_view text);

}  // namespace migrate::scenario

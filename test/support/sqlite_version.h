// The SQLite that a test runs with is the one that newest_sqlite.sh has put in place.
#pragma once

#include <sqlite3.h>

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace migrate::test {

/// Throws where MIGRATE_SQLITE_VERSION names another version.
inline void require_sqlite_version() {
  const char* wanted = std::getenv("MIGRATE_SQLITE_VERSION");
  const std::string found = sqlite3_libversion();
  if (wanted && found != wanted) {
    throw std::runtime_error("SQLite is " + found + ", not " + wanted);
  }
}

}  // namespace migrate::test

// A database in memory in which texts are tried, as the host's connection would read them.
#pragma once

#include <memory>

struct sqlite3;

namespace migrate {

class Scratch {
 public:
  /// Opens it, with the host's settings and limits that decide what is read how, and with stand-ins
  /// for the functions, collations and modules that only the host's connection has. Functions give
  /// NULL, collations compare bytes, tables of a module have the columns that they have in the
  /// host's database and no rows. Errors: SqliteError. `host` outlives this.
  explicit Scratch(sqlite3* host);

  sqlite3* db() const { return db_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const noexcept;
  };

  std::unique_ptr<sqlite3, Close> db_;
};

}  // namespace migrate

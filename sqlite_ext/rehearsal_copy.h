// A copy of the host's main database in which scripts are rehearsed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "statement.h"

struct sqlite3;

namespace migrate {

class RehearsalCopy {
 public:
  /// Copies main as the host's connection sees it, what its open transaction has changed included,
  /// into a database of its own, which SQLite keeps in memory as far as its page cache goes, else
  /// in a temporary file. It has the host's settings, its functions and collations as far as
  /// they compute and do nothing else (borrowed.h), and stand-ins for its modules (stand_ins.h). It
  /// can reach no other file: ATTACH is refused. An interrupt of the host's connection is one of
  /// the copy's. `check_interrupt` is called between two parts of the copying and may throw.
  /// Errors: SqliteError; kProgramLimit where main has more than `max_bytes`, unless that is 0.
  /// `host` outlives this.
  RehearsalCopy(sqlite3* host, std::int64_t max_bytes,
                const std::function<void()>& check_interrupt);

  sqlite3* db() const { return db_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const noexcept;
  };

  Statement interrupt_probe_;
  std::unique_ptr<sqlite3, Close> db_;
};

}  // namespace migrate

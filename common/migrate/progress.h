// Table migrate_progress: how far scripts have come that run outside of a transaction.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "db/outside.h"

namespace migrate {

/// One statement of a script that is under way.
struct StatementProgress {
  std::string sql;
  bool is_done = false;  // false: it was begun, and how it ended is not known
  /// What stood before it that a stop could leave half done, as the core wrote it down.
  std::string before;
};

/// The rows of one script: one direction of one revision.
class Progress {
 public:
  /// `operation`: "upgrade" or "downgrade".
  Progress(Database& database, std::string revision, std::string operation);

  /// By the statement's number, 1-based.
  std::map<std::size_t, StatementProgress> load() const;

  /// Writes that a statement is begun. REQUIRES: inside in_transaction, and so the others.
  void begin(std::size_t number, std::string_view sql, std::string_view before);
  void forget(std::size_t number);
  /// Marks a statement as done that has been begun.
  void finish(std::size_t number);
  /// When the revision is applied, or is said to be or not to be by other means.
  void forget_all();

  /// Writes that a statement is done, in the statement's own transaction.
  std::vector<OwnStatement> record_of(std::size_t number, std::string_view sql,
                                      bool is_begun) const;

 private:
  OwnStatement deletion(std::size_t number) const;

  Database& database_;
  std::string table_;
  std::string revision_;
  std::string operation_;
};

/// Whether a script is under way at all, or was when its revision was recorded by other means.
bool has_progress(Database& database);

}  // namespace migrate

// A statement with CONCURRENTLY, which a stop can leave half done: an invalid index, a partition
// whose detaching is pending. What it leaves is found, finished or taken away.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "db/outside.h"

namespace migrate {

class ConcurrentStatement {
 public:
  /// All outlive this object. REQUIRES: `facts` are of `sql`, not kPlain and not kSession.
  ConcurrentStatement(Database& database, OutsideSession& session, std::string_view sql,
                      const OutsideFacts& facts)
      : database_(database), session_(session), sql_(sql), facts_(facts) {}

  /// What stands before the statement is begun and could be taken for what it leaves; a text to be
  /// kept, which settle gets.
  std::string before() const;

  /// What is to be run: the statement, or what finishes it; nothing where it has been done. Takes
  /// away what an earlier run has left, and an invalid index that IF NOT EXISTS would take for a
  /// good one. `is_begun`: an earlier run has begun it, and then `before` is of that run.
  /// Source: PostgreSQL 15 docs, CREATE INDEX, "Building Indexes Concurrently"; REINDEX, likewise;
  /// ALTER TABLE, DETACH PARTITION.
  std::optional<std::string> settle(std::string_view before, bool is_begun);

  /// After the statement has failed: takes away what it has left, where no wait for another session
  /// is longer than `patience` (0 = without limit). Result: the names of what could not be taken
  /// away.
  std::vector<std::string> take_away(std::string_view before, std::chrono::milliseconds patience);

  /// The error for one of those.
  [[noreturn]] static void throw_invalid(const std::string& index);

 private:
  struct Index {
    std::string name;
    std::string table;
    bool is_valid;
  };
  enum class Removal { kDropped, kAnothers, kFailed };

  std::optional<std::string> settle_index(std::string_view before);
  std::optional<std::string> settle_detaching(bool is_begun);
  std::vector<Index> indexes() const;
  std::vector<Index> left_invalid(const std::vector<std::string>& known) const;
  bool is_invalid(const Index& index) const;
  Removal drop(const Index& index, std::chrono::milliseconds patience);

  Database& database_;
  OutsideSession& session_;
  std::string_view sql_;
  const OutsideFacts& facts_;
};

}  // namespace migrate

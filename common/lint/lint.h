// Judges scripts without running them.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "lint/catalog.h"
#include "lint/judge.h"
#include "lint/world.h"
#include "script/script.h"

namespace migrate::lint {

struct Remark {
  const Rule* rule = nullptr;
  Severity severity = Severity::kNotice;
  std::optional<std::size_t> statement;  // from 0; nothing: of no statement
  std::size_t line = 1;                  // in the section
  std::string excerpt;                   // of the statement
  std::string why;
};

/// Looks at scripts one after the other, in the order in which they would run: what one makes is
/// there for the next. Reads the database, changes nothing and takes no lock above ACCESS SHARE.
class Linter {
 public:
  /// `ignored`: names of rules that say nothing.
  Linter(Database& database, std::set<std::string> ignored);

  /// A script behind all others. `is_applied`: it has run already, so that what it makes is there.
  /// Errors: kInvalidScript for a text that cannot be split into statements.
  void add(const Section& section, bool is_applied);

  /// Looks at the next script, in the order of its statements. REQUIRES: all have been added.
  std::vector<Remark> look_at_next();

 private:
  Database& database_;
  std::set<std::string> ignored_;
  std::unique_ptr<Catalog> catalog_;
  World world_;
  std::deque<std::string> texts_;  // into which the statements point
  std::vector<ScriptView> scripts_;
  std::size_t next_ = 0;
};

}  // namespace migrate::lint

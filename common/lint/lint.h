// Judges scripts without running them.
#pragma once

#include <cstddef>
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

  /// In the order of the statements. `is_applied`: the script has run already, so that what it
  /// makes is there. Errors: kInvalidScript for a text that cannot be split into statements.
  std::vector<Remark> look_at(const Section& section, bool is_applied);

 private:
  ScriptView read(const Section& section, bool is_applied);

  Database& database_;
  std::set<std::string> ignored_;
  std::unique_ptr<Catalog> catalog_;
  World world_;
};

}  // namespace migrate::lint

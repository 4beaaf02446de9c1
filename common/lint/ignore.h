// Comments in a script that switch rules off.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/dialect.h"
#include "lint/script_view.h"

namespace migrate::lint {

/// `-- migrate-ignore ban-drop-column, renaming-table`: for the statement in which the comment
/// stands, behind which it stands on its last line, or else for the next one.
/// `-- migrate-ignore-script rule, …`: for all statements, wherever it stands.
class Ignored {
 public:
  Ignored(const Dialect& dialect, std::string_view sql,
          const std::vector<ScriptStatement>& statements);

  bool covers(std::size_t statement, std::string_view rule) const;

  /// What no rule is called.
  struct Unknown {
    std::string name;
    std::size_t line = 1;       // in the section
    std::size_t statement = 0;  // number of statements: belongs to none
  };
  const std::vector<Unknown>& unknown() const { return unknown_; }

 private:
  void add(std::string_view names, std::size_t statement, std::size_t line,
           std::set<std::string>& rules);

  std::set<std::string> everywhere_;
  std::vector<std::set<std::string>> at_;
  std::vector<Unknown> unknown_;
};

/// Throws kInvalidParameter, naming what no rule is called, unless `list` is a comma-separated list
/// of rules. Result: its canonical form.
std::string require_rules(std::string_view list, std::string_view setting);

}  // namespace migrate::lint

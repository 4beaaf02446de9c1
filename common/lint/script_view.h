// A script as the rules see it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "db/statement_facts.h"

namespace migrate::lint {

struct ScriptStatement {
  std::string_view sql;
  std::size_t line = 1;  // in the section
  StatementFacts facts;
  /// Tables in use that it locks against everyone until the transaction ends; known once the
  /// linter has come to it.
  std::vector<QualifiedName> exclusively_locked;
  /// Those that it keeps others from writing.
  std::vector<QualifiedName> write_locked;
};

struct ScriptView {
  bool is_transactional = true;
  bool is_applied = false;  // what it makes is there already
  std::string_view sql;
  std::vector<ScriptStatement> statements;
};

}  // namespace migrate::lint

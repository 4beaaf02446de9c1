// What the linter looks for: one table of rules for both databases.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::lint {

class Judge;

enum class Severity {
  kNotice,   // works; there is something better
  kWarning,  // blocks others or breaks clients for a while
  kError,    // fails, loses data, or stops the service
};

/// "notice", "warning", "error".
std::string_view severity_name(Severity severity);

struct Rule {
  enum class Databases { kBoth, kPostgres, kSqlite };

  std::string_view name;
  Databases databases;
  /// What is said of it where the check says nothing else; "by size" of the table in the docs where
  /// `is_by_size`.
  Severity severity;
  bool is_by_size;
  std::string_view finds;    // for the docs: a phrase
  std::string_view why;      // a sentence; the check may add what it has seen
  std::string_view instead;  // a sentence
  /// Looks at one statement. nullptr: the linter itself reports it.
  void (*check)(Judge& judge);
};

/// In the order in which the documentation lists them.
std::span<const Rule> rules();

/// nullptr where there is none of that name.
const Rule* find_rule(std::string_view name);

std::vector<std::string> rule_names();

}  // namespace migrate::lint

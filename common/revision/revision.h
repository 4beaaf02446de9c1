// A revision: one node of the history, as plain data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migrate {

/// Ids and labels hold any UTF-8 text without `@ + - : ,`, white space and control characters, at
/// most kMaxNameLength bytes, and are none of the words head, heads, base, current.
struct Revision {
  std::string id;
  std::vector<std::string> down_revisions;  // ids; empty = a base; two or more = a merge point
  std::vector<std::string> depends_on;      // ids or branch labels
  std::vector<std::string> branch_labels;
  std::string message;  // may be empty, may have several lines

  bool operator==(const Revision&) const = default;
};

inline constexpr std::size_t kMaxNameLength = 255;

/// Throws kInvalidName unless `name` is legal; `what` is "revision id" or "branch label":
/// `invalid revision id "a b"` / `Character " " is not allowed.`
void require_valid_name(std::string_view name, std::string_view what);

}  // namespace migrate

// Which objects are compared, by patterns.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model.h"

namespace migrate {

/// A comma-separated list of patterns in which `*` stands for any text and `?` for one character;
/// one that starts with `!` excludes. A text passes when it fits a pattern, or all are excluding,
/// and fits no excluding one. Case counts.
///   `*_log, !audit_log`  passes  user_log, not audit_log, not users
///   `!tmp_*`             passes  users, not tmp_1
class Patterns {
 public:
  Patterns() = default;
  /// Errors: kInvalidParameter for an empty pattern, naming `setting`.
  Patterns(std::string_view list, std::string_view setting);
  bool passes(std::string_view text) const { return includes({text}) && !excludes({text}); }
  /// The same for something with several names, any of which may fit.
  bool includes(std::initializer_list<std::string_view> names) const;
  bool excludes(std::initializer_list<std::string_view> names) const;
  bool empty() const { return including_.empty() && excluding_.empty(); }

 private:
  std::vector<std::string> including_;
  std::vector<std::string> excluding_;
};

/// Children go with their parents; an excluding pattern of `objects` may leave out a child alone.
struct Filter {
  Patterns schemas;  // by schema; what belongs to none passes
  Patterns names;    // by name, `users` or `app.users`
  Patterns objects;  // by kind and name, `trigger audit*` or `trigger app.audit*`

  bool is_empty() const { return schemas.empty() && names.empty() && objects.empty(); }
};

Model filtered(Model model, const Filter& filter);

}  // namespace migrate

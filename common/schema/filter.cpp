#include "schema/filter.h"

#include <algorithm>

#include "error.h"
#include "schema/kind.h"
#include "schema/subset.h"
#include "text.h"

namespace migrate {
namespace {

// Goes back to the last `*` when the text behind it does not fit.
bool fits(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t after_star = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      after_star = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++after_star;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool any_fits(const std::vector<std::string>& patterns,
              std::initializer_list<std::string_view> names) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return fits(pattern, name); });
  });
}

std::string qualified(const Object& object) {
  return object.schema.empty() ? object.name : cat(object.schema, ".", object.name);
}

bool passes(const Object& object, const Filter& filter) {
  const std::string name = qualified(object);
  const std::string kind(object.kind->name);
  const std::string short_text = cat(kind, " ", object.name);
  const std::string long_text = cat(kind, " ", name);
  if (filter.objects.excludes({short_text, long_text})) return false;
  if (object.parent != kNoObject) return true;
  if (!object.schema.empty() && !filter.schemas.passes(object.schema)) return false;
  return filter.names.includes({object.name, name}) &&
         !filter.names.excludes({object.name, name}) &&
         filter.objects.includes({short_text, long_text});
}

}  // namespace

Patterns::Patterns(std::string_view list, std::string_view setting) {
  for (const std::string& item : split_list(list)) {
    const bool excludes = item.rfind('!', 0) == 0;
    std::string pattern(trim(std::string_view(item).substr(excludes ? 1 : 0)));
    if (pattern.empty()) {
      throw Error(ErrorCode::kInvalidParameter,
                  cat("invalid value \"", excerpt(list), "\" for setting \"", setting, "\""),
                  "It holds an empty pattern.");
    }
    (excludes ? excluding_ : including_).push_back(std::move(pattern));
  }
}

bool Patterns::includes(std::initializer_list<std::string_view> names) const {
  return including_.empty() || any_fits(including_, names);
}

bool Patterns::excludes(std::initializer_list<std::string_view> names) const {
  return any_fits(excluding_, names);
}

Model filtered(Model model, const Filter& filter) {
  if (filter.is_empty()) return model;
  std::vector<bool> keep(model.size());
  for (std::size_t i = 0; i < model.size(); ++i) keep[i] = passes(model[i], filter);
  return subset(model, keep);
}

}  // namespace migrate

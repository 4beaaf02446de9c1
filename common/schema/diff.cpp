#include "schema/diff.h"

#include <algorithm>
#include <utility>

#include "schema/kind.h"
#include "schema/sql_text.h"

namespace migrate {
namespace {

bool same_set(const Value& a, const Value& b) {
  if (!a || !b) return false;
  std::vector<std::string> from = list_items(a);
  std::vector<std::string> to = list_items(b);
  std::sort(from.begin(), from.end());
  std::sort(to.begin(), to.end());
  return from == to;
}

bool differ(const Attribute& attribute, const Value& from, const Value& to) {
  if (attribute.action == Action::kIgnore || from == to) return false;
  switch (attribute.comparison) {
    case Comparison::kText:
      return true;
    case Comparison::kSql:
      return !same_sql(from, to);
    case Comparison::kSet:
      return !same_set(from, to);
  }
  return true;
}

std::vector<std::size_t> differing(const Object& from, const Object& to) {
  std::vector<std::size_t> result;
  const auto attributes = from.kind->attributes;
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    if (differ(attributes[i], from.values[i], to.values[i])) result.push_back(i);
  }
  return result;
}

}  // namespace

std::vector<Change> diff(const Model& from, const Model& to) {
  std::vector<Change> changes;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < from.size() || j < to.size()) {
    const int order = i == from.size() ? 1 : j == to.size() ? -1 : from[i].id.compare(to[j].id);
    if (order < 0) {
      changes.push_back({i++, kNoObject, {}});
    } else if (order > 0) {
      changes.push_back({kNoObject, j++, {}});
    } else {
      if (from[i].kind != to[j].kind) {
        changes.push_back({i, j, {}});
      } else if (std::vector<std::size_t> attributes = differing(from[i], to[j]);
                 !attributes.empty()) {
        changes.push_back({i, j, std::move(attributes)});
      }
      ++i;
      ++j;
    }
  }
  return changes;
}

}  // namespace migrate

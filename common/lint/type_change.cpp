#include "lint/type_change.h"

#include <string_view>

namespace migrate::lint {
namespace {

long long number(const std::vector<std::string>& modifiers, std::size_t index) {
  return index < modifiers.size() ? std::stoll(modifiers[index]) : 0;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  for (std::string_view each : names) {
    if (name == each) return true;
  }
  return false;
}

// Whether each value of a type fits the same type with other modifiers, unchanged.
bool widens(const std::string& type, const std::vector<std::string>& from,
            const std::vector<std::string>& to) {
  if (to.empty()) return type != "bpchar" && type != "bit";
  if (from.empty()) return false;
  if (is_one_of(type,
                {"varchar", "varbit", "timestamp", "timestamptz", "time", "timetz", "interval"})) {
    return number(to, 0) >= number(from, 0);
  }
  if (type == "numeric") {
    return number(to, 0) >= number(from, 0) && number(to, 1) == number(from, 1);
  }
  return false;
}

bool same_numbers(const std::vector<std::string>& from, const std::vector<std::string>& to) {
  if (from.size() > 2 || to.size() > 2 || from.empty() != to.empty()) return false;
  return number(from, 0) == number(to, 0) && number(from, 1) == number(to, 1);
}

bool is_conversion(const ActionFacts& action) {
  const ExpressionFacts& expression = action.expression;
  if (expression.columns.empty() && expression.functions.empty()) return expression.is_null;
  return !expression.functions.empty() || expression.columns.size() > 1 ||
         expression.columns.front() != action.name || !expression.is_simple;
}

}  // namespace

TypeChange type_change(Catalog& catalog, const ColumnEntry& column, const ActionFacts& action) {
  const auto type = catalog.type(action.type);
  if (!type || is_conversion(action)) return TypeChange::kRewrite;
  const auto& modifiers = action.type.modifiers;
  if (type->name == column.type) {
    if (same_numbers(column.modifiers, modifiers)) return TypeChange::kNone;
    return widens(type->name.name, column.modifiers, modifiers) ? TypeChange::kCatalogOnly
                                                                : TypeChange::kRewrite;
  }
  if (type->has_constraints) return TypeChange::kRewrite;
  if (!catalog.is_binary_coercible(column.type, type->name)) return TypeChange::kRewrite;
  return modifiers.empty() ? TypeChange::kCatalogOnly : TypeChange::kRewrite;
}

}  // namespace migrate::lint

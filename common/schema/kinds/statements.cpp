#include "schema/kinds/statements.h"

#include <algorithm>

#include "text.h"

namespace migrate {
namespace {

std::string option_name(const std::string& option) { return option.substr(0, option.find('=')); }

// A name in quotes may hold a space, and quotes, which are doubled.
std::string foreign_option_name(const std::string& option) {
  std::size_t end = 0;
  for (bool quoted = false; end < option.size() && (quoted || option[end] != ' '); ++end) {
    if (option[end] == '"') quoted = !quoted;
  }
  return option.substr(0, end);
}

}  // namespace

std::vector<std::string> items_missing_in(const Value& list, const Value& other) {
  const std::vector<std::string> there = list_items(other);
  std::vector<std::string> missing;
  for (std::string& item : list_items(list)) {
    if (std::find(there.begin(), there.end(), item) == there.end()) missing.push_back(item);
  }
  return missing;
}

std::string alter_table(const Object& table) { return cat("ALTER TABLE ", table.address); }

bool has_children(const Object& table) {
  const auto attributes = table.kind->attributes;
  return std::any_of(attributes.begin(), attributes.end(), [&](const Attribute& attribute) {
    return attribute.name == "has_children" && table.is("has_children");
  });
}

std::string alter_only(const Object& table) {
  return cat("ALTER TABLE ", has_children(table) ? "ONLY " : "", table.address);
}

void alter_options(const std::string& alter, const Value& from, const Value& to, Statements& out) {
  std::vector<std::string> gone;
  const std::vector<std::string> wanted = list_items(to);
  for (const std::string& option : items_missing_in(from, to)) {
    const std::string name = option_name(option);
    const bool set_again = std::any_of(wanted.begin(), wanted.end(), [&](const std::string& other) {
      return option_name(other) == name;
    });
    if (!set_again) gone.push_back(name);
  }
  if (!gone.empty()) out.add(cat(alter, " RESET (", join(gone, ", "), ")"));
  const std::vector<std::string> added = items_missing_in(to, from);
  if (!added.empty()) out.add(cat(alter, " SET (", join(added, ", "), ")"));
}

std::string foreign_option_changes(const Value& from, const Value& to) {
  const auto has = [&](const Value& list, const std::string& wanted) {
    const std::vector<std::string> options = list_items(list);
    return std::any_of(options.begin(), options.end(), [&](const std::string& option) {
      return foreign_option_name(option) == wanted;
    });
  };
  std::vector<std::string> changes;
  for (const std::string& option : items_missing_in(from, to)) {
    if (!has(to, foreign_option_name(option)))
      changes.push_back(cat("DROP ", foreign_option_name(option)));
  }
  for (const std::string& option : items_missing_in(to, from)) {
    changes.push_back(cat(has(from, foreign_option_name(option)) ? "SET " : "ADD ", option));
  }
  return cat(" OPTIONS (", join(changes, ", "), ")");
}

std::string with_options(const Value& options) {
  if (!options) return "";
  return cat(" WITH (", join(list_items(options), ", "), ")");
}

}  // namespace migrate

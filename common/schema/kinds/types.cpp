#include "schema/kinds/types.h"

#include <algorithm>
#include <set>

#include "text.h"

namespace migrate {
namespace {

constexpr std::size_t kLongestName = 63;

// Without the end that does not fit, never cut inside a UTF-8 sequence.
std::string cut(const std::string& name, std::size_t length) {
  if (name.size() <= length) return name;
  while (length > 0 && (static_cast<unsigned char>(name[length]) & 0xC0U) == 0x80U) --length;
  return name.substr(0, length);
}

bool is_taken(const Model& model, const std::string& schema, const std::string& name) {
  return std::any_of(model.objects().begin(), model.objects().end(), [&](const Object& object) {
    return object.schema == schema && object.name == name;
  });
}

bool is_materialized_view(const Object& object) { return object.kind->name == "materialized view"; }

// The type that a dependent of a type makes of it; kNoObject for everything else.
std::size_t type_made_of(const Model& model, std::size_t dependent) {
  const Kind& kind = *model[dependent].kind;
  if (kind.move_aside) return dependent;
  return kind.rebuild == Rebuild::kParent ? model[dependent].parent : kNoObject;
}

bool is_stored(const Model& model, std::size_t type, std::set<std::size_t>& seen) {
  if (!seen.insert(type).second) return false;
  const auto& dependents = model.dependents(type);
  return std::any_of(dependents.begin(), dependents.end(), [&](std::size_t edge) {
    const std::size_t dependent = model.edges()[edge].dependent;
    if (model[dependent].kind->convert || is_materialized_view(model[dependent])) return true;
    const std::size_t outer = type_made_of(model, dependent);
    return outer != kNoObject && is_stored(model, outer, seen);
  });
}

}  // namespace

AsideName aside_name(const Alteration& change, const std::string& plain,
                     const std::string& address) {
  const std::string& schema = change.from.schema;
  std::string name;
  for (int i = 1;; ++i) {
    const std::string suffix = i == 1 ? "__replaced" : cat("__replaced", std::to_string(i));
    name = cut(plain, kLongestName - suffix.size()) + suffix;
    if (!is_taken(change.from_model, schema, name) && !is_taken(change.to_model, schema, name)) {
      break;
    }
  }
  const bool quoted = address.back() == '"';
  const auto quotes = std::count(plain.begin(), plain.end(), '"');
  const std::size_t length = plain.size() + (quoted ? 2 + static_cast<std::size_t>(quotes) : 0);
  if (quoted) name = postgres_dialect().quote_identifier(name);
  return {name, address.substr(0, address.size() - length) + name};
}

AsideName aside_name(const Alteration& change) {
  return aside_name(change, change.from.name, change.from.address);
}

void move_type_aside(const Alteration& change, Swap& out) {
  const AsideName aside = aside_name(change);
  out.move.add(cat("ALTER TYPE ", change.from.address, " RENAME TO ", aside.name));
  out.drop.add(cat("DROP TYPE ", aside.address));
}

bool is_stored(const Model& model, std::size_t type) {
  std::set<std::size_t> seen;
  return is_stored(model, type, seen);
}

bool is_stored_inside(const Model& model, std::size_t type) {
  const auto& dependents = model.dependents(type);
  return std::any_of(dependents.begin(), dependents.end(), [&](std::size_t edge) {
    const std::size_t dependent = model.edges()[edge].dependent;
    const Object& object = model[dependent];
    if (object.kind->convert) return object.text("type") != model[type].address;
    const std::size_t outer = type_made_of(model, dependent);
    if (outer == kNoObject) return false;
    const bool same = model[outer].kind == model[type].kind;
    return same ? is_stored_inside(model, outer) : is_stored(model, outer);
  });
}

std::string rename_type(const Object& object, const Model&, std::string_view to) {
  return cat("ALTER TYPE ", object.address, " RENAME TO ", to);
}

}  // namespace migrate

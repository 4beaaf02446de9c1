#include "schema/keep.h"

#include <map>
#include <utility>
#include <vector>

#include "schema/kind.h"
#include "schema/kinds/kinds.h"
#include "schema/subset.h"
#include "text.h"

namespace migrate {
namespace {

bool is_compared(const Object& object, const Compared& compared) {
  if (object.kind == &kOwner) return compared.owners;
  if (object.kind == &kPrivilege || object.kind == &kDefaultPrivilege) return compared.privileges;
  return true;
}

template <typename Predicate>
Model filtered_by(const Model& model, Predicate keep) {
  std::vector<bool> kept(model.size());
  for (std::size_t i = 0; i < model.size(); ++i) kept[i] = keep(model[i]);
  return subset(model, kept);
}

void set(Object& object, std::string_view attribute, Value value) {
  const auto attributes = object.kind->attributes;
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    if (attributes[i].name != attribute) continue;
    object.values[i] = std::move(value);
    return;
  }
}

// `"User"` stands for User.
bool names_role(std::string_view quoted, std::string_view role) {
  if (quoted.empty() || quoted.front() != '"') return quoted == role;
  std::string plain;
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    plain += quoted[i];
    if (quoted[i] == '"') ++i;
  }
  return plain == role;
}

// What is in a renamed schema is called otherwise too.
std::string old_id(std::string id, const Ids& renamed) {
  for (const auto& [from, to] : renamed) {
    if (id == to) return from;
    if (to.rfind(kSchema.keyword, 0) != 0) continue;
    const auto name = [](const std::string& schema) {
      return cat(schema.substr(kSchema.keyword.size()), ".");
    };
    const std::size_t at = id.find(name(to));
    if (at != std::string::npos) id.replace(at, name(to).size(), name(from));
  }
  return id;
}

// A model that can be changed.
struct Parts {
  explicit Parts(const Model& model)
      : objects(model.objects()),
        edges(model.edges()),
        casts(model.casts),
        unmodelled(model.unmodelled) {}

  Model join() && {
    Model model(std::move(objects), std::move(edges));
    model.casts = std::move(casts);
    model.unmodelled = std::move(unmodelled);
    return model;
  }

  std::vector<Object> objects;
  std::vector<Edge> edges;
  Casts casts;
  std::vector<std::string> unmodelled;
};

// The objects of `from` in `to`; kNoObject where it has none of that id.
std::vector<std::size_t> positions(const Model& from, const Model& to) {
  std::vector<std::size_t> result(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) result[i] = to.find(from[i].id);
  return result;
}

bool concerns(const Object& default_privilege, const Object& owner) {
  return default_privilege["acl_type"] == owner["acl_type"] &&
         (default_privilege.schema.empty() || default_privilege.schema == owner.schema);
}

// What a grantee has on an object of that type without being granted anything.
Value by_default(const Object& default_privilege, const Object& owner) {
  const std::string& grantee = default_privilege.text("grantee");
  if (grantee == owner.text("role")) return default_privilege["all_privileges"];
  const std::string& type = owner.text("acl_type");
  if (grantee == "PUBLIC" && type == "f") return "EXECUTE";
  if (grantee == "PUBLIC" && type == "T") return "USAGE";
  return std::nullopt;
}

Object expected_privilege(const Object& default_privilege, const Object& owner, std::string id) {
  Object fact;
  fact.kind = &kPrivilege;
  fact.address = id.substr(kPrivilege.keyword.size() + 1);
  fact.id = std::move(id);
  fact.schema = owner.schema;
  fact.name = owner.name;
  fact.parent = owner.parent;
  fact.values.resize(kPrivilege.attributes.size());
  const Value value = by_default(default_privilege, owner);
  set(fact, "privileges", value);
  set(fact, "default_privileges", value);
  set(fact, "target", owner["grants_on"]);
  set(fact, "grantee", default_privilege["grantee"]);
  set(fact, "all_privileges", default_privilege["all_privileges"]);
  return fact;
}

// Adds what is expected to one side; objects of schemas alone come under default privileges.
Model with_expected(const Model& model, const std::vector<const Object*>& defaults) {
  Parts parts(model);
  std::map<std::string, std::size_t> added;
  for (const Object& owner : model.objects()) {
    if (owner.kind != &kOwner || !owner["acl_type"]) continue;
    for (const Object* each : defaults) {
      if (!concerns(*each, owner)) continue;
      std::string id =
          cat(kPrivilege.keyword, " ", owner.text("grants_on"), " FOR ", each->text("grantee"));
      const std::size_t there = model.find(id);
      if (there != kNoObject) {
        set(parts.objects[there], "reset", "true");
      } else if (added.emplace(id, 0).second) {
        parts.objects.push_back(expected_privilege(*each, owner, std::move(id)));
        set(parts.objects.back(), "reset", "true");
      }
    }
  }
  return std::move(parts).join();
}

}  // namespace

Model only_compared(const Model& model, const Compared& compared) {
  return filtered_by(model, [&](const Object& object) { return is_compared(object, compared); });
}

Model only_buildable(const Model& model, const Compared& compared) {
  return filtered_by(model, [&](const Object& object) {
    if (object.kind != &kPrivilege) return is_compared(object, compared);
    const bool of_extension =
        object.parent != kNoObject && model.parent(object).kind == &kExtension;
    return compared.privileges || !of_extension;
  });
}

Model keep_uncompared(const Model& to, const Model& from, const Compared& compared) {
  const Model base = only_compared(to, compared);
  Parts parts(base);
  std::vector<std::size_t> position = positions(from, base);
  for (std::size_t i = 0; i < from.size(); ++i) {
    const Object& fact = from[i];
    if (is_compared(fact, compared)) continue;
    const std::size_t parent = fact.parent == kNoObject ? kNoObject : position[fact.parent];
    if (fact.parent != kNoObject && parent == kNoObject) continue;
    position[i] = parts.objects.size();
    parts.objects.push_back(fact);
    parts.objects.back().parent = parent;
    if (fact.kind == &kOwner && names_role(fact.text("role"), compared.current_user)) {
      set(parts.objects.back(), "stated", "false");
    }
  }
  for (Edge edge : from.edges()) {
    if (is_compared(from[edge.dependent], compared)) continue;
    edge.dependent = position[edge.dependent];
    edge.referenced = position[edge.referenced];
    if (edge.dependent != kNoObject && edge.referenced != kNoObject) parts.edges.push_back(edge);
  }
  return std::move(parts).join();
}

Way expect_default_privileges(Model from, Model to) {
  std::vector<const Object*> defaults;
  for (const Object& object : from.objects()) {
    if (object.kind == &kDefaultPrivilege) defaults.push_back(&object);
  }
  if (defaults.empty()) return {std::move(from), std::move(to)};
  return {with_expected(from, defaults), with_expected(to, defaults)};
}

Model with_owners(const Model& after, const Model& before, const Ids& renamed) {
  Parts parts(after);
  for (Object& fact : parts.objects) {
    if (fact.kind != &kOwner || fact.parent == kNoObject) continue;
    const std::string id = old_id(after[fact.parent].id, renamed);
    const std::size_t old = before.find(cat(kOwner.keyword, " ", id));
    if (old != kNoObject) set(fact, "role", before[old]["role"]);
  }
  return std::move(parts).join();
}

}  // namespace migrate

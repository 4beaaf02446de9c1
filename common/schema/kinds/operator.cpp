#include <array>

#include "schema/kinds/kinds.h"
#include "text.h"

namespace migrate {
namespace {

// Operators without a function are shells: they only stand as another's commutator or negator.
constexpr std::string_view kQuery = R"(
SELECT 'pg_operator'::regclass::oid, o.oid, 0, NULL, NULL, NULL, n.nspname, o.oprname,
  format('%I.%s (%s, %s)', n.nspname, o.oprname,
    coalesce(format_type(nullif(o.oprleft, 0), NULL), 'NONE'),
    coalesce(format_type(nullif(o.oprright, 0), NULL), 'NONE')),
  o.oprcode::text AS function,
  (SELECT format('%I.%s', cn.nspname, c.oprname) FROM pg_operator c
   JOIN pg_namespace cn ON cn.oid = c.oprnamespace WHERE c.oid = o.oprcom) AS commutator,
  (SELECT format('%I.%s', cn.nspname, c.oprname) FROM pg_operator c
   JOIN pg_namespace cn ON cn.oid = c.oprnamespace WHERE c.oid = o.oprnegate) AS negator,
  o.oprcanhash AS hashes,
  o.oprcanmerge AS merges,
  nullif(o.oprrest::text, '-') AS restrict,
  nullif(o.oprjoin::text, '-') AS join,
  format_type(nullif(o.oprleft, 0), NULL) AS left_type,
  format_type(nullif(o.oprright, 0), NULL) AS right_type,
  format('%I.%s', n.nspname, o.oprname) AS quoted_name
FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
WHERE o.oprnamespace = ANY ($1::oid[]) AND o.oprcode <> 0)";

std::string id_of(const std::string& name, const Object& left, std::string_view left_attribute,
                  std::string_view right_attribute) {
  const auto type = [&](std::string_view attribute) {
    return left[attribute] ? left.text(attribute) : "NONE";
  };
  return cat("OPERATOR ", name, " (", type(left_attribute), ", ", type(right_attribute), ")");
}

// The other operator of a link changes both ends where it is made or dropped.
bool is_one_sided(const Model& has, const Model& lacks, const std::string& id) {
  return has.find(id) != kNoObject && lacks.find(id) == kNoObject;
}

bool link_follows(const Alteration& change, std::string_view link, std::string_view left,
                  std::string_view right) {
  const Object& from = change.from;
  const Object& to = change.to;
  if (from[link] && to[link]) return false;
  const Object& linked = from[link] ? from : to;
  const std::string id = id_of(linked.text(link), linked, left, right);
  return from[link] ? is_one_sided(change.from_model, change.to_model, id)
                    : is_one_sided(change.to_model, change.from_model, id);
}

void leave_to_the_other(const Alteration&, Statements&) {}

void alter_estimator(const Alteration& change, std::string_view attribute, std::string_view option,
                     Statements& out) {
  const Value& function = change.to[attribute];
  out.add(cat("ALTER OPERATOR ", change.to.address, " SET (", option, " = ",
              function ? *function : "NONE", ")"));
}

constexpr std::array kAttributes{
    Attribute{"function"},
    Attribute{"commutator", Action::kAlter, leave_to_the_other,
              [](const Alteration& change) {
                return link_follows(change, "commutator", "right_type", "left_type");
              }},
    Attribute{"negator", Action::kAlter, leave_to_the_other,
              [](const Alteration& change) {
                return link_follows(change, "negator", "left_type", "right_type");
              }},
    Attribute{"hashes"},
    Attribute{"merges"},
    Attribute{"restrict", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                alter_estimator(change, "restrict", "RESTRICT", out);
              }},
    Attribute{"join", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                alter_estimator(change, "join", "JOIN", out);
              }},
    Attribute{"left_type", Action::kIgnore},
    Attribute{"right_type", Action::kIgnore},
    Attribute{"quoted_name", Action::kIgnore},
};

// What it names as commutator and negator may come after it.
void create(const Object& op, const Model&, Creation& out) {
  std::vector<std::string> options{cat("FUNCTION = ", op.text("function"))};
  const auto add = [&](std::string_view option, std::string_view attribute, std::string_view before,
                       std::string_view after) {
    if (op[attribute]) options.push_back(cat(option, " = ", before, op.text(attribute), after));
  };
  add("LEFTARG", "left_type", "", "");
  add("RIGHTARG", "right_type", "", "");
  add("COMMUTATOR", "commutator", "OPERATOR(", ")");
  add("NEGATOR", "negator", "OPERATOR(", ")");
  add("RESTRICT", "restrict", "", "");
  add("JOIN", "join", "", "");
  if (op.is("hashes")) options.emplace_back("HASHES");
  if (op.is("merges")) options.emplace_back("MERGES");
  out.before =
      cat("CREATE OPERATOR ", op.text("quoted_name"), " (\n    ", join(options, ",\n    "), "\n)");
}

}  // namespace

const Kind kOperator{
    .name = "operator",
    .keyword = "OPERATOR",
    .postgres = kQuery,
    .postgres_if = "pg_operator",
    .attributes = kAttributes,
    .create = create,
    .name_space = "operator",
    .weight = 44,
};

}  // namespace migrate

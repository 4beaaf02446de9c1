// Range types, with their multirange types and constructor functions.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "schema/kinds/types.h"
#include "text.h"

namespace migrate {
namespace {

// Before PostgreSQL 14 there are no multirange types and no such column.
constexpr std::string_view kQuery = R"(
SELECT 'pg_type'::regclass::oid, t.oid, 0, NULL, NULL, NULL, n.nspname, t.typname,
  format('%I.%I', n.nspname, t.typname),
  format_type(r.rngsubtype, NULL) AS subtype,
  CASE WHEN NOT oc.opcdefault THEN format('%I.%I', ocn.nspname, oc.opcname) END AS operator_class,
  CASE WHEN r.rngcollation <> s.typcollation THEN
    (SELECT format('%I.%I', cn.nspname, l.collname) FROM pg_collation l
     JOIN pg_namespace cn ON cn.oid = l.collnamespace WHERE l.oid = r.rngcollation) END AS collation,
  (SELECT format('%I.%I', pn.nspname, p.proname) FROM pg_proc p
   JOIN pg_namespace pn ON pn.oid = p.pronamespace WHERE p.oid = r.rngcanonical) AS canonical,
  (SELECT format('%I.%I', pn.nspname, p.proname) FROM pg_proc p
   JOIN pg_namespace pn ON pn.oid = p.pronamespace WHERE p.oid = r.rngsubdiff) AS subtype_diff,
  CASE WHEN m.typnamespace <> t.typnamespace
      OR m.typname <> CASE WHEN t.typname ~ 'range' THEN regexp_replace(t.typname, 'range', 'multirange')
        ELSE t.typname || '_multirange' END
    THEN format('%I.%I', mn.nspname, m.typname) END AS multirange,
  m.typname AS multirange_name,
  format('%I.%I', mn.nspname, m.typname) AS multirange_address
FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_namespace n ON n.oid = t.typnamespace
  JOIN pg_type s ON s.oid = r.rngsubtype JOIN pg_opclass oc ON oc.oid = r.rngsubopc
  JOIN pg_namespace ocn ON ocn.oid = oc.opcnamespace
  LEFT JOIN pg_type m ON m.oid = (to_jsonb(r) ->> 'rngmultitypid')::oid
  LEFT JOIN pg_namespace mn ON mn.oid = m.typnamespace
WHERE t.typnamespace = ANY ($1::oid[]))";

// Constructors of the multirange type lead to it, and it leads to the range type.
constexpr std::string_view kAliases = R"(
SELECT classid, objid, 0, refclassid, refobjid, 0 FROM pg_depend
WHERE classid = 'pg_type'::regclass AND refclassid = 'pg_type'::regclass AND deptype = 'i'
  AND objid >= 16384)";

constexpr std::array kAttributes{
    Attribute{"subtype"},
    Attribute{"operator_class"},
    Attribute{"collation"},
    Attribute{"canonical"},
    Attribute{"subtype_diff"},
    Attribute{"multirange"},
    Attribute{"multirange_name", Action::kIgnore},
    Attribute{"multirange_address", Action::kIgnore},
};

void create(const Object& type, const Model&, Creation& out) {
  std::vector<std::string> options{cat("subtype = ", type.text("subtype"))};
  const auto add = [&](std::string_view option, std::string_view attribute) {
    if (type[attribute]) options.push_back(cat(option, " = ", type.text(attribute)));
  };
  add("subtype_opclass", "operator_class");
  add("collation", "collation");
  add("canonical", "canonical");
  add("subtype_diff", "subtype_diff");
  add("multirange_type_name", "multirange");
  out.before = cat("CREATE TYPE ", type.address, " AS RANGE (", join(options, ", "), ")");
}

// Renaming a range type takes neither its multirange type nor its constructors along.
void move_aside(const Alteration& change, Swap& out) {
  move_type_aside(change, out);
  if (change.to.kind != change.from.kind) return;
  const std::string name = aside_name(change).name;
  const std::string& subtype = change.from.text("subtype");
  const auto rename_function = [&](const std::string& function, const std::string& to) {
    out.move.add(cat("ALTER FUNCTION ", function, " RENAME TO ", to));
  };
  rename_function(cat(change.from.address, "(", subtype, ", ", subtype, ")"), name);
  rename_function(cat(change.from.address, "(", subtype, ", ", subtype, ", text)"), name);
  if (!change.from["multirange_name"]) return;
  const std::string& multirange = change.from.text("multirange_address");
  const std::string multirange_name =
      aside_name(change, change.from.text("multirange_name"), multirange).name;
  out.move.add(cat("ALTER TYPE ", multirange, " RENAME TO ", multirange_name));
  rename_function(cat(multirange, "()"), multirange_name);
}

}  // namespace

const Kind kRangeType{
    .name = "range type",
    .keyword = "TYPE",
    .postgres = kQuery,
    .postgres_if = "type r",
    .postgres_aliases = kAliases,
    .attributes = kAttributes,
    .create = create,
    .move_aside = move_aside,
    .rename = rename_type,
    .rebuild = Rebuild::kSwap,
    .name_space = "type",
    .weight = 26,
};

}  // namespace migrate

// Functions, window functions among them, and procedures. An address holds the types of the input
// parameters, which tell overloads apart.
#include <algorithm>
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/query_text.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

// Constructors of range types belong to their types.
constexpr std::string_view kSelect = R"(
SELECT 'pg_proc'::regclass::oid, p.oid, 0, NULL, NULL, NULL, n.nspname, p.proname,
  format('%I.%I(%s)', n.nspname, p.proname,
    (SELECT string_agg(format_type(t, NULL), ', ' ORDER BY i)
     FROM unnest(p.proargtypes) WITH ORDINALITY u (t, i))),
  rtrim(pg_get_functiondef(p.oid), E'\n') AS definition,
  p.prokind = 'w' AS window,
  concat(CASE WHEN p.proretset THEN 'SETOF ' END, format_type(p.prorettype, NULL),
    CASE WHEN p.prorettype = 'record'::regtype THEN
      (SELECT string_agg(format(' %s %s', p.proargnames[i], format_type(t, NULL)), ',' ORDER BY i)
       FROM unnest(p.proallargtypes) WITH ORDINALITY u (t, i)
       WHERE p.proargmodes[i] IN ('o', 'b', 't')) END) AS result,
  (SELECT string_agg(concat(p.proargmodes[i], ' ', p.proargnames[i]), E'\x1f' ORDER BY i)
   FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY u (t, i)
   WHERE p.proargmodes IS NULL OR p.proargmodes[i] IN ('i', 'b', 'v')) AS inputs,
  p.pronargdefaults AS defaults,
  CASE WHEN EXISTS (SELECT FROM unnest(p.proargtypes) t JOIN pg_type ON pg_type.oid = t
      WHERE pg_type.typtype = 'p') THEN pg_get_expr(p.proargdefaults, 0) END AS pseudo_defaults
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.pronamespace = ANY ($1::oid[])
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
    AND d.objid = p.oid AND d.deptype IN ('e', 'i')) AND p.prokind)";

constexpr std::string_view kFunctions = " IN ('f', 'w')";
constexpr std::string_view kProcedures = " = 'p'";

constexpr std::string_view kConstructors = R"(
SELECT classid, objid, 0, refclassid, refobjid, 0 FROM pg_depend
WHERE classid = 'pg_proc'::regclass AND refclassid = 'pg_type'::regclass AND deptype = 'i'
  AND objid >= 16384)";

// What CREATE OR REPLACE takes: input parameters may get a name, but not another one; defaults may
// be added, not taken away; and a default keeps its type, which only a parameter of a pseudo-type
// leaves open.
bool replaceable(const Alteration& change) {
  const std::vector<std::string> from = list_items(change.from["inputs"]);
  const std::vector<std::string> to = list_items(change.to["inputs"]);
  const bool same_inputs = std::equal(
      from.begin(), from.end(), to.begin(), to.end(), [](const auto& before, const auto& after) {
        return before == after || (before.back() == ' ' && after.rfind(before, 0) == 0);
      });
  return same_inputs && change.from["pseudo_defaults"] == change.to["pseudo_defaults"] &&
         std::stoi(change.from.text("defaults")) <= std::stoi(change.to.text("defaults"));
}

constexpr std::array kAttributes{
    sql_text({"definition", Action::kOverwrite, nullptr, replaceable}),
    Attribute{"window", Action::kReplace},
    Attribute{"result", Action::kReplace},
    Attribute{"inputs", Action::kIgnore},
    Attribute{"defaults", Action::kIgnore},
    Attribute{"pseudo_defaults", Action::kIgnore},
};

void create(const Object& routine, const Model&, Creation& out) {
  out.before = routine.text("definition");
}

}  // namespace

const Kind kFunction{
    .name = "function",
    .keyword = "FUNCTION",
    .postgres = Joined<kSelect, kFunctions>::kText,
    .postgres_if = "routine f",
    .postgres_aliases = kConstructors,
    .attributes = kAttributes,
    .create = create,
    .blocks_change = true,
    .hides_references = true,
    .preamble = "SET check_function_bodies = off",
    .name_space = "routine",
    .weight = 40,
};

const Kind kProcedure{
    .name = "procedure",
    .keyword = "PROCEDURE",
    .postgres = Joined<kSelect, kProcedures>::kText,
    .postgres_if = "routine p",
    .attributes = kAttributes,
    .create = create,
    .blocks_change = true,
    .hides_references = true,
    .preamble = "SET check_function_bodies = off",
    .name_space = "routine",
    .weight = 41,
};

}  // namespace migrate

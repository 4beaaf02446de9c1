// Aggregates. An address holds what tells them apart: the types of the direct arguments, then those
// of the aggregated ones.
#include <array>

#include "schema/kinds/kinds.h"
#include "text.h"

namespace migrate {
namespace {

// The last argument of an ordered-set aggregate can be variadic in both lists at once: the catalog
// has it once then. MODIFY has another default for ordered-set aggregates.
constexpr std::string_view kQuery = R"(
SELECT 'pg_proc'::regclass::oid, p.oid, 0, NULL, NULL, NULL, n.nspname, p.proname,
  format('%I.%I(%s)', n.nspname, p.proname,
    CASE WHEN p.pronargs = 0 THEN '*' WHEN a.aggkind = 'n' THEN types.ordered
      ELSE concat(types.direct || ' ', 'ORDER BY ', coalesce(types.ordered, types.last)) END),
  array_to_string(ARRAY[
    'SFUNC = ' || a.aggtransfn,
    'STYPE = ' || format_type(a.aggtranstype, NULL),
    'SSPACE = ' || nullif(a.aggtransspace, 0),
    'FINALFUNC = ' || nullif(a.aggfinalfn::text, '-'),
    CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
    'FINALFUNC_MODIFY = ' || CASE WHEN a.aggfinalmodify <> usual.modify THEN
      CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE'
        ELSE 'READ_WRITE' END END,
    'COMBINEFUNC = ' || nullif(a.aggcombinefn::text, '-'),
    'SERIALFUNC = ' || nullif(a.aggserialfn::text, '-'),
    'DESERIALFUNC = ' || nullif(a.aggdeserialfn::text, '-'),
    'INITCOND = ' || quote_literal(a.agginitval),
    'MSFUNC = ' || nullif(a.aggmtransfn::text, '-'),
    'MINVFUNC = ' || nullif(a.aggminvtransfn::text, '-'),
    'MSTYPE = ' || format_type(nullif(a.aggmtranstype, 0), NULL),
    'MSSPACE = ' || nullif(a.aggmtransspace, 0),
    'MFINALFUNC = ' || nullif(a.aggmfinalfn::text, '-'),
    CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
    'MFINALFUNC_MODIFY = ' || CASE WHEN a.aggmfinalmodify <> usual.modify THEN
      CASE a.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE'
        ELSE 'READ_WRITE' END END,
    'MINITCOND = ' || quote_literal(a.aggminitval),
    (SELECT format('SORTOP = OPERATOR(%I.%s)', opn.nspname, o.oprname) FROM pg_operator o
     JOIN pg_namespace opn ON opn.oid = o.oprnamespace WHERE o.oid = a.aggsortop),
    CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
    CASE a.aggkind WHEN 'h' THEN 'HYPOTHETICAL' END], E',\n    ') AS options,
  CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_get_function_arguments(p.oid) END AS arguments,
  pg_get_function_result(p.oid) AS result,
  a.aggkind AS kind,
  format('%I.%I', n.nspname, p.proname) AS quoted_name
FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid
  JOIN pg_namespace n ON n.oid = p.pronamespace
  CROSS JOIN LATERAL (SELECT CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END AS modify) usual
  CROSS JOIN LATERAL (
    SELECT string_agg(name, ', ' ORDER BY i) FILTER (WHERE i <= a.aggnumdirectargs) AS direct,
      string_agg(name, ', ' ORDER BY i) FILTER (WHERE i > a.aggnumdirectargs) AS ordered,
      max(name) FILTER (WHERE i = p.pronargs) AS last
    FROM (SELECT i, concat(CASE WHEN i = p.pronargs AND p.provariadic <> 0 THEN 'VARIADIC ' END,
            format_type(t, NULL)) AS name
          FROM unnest(p.proargtypes) WITH ORDINALITY u (t, i)) named) types
WHERE p.pronamespace = ANY ($1::oid[]))";

// CREATE OR REPLACE leaves the signature as it is.
bool keeps_signature(const Alteration& change) {
  for (std::string_view part : {"arguments", "result", "kind"}) {
    if (change.from[part] != change.to[part]) return false;
  }
  return true;
}

constexpr std::array kAttributes{
    Attribute{"options", Action::kOverwrite, nullptr, keeps_signature},
    Attribute{"arguments"},
    Attribute{"result", Action::kIgnore},
    Attribute{"kind", Action::kIgnore},
    Attribute{"quoted_name", Action::kIgnore},
};

void create(const Object& aggregate, const Model&, Creation& out) {
  out.before = cat("CREATE OR REPLACE AGGREGATE ", aggregate.text("quoted_name"), "(",
                   aggregate.text("arguments"), ") (\n    ", aggregate.text("options"), "\n)");
}

}  // namespace

const Kind kAggregate{
    .name = "aggregate",
    .keyword = "AGGREGATE",
    .postgres = kQuery,
    .postgres_if = "routine a",
    .attributes = kAttributes,
    .create = create,
    .rename =
        [](const Object& aggregate, const Model&, std::string_view to) {
          return cat("ALTER AGGREGATE ", aggregate.address, " RENAME TO ", to);
        },
    .name_space = "routine",
    .weight = 46,
};

}  // namespace migrate

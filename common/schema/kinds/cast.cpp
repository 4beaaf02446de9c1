#include <array>

#include "schema/kinds/kinds.h"
#include "text.h"

namespace migrate {
namespace {

// A cast has no schema: it belongs to that of the type or the function that a user made for it. The
// cast from a range type to its multirange type is theirs.
constexpr std::string_view kQuery = R"(
SELECT 'pg_cast'::regclass::oid, k.oid, 0, NULL, NULL, NULL, n.nspname,
  format('%s AS %s', format_type(s.oid, NULL), format_type(t.oid, NULL)),
  format('(%s AS %s)', format_type(s.oid, NULL), format_type(t.oid, NULL)),
  CASE k.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || k.castfunc::regprocedure
    WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END AS method,
  CASE k.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' END AS context
FROM pg_cast k JOIN pg_type s ON s.oid = k.castsource JOIN pg_type t ON t.oid = k.casttarget
  LEFT JOIN pg_proc p ON p.oid = k.castfunc
  JOIN pg_namespace n ON n.oid = CASE WHEN s.typnamespace = ANY ($1::oid[]) THEN s.typnamespace
    WHEN t.typnamespace = ANY ($1::oid[]) THEN t.typnamespace
    WHEN p.pronamespace = ANY ($1::oid[]) THEN p.pronamespace
    WHEN s.oid < 16384 AND t.oid < 16384 AND coalesce(p.oid, 0) < 16384 THEN 'public'::regnamespace
    END
WHERE k.oid >= 16384 AND n.oid = ANY ($1::oid[])
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass
    AND d.objid = k.oid AND d.deptype = 'i'))";

constexpr std::array kAttributes{Attribute{"method"}, Attribute{"context"}};

}  // namespace

const Kind kCast{
    .name = "cast",
    .keyword = "CAST",
    .postgres = kQuery,
    .postgres_if = "pg_cast",
    .attributes = kAttributes,
    .create =
        [](const Object& cast, const Model&, Creation& out) {
          out.before =
              cat("CREATE CAST ", cast.address, " ", cast.text("method"), cast.text("context"));
        },
    .weight = 43,
};

}  // namespace migrate

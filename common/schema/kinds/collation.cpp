#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/types.h"
#include "text.h"

namespace migrate {
namespace {

// The columns for the locale differ between versions. The version of the library that a collation
// was made with is no part of it.
constexpr std::string_view kQuery = R"(
SELECT 'pg_collation'::regclass::oid, l.oid, 0, NULL, NULL, NULL, n.nspname, l.collname,
  format('%I.%I', n.nspname, l.collname),
  CASE l.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin'
    ELSE 'default' END AS provider,
  CASE WHEN l.collprovider <> 'c' OR l.collcollate = l.collctype THEN
    quote_literal(coalesce(j.columns ->> 'colllocale', j.columns ->> 'colliculocale',
      l.collcollate)) END AS locale,
  CASE WHEN l.collprovider = 'c' AND l.collcollate <> l.collctype
    THEN quote_literal(l.collcollate) END AS lc_collate,
  CASE WHEN l.collprovider = 'c' AND l.collcollate <> l.collctype
    THEN quote_literal(l.collctype) END AS lc_ctype,
  l.collisdeterministic AS deterministic,
  quote_literal(j.columns ->> 'collicurules') AS rules
FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace
  CROSS JOIN LATERAL (SELECT to_jsonb(l) AS columns) j
WHERE l.collnamespace = ANY ($1::oid[]))";

constexpr std::array kAttributes{
    Attribute{"provider"}, Attribute{"locale"},        Attribute{"lc_collate"},
    Attribute{"lc_ctype"}, Attribute{"deterministic"}, Attribute{"rules"},
};

void create(const Object& collation, const Model&, Creation& out) {
  std::vector<std::string> options{cat("provider = ", collation.text("provider"))};
  for (std::string_view option : {"locale", "lc_collate", "lc_ctype"}) {
    if (collation[option]) options.push_back(cat(option, " = ", collation.text(option)));
  }
  if (!collation.is("deterministic")) options.emplace_back("deterministic = false");
  if (collation["rules"]) options.push_back(cat("rules = ", collation.text("rules")));
  out.before = cat("CREATE COLLATION ", collation.address, " (", join(options, ", "), ")");
}

}  // namespace

const Kind kCollation{
    .name = "collation",
    .keyword = "COLLATION",
    .postgres = kQuery,
    .postgres_if = "pg_collation",
    .attributes = kAttributes,
    .create = create,
    .move_aside =
        [](const Alteration& change, Swap& out) {
          const AsideName aside = aside_name(change);
          out.move.add(cat("ALTER COLLATION ", change.from.address, " RENAME TO ", aside.name));
          out.drop.add(cat("DROP COLLATION ", aside.address));
        },
    .rename =
        [](const Object& collation, const Model&, std::string_view to) {
          return cat("ALTER COLLATION ", collation.address, " RENAME TO ", to);
        },
    .rebuild = Rebuild::kSwap,
    .name_space = "collation",
    .weight = 15,
};

}  // namespace migrate

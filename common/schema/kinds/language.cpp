// Procedural languages and the transforms of types for them.
#include <array>

#include "schema/kinds/kinds.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 'pg_language'::regclass::oid, l.oid, 0, NULL, NULL, NULL, NULL, l.lanname,
  quote_ident(l.lanname),
  l.lanpltrusted AS trusted,
  concat(' HANDLER ' || l.lanplcallfoid::regproc,
    CASE WHEN l.laninline <> 0 THEN ' INLINE ' || l.laninline::regproc END,
    CASE WHEN l.lanvalidator <> 0 THEN ' VALIDATOR ' || l.lanvalidator::regproc END) AS handlers
FROM pg_language l
WHERE l.lanispl AND l.oid >= 16384 AND l.lanname !~ '^migrate set aside ')";

constexpr std::array kAttributes{
    Attribute{"trusted", Action::kOverwrite},
    Attribute{"handlers", Action::kOverwrite},
};

void create(const Object& language, const Model&, Creation& out) {
  out.before = cat("CREATE OR REPLACE ", language.is("trusted") ? "TRUSTED " : "", "LANGUAGE ",
                   language.address, language.text("handlers"));
}

constexpr std::string_view kTransformQuery = R"(
SELECT 'pg_transform'::regclass::oid, t.oid, 0, NULL, NULL, NULL, NULL,
  format('%s for %s', format_type(t.trftype, NULL), l.lanname),
  format('FOR %s LANGUAGE %I', format_type(t.trftype, NULL), l.lanname),
  concat_ws(', ',
    CASE WHEN t.trffromsql <> 0 THEN 'FROM SQL WITH FUNCTION ' || t.trffromsql::regprocedure END,
    CASE WHEN t.trftosql <> 0 THEN 'TO SQL WITH FUNCTION ' || t.trftosql::regprocedure END)
    AS functions
FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang
WHERE l.lanname !~ '^migrate set aside ')";

constexpr std::array kTransformAttributes{Attribute{"functions", Action::kOverwrite}};

}  // namespace

const Kind kLanguage{
    .name = "language",
    .keyword = "LANGUAGE",
    .postgres = kQuery,
    .postgres_if = "pg_language",
    .attributes = kAttributes,
    .create = create,
    .rename =
        [](const Object& from, const Model&, std::string_view to) {
          return cat("ALTER LANGUAGE ", from.address, " RENAME TO ", to);
        },
    .database_wide = true,
    .weight = 20,
};

const Kind kTransform{
    .name = "transform",
    .keyword = "TRANSFORM",
    .postgres = kTransformQuery,
    .postgres_if = "pg_transform",
    .attributes = kTransformAttributes,
    .create =
        [](const Object& transform, const Model&, Creation& out) {
          out.before = cat("CREATE OR REPLACE TRANSFORM ", transform.address, " (",
                           transform.text("functions"), ")");
        },
    .database_wide = true,
    .weight = 42,
};

}  // namespace migrate

// Extensions, except our own. Their objects are theirs and are read by no kind.
#include <array>

#include "schema/kinds/kinds.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 'pg_extension'::regclass::oid, e.oid, 0, NULL, NULL, NULL, NULL, e.extname,
  quote_ident(e.extname),
  quote_ident(n.nspname) AS schema,
  quote_literal(e.extversion) AS version,
  e.extrelocatable AS relocatable,
  e.extversion <> available.default_version AS other_version
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
  LEFT JOIN pg_available_extensions() available ON available.name = e.extname
WHERE e.extname NOT IN ('migrate', 'plpgsql'))";

// The scratch area moves extensions without telling pg_depend.
constexpr std::string_view kEdges = R"(
SELECT 'pg_extension'::regclass::oid, oid, 0, 'pg_namespace'::regclass::oid, extnamespace, 0, 'n'
FROM pg_extension)";

std::string alter(const Alteration& change) { return cat("ALTER EXTENSION ", change.to.address); }

constexpr std::array kAttributes{
    Attribute{"schema", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                out.add(cat(alter(change), " SET SCHEMA ", change.to.text("schema")));
              },
              [](const Alteration& change) { return change.from.is("relocatable"); }},
    Attribute{"version", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                out.add(cat(alter(change), " UPDATE TO ", change.to.text("version")));
              }},
    Attribute{"relocatable", Action::kIgnore},
    Attribute{"other_version", Action::kIgnore},
};

// The default version is left to the server that the script runs on.
void create(const Object& extension, const Model&, Creation& out) {
  out.before =
      cat("CREATE EXTENSION ", extension.address, " WITH SCHEMA ", extension.text("schema"));
  if (extension.is("other_version")) out.before += cat(" VERSION ", extension.text("version"));
}

}  // namespace

const Kind kExtension{
    .name = "extension",
    .keyword = "EXTENSION",
    .postgres = kQuery,
    .postgres_edges = kEdges,
    .attributes = kAttributes,
    .create = create,
    .database_wide = true,
    .weight = 15,
};

}  // namespace migrate

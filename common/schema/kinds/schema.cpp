#include "schema/kinds/kinds.h"
#include "text.h"

namespace migrate {
namespace {

void create(const Object& schema, const Model&, Creation& out) {
  out.before = cat("CREATE SCHEMA ", schema.address);
}

}  // namespace

// Schema public is there in every database and is never created or dropped.
const Kind kSchema{
    .name = "schema",
    .keyword = "SCHEMA",
    .postgres = R"(
SELECT 'pg_namespace'::regclass::oid, n.oid, 0, NULL, NULL, NULL, n.nspname, n.nspname,
  quote_ident(n.nspname)
FROM pg_namespace n WHERE n.oid = ANY ($1::oid[]) AND n.nspname <> 'public')",
    .create = create,
    .rename =
        [](const Object& from, const Model&, std::string_view to) {
          return cat("ALTER SCHEMA ", from.address, " RENAME TO ", to);
        },
    .name_space = "schema",
    .weight = 10,
};

}  // namespace migrate

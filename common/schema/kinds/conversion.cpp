#include <array>

#include "schema/kinds/kinds.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 'pg_conversion'::regclass::oid, c.oid, 0, NULL, NULL, NULL, n.nspname, c.conname,
  format('%I.%I', n.nspname, c.conname),
  format('FOR %L TO %L FROM %I.%I', pg_encoding_to_char(c.conforencoding),
    pg_encoding_to_char(c.contoencoding), pn.nspname, p.proname) AS definition,
  c.condefault AS is_default
FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace
  JOIN pg_proc p ON p.oid = c.conproc JOIN pg_namespace pn ON pn.oid = p.pronamespace
WHERE c.connamespace = ANY ($1::oid[]))";

constexpr std::array kAttributes{Attribute{"definition"}, Attribute{"is_default"}};

}  // namespace

const Kind kConversion{
    .name = "conversion",
    .keyword = "CONVERSION",
    .postgres = kQuery,
    .postgres_if = "pg_conversion",
    .attributes = kAttributes,
    .create =
        [](const Object& conversion, const Model&, Creation& out) {
          out.before = cat("CREATE ", conversion.is("is_default") ? "DEFAULT " : "", "CONVERSION ",
                           conversion.address, " ", conversion.text("definition"));
        },
    .rename =
        [](const Object& conversion, const Model&, std::string_view to) {
          return cat("ALTER CONVERSION ", conversion.address, " RENAME TO ", to);
        },
    .name_space = "conversion",
    .weight = 44,
};

}  // namespace migrate

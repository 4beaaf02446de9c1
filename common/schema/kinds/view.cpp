#include <algorithm>
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 'pg_class'::regclass::oid, c.oid, 0, NULL, NULL, NULL, n.nspname, c.relname,
  format('%I.%I', n.nspname, c.relname),
  rtrim(pg_get_viewdef(c.oid), ';') AS definition,
  (SELECT string_agg(format('%s=%L', o.option_name, o.option_value), E'\x1f')
   FROM pg_options_to_table(c.reloptions) o) AS options,
  (SELECT string_agg(format('%I %s %s', a.attname, format_type(a.atttypid, a.atttypmod),
     a.attcollation::regcollation), E'\x1f' ORDER BY a.attnum)
   FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0) AS columns
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind = 'v')";

// The rule that makes the view.
constexpr std::string_view kAliases = R"(
SELECT 'pg_rewrite'::regclass::oid, r.oid, 0, 'pg_class'::regclass::oid, r.ev_class, 0
FROM pg_rewrite r WHERE r.rulename = '_RETURN' AND r.oid >= 16384)";

// CREATE OR REPLACE VIEW can only append columns.
bool keeps_columns(const Alteration& change) {
  const std::vector<std::string> from = list_items(change.from["columns"]);
  const std::vector<std::string> to = list_items(change.to["columns"]);
  return from.size() <= to.size() && std::equal(from.begin(), from.end(), to.begin());
}

constexpr std::array kAttributes{
    sql_text({"definition", Action::kOverwrite, nullptr, keeps_columns}),
    any_order({"options", Action::kAlter,
               [](const Alteration& change, Statements& out) {
                 alter_options(cat("ALTER VIEW ", change.to.address), change.from["options"],
                               change.to["options"], out);
               }}),
    Attribute{"columns", Action::kIgnore},
};

void create(const Object& view, const Model&, Creation& out) {
  out.before = cat("CREATE OR REPLACE VIEW ", view.address, with_options(view["options"]), " AS\n",
                   view.text("definition"));
}

}  // namespace

const Kind kView{
    .name = "view",
    .keyword = "VIEW",
    .postgres = kQuery,
    .postgres_if = "relation v",
    .postgres_aliases = kAliases,
    .attributes = kAttributes,
    .create = create,
    .rename =
        [](const Object& from, const Model&, std::string_view to) {
          return cat("ALTER VIEW ", from.address, " RENAME TO ", to);
        },
    .blocks_change = true,
    .name_space = "relation",
    .weight = 66,
};

}  // namespace migrate

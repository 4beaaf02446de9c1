// Foreign tables. Their columns and constraints are those of tables; their rows are elsewhere.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 'pg_class'::regclass::oid, c.oid, 0, NULL, NULL, NULL, n.nspname, c.relname,
  format('%I.%I', n.nspname, c.relname),
  quote_ident(s.srvname) AS server,
  CASE WHEN NOT c.relispartition THEN
    (SELECT string_agg(format('%I.%I', pn.nspname, p.relname), E'\x1f' ORDER BY i.inhseqno)
     FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
       JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid) END AS inherits,
  (SELECT string_agg(format('%I %L', o.option_name, o.option_value), E'\x1f')
   FROM pg_options_to_table(f.ftoptions) o) AS options,
  c.relispartition AS is_partition,
  EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid) AS has_children
FROM pg_foreign_table f JOIN pg_class c ON c.oid = f.ftrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_foreign_server s ON s.oid = f.ftserver
WHERE c.relnamespace = ANY ($1::oid[]))";

constexpr std::array kAttributes{
    Attribute{"server", Action::kReplace},
    Attribute{"inherits", Action::kIgnore},
    any_order({"options", Action::kAlter,
               [](const Alteration& change, Statements& out) {
                 out.add(cat("ALTER ", change.to.id,
                             foreign_option_changes(change.from["options"], change.to["options"])));
               }}),
    Attribute{"is_partition", Action::kIgnore},
    Attribute{"has_children", Action::kIgnore},
};

void create(const Object& table, const Model&, Creation& out) {
  out.before = cat("CREATE ", table.id, " ");
  out.has_elements = true;
  if (table["inherits"]) {
    out.after += cat(" INHERITS (", join(list_items(table["inherits"]), ", "), ")");
  }
  out.after += cat(" SERVER ", table.text("server"));
  if (table["options"]) {
    out.after += cat(" OPTIONS (", join(list_items(table["options"]), ", "), ")");
  }
}

}  // namespace

const Kind kForeignTable{
    .name = "foreign table",
    .keyword = "FOREIGN TABLE",
    .postgres = kQuery,
    .postgres_if = "relation f",
    .attributes = kAttributes,
    .create = create,
    .rename = [](const Object& from, const Model&,
                 std::string_view to) { return cat("ALTER ", from.id, " RENAME TO ", to); },
    .owned = true,
    .name_space = "relation",
    .weight = 50,
};

}  // namespace migrate

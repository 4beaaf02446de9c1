// Materialized views. Whether one is populated is not compared: a dump leaves all of them empty.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

// `columns` says for every column what its settings are, `settings` only what differs from the
// defaults.
constexpr std::string_view kQuery = R"(
SELECT 'pg_class'::regclass::oid, c.oid, 0, NULL, NULL, NULL, n.nspname, c.relname,
  format('%I.%I', n.nspname, c.relname),
  rtrim(pg_get_viewdef(c.oid), ';') AS definition,
  CASE WHEN am.amname <> 'heap' THEN quote_ident(am.amname) END AS access_method,
  quote_ident(ts.spcname) AS tablespace,
  (SELECT string_agg(format('%s=%L', o.name, o.value), E'\x1f')
   FROM (SELECT option_name AS name, option_value AS value FROM pg_options_to_table(c.reloptions)
         UNION ALL SELECT 'toast.' || option_name, option_value
         FROM pg_class toast, pg_options_to_table(toast.reloptions)
         WHERE toast.oid = c.reltoastrelid) o) AS options,
  columns.every AS columns,
  columns.changed AS settings
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_am am ON am.oid = c.relam LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
  CROSS JOIN LATERAL (
    SELECT string_agg(format('ALTER COLUMN %I %s', a.attname, s.setting), E'\x1f'
        ORDER BY a.attnum, s.setting) AS every,
      string_agg(CASE WHEN s.changed THEN format('ALTER COLUMN %I %s', a.attname, s.setting) END,
        E'\x1f' ORDER BY a.attnum, s.setting) AS changed
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      CROSS JOIN LATERAL (
        SELECT format('SET STATISTICS %s', coalesce(a.attstattarget, -1)) AS setting,
          a.attstattarget >= 0 AS changed
        UNION ALL
        SELECT format('SET STORAGE %s', CASE a.attstorage WHEN 'p' THEN 'PLAIN'
            WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END),
          a.attstorage <> t.typstorage
        UNION ALL
        SELECT format('SET COMPRESSION %s', CASE a.attcompression WHEN 'p' THEN 'pglz'
            WHEN 'l' THEN 'lz4' ELSE 'default' END), a.attcompression <> ''
        WHERE t.typstorage <> 'p'
        UNION ALL
        SELECT CASE WHEN o.option_value IS NULL THEN format('RESET (%s)', name)
            ELSE format('SET (%s=%L)', name, o.option_value) END,
          o.option_value IS NOT NULL
        FROM unnest(ARRAY['n_distinct', 'n_distinct_inherited']) AS name
          LEFT JOIN pg_options_to_table(a.attoptions) o ON o.option_name = name) s
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) columns
WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind = 'm')";

std::string alter(const Object& view) { return cat("ALTER MATERIALIZED VIEW ", view.address, " "); }

void alter_columns(const Alteration& change, Statements& out) {
  for (const std::string& item : items_missing_in(change.to["columns"], change.from["columns"])) {
    out.add(cat(alter(change.to), item));
  }
}

constexpr std::array kAttributes{
    sql_text({"definition", Action::kReplace}),
    Attribute{"access_method", Action::kReplace},
    Attribute{"tablespace", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                const Value& tablespace = change.to["tablespace"];
                out.add(cat(alter(change.to), "SET TABLESPACE ",
                            tablespace ? *tablespace : "pg_default"),
                        {{Hazard::Type::kRewritesTable, "the rows move to the tablespace"}});
              }},
    any_order({"options", Action::kAlter,
               [](const Alteration& change, Statements& out) {
                 alter_options(cat("ALTER MATERIALIZED VIEW ", change.to.address),
                               change.from["options"], change.to["options"], out);
               }}),
    Attribute{"columns", Action::kAlter, alter_columns},
    Attribute{"settings", Action::kIgnore},
};

void create(const Object& view, const Model&, Creation& out) {
  out.before = cat("CREATE MATERIALIZED VIEW ", view.address);
  if (view["access_method"]) out.before += cat(" USING ", view.text("access_method"));
  out.before += with_options(view["options"]);
  if (view["tablespace"]) out.before += cat(" TABLESPACE ", view.text("tablespace"));
  out.before += cat(" AS\n", view.text("definition"));
  out.hazards = {{Hazard::Type::kScansTable, "the rows are computed"}};
  for (const std::string& item : list_items(view["settings"])) {
    out.following.push_back({cat(alter(view), item), {}});
  }
}

}  // namespace

const Kind kMaterializedView{
    .name = "materialized view",
    .keyword = "MATERIALIZED VIEW",
    .postgres = kQuery,
    .postgres_if = "relation m",
    .attributes = kAttributes,
    .create = create,
    .rename =
        [](const Object& from, const Model&, std::string_view to) {
          return cat("ALTER MATERIALIZED VIEW ", from.address, " RENAME TO ", to);
        },
    .blocks_change = true,
    .minds_rows = [](const Object&) { return true; },
    .evaluates = true,
    .name_space = "relation",
    .weight = 68,
};

}  // namespace migrate

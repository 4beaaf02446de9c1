// Indexes that no constraint has. One whose concurrent build has failed is not what it says it is.
#include <algorithm>
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "schema/kinds/tree.h"
#include "text.h"

namespace migrate {
namespace {

// Most indexes are plain lists of columns, which are put together here: pg_get_indexdef takes ten
// times as long for the same text. A column is looked up by its own: a join could read them all.
constexpr std::string_view kQuery = R"(
WITH found AS MATERIALIZED (
  SELECT i.*, c.oid, c.relname, c.relnamespace, c.relkind, c.relam, c.reltablespace, c.reloptions
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE c.relnamespace = ANY ($1::oid[])
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid
      AND k.contype IN ('p', 'u', 'x'))),
keys AS (
  SELECT c.oid, c.indrelid, unnest(c.indkey::int2[]) AS attnum,
    unnest(c.indclass::oid[]) AS opclass, unnest(c.indcollation::oid[]) AS coll,
    unnest(c.indoption::int2[]) AS option, generate_series(1, c.indnatts) AS place
  FROM found c
  WHERE c.relam = 403 AND c.reloptions IS NULL AND c.indexprs IS NULL AND c.indpred IS NULL
    AND NOT c.indisunique AND c.indnkeyatts = c.indnatts),
named AS (
  SELECT k.oid, (SELECT quote_ident(a.attname) FROM pg_attribute a
     WHERE a.attrelid = k.indrelid AND a.attnum = k.attnum AND a.attcollation = k.coll
       AND (a.atttypid = o.opcintype
         OR (a.atttypid = 'varchar'::regtype AND o.opcintype = 'text'::regtype))) AS name
  FROM keys k LEFT JOIN pg_opclass o ON o.oid = k.opclass AND o.opcdefault AND k.option = 0
  ORDER BY k.oid, k.place),
plain AS MATERIALIZED (
  SELECT oid, string_agg(name, ', ') AS columns FROM named
  GROUP BY oid HAVING bool_and(name IS NOT NULL))
SELECT 'pg_class'::regclass::oid, c.oid, 0, 'pg_class'::regclass::oid, c.indrelid, 0,
  n.nspname, c.relname, format('%I.%I', n.nspname, c.relname),
  CASE WHEN plain.columns IS NOT NULL THEN format('CREATE INDEX %I ON %s%I.%I USING btree (%s)',
      c.relname, CASE WHEN c.relkind = 'I' THEN 'ONLY ' END, n.nspname, t.relname, plain.columns)
    WHEN c.reloptions IS NULL THEN pg_get_indexdef(c.oid) ELSE
    replace(pg_get_indexdef(c.oid), ' WITH (' || (SELECT string_agg(format('%I=%s', o.option_name,
      CASE WHEN quote_ident(o.option_value) = o.option_value THEN o.option_value
        ELSE quote_literal(o.option_value) END), ', ')
      FROM pg_options_to_table(c.reloptions) o) || ')', '') END AS definition,
  CASE WHEN c.reloptions IS NOT NULL THEN
    (SELECT string_agg(format('%s=%L', o.option_name, o.option_value), E'\x1f' ORDER BY 1)
     FROM pg_options_to_table(c.reloptions) o) END AS options,
  quote_ident(ts.spcname) AS tablespace,
  CASE WHEN c.indexprs IS NOT NULL THEN
    (SELECT string_agg(format('%s SET STATISTICS %s', a.attnum, a.attstattarget), E'\x1f'
       ORDER BY a.attnum)
     FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.attstattarget >= 0)
    END AS statistics,
  quote_ident(c.relname) AS quoted_name,
  CASE WHEN c.reloptions IS NOT NULL THEN pg_get_indexdef(c.oid) END AS statement,
  am.amname AS method,
  c.indexprs IS NOT NULL OR c.indpred IS NOT NULL AS computed,
  CASE WHEN c.relkind = 'I' THEN
    (SELECT string_agg(format(E'%I.%I\x1e%I.%I', xn.nspname, x.relname, tn.nspname, xt.relname),
       E'\x1f' ORDER BY x.relname)
     FROM pg_inherits h JOIN pg_class x ON x.oid = h.inhrelid
       JOIN pg_namespace xn ON xn.oid = x.relnamespace JOIN pg_index xi ON xi.indexrelid = x.oid
       JOIN pg_class xt ON xt.oid = xi.indrelid JOIN pg_namespace tn ON tn.oid = xt.relnamespace
     WHERE h.inhparent = c.oid) END AS attached,
  format('%I.%I', n.nspname, t.relname) AS table,
  c.indisvalid OR c.relkind = 'I' AS valid
FROM found c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class t ON t.oid = c.indrelid AND t.relkind IN ('r', 'p', 'm')
  JOIN pg_am am ON am.oid = c.relam
  LEFT JOIN plain ON plain.oid = c.oid
  LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace)";

void alter_statistics(const Alteration& change, Statements& out) {
  const std::string alter = cat("ALTER INDEX ", change.to.address, " ALTER COLUMN ");
  for (const std::string& item :
       items_missing_in(change.from["statistics"], change.to["statistics"])) {
    out.add(cat(alter, item.substr(0, item.rfind(' ')), " -1"));
  }
  for (const std::string& item :
       items_missing_in(change.to["statistics"], change.from["statistics"])) {
    out.add(cat(alter, item));
  }
}

// An extension's method may have built its pages by them.
bool options_can_change(const Alteration& change) {
  constexpr std::array kMethods{"btree", "hash", "gist", "gin", "spgist", "brin"};
  return std::find(kMethods.begin(), kMethods.end(), change.to.text("method")) != kMethods.end();
}

// An index can be attached to another, but not detached again while their tables are attached.
bool keeps_attached(const Alteration& change) {
  const auto kept = list_items(change.to["attached"]);
  const auto list = list_items(change.from["attached"]);
  return std::all_of(list.begin(), list.end(), [&](const std::string& item) {
    const std::string table = item.substr(item.find('\x1e') + 1);
    return std::find(kept.begin(), kept.end(), item) != kept.end() ||
           !stays_child(table, change.to.text("table"), change.from_model, change.to_model);
  });
}

constexpr std::array kAttributes{
    sql_text({"definition", Action::kReplace}),
    any_order({"options", Action::kAlter,
               [](const Alteration& change, Statements& out) {
                 alter_options(cat("ALTER INDEX ", change.to.address), change.from["options"],
                               change.to["options"], out);
               },
               options_can_change}),
    Attribute{"tablespace", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                const Value& tablespace = change.to["tablespace"];
                out.add(cat("ALTER INDEX ", change.to.address, " SET TABLESPACE ",
                            tablespace ? *tablespace : "pg_default"));
              }},
    Attribute{"statistics", Action::kAlter, alter_statistics},
    Attribute{"quoted_name", Action::kIgnore},
    Attribute{"statement", Action::kIgnore},
    Attribute{"method", Action::kIgnore},
    Attribute{"computed", Action::kIgnore},
    Attribute{"attached", Action::kAlter, [](const Alteration&, Statements&) {}, keeps_attached},
    Attribute{"table", Action::kIgnore},
    Attribute{"valid", Action::kReplace},
};

void create(const Object& index, const Model& model, Creation& out) {
  out.before = index[index["statement"] ? "statement" : "definition"].value();
  out.hazards = {{Hazard::Type::kBlocksWrites,
                  cat("writers of ", model.parent(index).address, " wait for the build")}};
  if (index.text("definition").rfind("CREATE UNIQUE", 0) == 0) {
    out.hazards.push_back({Hazard::Type::kCanFail, "existing rows may violate it"});
  }
  if (index["tablespace"]) {
    out.following.push_back(
        {cat("ALTER INDEX ", index.address, " SET TABLESPACE ", index.text("tablespace")), {}});
  }
  for (const std::string& item : list_items(index["statistics"])) {
    out.following.push_back({cat("ALTER INDEX ", index.address, " ALTER COLUMN ", item), {}});
  }
}

// PostgreSQL builds indexes again for one changed column at a time: an expression may need two.
bool blocks(const Object& index, const Alteration& change) {
  return index.is("computed") && changes_base_type(change);
}

}  // namespace

const Kind kIndex{
    .name = "index",
    .keyword = "INDEX",
    .postgres = kQuery,
    .attributes = kAttributes,
    .create = create,
    .dies = dies_in_tree,
    .rename =
        [](const Object& from, const Model&, std::string_view to) {
          return cat("ALTER INDEX ", from.address, " RENAME TO ", to);
        },
    .likeness =
        [](const Object& index, const Model&) {
          // `CREATE INDEX name ON …`
          const std::string& definition = index.text("definition");
          return cat(definition.substr(0, definition.find("INDEX ")),
                     definition.substr(definition.find(index.text("quoted_name")) +
                                       index.text("quoted_name").size()));
        },
    .blocks = blocks,
    .evaluates = true,
    .name_space = "relation",
    .weight = 70,
};

}  // namespace migrate

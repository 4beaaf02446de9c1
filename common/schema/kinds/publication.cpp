// Publications. Each of their tables and schemas is a fact of its own.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kEverything = "'insert, update, delete, truncate'";

// A column that the server's version lacks is taken from `older`.
constexpr std::string_view kQuery = R"(
SELECT 'pg_publication'::regclass::oid, p.oid, 0, NULL, NULL, NULL, NULL, p.pubname,
  quote_ident(p.pubname),
  p.puballtables AS all_tables,
  quote_literal(concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
    CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,
    CASE WHEN p.pubtruncate THEN 'truncate' END)) AS publish,
  p.pubviaroot AS via_root,
  p.pubgencols = 's' AS generated_columns
FROM (SELECT NULL::text AS pubgencols) older CROSS JOIN LATERAL (
  SELECT oid, pubname, puballtables, pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot,
    pubgencols::text FROM pg_publication) p
WHERE p.pubname !~ '^migrate set aside ')";

std::string option(const Object& publication, std::string_view attribute) {
  if (attribute == "publish") return cat("publish = ", publication.text("publish"));
  if (attribute == "via_root") {
    return cat("publish_via_partition_root = ", publication.is("via_root") ? "true" : "false");
  }
  return cat("publish_generated_columns = ",
             publication.is("generated_columns") ? "stored" : "none");
}

void alter(const Alteration& change, Statements& out, std::string_view attribute) {
  out.add(cat("ALTER ", change.to.id, " SET (", option(change.to, attribute), ")"));
}

constexpr std::array kAttributes{
    Attribute{"all_tables", Action::kReplace},
    Attribute{"publish", Action::kAlter,
              [](const Alteration& change, Statements& out) { alter(change, out, "publish"); }},
    Attribute{"via_root", Action::kAlter,
              [](const Alteration& change, Statements& out) { alter(change, out, "via_root"); }},
    Attribute{
        "generated_columns", Action::kAlter,
        [](const Alteration& change, Statements& out) { alter(change, out, "generated_columns"); }},
};

void create(const Object& publication, const Model&, Creation& out) {
  std::vector<std::string> options;
  if (publication.text("publish") != kEverything) options.push_back(option(publication, "publish"));
  for (std::string_view attribute : {"via_root", "generated_columns"}) {
    if (publication.is(attribute)) options.push_back(option(publication, attribute));
  }
  out.before =
      cat("CREATE ", publication.id, publication.is("all_tables") ? " FOR ALL TABLES" : "");
  if (!options.empty()) out.before += cat(" WITH (", join(options, ", "), ")");
}

constexpr std::string_view kTableQuery = R"(
SELECT 'pg_publication_rel'::regclass::oid, r.oid, 0, 'pg_publication'::regclass::oid, p.oid, 0,
  n.nspname, c.relname, format('%I %I.%I', p.pubname, n.nspname, c.relname),
  format('%I.%I', n.nspname, c.relname) AS table,
  (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
   WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs)) AS columns,
  pg_get_expr(r.prqual, c.oid) AS condition
FROM (SELECT NULL::int2vector AS prattrs, NULL::pg_node_tree AS prqual) older CROSS JOIN LATERAL (
    SELECT oid, prpubid, prrelid, prattrs, prqual FROM pg_publication_rel) r
  JOIN pg_publication p ON p.oid = r.prpubid
  JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relnamespace = ANY ($1::oid[]) AND p.pubname !~ '^migrate set aside ')";

constexpr std::array kTableAttributes{
    Attribute{"table", Action::kIgnore},
    Attribute{"columns", Action::kReplace},
    sql_text({"condition", Action::kReplace}),
};

void add_table(const Object& member, const Model& model, Creation& out) {
  out.before = cat("ALTER ", model.parent(member).id, " ADD TABLE ONLY ", member.text("table"));
  if (member["columns"]) out.before += cat(" (", member.text("columns"), ")");
  if (member["condition"]) out.before += cat(" WHERE (", member.text("condition"), ")");
}

void drop_table(const Object& member, const Model& model, Statements& out) {
  out.add(cat("ALTER ", model.parent(member).id, " DROP TABLE ONLY ", member.text("table")));
}

constexpr std::string_view kSchemaQuery = R"(
SELECT 'pg_publication_namespace'::regclass::oid, r.oid, 0,
  'pg_publication'::regclass::oid, p.oid, 0, n.nspname, n.nspname,
  format('%I %I', p.pubname, n.nspname),
  quote_ident(n.nspname) AS schema
FROM pg_publication_namespace r JOIN pg_publication p ON p.oid = r.pnpubid
  JOIN pg_namespace n ON n.oid = r.pnnspid
WHERE n.oid = ANY ($1::oid[]) AND p.pubname !~ '^migrate set aside ')";

constexpr std::array kSchemaAttributes{Attribute{"schema", Action::kIgnore}};

}  // namespace

const Kind kPublication{
    .name = "publication",
    .keyword = "PUBLICATION",
    .postgres = kQuery,
    .postgres_if = "pg_publication",
    .attributes = kAttributes,
    .create = create,
    .rename = [](const Object& from, const Model&,
                 std::string_view to) { return cat("ALTER ", from.id, " RENAME TO ", to); },
    .database_wide = true,
    .weight = 85,
};

const Kind kPublicationTable{
    .name = "publication table",
    .keyword = "PUBLICATION TABLE",
    .postgres = kTableQuery,
    .postgres_if = "pg_publication",
    .attributes = kTableAttributes,
    .create = add_table,
    .drop = drop_table,
    .blocks_change = true,
    .weight = 86,
};

const Kind kPublicationSchema{
    .name = "publication schema",
    .keyword = "PUBLICATION SCHEMA",
    .postgres = kSchemaQuery,
    .postgres_if = "pg_publication",
    .postgres_since = 150000,
    .attributes = kSchemaAttributes,
    .create =
        [](const Object& member, const Model& model, Creation& out) {
          out.before = cat("ALTER ", model.parent(member).id, " ADD TABLES IN SCHEMA ",
                           member.text("schema"));
        },
    .drop =
        [](const Object& member, const Model& model, Statements& out) {
          out.add(cat("ALTER ", model.parent(member).id, " DROP TABLES IN SCHEMA ",
                      member.text("schema")));
        },
    .weight = 87,
};

}  // namespace migrate

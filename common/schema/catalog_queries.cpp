#include "schema/catalog_queries.h"

#include "schema/sqlite/reading.h"

namespace migrate {
namespace {

// Objects below 16384 are the server's own. Schemas that the scratch area has set aside have names
// that no statement of a user makes.
constexpr CatalogQueries kPostgres{
    .wait_shortly = R"(
SELECT set_config('lock_timeout', '1s', true) WHERE current_setting('lock_timeout') = '0')",
    .ddl_watch = R"(
SELECT quote_ident(evtname) FROM pg_event_trigger t WHERE EXISTS (
  SELECT FROM pg_depend d JOIN pg_extension x ON x.oid = d.refobjid
  WHERE d.classid = 'pg_proc'::regclass AND d.objid = t.evtfoid AND d.deptype = 'e'
    AND d.refclassid = 'pg_extension'::regclass AND x.extname = 'migrate'))",
    .begin = R"(
SELECT set_config('enable_seqscan', 'on', true), set_config('enable_nestloop', 'off', true))",
    .end = R"(
SELECT set_config('enable_seqscan', 'off', true), set_config('enable_nestloop', 'on', true))",
    .schemas = R"(
SELECT n.oid, n.nspname FROM pg_namespace n
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND n.nspname !~ '^migrate set aside ')",
    .present = R"(
SELECT concat('relation ', relkind)
  FROM (SELECT DISTINCT relkind FROM pg_class WHERE oid >= 16384) relation
UNION ALL SELECT concat('type ', typtype)
  FROM (SELECT DISTINCT typtype FROM pg_type WHERE oid >= 16384) type
UNION ALL SELECT concat('routine ', CASE prokind WHEN 'w' THEN 'f' ELSE prokind END)
  FROM (SELECT DISTINCT prokind FROM pg_proc p WHERE oid >= 16384 AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
      AND d.deptype = 'e')) routine
UNION ALL SELECT 'sequence' WHERE EXISTS (SELECT FROM pg_sequence s WHERE NOT EXISTS (
  SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid
    AND d.objsubid = 0 AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i'))
UNION ALL SELECT 'descendant' WHERE EXISTS (SELECT FROM pg_inherits)
UNION ALL SELECT 'marked index' WHERE EXISTS (
  SELECT FROM pg_index WHERE indisreplident OR indisclustered)
UNION ALL SELECT 'pg_trigger' WHERE EXISTS (SELECT FROM pg_trigger WHERE NOT tgisinternal)
UNION ALL SELECT 'pg_rewrite' WHERE EXISTS (
  SELECT FROM pg_rewrite WHERE rulename <> '_RETURN' AND oid >= 16384)
UNION ALL SELECT 'pg_language' WHERE EXISTS (SELECT FROM pg_language WHERE oid >= 16384)
UNION ALL SELECT 'pg_transform' WHERE EXISTS (SELECT FROM pg_transform WHERE oid >= 16384)
UNION ALL SELECT 'pg_foreign_data_wrapper' WHERE EXISTS (
  SELECT FROM pg_foreign_data_wrapper WHERE oid >= 16384)
UNION ALL SELECT 'pg_collation' WHERE EXISTS (SELECT FROM pg_collation WHERE oid >= 16384)
UNION ALL SELECT 'pg_cast' WHERE EXISTS (SELECT FROM pg_cast WHERE oid >= 16384)
UNION ALL SELECT 'pg_operator' WHERE EXISTS (SELECT FROM pg_operator WHERE oid >= 16384)
UNION ALL SELECT 'pg_opfamily' WHERE EXISTS (SELECT FROM pg_opfamily WHERE oid >= 16384)
UNION ALL SELECT 'pg_opclass' WHERE EXISTS (SELECT FROM pg_opclass WHERE oid >= 16384)
UNION ALL SELECT 'pg_conversion' WHERE EXISTS (SELECT FROM pg_conversion WHERE oid >= 16384)
UNION ALL SELECT 'pg_ts_parser' WHERE EXISTS (SELECT FROM pg_ts_parser WHERE oid >= 16384)
UNION ALL SELECT 'pg_ts_template' WHERE EXISTS (SELECT FROM pg_ts_template WHERE oid >= 16384)
UNION ALL SELECT 'pg_ts_dict' WHERE EXISTS (SELECT FROM pg_ts_dict WHERE oid >= 16384)
UNION ALL SELECT 'pg_ts_config' WHERE EXISTS (SELECT FROM pg_ts_config WHERE oid >= 16384)
UNION ALL SELECT 'pg_statistic_ext' WHERE EXISTS (SELECT FROM pg_statistic_ext WHERE oid >= 16384)
UNION ALL SELECT 'pg_policy' WHERE EXISTS (SELECT FROM pg_policy WHERE oid >= 16384)
UNION ALL SELECT 'pg_publication' WHERE EXISTS (SELECT FROM pg_publication WHERE oid >= 16384)
UNION ALL SELECT 'pg_subscription' WHERE EXISTS (SELECT FROM pg_subscription)
UNION ALL SELECT 'pg_default_acl' WHERE EXISTS (SELECT FROM pg_default_acl)
UNION ALL SELECT 'pg_event_trigger' WHERE EXISTS (
  SELECT FROM pg_event_trigger WHERE oid >= 16384))",
    .members = R"(
SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid FROM pg_depend
WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass)",
    .aliases = R"(
SELECT 'pg_type'::regclass::oid, t.oid, 0, 'pg_class'::regclass::oid, t.typrelid, 0
FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid WHERE c.relkind <> 'c' AND t.oid >= 16384
UNION ALL
SELECT 'pg_class'::regclass::oid, c.oid, 0, 'pg_type'::regclass::oid, c.reltype, 0
FROM pg_class c WHERE c.relkind = 'c' AND c.oid >= 16384
UNION ALL
SELECT 'pg_type'::regclass::oid, t.typarray, 0, 'pg_type'::regclass::oid, t.oid, 0
FROM pg_type t WHERE t.typarray <> 0 AND t.oid >= 16384)",
    .edges = R"(
SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype
FROM pg_depend WHERE objid >= 16384 AND (refobjid >= 16384 OR refobjid = 2200) AND deptype <> 'e'
  AND deptype <> 'x')",
    .casts = R"(
SELECT format_type(castsource, NULL) || '>' || format_type(casttarget, NULL),
  castcontext IN ('a', 'i')
FROM pg_cast)",
    .unmodelled = R"(
SELECT name FROM (
  SELECT 'pg_type'::regclass AS class, t.oid, format('TYPE %I.%I', n.nspname, t.typname) AS name
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE t.typnamespace = ANY ($1::oid[]) AND (t.typtype = 'b' OR NOT t.typisdefined)
    AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
  UNION ALL
  SELECT 'pg_am'::regclass, oid, format('ACCESS METHOD %I', amname) FROM pg_am
  WHERE amname !~ '^migrate set aside '
  UNION ALL
  SELECT classoid, objoid, format('SECURITY LABEL FOR %I ON %s', provider,
    pg_describe_object(classoid, objoid, objsubid)) FROM pg_seclabel
  WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname ~ '^migrate set aside ')
) found
WHERE oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d
  WHERE d.classid = found.class AND d.objid = found.oid AND d.deptype = 'e')
ORDER BY name)",
    .version = R"(
SELECT current_setting('server_version_num') || ' ' || coalesce(string_agg(
  format('%s %s %s', e.extname, e.extversion, n.nspname), ', ' ORDER BY e.extname), '')
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace)",
    .kind_query = &Kind::postgres,
    .kind_if = &Kind::postgres_if,
    .kind_aliases = &Kind::postgres_aliases,
    .kind_edges = &Kind::postgres_edges,
    .kind_edges_if = &Kind::postgres_edges_if,
};

constexpr CatalogQueries kSqlite{
    .read = sqlite::read_schema,
    .read_objects = sqlite::read_schema_objects,
    .schemas = "SELECT 0, 'main'",
    .version = "SELECT sqlite_version()",
};

}  // namespace

const CatalogQueries& catalog_queries(const Dialect& dialect) {
  if (&dialect == &postgres_dialect()) return kPostgres;
  return kSqlite;
}

}  // namespace migrate

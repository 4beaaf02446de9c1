// Privileges, one fact for each object and grantee, as far as they differ from what the object has
// by itself. Who granted them is not looked at.
#include <array>

#include "schema/kinds/grants.h"
#include "schema/kinds/kinds.h"
#include "text.h"

namespace migrate {
namespace {

// An extension's object is what the extension made it; schema public is what initdb made it. The
// privileges of a relation and of its columns are one fact, since they are revoked together.
constexpr std::string_view kQuery = R"(
WITH object AS MATERIALIZED (
  SELECT row_number() OVER () AS n, o.*, acldefault(o.type, o.owner) AS own, e.refobjid AS extension,
    CASE WHEN o.schema IS NULL THEN coalesce(i.initprivs, acldefault(o.type, o.owner))
      ELSE ARRAY(SELECT a FROM unnest(acldefault('n', o.owner)) a UNION ALL
        SELECT a FROM unnest(i.initprivs) a WHERE a::text LIKE '=%') END AS base
  FROM (
    SELECT 'pg_class'::regclass::oid AS class, c.oid, NULL::name AS schema, c.relowner AS owner,
      c.relacl AS acl, (CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char" AS type,
      format(CASE c.relkind WHEN 'S' THEN 'SEQUENCE %I.%I' ELSE 'TABLE %I.%I' END, n.nspname,
        c.relname) AS target
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      AND (c.relacl IS NOT NULL OR EXISTS (SELECT FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL AND NOT a.attisdropped))
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid, NULL, p.proowner, p.proacl, 'f', format('%s %s',
      CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::regprocedure)
    FROM pg_proc p WHERE p.pronamespace = ANY ($1::oid[]) AND p.proacl IS NOT NULL
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, NULL, t.typowner, t.typacl, 'T',
      'TYPE ' || format_type(t.oid, NULL)
    FROM pg_type t WHERE t.typnamespace = ANY ($1::oid[]) AND t.typacl IS NOT NULL
    UNION ALL
    SELECT 'pg_namespace'::regclass, n.oid, CASE WHEN n.nspname = 'public' THEN n.nspname END,
      n.nspowner, coalesce(n.nspacl, acldefault('n', n.nspowner)), 'n', format('SCHEMA %I', n.nspname)
    FROM pg_namespace n
    WHERE n.oid = ANY ($1::oid[]) AND (n.nspacl IS NOT NULL OR n.nspname = 'public')
    UNION ALL
    SELECT 'pg_language'::regclass, oid, NULL, lanowner, lanacl, 'l', format('LANGUAGE %I', lanname)
    FROM pg_language WHERE lanacl IS NOT NULL
    UNION ALL
    SELECT 'pg_foreign_data_wrapper'::regclass, oid, NULL, fdwowner, fdwacl, 'F',
      format('FOREIGN DATA WRAPPER %I', fdwname)
    FROM pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL
    UNION ALL
    SELECT 'pg_foreign_server'::regclass, oid, NULL, srvowner, srvacl, 'S',
      format('FOREIGN SERVER %I', srvname)
    FROM pg_foreign_server WHERE srvacl IS NOT NULL
  ) o LEFT JOIN pg_init_privs i ON i.classoid = o.class AND i.objoid = o.oid AND i.objsubid = 0
    LEFT JOIN pg_depend e ON e.classid = o.class AND e.objid = o.oid AND e.deptype = 'e'
      AND e.refclassid = 'pg_extension'::regclass),
entry AS (
  SELECT o.n, 'held' AS of, o.owner, x.grantee, x.privilege_type AS privilege, x.is_grantable
  FROM object o, aclexplode(coalesce(o.acl, o.own)) x
  UNION ALL
  SELECT o.n, 'held', o.owner, x.grantee, format('%s (%I)', x.privilege_type, a.attname),
    x.is_grantable
  FROM object o JOIN pg_attribute a ON a.attrelid = o.oid AND a.attacl IS NOT NULL
    AND NOT a.attisdropped, aclexplode(a.attacl) x
  WHERE o.class = 'pg_class'::regclass
  UNION ALL
  SELECT o.n, 'base', o.owner, x.grantee, x.privilege_type, x.is_grantable
  FROM object o, aclexplode(o.base) x),
list AS (
  SELECT n, of, grantee, string_agg(privilege, E'\x1f' ORDER BY privilege) AS held,
    string_agg(privilege, E'\x1f' ORDER BY privilege) FILTER (WHERE grantable AND grantee <> owner)
      AS grantable
  FROM (SELECT n, of, owner, grantee, privilege, bool_or(is_grantable) AS grantable FROM entry
    GROUP BY n, of, owner, grantee, privilege) e GROUP BY n, of, grantee)
SELECT CASE WHEN o.class = 'pg_class'::regclass AND o.extension IS NULL THEN 16 END, o.oid,
  grantee::bigint::bit(32)::integer,
  CASE WHEN o.extension IS NOT NULL THEN 'pg_extension'::regclass::oid WHEN o.schema IS NULL THEN o.class
    END, coalesce(o.extension, CASE WHEN o.schema IS NULL THEN o.oid END),
  CASE WHEN o.schema IS NULL THEN 0 END, o.schema, NULL,
  format('%s FOR %s', o.target, g.name),
  held.held AS privileges, held.grantable AS grantable, base.held AS default_privileges,
  base.grantable AS default_grantable, o.target, g.name AS grantee,
  (SELECT string_agg(x.privilege_type, E'\x1f') FROM aclexplode(o.own) x
   WHERE x.grantee = o.owner) AS all_privileges,
  false AS reset
FROM (SELECT * FROM list WHERE of = 'held') held
  FULL JOIN (SELECT * FROM list WHERE of = 'base') base USING (n, grantee)
  JOIN object o USING (n)
  JOIN (SELECT oid, quote_ident(rolname) AS name FROM pg_roles UNION ALL SELECT 0, 'PUBLIC') g
    ON g.oid = grantee
WHERE held.held IS DISTINCT FROM base.held OR held.grantable IS DISTINCT FROM base.grantable)";

// A column that is dropped takes its privileges along.
constexpr std::string_view kEdges = R"(
SELECT 16, a.attrelid, x.grantee::bigint::bit(32)::integer, 'pg_class'::regclass::oid, a.attrelid,
  a.attnum, 'n'
FROM pg_attribute a, aclexplode(a.attacl) x WHERE a.attacl IS NOT NULL AND NOT a.attisdropped)";

Privileges held(const Object& fact) { return privileges(fact["privileges"], fact["grantable"]); }

Privileges by_default(const Object& fact) {
  return privileges(fact["default_privileges"], fact["default_grantable"]);
}

void change(const Object& fact, const Privileges& from, const Privileges& to, Statements& out) {
  change_privileges("", fact.text("target"), fact.text("grantee"),
                    privileges(fact["all_privileges"], std::nullopt).held, from, to, out);
}

// What default privileges may have added is taken away first.
void create(const Object& fact, const Model&, Creation& out) {
  Statements statements;
  Privileges from = by_default(fact);
  if (fact.is("reset")) {
    statements.add(cat("REVOKE ALL ON ", fact.text("target"), " FROM ", fact.text("grantee")));
    from = {};
  }
  change(fact, from, held(fact), statements);
  out.following = statements.list();
}

constexpr std::array kAttributes{
    Attribute{"privileges", Action::kAlter,
              [](const Alteration& alteration, Statements& out) {
                change(alteration.to, held(alteration.from), held(alteration.to), out);
              }},
    Attribute{"grantable", Action::kAlter,
              [](const Alteration& alteration, Statements& out) {
                if (alteration.from["privileges"] != alteration.to["privileges"]) return;
                change(alteration.to, held(alteration.from), held(alteration.to), out);
              }},
    Attribute{"default_privileges", Action::kIgnore},
    Attribute{"default_grantable", Action::kIgnore},
    Attribute{"target", Action::kIgnore},
    Attribute{"grantee", Action::kIgnore},
    Attribute{"all_privileges", Action::kIgnore},
    Attribute{"reset", Action::kIgnore},
};

constexpr std::string_view kDefaultQuery = R"(
WITH object AS MATERIALIZED (
  SELECT d.oid, d.defaclrole AS owner, n.oid AS namespace, n.nspname, r.rolname, d.defaclacl AS acl,
    d.defaclobjtype AS type,
    acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole) AS own
  FROM pg_default_acl d JOIN pg_roles r ON r.oid = d.defaclrole
    LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
  WHERE d.defaclnamespace = 0 OR d.defaclnamespace = ANY ($1::oid[])),
entry AS (
  SELECT o.oid, 'held' AS of, o.owner, x.* FROM object o, aclexplode(o.acl) x
  UNION ALL
  SELECT o.oid, 'base', o.owner, x.* FROM object o, aclexplode(o.own) x WHERE o.namespace IS NULL),
list AS (
  SELECT oid, of, grantee, string_agg(privilege_type, E'\x1f' ORDER BY privilege_type) AS held,
    string_agg(privilege_type, E'\x1f' ORDER BY privilege_type)
      FILTER (WHERE grantable AND grantee <> owner) AS grantable
  FROM (SELECT oid, of, owner, grantee, privilege_type, bool_or(is_grantable) AS grantable
    FROM entry GROUP BY oid, of, owner, grantee, privilege_type) e GROUP BY oid, of, grantee)
SELECT NULL::oid, NULL::oid, NULL::integer,
  CASE WHEN o.nspname <> 'public' THEN 'pg_namespace'::regclass::oid END,
  CASE WHEN o.nspname <> 'public' THEN o.namespace END, CASE WHEN o.nspname <> 'public' THEN 0 END,
  o.nspname, NULL,
  concat(t.name, ' FOR ', g.name, format(' BY %I', o.rolname), ' IN ' || quote_ident(o.nspname)),
  held.held AS privileges, held.grantable AS grantable, base.held AS default_privileges,
  base.grantable AS default_grantable, t.name AS target, g.name AS grantee,
  (SELECT string_agg(x.privilege_type, E'\x1f') FROM aclexplode(o.own) x
   WHERE x.grantee = o.owner) AS all_privileges,
  concat(format('ALTER DEFAULT PRIVILEGES FOR ROLE %I ', o.rolname),
    'IN SCHEMA ' || quote_ident(o.nspname) || ' ') AS prefix,
  CASE o.type WHEN 'S' THEN 's' ELSE o.type END AS acl_type,
  quote_ident(o.nspname) AS in_schema
FROM (SELECT * FROM list WHERE of = 'held') held
  FULL JOIN (SELECT * FROM list WHERE of = 'base') base USING (oid, grantee)
  JOIN object o USING (oid)
  JOIN (VALUES ('r', 'TABLES'), ('S', 'SEQUENCES'), ('f', 'FUNCTIONS'), ('T', 'TYPES'),
    ('n', 'SCHEMAS')) t (type, name) ON t.type = o.type
  JOIN (SELECT oid, quote_ident(rolname) AS name FROM pg_roles UNION ALL SELECT 0, 'PUBLIC') g
    ON g.oid = grantee
WHERE held.held IS DISTINCT FROM base.held OR held.grantable IS DISTINCT FROM base.grantable)";

void change_default(const Object& fact, const Privileges& from, const Privileges& to,
                    Statements& out) {
  change_privileges(fact.text("prefix"), fact.text("target"), fact.text("grantee"),
                    privileges(fact["all_privileges"], std::nullopt).held, from, to, out);
}

constexpr std::array kDefaultAttributes{
    Attribute{"privileges", Action::kAlter,
              [](const Alteration& alteration, Statements& out) {
                change_default(alteration.to, held(alteration.from), held(alteration.to), out);
              }},
    Attribute{"grantable", Action::kAlter,
              [](const Alteration& alteration, Statements& out) {
                if (alteration.from["privileges"] != alteration.to["privileges"]) return;
                change_default(alteration.to, held(alteration.from), held(alteration.to), out);
              }},
    Attribute{"default_privileges", Action::kIgnore},
    Attribute{"default_grantable", Action::kIgnore},
    Attribute{"target", Action::kIgnore},
    Attribute{"grantee", Action::kIgnore},
    Attribute{"all_privileges", Action::kIgnore},
    Attribute{"prefix", Action::kIgnore},
    Attribute{"acl_type", Action::kIgnore},
    Attribute{"in_schema", Action::kIgnore},
};

}  // namespace

const Kind kPrivilege{
    .name = "privilege",
    .keyword = "PRIVILEGES ON",
    .postgres = kQuery,
    .postgres_edges = kEdges,
    .attributes = kAttributes,
    .create = create,
    .drop = [](const Object& fact, const Model&,
               Statements& out) { change(fact, held(fact), by_default(fact), out); },
    .optional = true,
    .weight = 220,
};

// They come last: what is created before is not meant.
const Kind kDefaultPrivilege{
    .name = "default privilege",
    .keyword = "DEFAULT PRIVILEGES ON",
    .postgres = kDefaultQuery,
    .postgres_if = "pg_default_acl",
    .attributes = kDefaultAttributes,
    .create =
        [](const Object& fact, const Model&, Creation& out) {
          Statements statements;
          change_default(fact, by_default(fact), held(fact), statements);
          out.following = statements.list();
        },
    .drop = [](const Object& fact, const Model&,
               Statements& out) { change_default(fact, held(fact), by_default(fact), out); },
    .optional = true,
    .database_wide = true,
    .weight = 230,
};

}  // namespace migrate

// Who owns what. Indexes, partitions' keys, array types, constructors of range types and owned
// sequences follow what they belong to.
#include <array>

#include "schema/kinds/kinds.h"
#include "text.h"

namespace migrate {
namespace {

// Every object has an owner: what no kind reads is left out with its parent. Schema public is no
// object. `grants_on` is what GRANT calls the object, if it knows it, and `acl_type` what
// acldefault() does.
constexpr std::string_view kQuery = R"(
SELECT NULL::oid, NULL::oid, NULL::integer, o.class, o.object,
  CASE WHEN o.class IS NOT NULL THEN 0 END, o.schema, NULL,
  CASE WHEN o.class IS NULL THEN 'SCHEMA public' END,
  quote_ident(r.rolname) AS role, o.grants_on, o.acl_type,
  CASE WHEN o.class IS NULL THEN 'SCHEMA public' END AS target,
  true AS stated
FROM (
  SELECT 'pg_class'::regclass::oid AS class, c.oid AS object, NULL::name AS schema,
    c.relowner AS owner, format(CASE c.relkind WHEN 'S' THEN 'SEQUENCE %I.%I' ELSE 'TABLE %I.%I' END,
      n.nspname, c.relname) AS grants_on, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END AS acl_type
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relnamespace = ANY ($1::oid[]) AND (c.relkind IN ('r', 'p', 'v', 'm', 'f')
    OR c.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid
      AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
      AND d.deptype IN ('a', 'i')))
  UNION ALL
  SELECT 'pg_proc'::regclass, p.oid, NULL, p.proowner, format('%s %s',
    CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::regprocedure), 'f'
  FROM pg_proc p WHERE p.pronamespace = ANY ($1::oid[])
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
      AND d.objid = p.oid AND d.deptype = 'i')
  UNION ALL
  SELECT 'pg_type'::regclass, t.oid, NULL, t.typowner, 'TYPE ' || format_type(t.oid, NULL), 'T'
  FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
  WHERE t.typnamespace = ANY ($1::oid[]) AND coalesce(c.relkind, 'c') = 'c' AND t.typtype <> 'm'
    AND NOT (t.typelem <> 0 AND t.typlen = -1 AND t.typcategory = 'A')
  UNION ALL
  SELECT CASE WHEN n.nspname <> 'public' THEN 'pg_namespace'::regclass::oid END,
    CASE WHEN n.nspname <> 'public' THEN n.oid END, n.nspname, n.nspowner,
    format('SCHEMA %I', n.nspname), 'n'
  FROM pg_namespace n WHERE n.oid = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_operator'::regclass, oid, NULL, oprowner, NULL, NULL
  FROM pg_operator WHERE oprnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_opclass'::regclass, oid, NULL, opcowner, NULL, NULL
  FROM pg_opclass WHERE opcnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_opfamily'::regclass, oid, NULL, opfowner, NULL, NULL
  FROM pg_opfamily WHERE opfnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_collation'::regclass, oid, NULL, collowner, NULL, NULL
  FROM pg_collation WHERE collnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_conversion'::regclass, oid, NULL, conowner, NULL, NULL
  FROM pg_conversion WHERE connamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_ts_dict'::regclass, oid, NULL, dictowner, NULL, NULL
  FROM pg_ts_dict WHERE dictnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_ts_config'::regclass, oid, NULL, cfgowner, NULL, NULL
  FROM pg_ts_config WHERE cfgnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_statistic_ext'::regclass, oid, NULL, stxowner, NULL, NULL
  FROM pg_statistic_ext WHERE stxnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_foreign_data_wrapper'::regclass, oid, NULL, fdwowner,
    format('FOREIGN DATA WRAPPER %I', fdwname), 'F' FROM pg_foreign_data_wrapper
  UNION ALL
  SELECT 'pg_foreign_server'::regclass, oid, NULL, srvowner, format('FOREIGN SERVER %I', srvname),
    'S' FROM pg_foreign_server
  UNION ALL
  SELECT 'pg_language'::regclass, oid, NULL, lanowner,
    CASE WHEN lanpltrusted THEN format('LANGUAGE %I', lanname) END, 'l' FROM pg_language
  UNION ALL
  SELECT 'pg_event_trigger'::regclass, oid, NULL, evtowner, NULL, NULL FROM pg_event_trigger
  UNION ALL
  SELECT 'pg_publication'::regclass, oid, NULL, pubowner, NULL, NULL FROM pg_publication
  UNION ALL
  SELECT 'pg_subscription'::regclass, oid, NULL, subowner, NULL, NULL FROM pg_subscription
) o JOIN pg_roles r ON r.oid = o.owner)";

void change_owner(const Object& fact, const Model& model, Statements& out) {
  const std::string& target =
      fact.parent == kNoObject ? fact.text("target") : model.parent(fact).id;
  out.add(cat("ALTER ", target, " OWNER TO ", fact.text("role")));
}

constexpr std::array kAttributes{
    Attribute{"role", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                change_owner(change.to, change.to_model, out);
              }},
    Attribute{"grants_on", Action::kIgnore},
    Attribute{"acl_type", Action::kIgnore},
    Attribute{"target", Action::kIgnore},
    Attribute{"stated", Action::kIgnore},
};

}  // namespace

// What is dropped has no owner to be given to: the fact goes with its object.
const Kind kOwner{
    .name = "owner",
    .keyword = "OWNER OF",
    .postgres = kQuery,
    .attributes = kAttributes,
    .create =
        [](const Object& fact, const Model& model, Creation& out) {
          if (!fact.is("stated")) return;
          Statements statements;
          change_owner(fact, model, statements);
          out.following = statements.list();
        },
    .drop = [](const Object&, const Model&, Statements&) {},
    .optional = true,
    .weight = 210,
};

}  // namespace migrate

// Comments on everything that can have one. The row type of a table, the index of a key, the
// sequence of an identity column and single columns of views stand for no object of their own but
// have comments of their own: these are named here, all others are called as their object is.
#include <array>

#include "schema/kinds/kinds.h"
#include "text.h"

namespace migrate {
namespace {

// Schema public is no object, but its comment can be changed.
constexpr std::string_view kQuery = R"(
SELECT NULL::oid, NULL::oid, NULL::integer,
  CASE WHEN public.oid IS NULL THEN d.classoid END, CASE WHEN public.oid IS NULL THEN d.objoid END,
  CASE WHEN public.oid IS NULL THEN d.objsubid END, public.nspname, NULL,
  CASE WHEN public.oid IS NOT NULL THEN 'SCHEMA public'
    WHEN c.oid IS NOT NULL AND d.objsubid <> 0 THEN format('COLUMN %I.%I.%I', n.nspname, c.relname,
      (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = d.objsubid))
    WHEN c.oid IS NOT NULL THEN format('%s %I.%I', CASE c.relkind WHEN 'r' THEN 'TABLE'
      WHEN 'p' THEN 'TABLE' WHEN 'i' THEN 'INDEX' WHEN 'I' THEN 'INDEX' WHEN 'S' THEN 'SEQUENCE'
      WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE'
      ELSE 'TYPE' END, n.nspname, c.relname)
    WHEN t.oid IS NOT NULL THEN format('%s %s', CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE'
      END, format_type(t.oid, NULL))
    WHEN r.oid IS NOT NULL THEN format('RULE %I ON %I.%I', r.rulename, rn.nspname, rc.relname)
    END,
  d.description AS comment
FROM pg_description d
  LEFT JOIN pg_namespace public ON d.classoid = 'pg_namespace'::regclass AND public.oid = d.objoid
    AND public.nspname = 'public'
  LEFT JOIN pg_class c ON d.classoid = 'pg_class'::regclass AND c.oid = d.objoid
  LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_type t ON d.classoid = 'pg_type'::regclass AND t.oid = d.objoid
  LEFT JOIN pg_rewrite r ON d.classoid = 'pg_rewrite'::regclass AND r.oid = d.objoid
    AND r.rulename = '_RETURN'
  LEFT JOIN pg_class rc ON rc.oid = r.ev_class LEFT JOIN pg_namespace rn ON rn.oid = rc.relnamespace
WHERE (d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass)
  AND (public.oid = ANY ($1::oid[]) OR public.oid IS NULL AND d.objoid >= 16384))";

std::string comment_on(const Object& comment, std::string_view text) {
  return cat(comment.id, " IS ", text);
}

void create(const Object& comment, const Model&, Creation& out) {
  out.before = comment_on(comment, postgres_dialect().quote_literal(comment.text("comment")));
}

constexpr std::array kAttributes{Attribute{
    "comment", Action::kAlter, [](const Alteration& change, Statements& out) {
      out.add(comment_on(change.to, postgres_dialect().quote_literal(change.to.text("comment"))));
    }}};

}  // namespace

const Kind kComment{
    .name = "comment",
    .keyword = "COMMENT ON",
    .postgres = kQuery,
    .attributes = kAttributes,
    .create = create,
    .drop = [](const Object& comment, const Model&,
               Statements& out) { out.add(comment_on(comment, "NULL")); },
    .weight = 200,
};

}  // namespace migrate

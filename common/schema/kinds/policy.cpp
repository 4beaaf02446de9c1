// Row security policies. Whether a table has row security is the table's own attribute.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 'pg_policy'::regclass::oid, p.oid, 0, 'pg_class'::regclass::oid, c.oid, 0,
  n.nspname, p.polname, format('%I ON %I.%I', p.polname, n.nspname, c.relname),
  NOT p.polpermissive AS restrictive,
  CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
    WHEN 'd' THEN 'DELETE' END AS command,
  CASE WHEN p.polroles <> '{0}' THEN (SELECT string_agg(quote_ident(r.rolname), ', '
      ORDER BY r.rolname) FROM pg_roles r WHERE r.oid = ANY (p.polroles)) END AS roles,
  pg_get_expr(p.polqual, p.polrelid) AS using,
  pg_get_expr(p.polwithcheck, p.polrelid) AS check
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relnamespace = ANY ($1::oid[]))";

std::string alter_policy(const Alteration& change) {
  return cat("ALTER POLICY ", change.to.address);
}

void alter_roles(const Alteration& change, Statements& out) {
  const Value& roles = change.to["roles"];
  out.add(cat(alter_policy(change), " TO ", roles ? *roles : "PUBLIC"));
}

void alter_using(const Alteration& change, Statements& out) {
  out.add(cat(alter_policy(change), " USING (", change.to.text("using"), ")"));
}

void alter_check(const Alteration& change, Statements& out) {
  out.add(cat(alter_policy(change), " WITH CHECK (", change.to.text("check"), ")"));
}

// ALTER POLICY cannot take an expression away.
constexpr std::array kAttributes{
    Attribute{"restrictive", Action::kReplace},
    Attribute{"command", Action::kReplace},
    Attribute{"roles", Action::kAlter, alter_roles},
    sql_text({"using", Action::kAlter, alter_using,
              [](const Alteration& change) { return change.to["using"].has_value(); }}),
    sql_text({"check", Action::kAlter, alter_check,
              [](const Alteration& change) { return change.to["check"].has_value(); }}),
};

void create(const Object& policy, const Model&, Creation& out) {
  out.before = cat("CREATE POLICY ", policy.address);
  if (policy.is("restrictive")) out.before += " AS RESTRICTIVE";
  if (policy["command"]) out.before += cat(" FOR ", policy.text("command"));
  if (policy["roles"]) out.before += cat(" TO ", policy.text("roles"));
  if (policy["using"]) out.before += cat(" USING (", policy.text("using"), ")");
  if (policy["check"]) out.before += cat(" WITH CHECK (", policy.text("check"), ")");
}

}  // namespace

const Kind kPolicy{
    .name = "policy",
    .keyword = "POLICY",
    .postgres = kQuery,
    .postgres_if = "pg_policy",
    .attributes = kAttributes,
    .create = create,
    .rename =
        [](const Object& from, const Model&, std::string_view to) {
          return cat("ALTER POLICY ", from.address, " RENAME TO ", to);
        },
    .blocks_change = true,
    .weight = 83,
};

}  // namespace migrate

// Rewrite rules, except those that make views.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 'pg_rewrite'::regclass::oid, r.oid, 0, 'pg_class'::regclass::oid, c.oid, 0,
  n.nspname, r.rulename, format('%I ON %I.%I', r.rulename, n.nspname, c.relname),
  rtrim(pg_get_ruledef(r.oid), ';') AS definition,
  CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
    WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END AS state,
  quote_ident(r.rulename) AS quoted_name
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
  JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relnamespace = ANY ($1::oid[]) AND r.rulename <> '_RETURN')";

std::string set_state(const Object& rule, const Model& model) {
  return cat(alter_table(model.parent(rule)), " ", rule.text("state"), " RULE ",
             rule.text("quoted_name"));
}

constexpr std::array kAttributes{
    sql_text({"definition", Action::kOverwrite}),
    Attribute{"state", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                out.add(set_state(change.to, change.to_model));
              }},
    Attribute{"quoted_name", Action::kIgnore},
};

void create(const Object& rule, const Model& model, Creation& out) {
  constexpr std::string_view kCreate = "CREATE ";
  out.before = cat("CREATE OR REPLACE ", rule.text("definition").substr(kCreate.size()));
  if (rule.text("state") != "ENABLE") out.following.push_back({set_state(rule, model), {}});
}

}  // namespace

const Kind kRule{
    .name = "rule",
    .keyword = "RULE",
    .postgres = kQuery,
    .postgres_if = "pg_rewrite",
    .attributes = kAttributes,
    .create = create,
    .rename =
        [](const Object& from, const Model&, std::string_view to) {
          return cat("ALTER RULE ", from.address, " RENAME TO ", to);
        },
    .blocks_change = true,
    .minds_rows = [](const Object&) { return true; },
    .weight = 82,
};

}  // namespace migrate

// Domains and their checks. Their keyword is TYPE, which PostgreSQL takes for domains too: a domain
// that becomes an enum type is then one object on both sides.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "schema/kinds/types.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 'pg_type'::regclass::oid, t.oid, 0, NULL, NULL, NULL, n.nspname, t.typname,
  format('%I.%I', n.nspname, t.typname),
  format_type(t.typbasetype, t.typtypmod) AS base_type,
  CASE WHEN t.typcollation <> b.typcollation THEN
    (SELECT format('%I.%I', cn.nspname, l.collname) FROM pg_collation l
     JOIN pg_namespace cn ON cn.oid = l.collnamespace WHERE l.oid = t.typcollation) END AS collation,
  pg_get_expr(t.typdefaultbin, 0) AS default_value,
  t.typnotnull AS not_null,
  (SELECT string_agg(concat(k.conname, ' ', pg_get_constraintdef(k.oid)), E'\x1f' ORDER BY k.conname)
   FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c') AS checks
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_type b ON b.oid = t.typbasetype
WHERE t.typnamespace = ANY ($1::oid[]) AND t.typtype = 'd')";

constexpr std::string_view kCheckQuery = R"(
SELECT 'pg_constraint'::regclass::oid, k.oid, 0, 'pg_type'::regclass::oid, t.oid, 0,
  n.nspname, k.conname, format('%I ON DOMAIN %I.%I', k.conname, n.nspname, t.typname),
  regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', '') AS definition,
  k.convalidated AS validated,
  quote_ident(k.conname) AS quoted_name
FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid
  JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typnamespace = ANY ($1::oid[]) AND k.contype = 'c')";

std::string alter_domain(const Object& domain) { return cat("ALTER DOMAIN ", domain.address); }

bool stands_alone(const Alteration& change) {
  return !is_stored_inside(change.from_model, change.from_model.find(change.from.id));
}

std::vector<Hazard> check_hazards(const Object& domain, std::string_view reason) {
  return {{Hazard::Type::kScansTable,
           cat("every row of the tables that use domain ", domain.address, " is checked")},
          {Hazard::Type::kCanFail, std::string(reason)}};
}

void alter_default(const Alteration& change, Statements& out) {
  const Value& value = change.to["default_value"];
  out.add(cat(alter_domain(change.to), value ? cat(" SET DEFAULT ", *value) : " DROP DEFAULT"));
}

void alter_not_null(const Alteration& change, Statements& out) {
  if (!change.to.is("not_null")) return out.add(alter_domain(change.to) + " DROP NOT NULL");
  out.add(alter_domain(change.to) + " SET NOT NULL",
          check_hazards(change.to, "a row may hold NULL"));
}

// PostgreSQL does not look for rows that a constraint would refuse inside of other values, and so
// takes none while there may be some.
bool can_check(const Alteration& change) {
  return items_missing_in(change.to["checks"], change.from["checks"]).empty() ||
         stands_alone(change);
}

constexpr std::array kAttributes{
    Attribute{"base_type", Action::kReplace},
    Attribute{"collation", Action::kReplace},
    sql_text({"default_value", Action::kAlter, alter_default}),
    Attribute{
        "not_null", Action::kAlter, alter_not_null,
        [](const Alteration& change) { return !change.to.is("not_null") || stands_alone(change); }},
    // The checks themselves change; here is only decided whether they can.
    sql_text({"checks", Action::kAlter, [](const Alteration&, Statements&) {}, can_check}),
};

void create(const Object& domain, const Model&, Creation& out) {
  out.before = cat("CREATE DOMAIN ", domain.address, " AS ", domain.text("base_type"));
  if (domain["collation"]) out.before += cat(" COLLATE ", domain.text("collation"));
  if (domain["default_value"]) out.before += cat(" DEFAULT ", domain.text("default_value"));
  if (domain.is("not_null")) out.before += " NOT NULL";
  out.takes_suffixes = true;
}

void drop(const Object& domain, const Model&, Statements& out) {
  out.add(cat("DROP DOMAIN ", domain.address));
}

constexpr std::array kCheckAttributes{
    sql_text({"definition", Action::kReplace}),
    Attribute{"validated", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                const Object& domain = change.to_model.parent(change.to);
                out.add(cat(alter_domain(domain), " VALIDATE CONSTRAINT ",
                            change.to.text("quoted_name")),
                        check_hazards(domain, "existing values may violate it"));
              },
              [](const Alteration& change) { return change.to.is("validated"); }},
    Attribute{"quoted_name", Action::kIgnore},
};

// CREATE DOMAIN would take it as valid.
void create_check(const Object& check, const Model& model, Creation& out) {
  const Object& domain = model.parent(check);
  std::string text = cat(" CONSTRAINT ", check.text("quoted_name"), " ", check.text("definition"));
  out.before = cat(alter_domain(domain), " ADD");
  if (check.is("validated")) {
    out.clause = std::move(text);
    out.hazards = check_hazards(domain, "existing values may violate it");
  } else {
    out.before += cat(text, " NOT VALID");
  }
}

void drop_check(const Object& check, const Model& model, Statements& out) {
  out.add(cat(alter_domain(model.parent(check)), " DROP CONSTRAINT ", check.text("quoted_name")));
}

}  // namespace

const Kind kDomain{
    .name = "domain",
    .keyword = "TYPE",
    .postgres = kQuery,
    .postgres_if = "type d",
    .attributes = kAttributes,
    .create = create,
    .drop = drop,
    .move_aside =
        [](const Alteration& change, Swap& out) {
          const AsideName aside = aside_name(change);
          out.move.add(cat(alter_domain(change.from), " RENAME TO ", aside.name));
          out.drop.add(cat("DROP DOMAIN ", aside.address));
        },
    .rename = [](const Object& domain, const Model&,
                 std::string_view to) { return cat(alter_domain(domain), " RENAME TO ", to); },
    .rebuild = Rebuild::kSwap,
    .name_space = "type",
    .weight = 22,
};

const Kind kDomainConstraint{
    .name = "domain constraint",
    .keyword = "CONSTRAINT",
    .postgres = kCheckQuery,
    .postgres_if = "type d",
    .attributes = kCheckAttributes,
    .create = create_check,
    .drop = drop_check,
    .rename =
        [](const Object& check, const Model& model, std::string_view to) {
          return cat(alter_domain(model.parent(check)), " RENAME CONSTRAINT ",
                     check.text("quoted_name"), " TO ", to);
        },
    .likeness =
        [](const Object& check, const Model& model) {
          return cat(model.parent(check).id, " ", check.text("definition"), " ",
                     check.text("validated"));
        },
    .folding = Folding::kSuffix,
    .weight = 42,
};

}  // namespace migrate

// Extended statistics.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

// Expressions came with PostgreSQL 14; in 17 the default target became NULL.
constexpr std::string_view kQuery = R"(
SELECT 'pg_statistic_ext'::regclass::oid, s.oid, 0, 'pg_class'::regclass::oid, s.stxrelid, 0,
  n.nspname, s.stxname, format('%I.%I', n.nspname, s.stxname),
  pg_get_statisticsobjdef(s.oid) AS definition,
  CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget END AS target,
  to_jsonb(s) ->> 'stxexprs' IS NOT NULL AS computed
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
WHERE s.stxnamespace = ANY ($1::oid[]))";

std::string set_target(const Object& statistics) {
  return cat("ALTER STATISTICS ", statistics.address, " SET STATISTICS ",
             statistics["target"] ? statistics.text("target") : "-1");
}

constexpr std::array kAttributes{
    Attribute{"definition"},
    Attribute{"target", Action::kAlter,
              [](const Alteration& change, Statements& out) { out.add(set_target(change.to)); }},
    Attribute{"computed", Action::kIgnore},
};

}  // namespace

const Kind kStatistics{
    .name = "statistics",
    .keyword = "STATISTICS",
    .postgres = kQuery,
    .postgres_if = "pg_statistic_ext",
    .attributes = kAttributes,
    .create =
        [](const Object& statistics, const Model&, Creation& out) {
          out.before = statistics.text("definition");
          if (statistics["target"]) out.following.push_back({set_target(statistics), {}});
        },
    .rename =
        [](const Object& statistics, const Model&, std::string_view to) {
          return cat("ALTER STATISTICS ", statistics.address, " RENAME TO ", to);
        },
    .blocks =
        [](const Object& statistics, const Alteration& change) {
          return statistics.is("computed") && changes_base_type(change);
        },
    .name_space = "statistics",
    .weight = 72,
};

}  // namespace migrate

#include <array>

#include "schema/kinds/kinds.h"
#include "text.h"

namespace migrate {
namespace {

// Without ours, which migrate_watch_ddl makes.
constexpr std::string_view kQuery = R"(
SELECT 'pg_event_trigger'::regclass::oid, e.oid, 0, NULL, NULL, NULL, NULL, e.evtname,
  quote_ident(e.evtname),
  concat(' ON ', e.evtevent,
    (SELECT ' WHEN TAG IN (' || string_agg(quote_literal(tag), ', ') || ')'
     FROM unnest(e.evttags) tag),
    ' EXECUTE FUNCTION ', e.evtfoid::regprocedure) AS definition,
  CASE e.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
    WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END AS state
FROM pg_event_trigger e WHERE e.evtname !~ '^migrate set aside '
  AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_extension x ON x.oid = d.refobjid
    WHERE d.classid = 'pg_proc'::regclass AND d.objid = e.evtfoid AND d.deptype = 'e'
      AND d.refclassid = 'pg_extension'::regclass AND x.extname = 'migrate'))";

std::string set_state(const Object& trigger) {
  return cat("ALTER ", trigger.id, " ", trigger.text("state"));
}

constexpr std::array kAttributes{
    Attribute{"definition", Action::kReplace},
    Attribute{"state", Action::kAlter,
              [](const Alteration& change, Statements& out) { out.add(set_state(change.to)); }},
};

void create(const Object& trigger, const Model&, Creation& out) {
  out.before = cat("CREATE ", trigger.id, trigger.text("definition"));
  if (trigger.text("state") != "ENABLE") out.following.push_back({set_state(trigger), {}});
}

}  // namespace

// Dropped first and created last, as it looks at what a script does in between.
const Kind kEventTrigger{
    .name = "event trigger",
    .keyword = "EVENT TRIGGER",
    .postgres = kQuery,
    .postgres_if = "pg_event_trigger",
    .attributes = kAttributes,
    .create = create,
    .rename = [](const Object& from, const Model&,
                 std::string_view to) { return cat("ALTER ", from.id, " RENAME TO ", to); },
    .database_wide = true,
    .weight = 95,
};

}  // namespace migrate

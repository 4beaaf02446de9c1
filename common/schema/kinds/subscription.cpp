// Subscriptions, for those who may read connection strings. Whether one is enabled is not compared:
// that is how it runs, and no dump says it. Nothing here reaches the publisher: a subscription is
// made without a connection, and its slot stays when it is dropped.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

// A column that the server's version lacks is taken from `older`. The connection string is read by
// a query of its own, as naming its column is refused to those who may not read it.
constexpr std::string_view kQuery = R"(
SELECT 'pg_subscription'::regclass::oid, s.oid, 0, NULL, NULL, NULL, NULL, s.subname,
  quote_ident(s.subname),
  quote_literal(replace(replace(replace(replace(substring(
    query_to_xml(format('SELECT subconninfo FROM pg_subscription WHERE oid = %s', s.oid),
      true, true, '')::text FROM '<subconninfo>(.*)</subconninfo>'),
    '&#x0d;', E'\r'), '&lt;', '<'), '&gt;', '>'), '&amp;', '&')) AS connection,
  (SELECT string_agg(quote_ident(name), E'\x1f') FROM unnest(s.subpublications) name)
    AS publications,
  coalesce(quote_literal(s.subslotname), 'NONE') AS slot,
  s.subtwophasestate <> 'd' AS two_phase,
  settings.every AS options,
  settings.changed AS settings
FROM (SELECT NULL AS subbinary, NULL AS substream, NULL AS subtwophasestate,
    NULL AS subdisableonerr, NULL AS subpasswordrequired, NULL AS subrunasowner,
    NULL AS suborigin) older
  CROSS JOIN LATERAL (SELECT oid, subdbid, subname, subslotname, subsynccommit, subpublications,
    subbinary::text, substream::text, subtwophasestate::text, subdisableonerr::text,
    subpasswordrequired::text, subrunasowner::text, suborigin::text FROM pg_subscription) s
  CROSS JOIN LATERAL (
    SELECT string_agg(format('%s = %s', name, value), E'\x1f' ORDER BY name) AS every,
      string_agg(CASE WHEN value <> usual THEN format('%s = %s', name, value) END, E'\x1f'
        ORDER BY name) AS changed
    FROM (VALUES ('binary', s.subbinary, 'false'),
      ('streaming', CASE s.substream WHEN 't' THEN 'true' WHEN 'f' THEN 'false'
        WHEN 'p' THEN 'parallel' ELSE s.substream END,
        CASE WHEN current_setting('server_version_num')::int >= 180000 THEN 'parallel'
          ELSE 'false' END),
      ('synchronous_commit', quote_literal(s.subsynccommit), '''off'''),
      ('disable_on_error', s.subdisableonerr, 'false'),
      ('password_required', s.subpasswordrequired, 'true'),
      ('run_as_owner', s.subrunasowner, 'false'),
      ('origin', s.suborigin, 'any')) setting (name, value, usual)
    WHERE value IS NOT NULL) settings
WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND s.subname !~ '^migrate set aside '
  AND has_column_privilege('pg_subscription', 'subconninfo', 'SELECT'))";

std::string alter(const Object& subscription) { return cat("ALTER ", subscription.id); }

std::string publications(const Object& subscription) {
  return join(list_items(subscription["publications"]), ", ");
}

void alter_slot(const Alteration& change, Statements& out) {
  const std::string& slot = change.to.text("slot");
  if (slot == "NONE") out.add(alter(change.to) + " DISABLE");
  out.add(cat(alter(change.to), " SET (slot_name = ", slot, ")"));
}

constexpr std::array kAttributes{
    Attribute{"connection", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                out.add(cat(alter(change.to), " CONNECTION ", change.to.text("connection")));
              }},
    any_order({"publications", Action::kAlter,
               [](const Alteration& change, Statements& out) {
                 out.add(cat(alter(change.to), " SET PUBLICATION ", publications(change.to),
                             " WITH (refresh = false)"));
               }}),
    Attribute{"slot", Action::kAlter, alter_slot},
    Attribute{"two_phase", Action::kReplace},
    any_order({"options", Action::kAlter,
               [](const Alteration& change, Statements& out) {
                 const auto changed =
                     items_missing_in(change.to["options"], change.from["options"]);
                 out.add(cat(alter(change.to), " SET (", join(changed, ", "), ")"));
               }}),
    Attribute{"settings", Action::kIgnore},
};

void create(const Object& subscription, const Model&, Creation& out) {
  std::vector<std::string> options = list_items(subscription["settings"]);
  if (subscription.is("two_phase")) options.emplace_back("two_phase = true");
  options.insert(options.begin(), {"connect = false", "slot_name = " + subscription.text("slot")});
  out.before =
      cat("CREATE ", subscription.id, " CONNECTION ", subscription.text("connection"),
          " PUBLICATION ", publications(subscription), " WITH (", join(options, ", "), ")");
}

// With a slot it would be dropped on the publisher, which no transaction can undo.
void drop(const Object& subscription, const Model&, Statements& out) {
  if (subscription.text("slot") != "NONE") {
    out.add(alter(subscription) + " DISABLE");
    out.add(alter(subscription) + " SET (slot_name = NONE)");
  }
  out.add("DROP " + subscription.id);
}

}  // namespace

const Kind kSubscription{
    .name = "subscription",
    .keyword = "SUBSCRIPTION",
    .postgres = kQuery,
    .postgres_if = "pg_subscription",
    .attributes = kAttributes,
    .create = create,
    .drop = drop,
    .rename = [](const Object& from, const Model&,
                 std::string_view to) { return cat("ALTER ", from.id, " RENAME TO ", to); },
    .database_wide = true,
    .is_secret = true,
    .weight = 90,
};

}  // namespace migrate

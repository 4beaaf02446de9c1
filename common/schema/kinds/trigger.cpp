// Triggers on tables, views and foreign tables. A partition has the triggers of its parent, but may
// have switched them on or off for itself.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "schema/sql_text.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 'pg_trigger'::regclass::oid, t.oid, 0, 'pg_class'::regclass::oid, c.oid, 0,
  n.nspname, t.tgname, format('%I ON %I.%I', t.tgname, n.nspname, c.relname),
  pg_get_triggerdef(t.oid) AS definition,
  CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
    WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END AS state,
  t.tgconstraint <> 0 OR current_setting('server_version_num')::int < 140000 AS irreplaceable,
  quote_ident(t.tgname) AS quoted_name
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relnamespace = ANY ($1::oid[]) AND NOT t.tgisinternal AND t.tgparentid = 0)";

DdlStatement set_state(const Object& trigger, const Model& model) {
  return {cat(alter_table(model.parent(trigger)), " ", trigger.text("state"), " TRIGGER ",
              trigger.text("quoted_name")),
          {}};
}

// CREATE OR REPLACE TRIGGER switches the trigger on.
void replace_definition(const Alteration& change, Statements& out) {
  constexpr std::string_view kCreate = "CREATE ";
  out.add(cat("CREATE OR REPLACE ", change.to.text("definition").substr(kCreate.size())));
  if (change.to.text("state") != "ENABLE") out.add(set_state(change.to, change.to_model).sql);
}

void alter_state(const Alteration& change, Statements& out) {
  if (!same_sql(change.from["definition"], change.to["definition"])) return;
  out.add(set_state(change.to, change.to_model).sql);
}

bool replaceable(const Alteration& change) {
  return !change.from.is("irreplaceable") && !change.to.is("irreplaceable");
}

constexpr std::array kAttributes{
    sql_text({"definition", Action::kAlter, replace_definition, replaceable}),
    Attribute{"state", Action::kAlter, alter_state},
    Attribute{"irreplaceable", Action::kIgnore},
    Attribute{"quoted_name", Action::kIgnore},
};

void create(const Object& trigger, const Model& model, Creation& out) {
  out.before = trigger.text("definition");
  if (trigger.text("state") != "ENABLE") out.following.push_back(set_state(trigger, model));
}

constexpr std::string_view kStateQuery = R"(
SELECT 40, t.oid, 0, 'pg_class'::regclass::oid, c.oid, 0,
  n.nspname, t.tgname, format('%I ON %I.%I', t.tgname, n.nspname, c.relname),
  CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
    WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END AS state,
  CASE p.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
    WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END AS parents_state,
  pg_get_triggerdef(p.oid) AS parents_definition,
  quote_ident(t.tgname) AS quoted_name
FROM pg_trigger t JOIN pg_trigger p ON p.oid = t.tgparentid
  JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relnamespace = ANY ($1::oid[]) AND t.tgenabled <> p.tgenabled)";

constexpr std::string_view kStateEdges = R"(
WITH RECURSIVE above AS (
  SELECT t.oid, t.tgparentid FROM pg_trigger t WHERE t.tgparentid <> 0
  UNION ALL
  SELECT a.oid, t.tgparentid FROM above a JOIN pg_trigger t ON t.oid = a.tgparentid
  WHERE t.tgparentid <> 0)
SELECT 40, a.oid, 0, r.class, a.tgparentid, 0, 'a'
FROM above a, (VALUES ('pg_trigger'::regclass::oid), (40)) r (class))";

std::string alter_state_only(const Object& state, const Model& model, std::string_view attribute) {
  return cat("ALTER TABLE ONLY ", model.parent(state).address, " ", state.text(attribute),
             " TRIGGER ", state.text("quoted_name"));
}

void alter_partition_state(const Alteration& change, Statements& out) {
  out.add(alter_state_only(change.to, change.to_model, "state"));
}

// Whatever changes the parent's trigger reaches the partitions.
constexpr std::array kStateAttributes{
    Attribute{"state", Action::kAlter, alter_partition_state},
    Attribute{"parents_state", Action::kReplace},
    sql_text({"parents_definition", Action::kReplace}),
    Attribute{"quoted_name", Action::kIgnore},
};

}  // namespace

const Kind kTrigger{
    .name = "trigger",
    .keyword = "TRIGGER",
    .postgres = kQuery,
    .postgres_if = "pg_trigger",
    .attributes = kAttributes,
    .create = create,
    .rename =
        [](const Object& from, const Model&, std::string_view to) {
          return cat("ALTER TRIGGER ", from.address, " RENAME TO ", to);
        },
    .blocks_change = true,
    .minds_rows = [](const Object&) { return true; },
    .weight = 80,
};

const Kind kTriggerState{
    .name = "trigger state",
    .keyword = "TRIGGER STATE",
    .postgres = kStateQuery,
    .postgres_if = "descendant",
    .postgres_edges = kStateEdges,
    .attributes = kStateAttributes,
    .create = [](const Object& state, const Model& model,
                 Creation& out) { out.before = alter_state_only(state, model, "state"); },
    .drop = [](const Object& state, const Model& model,
               Statements& out) { out.add(alter_state_only(state, model, "parents_state")); },
    .weight = 81,
};

}  // namespace migrate

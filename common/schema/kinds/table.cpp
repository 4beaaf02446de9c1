#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "schema/kinds/tree.h"
#include "schema/kinds/types.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 'pg_class'::regclass::oid, c.oid, 0, NULL, NULL, NULL, n.nspname, c.relname,
  format('%I.%I', n.nspname, c.relname),
  c.relpersistence = 'u' AS unlogged,
  CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_by,
  CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
  CASE WHEN NOT c.relispartition THEN
    (SELECT string_agg(format('%I.%I', pn.nspname, p.relname), E'\x1f' ORDER BY i.inhseqno)
     FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
       JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid) END AS inherits,
  CASE WHEN am.amname <> 'heap' THEN quote_ident(am.amname) END AS access_method,
  quote_ident(ts.spcname) AS tablespace,
  CASE WHEN c.reloptions IS NOT NULL OR toast.reloptions IS NOT NULL THEN
    (SELECT string_agg(format('%s=%L', o.name, o.value), E'\x1f')
     FROM (SELECT option_name AS name, option_value AS value FROM pg_options_to_table(c.reloptions)
           UNION ALL SELECT 'toast.' || option_name, option_value
           FROM pg_options_to_table(toast.reloptions)) o) END AS options,
  c.relrowsecurity AS row_security,
  c.relforcerowsecurity AS force_row_security,
  CASE c.relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING' END AS replica_identity,
  c.relispartition AS is_partition,
  c.relkind = 'p' OR (c.relhassubclass
    AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid)) AS has_children
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_am am ON am.oid = c.relam LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
  LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid AND toast.reloptions IS NOT NULL
WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p'))";

void alter_persistence(const Alteration& change, Statements& out) {
  out.add(cat(alter_table(change.to), change.to.is("unlogged") ? " SET UNLOGGED" : " SET LOGGED"),
          {{Hazard::Type::kRewritesTable, "the table moves between logged and unlogged storage"}});
}

void alter_type(const Alteration& change, Statements& out) {
  const Value& type = change.to["of_type"];
  out.add(cat(alter_table(change.to), type ? cat(" OF ", *type) : " NOT OF"));
}

void alter_row_security(const Alteration& change, Statements& out) {
  out.add(cat(alter_table(change.to), change.to.is("row_security") ? " ENABLE" : " DISABLE",
              " ROW LEVEL SECURITY"));
}

void alter_force_row_security(const Alteration& change, Statements& out) {
  out.add(cat(alter_table(change.to), change.to.is("force_row_security") ? " FORCE" : " NO FORCE",
              " ROW LEVEL SECURITY"));
}

void alter_replica_identity(const Alteration& change, Statements& out) {
  const Value& identity = change.to["replica_identity"];
  out.add(cat(alter_table(change.to), " REPLICA IDENTITY ", identity ? *identity : "DEFAULT"));
}

void alter_tablespace(const Alteration& change, Statements& out) {
  const Value& tablespace = change.to["tablespace"];
  out.add(cat(alter_table(change.to), " SET TABLESPACE ", tablespace ? *tablespace : "pg_default"),
          {{Hazard::Type::kRewritesTable, "the table is copied to the other tablespace"}});
}

void alter_access_method(const Alteration& change, Statements& out) {
  const Value& method = change.to["access_method"];
  out.add(cat(alter_table(change.to), " SET ACCESS METHOD ", method ? *method : "heap"),
          {{Hazard::Type::kRewritesTable, "the access method changes"}});
}

// In the order that they have in the table.
std::vector<const Object*> columns(const Object& table, const Model& model) {
  std::vector<const Object*> list;
  for (std::size_t child : model.children(model.find(table.id))) {
    if (model[child].kind == &kColumn) list.push_back(&model[child]);
  }
  const auto position = [](const Object* column) { return std::stoi(column->text("position")); };
  std::sort(list.begin(), list.end(),
            [&](const Object* a, const Object* b) { return position(a) < position(b); });
  return list;
}

// The copy needs no log: it is gone when the transaction ends, whichever way.
void carry(const Alteration& change, Swap& out) {
  std::vector<std::string> names;
  std::vector<std::string> values;
  Statements sequences;
  for (const Object* column : columns(change.to, change.to_model)) {
    const std::size_t old = change.from_model.find(column->id);
    if (old == kNoObject || (*column)["generated"]) continue;
    names.push_back(column->text("quoted_name"));
    values.push_back(
        converted_value({change.from_model[old], *column, change.from_model, change.to_model}));
    if ((*column)["identity"]) go_on_behind_values(*column, change.to_model, sequences);
  }
  if (names.empty()) return;
  const std::string copy = aside_name(change).address;
  // Its policies would hide rows from its owner.
  const std::string alter = alter_table(change.to);
  const bool forced = change.to.is("force_row_security");
  if (change.from.is("force_row_security")) out.move.add(alter + " NO FORCE ROW LEVEL SECURITY");
  std::vector<Hazard> hazards{
      {Hazard::Type::kRewritesTable,
       cat("every row of table ", change.from.address, " is copied, and copied back")}};
  for (const Object* column : columns(change.from, change.from_model)) {
    if (change.to_model.find(column->id) != kNoObject) continue;
    hazards.push_back(
        {Hazard::Type::kDeletesData, cat("the values of column ", column->address, " are lost")});
  }
  // The rows of a partitioned table are in its partitions, those of inheriting tables are not its.
  out.move.add(cat("CREATE UNLOGGED TABLE ", copy, " AS SELECT * FROM ",
                   change.from["partition_by"] ? "" : "ONLY ", change.from.address),
               std::move(hazards));
  if (forced) out.bridge.add(alter + " NO FORCE ROW LEVEL SECURITY");
  out.bridge.add(cat("INSERT INTO ", change.to.address, " (", join(names, ", "),
                     ") OVERRIDING SYSTEM VALUE SELECT ", join(values, ", "), " FROM ", copy),
                 {{Hazard::Type::kCanFail, "a row may not fit"}});
  for (const DdlStatement& statement : sequences.list()) out.bridge.add(statement.sql);
  if (forced) out.bridge.add(alter + " FORCE ROW LEVEL SECURITY");
  out.drop.add(cat("DROP TABLE ", copy));
}

// A partition goes down with the table that it stays a partition of.
bool replaced_with(const Object& dependent, const Object& referenced, const Model& from,
                   const Model& to) {
  return is_partition(dependent.address, referenced.address, from) &&
         is_partition(dependent.address, referenced.address, to);
}

constexpr std::array kAttributes{
    Attribute{"unlogged", Action::kAlter, alter_persistence},
    sql_text({"partition_by", Action::kReplace}),
    Attribute{"of_type", Action::kAlter, alter_type},
    Attribute{"inherits", Action::kIgnore},
    Attribute{"access_method", Action::kAlter, alter_access_method},
    Attribute{"tablespace", Action::kAlter, alter_tablespace},
    any_order({"options", Action::kAlter,
               [](const Alteration& change, Statements& out) {
                 alter_options(alter_table(change.to), change.from["options"], change.to["options"],
                               out);
               }}),
    Attribute{"row_security", Action::kAlter, alter_row_security},
    Attribute{"force_row_security", Action::kAlter, alter_force_row_security},
    Attribute{"replica_identity", Action::kAlter, alter_replica_identity},
    Attribute{"is_partition", Action::kIgnore},
    Attribute{"has_children", Action::kIgnore},
};

void create(const Object& table, const Model&, Creation& out) {
  out.before =
      cat("CREATE ", table.is("unlogged") ? "UNLOGGED " : "", "TABLE ", table.address, " ");
  if (table["of_type"]) out.before += cat("OF ", table.text("of_type"), " ");
  out.has_elements = true;
  if (table["inherits"]) {
    out.after += cat(" INHERITS (", join(list_items(table["inherits"]), ", "), ")");
  }
  if (table["partition_by"]) out.after += cat(" PARTITION BY ", table.text("partition_by"));
  if (table["access_method"]) out.after += cat(" USING ", table.text("access_method"));
  out.after += with_options(table["options"]);
  if (table["tablespace"]) out.after += cat(" TABLESPACE ", table.text("tablespace"));
  const std::string alter = alter_table(table);
  if (table.is("row_security")) out.following.push_back({alter + " ENABLE ROW LEVEL SECURITY", {}});
  if (table.is("force_row_security")) {
    out.following.push_back({alter + " FORCE ROW LEVEL SECURITY", {}});
  }
  if (table["replica_identity"]) {
    out.following.push_back({cat(alter, " REPLICA IDENTITY ", table.text("replica_identity")), {}});
  }
}

}  // namespace

const Kind kTable{
    .name = "table",
    .keyword = "TABLE",
    .postgres = kQuery,
    .attributes = kAttributes,
    .create = create,
    .carry = carry,
    .replaced_with = replaced_with,
    .rename =
        [](const Object& from, const Model&, std::string_view to) {
          return cat("ALTER TABLE ", from.address, " RENAME TO ", to);
        },
    .rebuild = Rebuild::kRefuse,
    .holds_data = true,
    .owned = true,
    .name_space = "relation",
    .weight = 50,
};

}  // namespace migrate

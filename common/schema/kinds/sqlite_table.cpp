#include <algorithm>
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/sqlite_statements.h"
#include "schema/sqlite/normal.h"
#include "schema/sqlite/reading.h"
#include "text.h"

namespace migrate {
namespace {

Value flag(bool on) { return on ? "true" : "false"; }

void read(const sqlite::SchemaEntry& entry, sqlite::Reading& reading) {
  if (entry.type != sqlite::SchemaEntry::Type::kTable) return;
  reading.add(
      kSqliteTable, entry.name, sqlite::written_name(entry.name), table_key(entry.name), kNoObject,
      {spelling(entry.name), flag(entry.text.has(sqlite::TableOption::kStrict)),
       flag(entry.text.has(sqlite::TableOption::kWithoutRowid)), statement_of(entry, reading)});
}

std::string rename(const Object& from, const Model&, std::string_view to) {
  return cat("ALTER TABLE ", from.address, " RENAME TO ", to);
}

void alter_spelling(const Alteration& change, Statements& out) {
  out.add(rename(change.from, change.from_model, change.to.address));
}

void alter_strict(const Alteration& change, Statements& out) {
  const bool strict = change.to.is("strict");
  std::vector<Hazard> hazards{rebuilds_table()};
  if (strict)
    hazards.push_back({Hazard::Type::kCanFail, "a value may not be of its column's type"});
  out.add(cat("ALTER TABLE ", change.to.address, strict ? " SET STRICT" : " SET WITHOUT STRICT"),
          std::move(hazards));
}

void alter_rowid(const Alteration& change, Statements& out) {
  out.add(cat("ALTER TABLE ", change.to.address,
              change.to.is("without_rowid") ? " SET WITHOUT ROWID" : " SET WITH ROWID"),
          {rebuilds_table()});
}

bool is_type_of_strict(std::string_view type) {
  constexpr std::array kTypes{"int", "integer", "real", "text", "blob", "any"};
  return std::any_of(kTypes.begin(), kTypes.end(),
                     [&](const char* one) { return equals_ignoring_case(one, type); });
}

// A column that is no longer computed keeps what it shows before the table is another. A value of
// an ANY column stays what it is only as long as the table is STRICT, which only some types can
// become.
bool is_for_strict(const Alteration& table, const Object& from, const Object& to) {
  if (from["generated"] && !to["generated"]) return true;
  if (from.text("type") == to.text("type")) return false;
  return table.to.is("strict") ? !is_type_of_strict(from.text("type")) : from.text("type") == "any";
}

// A table WITHOUT ROWID has a key all the time. Where STRICT changes too, the key doesn't wait for
// it, as columns have to come between: one rebuild makes all of it.
bool needs_part(const Alteration& whole, const Object* from, const Object* to) {
  const bool changes_strict = whole.from.is("strict") != whole.to.is("strict");
  const bool gets_rowid = whole.from.is("without_rowid") && !whole.to.is("without_rowid");
  const bool loses_rowid = !whole.from.is("without_rowid") && whole.to.is("without_rowid");
  const Object& part = to ? *to : *from;
  if (part.kind == &kSqliteColumn) {
    return changes_strict && from && to && is_for_strict(whole, *from, *to);
  }
  if (part.kind != &kSqliteConstraint || !part["key_of"]) return false;
  return to ? loses_rowid : gets_rowid && !changes_strict;
}

constexpr std::array kAttributes{
    Attribute{"spelling", Action::kAlter, alter_spelling},
    Attribute{"strict", Action::kAlter, alter_strict},
    Attribute{"without_rowid", Action::kAlter, alter_rowid},
    Attribute{"sql", Action::kIgnore},
};

}  // namespace

const Kind kSqliteTable{
    .name = "table",
    .keyword = "TABLE",
    .read = read,
    .attributes = kAttributes,
    .create = create_as_written,
    .rename = rename,
    .rebuild = Rebuild::kRefuse,
    .gathered = true,
    .needs_part = needs_part,
    .holds_data = true,
    .name_space = "relation",
    .weight = 50,
};

}  // namespace migrate

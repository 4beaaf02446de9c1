#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/sqlite_statements.h"
#include "schema/sqlite/normal.h"
#include "schema/sqlite/reading.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate {
namespace {

// Refers to the columns that it has in its list, in its expressions or in its condition.
void read(const sqlite::SchemaEntry& entry, sqlite::Reading& reading) {
  if (entry.type != sqlite::SchemaEntry::Type::kIndex) return;
  const sqlite::SchemaEntry* table = reading.schema().relation(entry.table);
  const std::size_t parent = reading.find(kSqliteTable, table_key(entry.table));
  if (!table || parent == kNoObject) return;
  const std::string_view definition = entry.definition();
  const std::size_t index = reading.add(
      kSqliteIndex, entry.name, sqlite::written_name(entry.name), table_key(entry.name), parent,
      {spelling(entry.name), entry.is_unique_index() ? "true" : "false",
       sqlite::normal_order(sqlite::normal_sql(definition)), statement_of(entry, reading)});
  if (!reading.is_whole()) return;
  for (const sqlite::ColumnText& column : table->text.columns) {
    if (!sqlite::mentions_column(definition, column.name)) continue;
    reading.refer(index, kSqliteColumn, column_key(entry.table, column.name));
  }
}

void create(const Object& index, const Model&, Creation& out) {
  out.before = index.text("sql");
  out.hazards.push_back({Hazard::Type::kScansTable, "every row of the table is read"});
  if (index.is("unique")) {
    out.hazards.push_back({Hazard::Type::kCanFail, "two rows may have the same key"});
  }
}

constexpr std::array kAttributes{
    Attribute{"spelling"},
    Attribute{"unique"},
    Attribute{"definition"},
    Attribute{"sql", Action::kIgnore},
};

}  // namespace

const Kind kSqliteIndex{
    .name = "index",
    .keyword = "INDEX",
    .read = read,
    .attributes = kAttributes,
    .create = create,
    .rename =
        [](const Object& from, const Model&, std::string_view to) {
          return cat("ALTER INDEX ", from.address, " RENAME TO ", to);
        },
    .likeness =
        [](const Object& index, const Model&) {
          return cat(index.text("unique"), " ", index.text("definition"));
        },
    .name_space = "relation",
    .weight = 70,
};

}  // namespace migrate

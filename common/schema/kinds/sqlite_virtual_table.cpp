// What a virtual table's module makes of its arguments is the module's affair: any change of them
// makes the table anew.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/sqlite_statements.h"
#include "schema/sqlite/normal.h"
#include "schema/sqlite/reading.h"
#include "text.h"

namespace migrate {
namespace {

void read(const sqlite::SchemaEntry& entry, sqlite::Reading& reading) {
  if (entry.type != sqlite::SchemaEntry::Type::kVirtualTable) return;
  const std::size_t table = reading.add(
      kSqliteVirtualTable, entry.name, sqlite::written_name(entry.name), table_key(entry.name),
      kNoObject, {spelling(entry.name), sqlite::normal_sql(entry.definition()), entry.sql});
  // A full-text index of another table's rows comes after that.
  reading.refer_to_mentioned(table, entry.definition());
}

constexpr std::array kAttributes{
    Attribute{"spelling"},
    Attribute{"definition"},
    Attribute{"sql", Action::kIgnore},
};

}  // namespace

const Kind kSqliteVirtualTable{
    .name = "virtual table",
    .keyword = "VIRTUAL TABLE",
    .read = read,
    .attributes = kAttributes,
    .create = create_as_written,
    .drop = [](const Object& table, const Model&,
               Statements& out) { out.add(cat("DROP TABLE ", table.address)); },
    .rename =
        [](const Object& from, const Model&, std::string_view to) {
          return cat("ALTER TABLE ", from.address, " RENAME TO ", to);
        },
    .holds_data = true,
    .name_space = "relation",
    .weight = 60,
};

}  // namespace migrate

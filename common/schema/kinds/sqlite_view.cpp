#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/sqlite_statements.h"
#include "schema/sqlite/normal.h"
#include "schema/sqlite/reading.h"

namespace migrate {
namespace {

// A view may name what is not there (yet), so views need no order among themselves.
void read(const sqlite::SchemaEntry& entry, sqlite::Reading& reading) {
  if (entry.type != sqlite::SchemaEntry::Type::kView) return;
  const std::size_t view = reading.add(
      kSqliteView, entry.name, sqlite::written_name(entry.name), table_key(entry.name), kNoObject,
      {spelling(entry.name), sqlite::normal_sql(entry.definition()), statement_of(entry, reading)});
  reading.refer_to_mentioned(view, entry.definition());
}

constexpr std::array kAttributes{
    Attribute{"spelling"},
    Attribute{"definition"},
    Attribute{"sql", Action::kIgnore},
};

}  // namespace

const Kind kSqliteView{
    .name = "view",
    .keyword = "VIEW",
    .read = read,
    .attributes = kAttributes,
    .create = create_as_written,
    .name_space = "relation",
    .weight = 76,
};

}  // namespace migrate

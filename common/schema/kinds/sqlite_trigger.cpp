#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/sqlite_statements.h"
#include "schema/sqlite/normal.h"
#include "schema/sqlite/reading.h"
#include "text.h"

namespace migrate {
namespace {

void read(const sqlite::SchemaEntry& entry, sqlite::Reading& reading) {
  if (entry.type != sqlite::SchemaEntry::Type::kTrigger) return;
  const std::size_t parent = find_relation(reading, entry.table);
  if (parent == kNoObject) return;
  const std::size_t trigger = reading.add(
      kSqliteTrigger, entry.name, sqlite::written_name(entry.name), table_key(entry.name), parent,
      {spelling(entry.name), sqlite::normal_sql(entry.definition()), statement_of(entry, reading)});
  reading.refer_to_mentioned(trigger, entry.definition());
}

constexpr std::array kAttributes{
    Attribute{"spelling"},
    Attribute{"definition"},
    Attribute{"sql", Action::kIgnore},
};

}  // namespace

const Kind kSqliteTrigger{
    .name = "trigger",
    .keyword = "TRIGGER",
    .read = read,
    .attributes = kAttributes,
    .create = create_as_written,
    .rename =
        [](const Object& from, const Model& model, std::string_view to) {
          return cat("ALTER TRIGGER ", from.address, " ON ", model.parent(from).address,
                     " RENAME TO ", to);
        },
    .name_space = "trigger",
    .weight = 80,
};

}  // namespace migrate

#include "schema/kinds/sqlite_statements.h"

#include "schema/kinds/kinds.h"
#include "schema/sqlite/normal.h"
#include "schema/sqlite/reading.h"
#include "text.h"

namespace migrate {

std::string table_key(std::string_view table) {
  return sqlite::written_name(sqlite::folded_name(table));
}

std::string column_key(std::string_view table, std::string_view column) {
  return cat(table_key(table), ".", table_key(column));
}

Value spelling(const std::string& name) {
  return sqlite::folded_name(name) == name ? std::nullopt : Value(name);
}

Value statement_of(const sqlite::SchemaEntry& entry, const sqlite::Reading& reading) {
  return reading.is_whole() ? Value(entry.sql) : std::nullopt;
}

std::size_t find_relation(const sqlite::Reading& reading, std::string_view name) {
  for (const Kind* kind : {&kSqliteTable, &kSqliteVirtualTable, &kSqliteView}) {
    const std::size_t found = reading.find(*kind, table_key(name));
    if (found != kNoObject) return found;
  }
  return kNoObject;
}

std::string alter_table_of(const Object& object, const Model& model) {
  const Object* above = &object;
  while (above->parent != kNoObject) above = &model.parent(*above);
  return cat("ALTER TABLE ", above->address);
}

bool comes_with_its_table(const Object*, const Object* to, const Model* from_model,
                          const Model* to_model) {
  if (!to || !from_model) return false;
  const Object* above = to;
  while (above->parent != kNoObject) above = &to_model->parent(*above);
  return from_model->find(above->id) == kNoObject;
}

void create_as_written(const Object& object, const Model&, Creation& out) {
  out.before = object.text("sql");
}

}  // namespace migrate

#include "schema/sqlite/rename.h"

#include <optional>
#include <string>

#include "error.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

struct Object {
  std::string schema;
  std::string name;
  std::string table;
  std::optional<std::string> sql;
};

std::string_view kind_name(const Rename& rename) {
  return rename.kind == Rename::Kind::kIndex ? "index" : "trigger";
}

std::optional<Object> find_object(Database& database, const Rename& rename) {
  const Rows schemas =
      database.query("SELECT name FROM pragma_database_list ORDER BY name <> 'temp', seq");
  for (const Row& schema : schemas) {
    const auto& wanted = rename.object.schema;
    if (wanted && !equals_ignoring_case(*wanted, *schema[0])) continue;
    const Rows rows = database.query(
        cat("SELECT name, tbl_name, sql FROM ", quoted(*schema[0]), ".sqlite_master WHERE type = '",
            kind_name(rename), "' AND name = $1 COLLATE NOCASE"),
        {rename.object.name});
    if (rows.empty()) continue;
    const Row& row = rows.front();
    return Object{*schema[0], row[0].value_or(""), row[1].value_or(""), row[2]};
  }
  return std::nullopt;
}

}  // namespace

void run_object_rename(Database& database, const Rename& rename) {
  const std::optional<Object> object = find_object(database, rename);
  const bool is_trigger = rename.kind == Rename::Kind::kTrigger;
  if (!object || (is_trigger && !equals_ignoring_case(object->table, rename.table.name))) {
    if (rename.is_conditional) return;
    throw Error(ErrorCode::kWrongState,
                is_trigger ? cat("trigger \"", rename.object.name, "\" for table \"",
                                 rename.table.name, "\" does not exist")
                           : cat("index \"", rename.object.name, "\" does not exist"));
  }
  if (!object->sql) {
    throw Error(ErrorCode::kNotSupported, cat("cannot rename index \"", object->name, "\""),
                cat("It belongs to a constraint of table \"", object->table, "\"."));
  }
  database.run_statement(cat("DROP ", is_trigger ? "TRIGGER " : "INDEX ", quoted(object->schema),
                             ".", quoted(object->name)));
  database.run_statement(qualified_statement(*object->sql, object->schema, rename.new_name));
}

void run_letter_case_rename(Database& database, const TablePlace& table,
                            std::string_view new_name) {
  const std::string between = free_name(database, table, "migrate_renamed");
  database.run_statement(cat("ALTER TABLE ", table.qualified(), " RENAME TO ", quoted(between)));
  database.run_statement(
      cat("ALTER TABLE ", table.qualified(between), " RENAME TO ", quoted(new_name)));
}

}  // namespace migrate::sqlite

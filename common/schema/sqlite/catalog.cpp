#include "schema/sqlite/catalog.h"

#include <algorithm>

#include "schema/sqlite/table_text.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

std::string schema_table(std::string_view schema) { return cat(quoted(schema), ".sqlite_master"); }

std::vector<Entry> entries(const Rows& rows) {
  std::vector<Entry> result;
  for (const Row& row : rows) result.push_back({row[0].value_or(""), row[1].value_or("")});
  return result;
}

std::vector<std::string> first_column(const Rows& rows) {
  std::vector<std::string> result;
  for (const Row& row : rows) result.push_back(row[0].value_or(""));
  return result;
}

std::vector<Entry> entries_of(Database& database, const TablePlace& table, std::string_view type) {
  return entries(database.query(
      cat("SELECT name, sql FROM ", schema_table(table.schema), " WHERE type = '", type,
          "' AND tbl_name = $1 COLLATE NOCASE AND sql IS NOT NULL ORDER BY rowid"),
      {table.name}));
}

}  // namespace

std::string TablePlace::qualified(std::string_view object) const {
  return cat(quoted(schema), ".", quoted(object));
}

std::optional<TablePlace> find_table(Database& database, const ObjectName& name) {
  const Rows schemas =
      database.query("SELECT name FROM pragma_database_list ORDER BY name <> 'temp', seq");
  for (const Row& schema : schemas) {
    if (name.schema && !equals_ignoring_case(*name.schema, *schema[0])) continue;
    const Rows rows =
        database.query(cat("SELECT name, type, sql FROM ", schema_table(*schema[0]),
                           " WHERE type IN ('table', 'view') AND name = $1 COLLATE NOCASE"),
                       {name.name});
    if (rows.empty()) continue;
    const Row& row = rows.front();
    return TablePlace{*schema[0], row[0].value_or(""), row[1].value_or(""), row[2].value_or("")};
  }
  return std::nullopt;
}

std::vector<Entry> indexes_of(Database& database, const TablePlace& table) {
  return entries_of(database, table, "index");
}

std::vector<Entry> triggers_of(Database& database, const TablePlace& table) {
  return entries_of(database, table, "trigger");
}

std::vector<Entry> temp_triggers(Database& database) {
  return entries(database.query(
      "SELECT name, sql FROM temp.sqlite_master WHERE type = 'trigger' ORDER BY rowid"));
}

std::optional<std::string> sequence_value(Database& database, const TablePlace& table) {
  const Rows found = database.query(
      cat("SELECT 1 FROM ", schema_table(table.schema), " WHERE name = 'sqlite_sequence'"));
  if (found.empty()) return std::nullopt;
  const Rows rows = database.query(
      cat("SELECT seq FROM ", table.qualified("sqlite_sequence"), " WHERE name = $1"),
      {table.name});
  return rows.empty() ? std::nullopt : rows.front()[0];
}

std::string free_name(Database& database, const TablePlace& table, std::string_view wanted) {
  const std::vector<std::string> names = first_column(
      database.query(cat("SELECT name FROM ", schema_table(table.schema), " WHERE name LIKE $1"),
                     {cat(wanted, "%")}));
  std::string name(wanted);
  for (int i = 2;
       std::any_of(names.begin(), names.end(),
                   [&](const std::string& one) { return equals_ignoring_case(one, name); });
       ++i) {
    name = cat(wanted, "_", std::to_string(i));
  }
  return name;
}

std::optional<std::string> rowid_name(std::string_view create_sql) {
  const TableText table = read_table(create_sql);
  if (table.has(TableOption::kWithoutRowid)) return std::nullopt;
  for (const std::string_view name : {"rowid", "_rowid_", "oid"}) {
    if (!table.find(name)) return std::string(name);
  }
  return std::nullopt;
}

std::optional<std::string> rowid_column(Database& database, const TablePlace& table) {
  if (read_table(table.sql).has(TableOption::kWithoutRowid)) return std::nullopt;
  const std::vector<std::string> key = primary_key_of(database, table);
  if (key.size() != 1) return std::nullopt;
  // Every other primary key has an index.
  const Rows indexes = database.query("SELECT 1 FROM pragma_index_list($1, $2) WHERE origin = 'pk'",
                                      {table.name, table.schema});
  return indexes.empty() ? std::optional(key.front()) : std::nullopt;
}

std::vector<std::string> columns_of(Database& database, const TablePlace& table) {
  return first_column(
      database.query("SELECT name FROM pragma_table_xinfo($1, $2)", {table.name, table.schema}));
}

std::vector<std::string> primary_key_of(Database& database, const TablePlace& table) {
  return first_column(
      database.query("SELECT name FROM pragma_table_xinfo($1, $2) WHERE pk > 0 ORDER BY pk",
                     {table.name, table.schema}));
}

std::string qualified_statement(std::string_view sql, std::string_view schema,
                                std::optional<std::string_view> new_name) {
  const Tokens tokens(sql);
  std::size_t at = 0;
  // What has one of these words for a name has it in quotes.
  while (at < tokens.size() && !tokens.is_word(at, "table") && !tokens.is_word(at, "index") &&
         !tokens.is_word(at, "trigger")) {
    ++at;
  }
  ++at;
  if (tokens.is_word(at, "if") && tokens.is_word(at + 1, "not")) at += 3;
  Span name = tokens.span(at);
  if (tokens.is(at + 1, '.')) name = {name.begin, tokens.span(at + 2).end};
  const std::string_view last = tokens.is(at + 1, '.') ? tokens.text(at + 2) : tokens.text(at);
  return cat(sql.substr(0, name.begin), quoted(schema), ".",
             new_name ? quoted(*new_name) : std::string(last), sql.substr(name.end));
}

std::string_view indexed_part(std::string_view create_sql) {
  const Tokens tokens(create_sql);
  std::size_t at = 0;
  while (at < tokens.size() && !tokens.is(at, '(')) ++at;
  return create_sql.substr(tokens.span(at).begin);
}

}  // namespace migrate::sqlite

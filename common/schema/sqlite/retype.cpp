// Under its new type a value is read as it was stored, and the UPDATE stores it as the type wants
// it, which is what a copy into a new table does too. Where that isn't so (below, `keeps_reading`),
// and in every case that is not plain, there is the rebuild.
#include "schema/sqlite/retype.h"

#include <algorithm>
#include <string_view>

#include "schema/sqlite/affinity.h"
#include "schema/sqlite/table_text.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

using Kind = Constraint::Kind;

// The tokens that are no part of a column's type.
std::vector<std::string_view> tokens_without_types(std::string_view sql, const TableText& table) {
  const Tokens tokens(sql);
  std::vector<std::string_view> kept;
  auto column = table.columns.begin();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Span span = tokens.span(i);
    while (column != table.columns.end() && column->type.end <= span.begin) ++column;
    const bool is_type = column != table.columns.end() && span.begin >= column->type.begin &&
                         span.end <= column->type.end;
    if (!is_type) kept.push_back(tokens.text(i));
  }
  return kept;
}

bool is_in_key(const TableText& table, const ColumnText& column) {
  if (column.find(Kind::kPrimaryKey) || column.find(Kind::kUnique)) return true;
  return std::any_of(
      table.constraints.begin(), table.constraints.end(), [&](const Constraint& one) {
        const bool is_key = one.kind == Kind::kPrimaryKey || one.kind == Kind::kUnique;
        return is_key && std::any_of(one.columns.begin(), one.columns.end(), [&](const auto& name) {
                 return equals_ignoring_case(name, column.name);
               });
      });
}

// Whether each value is read as the old type shows it. REAL makes 3.0 of a stored 3; and a row that
// is older than its column shows the default as the type makes it, whichever type that is.
bool keeps_reading(std::string_view sql, const ColumnText& column, Affinity affinity) {
  if (affinity == Affinity::kReal) return false;
  const Constraint* given = column.find(Kind::kDefault);
  if (!given) return true;
  const Tokens tokens(slice(sql, given->expression));
  const std::string_view value = tokens.text(0);
  const bool is_integer = value.find_first_not_of("0123456789") == std::string_view::npos;
  const bool shows_text = affinity == Affinity::kText || affinity == Affinity::kBlob;
  const bool shows_integer = affinity != Affinity::kText && value.size() < 10;
  return tokens.size() == 1 && (tokens.is_word(0, "null") || (shows_text && tokens.is_string(0)) ||
                                (shows_integer && is_integer));
}

bool is_plain(const TableText& table) {
  return table.options.empty() &&
         std::none_of(table.columns.begin(), table.columns.end(), [](const ColumnText& column) {
           return column.find(Kind::kGenerated) != nullptr;
         });
}

}  // namespace

std::optional<std::vector<std::string>> retyped_columns(const TableChange& change) {
  const std::string& old_sql = change.old_sql();
  const std::string& new_sql = change.sql();
  const TableText before = read_table(old_sql);
  const TableText after = read_table(new_sql);
  if (!change.copies_all() || !is_plain(before) ||
      tokens_without_types(old_sql, before) != tokens_without_types(new_sql, after)) {
    return std::nullopt;
  }
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < before.columns.size(); ++i) {
    const ColumnText& column = before.columns[i];
    const std::string_view old_type = slice(old_sql, column.type);
    const std::string_view new_type = slice(new_sql, after.columns[i].type);
    if (same_tokens(old_type, new_type)) continue;
    if (is_in_key(before, column)) return std::nullopt;
    const Affinity affinity = affinity_of(old_type);
    if (affinity == affinity_of(new_type)) continue;
    if (!keeps_reading(old_sql, column, affinity)) return std::nullopt;
    columns.push_back(column.name);
  }
  return columns;
}

bool retype_columns(Database& database, const TablePlace& table, const TableChange& change,
                    const std::vector<std::string>& columns) {
  // Temp triggers fire whatever the settings say; temp has no version that would tell of the
  // change.
  if (table.schema == "temp" || !temp_triggers(database).empty()) return false;
  std::vector<Entry> indexes = indexes_of(database, table);
  std::erase_if(indexes, [&](const Entry& index) {
    return !mentions_any_column(indexed_part(index.sql), columns);
  });
  std::vector<std::string> values;
  values.reserve(columns.size());
  for (const std::string& column : columns) {
    values.push_back(cat(quoted(column), " = ", quoted(column)));
  }
  bool is_done = false;
  database.in_rebuild([&] {
    is_done = database.exchange_statement(table.schema, table.name, change.sql());
    if (!is_done || values.empty()) return;
    // By the new values the UPDATE would not find what an index has of the old ones.
    for (const Entry& index : indexes) {
      database.run_statement(cat("DROP INDEX ", table.qualified(index.name)));
    }
    database.run_statement(cat("UPDATE OR ABORT ", table.qualified(), " SET ", join(values, ", ")));
    for (const Entry& index : indexes) {
      database.run_statement(qualified_statement(index.sql, table.schema));
    }
  });
  return is_done;
}

}  // namespace migrate::sqlite

// What a virtual table's module makes of its arguments is the module's affair: any change of them
// makes the table anew. The rows of SQLite's own modules are carried over. A full-text index over
// another table's rows is built from these.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "schema/kinds/kinds.h"
#include "schema/kinds/sqlite_statements.h"
#include "schema/sqlite/normal.h"
#include "schema/sqlite/reading.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate {
namespace {

using sqlite::Tokens;

// What the module is given: `a`, `content='t'`.
std::vector<std::string> arguments(std::string_view sql) {
  std::vector<std::string> result;
  const Tokens tokens(sql);
  std::size_t at = 0;
  while (at < tokens.size() && !tokens.is(at, '(')) ++at;
  const std::size_t close = tokens.closing(at);
  for (std::size_t first = ++at; at < tokens.size(); ++at) {
    if (tokens.is(at, '(')) at = tokens.closing(at);
    if (!tokens.is(at, ',') && at != close) continue;
    if (at > first) result.emplace_back(sqlite::slice(sql, tokens.span(first, at - 1)));
    first = at + 1;
  }
  return result;
}

bool is_option(std::string_view argument) { return argument.find('=') != std::string_view::npos; }

// Where a full-text table has its text from.
struct Content {
  bool is_own = true;
  bool is_external = false;  // else, where it isn't its own either, it keeps none
};

Content content_of(std::string_view sql) {
  for (const std::string& argument : arguments(sql)) {
    const Tokens tokens(argument);
    if (!tokens.is_word(0, "content") || !tokens.is(1, '=')) continue;
    return {false, !tokens.name(2).value_or("").empty()};
  }
  return {};
}

bool has_rows_to_carry(std::string_view sql) {
  const std::string module = sqlite::folded_name(sqlite::module_name(sql));
  constexpr std::array<std::string_view, 5> kModules{"fts3", "fts4", "fts5", "rtree", "rtree_i32"};
  return std::find(kModules.begin(), kModules.end(), module) != kModules.end() &&
         content_of(sql).is_own;
}

// The columns, as statements need them: arguments that are no options begin with a name.
std::vector<std::string> columns(std::string_view sql) {
  std::vector<std::string> names;
  for (const std::string& argument : arguments(sql)) {
    if (!is_option(argument)) {
      names.push_back(sqlite::written_name(Tokens(argument).name(0).value_or("")));
    }
  }
  return names;
}

void carry(const Alteration& change, Swap& out) {
  const std::string& from = change.from.text("sql");
  const std::string& to = change.to.text("sql");
  if (!has_rows_to_carry(from) || !has_rows_to_carry(to)) return;
  std::vector<std::string> kept;
  const std::vector<std::string> wanted = columns(to);
  for (const std::string& column : columns(from)) {
    const bool stays = std::any_of(wanted.begin(), wanted.end(), [&](const std::string& other) {
      return equals_ignoring_case(column, other);
    });
    if (stays) kept.push_back(column);
  }
  if (kept.empty()) return;
  const std::string names = join(kept, ", ");
  const std::string copy = sqlite::written_name(cat("migrate_rows_of_", change.from.name));
  // The first column of an R*Tree is its rowid.
  const bool has_rowid = equals_ignoring_case(sqlite::module_name(to).substr(0, 3), "fts");
  const std::string rowid = has_rowid ? "rowid, " : "";
  std::vector<Hazard> hazards{
      {Hazard::Type::kRewritesTable,
       cat("every row of virtual table ", change.from.address, " is copied, and copied back")}};
  if (kept.size() < columns(from).size()) {
    hazards.push_back({Hazard::Type::kDeletesData,
                       cat("virtual table ", change.from.address, " has fewer columns")});
  }
  out.move.add(
      cat("CREATE TABLE ", copy, " AS SELECT ", has_rowid ? "rowid AS migrate_rowid, " : "", names,
          " FROM ", change.from.address),
      std::move(hazards));
  out.bridge.add(cat("INSERT INTO ", change.to.address, " (", rowid, names, ") SELECT ",
                     has_rowid ? "migrate_rowid, " : "", names, " FROM ", copy));
  out.drop.add(cat("DROP TABLE ", copy));
}

void read(const sqlite::SchemaEntry& entry, sqlite::Reading& reading) {
  if (entry.type != sqlite::SchemaEntry::Type::kVirtualTable) return;
  const std::size_t table = reading.add(
      kSqliteVirtualTable, entry.name, sqlite::written_name(entry.name), table_key(entry.name),
      kNoObject,
      {spelling(entry.name), sqlite::normal_sql(entry.definition()), statement_of(entry, reading)});
  reading.refer_to_mentioned(table, entry.definition());
}

constexpr std::array kAttributes{
    Attribute{"spelling"},
    Attribute{"definition"},
    Attribute{"sql", Action::kIgnore},
};

void create(const Object& table, const Model&, Creation& out) {
  out.before = table.text("sql");
  if (!content_of(table.text("sql")).is_external) return;
  out.following.push_back(
      {cat("INSERT INTO ", table.address, " (", table.address, ") VALUES ('rebuild')"), {}});
}

void drop(const Object& table, const Model&, Statements& out) {
  std::vector<Hazard> hazards;
  if (!content_of(table.text("sql")).is_external) {
    hazards.push_back({Hazard::Type::kDeletesData,
                       cat("the rows of virtual table ", table.address, " are lost")});
  }
  out.add(cat("DROP TABLE ", table.address), std::move(hazards));
}

}  // namespace

const Kind kSqliteVirtualTable{
    .name = "virtual table",
    .keyword = "VIRTUAL TABLE",
    .read = read,
    .attributes = kAttributes,
    .create = create,
    .drop = drop,
    .carry = carry,
    .rename =
        [](const Object& from, const Model&, std::string_view to) {
          return cat("ALTER TABLE ", from.address, " RENAME TO ", to);
        },
    .name_space = "relation",
    .weight = 78,
};

}  // namespace migrate

#include "stand_ins.h"

#include <sqlite3ext.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/dialect.h"
#include "schema/sqlite/normal.h"
#include "schema/sqlite/schema_text.h"
#include "sqlite_error.h"
#include "stand_in_module.h"
#include "statement.h"
#include "text.h"
SQLITE_EXTENSION_INIT3

namespace migrate {
namespace {

constexpr std::string_view kFunctions =
    "SELECT DISTINCT lower(name), type, narg, flags FROM pragma_function_list";
constexpr std::string_view kCollations = "SELECT lower(name) FROM pragma_collation_list";
// SQLite makes the modules of its pragmas when they are first asked: the host may have more of
// them.
constexpr std::string_view kModules =
    "SELECT lower(name) FROM pragma_module_list WHERE name NOT LIKE 'pragma\\_%' ESCAPE '\\'";
constexpr std::string_view kVirtualTables =
    "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND sql LIKE 'create virtual%'";

using Cells = std::vector<std::string>;

std::vector<Cells> rows(sqlite3* db, std::string_view sql) {
  const LockWait wait(db, std::chrono::milliseconds(0));
  const Statement statement = prepare(db, wait, sql, Lifetime::kOnce);
  std::vector<Cells> result;
  for (bool row = step_first(db, wait, statement.get()); row;
       row = step_next(db, statement.get())) {
    Cells cells;
    for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), i));
      cells.emplace_back(text ? text : "");
    }
    result.push_back(std::move(cells));
  }
  return result;
}

// What the host has more. Hosts whose SQLite keeps no such list have nothing to stand in for.
std::set<Cells> missing(sqlite3* host, sqlite3* scratch, std::string_view query) {
  std::vector<Cells> wanted;
  try {
    wanted = rows(host, query);
  } catch (const SqliteError&) {
    return {};
  }
  const std::vector<Cells> there = rows(scratch, query);
  std::set<Cells> result(wanted.begin(), wanted.end());
  for (const Cells& cells : there) result.erase(cells);
  return result;
}

void require(sqlite3* db, int code) {
  if (code != SQLITE_OK) throw last_error(db, code);
}

void give_null(sqlite3_context* context, int, sqlite3_value**) { sqlite3_result_null(context); }
void take(sqlite3_context*, int, sqlite3_value**) {}
void give_null_at_end(sqlite3_context* context) { sqlite3_result_null(context); }

void add_function(sqlite3* db, const ForeignFunction& function) {
  const int count = function.parameters;
  const int flags = SQLITE_UTF8 | function.flags;
  const char* name = function.name.c_str();
  if (function.type == 'w') {
    require(db, sqlite3_create_window_function(db, name, count, flags, nullptr, take,
                                               give_null_at_end, give_null_at_end, take, nullptr));
  } else if (function.type == 'a') {
    require(db, sqlite3_create_function_v2(db, name, count, flags, nullptr, nullptr, take,
                                           give_null_at_end, nullptr));
  } else {
    require(db, sqlite3_create_function_v2(db, name, count, flags, nullptr, give_null, nullptr,
                                           nullptr, nullptr));
  }
}

int compare_bytes(void*, int size, const void* text, int other_size, const void* other) {
  const int order = std::memcmp(text, other, static_cast<std::size_t>(std::min(size, other_size)));
  return order != 0 ? order : size - other_size;
}

}  // namespace

std::vector<ForeignFunction> foreign_functions(sqlite3* host, sqlite3* other) {
  constexpr int kFlags = SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY | SQLITE_INNOCUOUS;
  std::vector<ForeignFunction> result;
  for (const Cells& cells : missing(host, other, kFunctions)) {
    result.push_back({cells[0], cells[1].empty() ? 's' : cells[1][0], std::stoi(cells[2]),
                      std::stoi(cells[3]) & kFlags});
  }
  return result;
}

std::vector<std::string> foreign_collations(sqlite3* host, sqlite3* other) {
  std::vector<std::string> result;
  for (const Cells& cells : missing(host, other, kCollations)) result.push_back(cells[0]);
  return result;
}

void register_stand_ins(sqlite3* host, sqlite3* scratch) {
  for (const ForeignFunction& function : foreign_functions(host, scratch)) {
    add_function(scratch, function);
  }
  for (const std::string& collation : foreign_collations(host, scratch)) {
    require(scratch, sqlite3_create_collation_v2(scratch, collation.c_str(), SQLITE_UTF8, nullptr,
                                                 compare_bytes, nullptr));
  }
  std::set<Cells> modules = missing(host, scratch, kModules);
  const std::vector<Cells> known = rows(scratch, kModules);
  for (const Cells& table : rows(host, kVirtualTables)) {
    Cells module{sqlite::folded_name(sqlite::module_name(table[0]))};
    if (std::find(known.begin(), known.end(), module) == known.end()) modules.insert(module);
  }
  for (const Cells& module : modules) {
    require(scratch, register_stand_in_module(scratch, host, module[0].c_str()));
  }
}

}  // namespace migrate

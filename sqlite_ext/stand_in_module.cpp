#include "stand_in_module.h"

#include <sqlite3ext.h>

#include <memory>
#include <new>
#include <string>
#include <vector>

#include "dialect/dialect.h"
#include "sqlite_error.h"
#include "statement.h"
#include "text.h"
SQLITE_EXTENSION_INIT3

namespace migrate {
namespace {

// `"a", "b" HIDDEN`, as the host's table of that name has them; empty where it has no such table.
std::string columns_of_host(sqlite3* host, std::string_view table) {
  const LockWait wait(host, std::chrono::milliseconds(0));
  const Statement statement = prepare(host, wait,
                                      cat("SELECT name, hidden FROM pragma_table_xinfo(",
                                          sqlite_dialect().quote_literal(table), ")"),
                                      Lifetime::kOnce);
  std::vector<std::string> columns;
  for (bool row = step_first(host, wait, statement.get()); row;
       row = step_next(host, statement.get())) {
    const auto* name = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0));
    const bool is_hidden = sqlite3_column_int(statement.get(), 1) == 1;
    columns.push_back(
        cat(sqlite_dialect().quote_identifier(name ? name : ""), is_hidden ? " HIDDEN" : ""));
  }
  return join(columns, ", ");
}

std::string declared_columns(sqlite3* host, int count, const char* const* arguments) {
  std::string columns;
  try {
    columns = columns_of_host(host, arguments[2]);
  } catch (const SqliteError&) {
    // A table that the host cannot read either.
  }
  if (!columns.empty()) return columns;
  std::vector<std::string> given;
  for (int i = 3; i < count; ++i) {
    const std::string_view argument = trim(arguments[i]);
    const std::string_view name = argument.substr(0, argument.find_first_of(" ="));
    if (argument.find('=') == std::string_view::npos && !name.empty()) {
      given.push_back(sqlite_dialect().quote_identifier(name));
    }
  }
  return given.empty() ? "\"content\"" : join(given, ", ");
}

int connect(sqlite3* db, void* host, int count, const char* const* arguments, sqlite3_vtab** result,
            char**) noexcept {
  try {
    const std::string columns = declared_columns(static_cast<sqlite3*>(host), count, arguments);
    const int code = sqlite3_declare_vtab(db, cat("CREATE TABLE x(", columns, ")").c_str());
    if (code == SQLITE_OK) *result = new sqlite3_vtab{};
    return code;
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  } catch (...) {
    return SQLITE_ERROR;
  }
}

int disconnect(sqlite3_vtab* table) noexcept {
  const std::unique_ptr<sqlite3_vtab> owner(table);
  return SQLITE_OK;
}

int open(sqlite3_vtab*, sqlite3_vtab_cursor** result) noexcept {
  *result = new (std::nothrow) sqlite3_vtab_cursor{};
  return *result ? SQLITE_OK : SQLITE_NOMEM;
}

int close(sqlite3_vtab_cursor* cursor) noexcept {
  const std::unique_ptr<sqlite3_vtab_cursor> owner(cursor);
  return SQLITE_OK;
}

int plan(sqlite3_vtab*, sqlite3_index_info*) noexcept { return SQLITE_OK; }
int filter(sqlite3_vtab_cursor*, int, const char*, int, sqlite3_value**) noexcept {
  return SQLITE_OK;
}
int next(sqlite3_vtab_cursor*) noexcept { return SQLITE_OK; }
int at_end(sqlite3_vtab_cursor*) noexcept { return 1; }
int column(sqlite3_vtab_cursor*, sqlite3_context*, int) noexcept { return SQLITE_OK; }
int row_id(sqlite3_vtab_cursor*, sqlite3_int64*) noexcept { return SQLITE_OK; }
int update(sqlite3_vtab*, int, sqlite3_value**, sqlite3_int64*) noexcept { return SQLITE_OK; }
int rename(sqlite3_vtab*, const char*) noexcept { return SQLITE_OK; }

sqlite3_module make_module() {
  sqlite3_module module{};
  module.iVersion = 1;
  module.xCreate = connect;
  module.xConnect = connect;
  module.xBestIndex = plan;
  module.xDisconnect = disconnect;
  module.xDestroy = disconnect;
  module.xOpen = open;
  module.xClose = close;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = at_end;
  module.xColumn = column;
  module.xRowid = row_id;
  module.xUpdate = update;
  module.xRename = rename;
  return module;
}

}  // namespace

int register_stand_in_module(sqlite3* scratch, sqlite3* host, const char* name) {
  static const sqlite3_module module = make_module();
  return sqlite3_create_module_v2(scratch, name, &module, host, nullptr);
}

}  // namespace migrate

// Columns come first, then a hidden column for each parameter. xBestIndex turns `parameter = value`
// into an argument of xFilter, in the order of the parameters; idxNum has a bit for each one that
// is given. xFilter runs the verb and keeps its rows.
#include "list_vtab.h"

#include <sqlite3ext.h>

#include <charconv>
#include <cstdint>
#include <string>
#include <utility>

#include "error.h"
#include "guard.h"
#include "sqlite_database.h"
#include "text.h"
SQLITE_EXTENSION_INIT3

namespace migrate {
namespace {

struct ListTable : sqlite3_vtab {
  explicit ListTable(const BoundVerb& bound)
      : sqlite3_vtab{}, connection(bound.connection), verb(bound.verb) {}
  std::shared_ptr<Connection> connection;
  const Verb* verb;
};

struct ListCursor : sqlite3_vtab_cursor {
  ListCursor() : sqlite3_vtab_cursor{} {}
  Row arguments;
  Rows rows;
  std::size_t position = 0;
};

const Verb& verb_of(const sqlite3_vtab_cursor* cursor) {
  return *static_cast<const ListTable*>(cursor->pVtab)->verb;
}

std::string_view declared_type(Type type) {
  switch (type) {
    case Type::kText:
    case Type::kTimestamp:
      return "TEXT";
    case Type::kBoolean:
      return "BOOLEAN";
    case Type::kInteger:
      return "INTEGER";
    case Type::kDouble:
      return "REAL";
  }
  return "TEXT";
}

std::string declaration(const Verb& verb) {
  const Dialect& dialect = sqlite_dialect();
  std::vector<std::string> columns;
  for (const Column& column : verb.columns) {
    columns.push_back(cat(dialect.quote_identifier(column.name), " ", declared_type(column.type)));
  }
  // Without a type, so that no affinity changes an argument.
  for (const Parameter& parameter : verb.parameters) {
    columns.push_back(cat(dialect.quote_identifier(parameter.name), " HIDDEN"));
  }
  return cat("CREATE TABLE x(", join(columns, ", "), ")");
}

int connect(sqlite3* db, void* data, int, const char* const*, sqlite3_vtab** result,
            char**) noexcept {
  try {
    const auto& bound = *static_cast<const BoundVerb*>(data);
    auto table = std::make_unique<ListTable>(bound);
    int code = sqlite3_declare_vtab(db, declaration(*bound.verb).c_str());
    if (code == SQLITE_OK && bound.verb->kind == Verb::Kind::kRehearsal) {
      code = sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
    }
    if (code != SQLITE_OK) return code;
    *result = table.release();
    return SQLITE_OK;
  } catch (...) {
    return SQLITE_NOMEM;
  }
}

int disconnect(sqlite3_vtab* table) noexcept {
  const std::unique_ptr<ListTable> owner(static_cast<ListTable*>(table));
  return SQLITE_OK;
}

// The constraint that gives the parameter in hidden column `column`; -1 = none, -2 = only such as
// need a table that this plan reads later.
int constraint_on(const sqlite3_index_info& info, int column) {
  int result = -1;
  for (int i = 0; i < info.nConstraint; ++i) {
    const auto& constraint = info.aConstraint[i];
    if (constraint.iColumn != column || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    if (constraint.usable) return i;
    result = -2;
  }
  return result;
}

int best_index(sqlite3_vtab* table, sqlite3_index_info* info) noexcept {
  const Verb& verb = *static_cast<ListTable*>(table)->verb;
  const int first_hidden = static_cast<int>(verb.columns.size());
  int given = 0;
  int arguments = 0;
  for (int i = 0; i < static_cast<int>(verb.parameters.size()); ++i) {
    const int constraint = constraint_on(*info, first_hidden + i);
    if (constraint == -2) return SQLITE_CONSTRAINT;  // have the other table read first
    if (constraint == -1) continue;
    info->aConstraintUsage[constraint].argvIndex = ++arguments;
    info->aConstraintUsage[constraint].omit = 1;
    given |= 1 << i;
  }
  info->idxNum = given;
  info->estimatedRows = 100;
  info->estimatedCost = 1000;
  return SQLITE_OK;
}

int open(sqlite3_vtab*, sqlite3_vtab_cursor** result) noexcept {
  try {
    *result = std::make_unique<ListCursor>().release();
    return SQLITE_OK;
  } catch (...) {
    return SQLITE_NOMEM;
  }
}

int close(sqlite3_vtab_cursor* cursor) noexcept {
  const std::unique_ptr<ListCursor> owner(static_cast<ListCursor*>(cursor));
  return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* base, int given, const char*, int,
           sqlite3_value** values) noexcept {
  return guard_table(base->pVtab, [&] {
    auto& cursor = *static_cast<ListCursor*>(base);
    const auto& table = *static_cast<ListTable*>(base->pVtab);
    const Verb& verb = *table.verb;
    cursor.arguments.assign(verb.parameters.size(), std::nullopt);
    for (std::size_t i = 0; i < verb.parameters.size(); ++i) {
      if (given >> i & 1) cursor.arguments[i] = argument_value(verb.parameters[i], *values++);
    }
    cursor.rows.clear();
    cursor.position = 0;
    SqliteDatabase database(table.connection->db);
    database.hold_snapshot();
    cursor.rows = verb.run(database, cursor.arguments);
  });
}

int next(sqlite3_vtab_cursor* cursor) noexcept {
  ++static_cast<ListCursor*>(cursor)->position;
  return SQLITE_OK;
}

int eof(sqlite3_vtab_cursor* base) noexcept {
  const auto& cursor = *static_cast<ListCursor*>(base);
  return cursor.position >= cursor.rows.size();
}

template <typename Number>
Number number(const std::string& text) {
  Number result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

void set_result(sqlite3_context* context, Type type, const Value& value) {
  if (!value) return sqlite3_result_null(context);
  switch (type) {
    case Type::kBoolean:
      return sqlite3_result_int(context, *value == "true" || *value == "t" || *value == "1");
    case Type::kInteger:
      return sqlite3_result_int64(context, number<std::int64_t>(*value));
    case Type::kDouble:
      return sqlite3_result_double(context, number<double>(*value));
    case Type::kText:
    case Type::kTimestamp:
      return sqlite3_result_text64(context, value->data(), value->size(), SQLITE_TRANSIENT,
                                   SQLITE_UTF8);
  }
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int index) noexcept {
  const auto& cursor = *static_cast<ListCursor*>(base);
  const Verb& verb = verb_of(base);
  const auto i = static_cast<std::size_t>(index);
  if (i < verb.columns.size()) {
    const Row& row = cursor.rows[cursor.position];
    set_result(context, verb.columns[i].type, i < row.size() ? row[i] : std::nullopt);
  } else {
    set_result(context, Type::kText, cursor.arguments[i - verb.columns.size()]);
  }
  return SQLITE_OK;
}

int rowid(sqlite3_vtab_cursor* cursor, sqlite3_int64* result) noexcept {
  *result = static_cast<sqlite3_int64>(static_cast<ListCursor*>(cursor)->position) + 1;
  return SQLITE_OK;
}

// No xCreate: CREATE VIRTUAL TABLE is refused, the module's name is the table.
const sqlite3_module kModule = [] {
  sqlite3_module module{};
  module.xConnect = connect;
  module.xBestIndex = best_index;
  module.xDisconnect = disconnect;
  module.xOpen = open;
  module.xClose = close;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = eof;
  module.xColumn = column;
  module.xRowid = rowid;
  return module;
}();

}  // namespace

int register_list(const std::shared_ptr<Connection>& connection, const Verb& verb) {
  auto bound = std::make_unique<BoundVerb>(BoundVerb{connection, &verb});
  const std::string name(verb.name);
  // SQLite owns it now, and destroys it also where registering fails.
  return sqlite3_create_module_v2(connection->db, name.c_str(), &kModule, bound.release(),
                                  BoundVerb::destroy);
}

}  // namespace migrate

#include "borrowed.h"

#include <sqlite3ext.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "dialect/dialect.h"
#include "guard.h"
#include "sqlite_error.h"
#include "stand_ins.h"
#include "statement.h"
#include "text.h"
SQLITE_EXTENSION_INIT3

namespace migrate {
namespace {

LockWait no_wait(sqlite3* db) { return {db, std::chrono::milliseconds(0)}; }

struct ResetStatement {
  void operator()(sqlite3_stmt* statement) const noexcept {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  }
};
using Running = std::unique_ptr<sqlite3_stmt, ResetStatement>;

// One function or collation of the host, as statements of the host's connection.
class Borrowed {
 public:
  Borrowed(sqlite3* host, std::string_view name)
      : host_(host), name_(sqlite_dialect().quote_identifier(name)) {}

  void call(sqlite3_context* context, int count, sqlite3_value** values) {
    const Running running(statement(count));
    for (int i = 0; i < count; ++i) sqlite3_bind_value(running.get(), i + 1, values[i]);
    step_first(host_, no_wait(host_), running.get());
    sqlite3_result_value(context, sqlite3_column_value(running.get(), 0));
  }

  int compare(int size, const void* text, int other_size, const void* other) {
    constexpr int kComparison = -1;
    const Running running(statement(kComparison));
    bind_text(running.get(), 1, text, size);
    bind_text(running.get(), 2, other, other_size);
    step_first(host_, no_wait(host_), running.get());
    return sqlite3_column_int(running.get(), 0);
  }

  static void destroy(void* borrowed) noexcept {
    const std::unique_ptr<Borrowed> owner(static_cast<Borrowed*>(borrowed));
  }

 private:
  static void bind_text(sqlite3_stmt* statement, int index, const void* text, int size) {
    sqlite3_bind_text(statement, index, static_cast<const char*>(text), size, SQLITE_STATIC);
  }

  std::string sql(int count) const {
    if (count < 0) {
      const std::string left = cat("(?1 COLLATE ", name_, ")");
      return cat("SELECT CASE WHEN ", left, " < ?2 THEN -1 WHEN ", left, " = ?2 THEN 0 ELSE 1 END");
    }
    std::vector<std::string> parameters;
    for (int i = 1; i <= count; ++i) parameters.push_back(cat("?", std::to_string(i)));
    return cat("SELECT ", name_, "(", join(parameters, ", "), ")");
  }

  sqlite3_stmt* statement(int count) {
    Statement& statement = statements_[count];
    if (!statement) statement = prepare(host_, no_wait(host_), sql(count), Lifetime::kCached);
    return statement.get();
  }

  sqlite3* host_;
  std::string name_;
  std::map<int, Statement> statements_;  // by number of arguments; -1: the comparison
};

void call(sqlite3_context* context, int count, sqlite3_value** values) noexcept {
  guard_function(context, [&] {
    static_cast<Borrowed*>(sqlite3_user_data(context))->call(context, count, values);
  });
}

// SQLite lets no collation fail: what cannot be compared is equal, as where memory has run out.
int compare(void* borrowed, int size, const void* text, int other_size,
            const void* other) noexcept {
  try {
    return static_cast<Borrowed*>(borrowed)->compare(size, text, other_size, other);
  } catch (...) {
    return 0;
  }
}

void refuse(sqlite3_context* context) noexcept {
  sqlite3_result_error(context, "function of the connection cannot be called in a rehearsal", -1);
}
void refuse_call(sqlite3_context* context, int, sqlite3_value**) noexcept { refuse(context); }
void take(sqlite3_context*, int, sqlite3_value**) noexcept {}

void require(sqlite3* db, int code) {
  if (code != SQLITE_OK) throw last_error(db, code);
}

void lend_function(sqlite3* host, sqlite3* other, const ForeignFunction& function) {
  const char* name = function.name.c_str();
  const int flags = SQLITE_UTF8 | function.flags;
  if (function.type == 'w') {
    require(other, sqlite3_create_window_function(other, name, function.parameters, flags, nullptr,
                                                  take, refuse, refuse, take, nullptr));
  } else if (function.type == 'a') {
    require(other, sqlite3_create_function_v2(other, name, function.parameters, flags, nullptr,
                                              nullptr, take, refuse, nullptr));
  } else if ((function.flags & SQLITE_DETERMINISTIC) == 0) {
    require(other, sqlite3_create_function_v2(other, name, function.parameters, flags, nullptr,
                                              refuse_call, nullptr, nullptr, nullptr));
  } else {
    auto borrowed = std::make_unique<Borrowed>(host, function.name);
    // SQLite owns it now, and destroys it also where registering fails.
    require(other,
            sqlite3_create_function_v2(other, name, function.parameters, flags, borrowed.release(),
                                       call, nullptr, nullptr, Borrowed::destroy));
  }
}

void lend_collation(sqlite3* host, sqlite3* other, const std::string& name) {
  auto borrowed = std::make_unique<Borrowed>(host, name);
  const int code = sqlite3_create_collation_v2(other, name.c_str(), SQLITE_UTF8, borrowed.get(),
                                               compare, Borrowed::destroy);
  if (code != SQLITE_OK) throw last_error(other, code);  // without having destroyed it
  static_cast<void>(borrowed.release());
}

}  // namespace

void lend_functions(sqlite3* host, sqlite3* other) {
  for (const ForeignFunction& function : foreign_functions(host, other)) {
    lend_function(host, other, function);
  }
  for (const std::string& name : foreign_collations(host, other)) {
    lend_collation(host, other, name);
  }
}

}  // namespace migrate

#include "functions.h"

#include <sqlite3ext.h>

#include <array>
#include <cctype>
#include <utility>

#include "error.h"
#include "guard.h"
#include "list_vtab.h"
#include "sqlite_database.h"
#include "text.h"
SQLITE_EXTENSION_INIT3

namespace migrate {
namespace {

// PostgreSQL's spellings: any beginning of these that is not the beginning of two with different
// values.
std::optional<bool> parse_boolean(std::string_view text) {
  struct Spelling {
    std::string_view word;
    std::size_t shortest;
    bool value;
  };
  static constexpr std::array kSpellings = std::to_array<Spelling>({
      {"true", 1, true},
      {"false", 1, false},
      {"yes", 1, true},
      {"no", 1, false},
      {"on", 2, true},
      {"off", 2, false},
      {"1", 1, true},
      {"0", 1, false},
  });
  text = trim(text);
  for (const auto& [word, shortest, value] : kSpellings) {
    if (text.size() < shortest || text.size() > word.size()) continue;
    if (equals_ignoring_case(text, word.substr(0, text.size()))) return value;
  }
  return std::nullopt;
}

// Marks that a changing verb runs. One that a script calls would plan and write in the middle of a
// step of the first.
class ChangeGuard {
 public:
  explicit ChangeGuard(Connection& connection) : connection_(connection) {
    if (connection.is_changing) {
      throw Error(ErrorCode::kWrongState, "cannot change migrations from inside a script");
    }
    connection.is_changing = true;
  }
  ChangeGuard(const ChangeGuard&) = delete;
  ChangeGuard& operator=(const ChangeGuard&) = delete;
  ~ChangeGuard() { connection_.is_changing = false; }

 private:
  Connection& connection_;
};

Rows run_verb(const BoundVerb& bound, const Row& arguments) {
  const Verb& verb = *bound.verb;
  SqliteDatabase database(bound.connection->db);
  if (verb.kind == Verb::Kind::kRead) {
    database.hold_snapshot();
    return verb.run(database, arguments);
  }
  const ChangeGuard guard(*bound.connection);
  database.lock_before_reading();
  return verb.run(database, arguments);
}

void set_result(sqlite3_context* context, const Rows& rows) {
  if (rows.size() != 1 || rows.front().size() != 1) {
    throw Error(ErrorCode::kInternal, "the function did not return one value");
  }
  const Value& value = rows.front().front();
  if (!value) return sqlite3_result_null(context);
  sqlite3_result_text64(context, value->data(), value->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void call_scalar(sqlite3_context* context, int count, sqlite3_value** values) noexcept {
  guard_function(context, [&] {
    const auto& bound = *static_cast<const BoundVerb*>(sqlite3_user_data(context));
    Row arguments(bound.verb->parameters.size());
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      arguments[i] = argument_value(bound.verb->parameters[i], values[i]);
    }
    set_result(context, run_verb(bound, arguments));
  });
}

int register_scalar(const std::shared_ptr<Connection>& connection, const Verb& verb) {
  const std::string name(verb.name);
  const int flags = SQLITE_UTF8 | (verb.kind == Verb::Kind::kRead ? 0 : SQLITE_DIRECTONLY);
  // One for each number, so that SQLite itself refuses a wrong one.
  for (std::size_t count = required_count(verb); count <= verb.parameters.size(); ++count) {
    auto bound = std::make_unique<BoundVerb>(BoundVerb{connection, &verb});
    // SQLite owns it now, and destroys it also where registering fails.
    const int code = sqlite3_create_function_v2(connection->db, name.c_str(),
                                                static_cast<int>(count), flags, bound.release(),
                                                call_scalar, nullptr, nullptr, BoundVerb::destroy);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

}  // namespace

void BoundVerb::destroy(void* bound_verb) noexcept {
  const std::unique_ptr<BoundVerb> owner(static_cast<BoundVerb*>(bound_verb));
}

int register_verbs(sqlite3* db, std::span<const Verb> verbs) {
  const auto connection = std::make_shared<Connection>(Connection{db});
  for (const Verb& verb : verbs) {
    const int code =
        verb.returns_rows() ? register_list(connection, verb) : register_scalar(connection, verb);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

Value argument_value(const Parameter& parameter, sqlite3_value* argument) {
  const int type = sqlite3_value_type(argument);
  if (type == SQLITE_NULL) return std::nullopt;
  const char* data = type == SQLITE_BLOB
                         ? static_cast<const char*>(sqlite3_value_blob(argument))
                         : reinterpret_cast<const char*>(sqlite3_value_text(argument));
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(argument));
  if (!data && (size > 0 || type != SQLITE_BLOB)) throw std::bad_alloc();
  std::string text = data ? std::string(data, size) : std::string();
  if (parameter.type != Type::kBoolean) return text;
  const auto value = parse_boolean(text);
  if (!value) {
    throw Error(
        ErrorCode::kInvalidParameter,
        cat("invalid value for parameter \"", parameter.name, "\": \"", excerpt(text), "\""),
        "It is a boolean: true or false.");
  }
  return *value ? "true" : "false";
}

std::size_t required_count(const Verb& verb) {
  std::size_t count = verb.parameters.size();
  while (count > 0 && !verb.parameters[count - 1].required) --count;
  return count;
}

}  // namespace migrate

// Verbs that show what an adapter must do, registered as those of the core are.
#include <sqlite3ext.h>

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "error.h"
#include "functions.h"
#include "schema/sqlite/alterations.h"
#include "script/splitter.h"
#include "text.h"
SQLITE_EXTENSION_INIT1

namespace migrate::test {
namespace {

constexpr std::array kEchoParameters{Parameter{"first", Type::kText, true}, Parameter{"second"},
                                     Parameter{"flag", Type::kBoolean}};
constexpr std::array kSql{Parameter{"sql", Type::kText, true}};
constexpr std::array kListParameters{Parameter{"prefix"}, Parameter{"flag", Type::kBoolean}};
constexpr std::array kListColumns{Column{"name"}, Column{"is_odd", Type::kBoolean},
                                  Column{"number", Type::kInteger}, Column{"half", Type::kDouble},
                                  Column{"at", Type::kTimestamp}};

Rows echo(Database&, const Row& arguments) {
  std::vector<std::string> parts;
  for (const Value& value : arguments) {
    parts.push_back(value ? cat("[", *value, "]:", std::to_string(value->size())) : "NULL");
  }
  return {{join(parts, " ")}};
}

Rows null(Database&, const Row&) { return {{std::nullopt}}; }

// Throws what the argument names.
Rows fail(Database&, const Row& arguments) {
  const std::string kind = arguments[0].value_or("");
  if (kind == "memory") throw std::bad_alloc();
  if (kind == "other") throw std::runtime_error("something else");
  if (kind == "int") throw 1;
  if (kind == "rows") return {};
  Error error(static_cast<ErrorCode>(std::stoi(kind)), "revision \"zz\" does not exist",
              "It was never stored.", "Did you mean \"zy\"?");
  error.add_context("line 1: SELECT 1");
  error.add_context("revision \"a\" upgrade");
  throw error;
}

Rows read(Database& database, const Row& arguments) {
  std::vector<std::string> lines;
  for (const Row& row : database.query(*arguments[0])) {
    std::vector<std::string> values;
    for (const Value& value : row) values.push_back(value.value_or("NULL"));
    lines.push_back(join(values, "|"));
  }
  return {{join(lines, "; ")}};
}

void run_together(Database& database, std::span<const Statement> statements, bool may_edit_schema) {
  if (sqlite::alterations_at_start(statements) == 0) {
    database.run_statement(statements.front().sql);
  } else {
    sqlite::Alterations(database, statements, [=] { return may_edit_schema; }).run();
  }
}

// What an upgrade does: a transaction, the lock, one script, a row of our own.
Rows run_script(Database& database, const Row& arguments, bool may_edit_schema) {
  database.in_transaction([&] {
    database.create_tables();
    database.lock_for_migration();
    database.in_script([&] {
      const std::vector<Statement> statements = split_statements(database.dialect(), *arguments[0]);
      for (std::span<const Statement> left = statements; !left.empty();) {
        database.check_interrupt();
        const std::size_t count = std::max<std::size_t>(1, sqlite::alterations_at_start(left));
        try {
          run_together(database, left.first(count), may_edit_schema);
        } catch (Error& error) {
          error.add_context(cat("line ", std::to_string(left.front().line)));
          throw;
        }
        left = left.subspan(count);
      }
    });
    database.execute(cat("INSERT INTO ", database.table("migrate_log"),
                         " (logged_at, operation, revision) VALUES ('now', $1, $2)"),
                     {"upgrade", std::nullopt});
  });
  return {{"done"}};
}

Rows script(Database& database, const Row& arguments) {
  return run_script(database, arguments, false);
}

// With edit_schema.
Rows edit(Database& database, const Row& arguments) {
  return run_script(database, arguments, true);
}

// Applies a revision unless it is there: what many sessions do at once.
Rows once(Database& database, const Row& arguments) {
  bool applied = false;
  database.in_transaction([&] {
    database.create_tables();
    database.lock_for_migration();
    const std::string table = database.table("migrate_version");
    const Rows found =
        database.query(cat("SELECT 1 FROM ", table, " WHERE version_num = $1"), arguments);
    if (!found.empty()) return;
    database.execute(cat("INSERT INTO ", table, " VALUES ($1)"), arguments);
    applied = true;
  });
  return {{applied ? "applied" : "nothing to do"}};
}

Rows list(Database& database, const Row& arguments) {
  if (arguments[0] == "fail") {
    throw Error(ErrorCode::kNotSupported, "cannot list \"fail\"", "", "List something else.");
  }
  Rows rows;
  for (int i = 1; i <= 3; ++i) {
    rows.push_back({arguments[0].value_or("-") + std::to_string(i), i % 2 ? "true" : "false",
                    std::to_string(i), cat(std::to_string(i / 2), i % 2 ? ".5" : ""),
                    "2025-12-06 19:04:32"});
  }
  if (arguments[1]) rows.push_back({*arguments[1], {}, {}, {}, {}});
  static_cast<void>(database.has_tables());
  return rows;
}

constexpr std::array kVerbs{
    Verb{"test_echo", Verb::Kind::kRead, kEchoParameters, {}, "", echo},
    Verb{"test_null", Verb::Kind::kRead, {}, {}, "", null},
    Verb{"test_fail", Verb::Kind::kRead, kSql, {}, "", fail},
    Verb{"test_read", Verb::Kind::kRead, kSql, {}, "", read},
    Verb{"test_script", Verb::Kind::kChange, kSql, {}, "", script},
    Verb{"test_edit", Verb::Kind::kChange, kSql, {}, "", edit},
    Verb{"test_once", Verb::Kind::kProcedure, kSql, {}, "", once},
    Verb{"test_list", Verb::Kind::kList, kListParameters, kListColumns, "", list},
};

}  // namespace

extern "C" int register_test_verbs(sqlite3* db, char**, const sqlite3_api_routines* api) {
  SQLITE_EXTENSION_INIT2(api)
  return register_verbs(db, kVerbs);
}

}  // namespace migrate::test

#include "outside_session.h"

#include <sqlite3ext.h>

#include <exception>
#include <memory>

#include "error.h"
#include "sqlite_database.h"
#include "sqlite_error.h"
#include "text.h"
SQLITE_EXTENSION_INIT3

namespace migrate {
namespace {

struct CloseConnection {
  void operator()(sqlite3* db) const noexcept { sqlite3_close(db); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

bool starts_with(std::string_view sql, std::string_view keyword) {
  const Dialect& dialect = sqlite_dialect();
  for (std::size_t offset = 0;;) {
    const Token token = dialect.next_token(sql, offset);
    offset = token.end;
    if (token.kind == Token::Kind::kSpace || token.kind == Token::Kind::kLineComment ||
        token.kind == Token::Kind::kBlockComment) {
      continue;
    }
    return token.kind == Token::Kind::kWord &&
           equals_ignoring_case(sql.substr(token.begin, token.end - token.begin), keyword);
  }
}

bool sets_session_up(std::string_view sql) {
  return starts_with(sql, "pragma") || starts_with(sql, "attach") || starts_with(sql, "detach");
}

std::set<std::string> attached_names(sqlite3* db, LockWait wait) {
  std::set<std::string> names;
  const Statement statement = prepare(db, wait, "PRAGMA database_list", Lifetime::kOnce);
  for (bool more = step_first(db, wait, statement.get()); more;
       more = step_next(db, statement.get())) {
    names.emplace(reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 1)));
  }
  return names;
}

Connection open_again(sqlite3* db) {
  const char* path = sqlite3_db_filename(db, "main");
  if (!path || *path == '\0') {
    throw Error(ErrorCode::kNotSupported, "cannot vacuum a database in memory from a script", "",
                "Run VACUUM by hand.");
  }
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE, nullptr);
  Connection connection(opened);
  if (code != SQLITE_OK) throw last_error(opened, code);
  return connection;
}

}  // namespace

SqliteOutsideSession::SqliteOutsideSession(SqliteDatabase& database, sqlite3* db, LockWait wait,
                                           ForcedRollback& forced_rollback)
    : database_(database),
      db_(db),
      wait_(wait),
      settings_(db, wait, forced_rollback),
      attached_before_(attached_names(db, wait)) {}

SqliteOutsideSession::~SqliteOutsideSession() {
  settings_.restore();
  try {
    for (const std::string& name : attached_names(db_, wait_)) {
      if (attached_before_.contains(name)) continue;
      migrate::run(db_, wait_, cat("DETACH ", sqlite_dialect().quote_identifier(name)));
    }
  } catch (const std::exception&) {
    // It stays attached, as after a script's own ATTACH.
  }
}

OutsideFacts SqliteOutsideSession::look_at(std::string_view sql) {
  OutsideFacts facts;
  if (sets_session_up(sql)) facts.kind = OutsideFacts::Kind::kSession;
  return facts;
}

void SqliteOutsideSession::vacuum(std::string_view sql) const {
  const Connection other = open_again(db_);
  // What it cannot do, such as switching a setting that is another file's, VACUUM does without.
  for (const std::string& each : set_up_) {
    sqlite3_exec(other.get(), each.c_str(), nullptr, nullptr, nullptr);
  }
  migrate::run(other.get(), LockWait(other.get(), wait_.limit()), sql);
}

void SqliteOutsideSession::run(std::string_view sql, const std::vector<OwnStatement>& record,
                               std::chrono::milliseconds, const ShowProgress&) {
  if (sets_session_up(sql)) {
    settings_.save_named_by(sql);
    migrate::run(db_, wait_, sql);
    set_up_.emplace_back(sql);
    return;
  }
  const bool is_vacuum = starts_with(sql, "vacuum");
  if (is_vacuum) vacuum(sql);
  database_.in_transaction([&] {
    if (!is_vacuum) database_.in_script([&] { database_.run_statement(sql); });
    for (const OwnStatement& statement : record) {
      database_.execute(statement.sql, statement.parameters);
    }
  });
}

}  // namespace migrate

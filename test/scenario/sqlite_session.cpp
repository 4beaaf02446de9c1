#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "session.h"
#include "support/sqlite_version.h"

namespace migrate::scenario {
namespace {

namespace fs = std::filesystem;

using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

std::string row_of(sqlite3_stmt* statement) {
  std::string row;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) {
    if (i > 0) row += " | ";
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
    row += shown(text ? std::optional(std::string_view(text, size)) : std::nullopt);
  }
  return row;
}

class SqliteSession : public Session {
 public:
  /// `module` is empty for a session without the extension.
  SqliteSession(const std::string& file, bool read_only, const std::string& module) {
    const int flags = read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (sqlite3_open_v2(file.c_str(), &db_, flags, nullptr) != SQLITE_OK) throw_error();
    if (!module.empty()) load(module);
    // As a private cluster with fsync = off: what a crash leaves is not a scenario.
    for (const char* pragma : {"PRAGMA synchronous = off", "PRAGMA foreign_keys = on"}) {
      if (run(pragma).failure) throw_error();
    }
  }
  SqliteSession(const SqliteSession&) = delete;
  SqliteSession& operator=(const SqliteSession&) = delete;
  ~SqliteSession() override { sqlite3_close_v2(db_); }

  Outcome run(const std::string& sql) override {
    Outcome outcome;
    for (const char* rest = sql.c_str(); *rest != '\0' && !outcome.failure;) {
      Statement statement = prepare(rest, &rest, outcome);
      if (statement && !outcome.failure) step(statement.get(), outcome);
    }
    return outcome;
  }

  Outcome import(const std::string& scripts) override {
    Outcome outcome;
    const char* rest = nullptr;
    Statement statement = prepare("SELECT migrate_import(?)", &rest, outcome);
    if (outcome.failure) return outcome;
    sqlite3_bind_text(statement.get(), 1, scripts.data(), static_cast<int>(scripts.size()),
                      SQLITE_STATIC);
    step(statement.get(), outcome);
    return outcome;
  }

 private:
  Statement prepare(const char* sql, const char** rest, Outcome& outcome) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db_, sql, -1, &statement, rest) != SQLITE_OK) fail(outcome);
    return {statement, &sqlite3_finalize};
  }

  void step(sqlite3_stmt* statement, Outcome& outcome) {
    if (sqlite3_column_count(statement) > 0) outcome.rows.clear();
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
      outcome.rows.push_back(row_of(statement));
    }
    if (code != SQLITE_DONE) fail(outcome);
  }

  void fail(Outcome& outcome) { outcome.failure = Failure{"", sqlite3_errmsg(db_)}; }

  [[noreturn]] void throw_error() {
    const std::string message = sqlite3_errmsg(db_);
    sqlite3_close_v2(db_);
    throw std::runtime_error(message);
  }

  void load(const std::string& module) {
    sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, nullptr);
    char* message = nullptr;
    if (sqlite3_load_extension(db_, module.c_str(), nullptr, &message) != SQLITE_OK) {
      const std::string text = message ? message : "could not load " + module;
      sqlite3_free(message);
      sqlite3_close_v2(db_);
      throw std::runtime_error(text);
    }
  }

  sqlite3* db_ = nullptr;
};

class SqliteDatabase : public TestDatabase {
 public:
  explicit SqliteDatabase(const std::string& module) : module_(fs::absolute(module).string()) {
    test::require_sqlite_version();
    std::string pattern = (fs::temp_directory_path() / "migrate-scenario-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("could not create " + pattern);
    folder_ = pattern;
  }
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;
  ~SqliteDatabase() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  std::unique_ptr<Session> connect(ConnectionMode mode) override {
    const bool bare = mode == ConnectionMode::kBare;
    return std::make_unique<SqliteSession>((folder_ / (bare ? "bare.db" : "test.db")).string(),
                                           mode == ConnectionMode::kReadOnly, bare ? "" : module_);
  }

 private:
  std::string module_;
  fs::path folder_;
};

}  // namespace

std::unique_ptr<TestDatabase> create_sqlite_database(const std::string& module) {
  return std::make_unique<SqliteDatabase>(module);
}

}  // namespace migrate::scenario

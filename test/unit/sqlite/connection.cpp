#include "unit/sqlite/connection.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "support/sqlite_version.h"

namespace migrate::test {

// In test_verbs.cpp, which sees SQLite as an extension does.
extern "C" int register_test_verbs(sqlite3* db, char** message, const void* api);

std::ostream& operator<<(std::ostream& out, const Failure& failure) {
  return out << failure.code << " " << failure.text;
}

TemporaryFile::TemporaryFile() {
  std::string pattern = (std::filesystem::temp_directory_path() / "migrate-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("could not create a directory");
  directory_ = pattern;
  path_ = pattern + "/test.db";
}

TemporaryFile::~TemporaryFile() { std::filesystem::remove_all(directory_); }

Connection::Connection(const std::string& path, int flags) {
  require_sqlite_version();
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(register_test_verbs));
  if (sqlite3_open_v2(path.c_str(), &db_, flags, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(db_));
  }
}

Connection::~Connection() { EXPECT_EQ(sqlite3_close(db_), SQLITE_OK); }

Failure Connection::run(const std::string& sql) const {
  const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code == SQLITE_OK) return {};
  return {sqlite3_extended_errcode(db_), sqlite3_errmsg(db_)};
}

std::string Connection::text(const std::string& sql) const {
  std::string result;
  const auto add_row = [](void* data, int count, char** values, char**) {
    auto& text = *static_cast<std::string*>(data);
    if (!text.empty()) text += "; ";
    for (int i = 0; i < count; ++i) {
      if (i > 0) text += "|";
      text += values[i] ? values[i] : "NULL";
    }
    return 0;
  };
  if (sqlite3_exec(db_, sql.c_str(), add_row, &result, nullptr) != SQLITE_OK) {
    return std::string("error: ") + sqlite3_errmsg(db_);
  }
  return result;
}

int Connection::open_statements() const {
  int count = 0;
  for (sqlite3_stmt* statement = sqlite3_next_stmt(db_, nullptr); statement;
       statement = sqlite3_next_stmt(db_, statement)) {
    ++count;
  }
  return count;
}

std::string Connection::dump() const {
  std::string result = text("SELECT type, name, sql FROM main.sqlite_master ORDER BY rowid");
  std::vector<std::string> tables;
  const auto add_name = [](void* data, int, char** values, char**) {
    static_cast<std::vector<std::string>*>(data)->push_back(values[0]);
    return 0;
  };
  sqlite3_exec(db_, "SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY name",
               add_name, &tables, nullptr);
  for (const std::string& table : tables) {
    result += "\n" + table + ": " + text("SELECT rowid, * FROM main.\"" + table + "\"");
  }
  return result + "\nuser_version: " + text("PRAGMA main.user_version");
}

std::string literal(std::string_view text) {
  std::string result = "'";
  for (const char c : text) result.append(c == '\'' ? 2 : 1, c);
  return result + "'";
}

}  // namespace migrate::test

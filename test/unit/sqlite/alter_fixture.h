// A connection in which scripts alter tables.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "unit/sqlite/connection.h"

namespace migrate::test {

inline std::string script(const std::string& sql) {
  return "SELECT test_script(" + literal(sql) + ")";
}

class SqliteAlterTable : public ::testing::Test {
 protected:
  void given(const std::string& sql) const { ASSERT_EQ(db_.run(sql), Failure{}); }
  void alter(const std::string& sql) const { EXPECT_EQ(db_.text(script(sql)), "done") << sql; }
  // The first line of the error.
  std::string refused(const std::string& sql) const {
    const std::string before = db_.dump();
    const std::string text = db_.run(script(sql)).text;
    EXPECT_EQ(db_.dump(), before) << sql;
    return text.substr(0, text.find('\n'));
  }
  std::string table(const std::string& name = "t") const {
    return db_.text("SELECT sql FROM sqlite_master WHERE name = " + literal(name));
  }
  std::string rows(const std::string& name = "t") const {
    return db_.text("SELECT rowid, * FROM " + name + " ORDER BY 1");
  }

  // How often the script copies table t or writes its rows again where they are.
  int copies(const std::string& sql) const {
    int copied = 0;
    sqlite3_trace_v2(
        db_.get(), SQLITE_TRACE_STMT,
        [](unsigned, void* count, void*, void* text) {
          const std::string statement = static_cast<const char*>(text);
          for (const char* word : {"INSERT OR ABORT INTO", "UPDATE OR ABORT"}) {
            const std::string start = std::string(word) + " \"main\".\"t\"";
            if (statement.find(start) != std::string::npos) ++*static_cast<int*>(count);
          }
          return 0;
        },
        &copied);
    alter(sql);
    sqlite3_trace_v2(db_.get(), 0, nullptr, nullptr);
    return copied;
  }

  Connection db_;
};

}  // namespace migrate::test

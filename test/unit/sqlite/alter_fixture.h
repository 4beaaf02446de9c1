// A connection in which scripts alter tables.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "unit/sqlite/connection.h"

namespace migrate::test {

inline std::string script(const std::string& sql) {
  return "SELECT test_script(" + literal(sql) + ")";
}

/// The same with edit_schema.
inline std::string edit(const std::string& sql) { return "SELECT test_edit(" + literal(sql) + ")"; }

class SqliteAlterTable : public ::testing::Test {
 protected:
  void given(const std::string& sql) const { ASSERT_EQ(db_.run(sql), Failure{}); }
  void alter(const std::string& sql) const { EXPECT_EQ(db_.text(script(sql)), "done") << sql; }
  // The first line of the error.
  std::string refused(const std::string& sql) const { return error_of(script(sql)); }
  std::string error_of(const std::string& call) const {
    const std::string before = db_.dump();
    const std::string text = db_.run(call).text;
    EXPECT_EQ(db_.dump(), before) << call;
    return text.substr(0, text.find('\n'));
  }
  std::string table(const std::string& name = "t") const {
    return db_.text("SELECT sql FROM sqlite_master WHERE name = " + literal(name));
  }
  std::string rows(const std::string& name = "t") const {
    return db_.text("SELECT rowid, * FROM " + name + " ORDER BY 1");
  }

  // How often the script copies table t.
  int copies(const std::string& sql) const {
    return count(script(sql), "INSERT OR ABORT INTO \"main\".\"t\"");
  }
  // How often the call runs a statement with these words.
  int count(const std::string& call, const std::string& words) const {
    struct Counted {
      const std::string& words;
      int count = 0;
    } counted{words};
    sqlite3_trace_v2(
        db_.get(), SQLITE_TRACE_STMT,
        [](unsigned, void* data, void*, void* text) {
          auto& found = *static_cast<Counted*>(data);
          const std::string statement = static_cast<const char*>(text);
          if (statement.find(found.words) != std::string::npos) ++found.count;
          return 0;
        },
        &counted);
    EXPECT_EQ(db_.text(call), "done") << call;
    sqlite3_trace_v2(db_.get(), 0, nullptr, nullptr);
    return counted.count;
  }

  Connection db_;
};

}  // namespace migrate::test

// Random texts, split by us and by SQLite. sqlite3_prepare_v2 says where a valid statement ends;
// sqlite3_complete says for every text whether it ends with a whole statement.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "script/splitter.h"
#include "support/sqlite_version.h"
#include "text.h"

namespace migrate {
namespace {

constexpr int kRounds = 20000;

/// The same sequence on every machine.
class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  std::size_t below(std::size_t count) { return engine_() % count; }

  template <std::size_t n>
  std::string_view pick(const std::array<std::string_view, n>& choices) {
    return choices[below(n)];
  }

 private:
  std::mt19937 engine_;
};

class Connection {
 public:
  Connection() {
    test::require_sqlite_version();
    sqlite3_open(":memory:", &database_);
  }
  ~Connection() { sqlite3_close(database_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* get() const { return database_; }

 private:
  sqlite3* database_ = nullptr;
};

constexpr std::array<std::string_view, 32> kStatements{
    "SELECT 1",
    "SELECT ';', \";\", `;`, [;], x'ab', 'a''b;', \"a\"\";b\", `a``;b` FROM n",
    "SELECT CASE WHEN 1 THEN CASE 2 WHEN 2 THEN 3 END END",
    "SELECT 1 -- ; '\n",
    "SELECT 1 /* ; ' */",
    "SELECT /**/ 1 /*/ ; */",
    "SELECT 1-1, 2--;\n, 3",
    "SELECT 4/2, 4/*;*/",
    "SELECT '\\', ';'",
    "SELECT :a, @b, $c, ?1, $d::e(;f)",
    "SELECT a->'$.b', a->>'c' FROM t",
    "SELECT 1.5e3, .5, 0x1F, 1e-3",
    "CREATE TABLE new_table (a, [b;], \"c;\" DEFAULT ';', CHECK (a <> ';'))",
    "CREATE VIEW new_view AS SELECT 1 -- the end\n",
    "CREATE VIEW \"trigger\" AS SELECT 1",
    "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END",
    "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; SELECT ';END;'; END",
    "create temp trigger r after update of a on t when new.a > 1 begin update t set a = 2; end",
    "CREATE TEMPORARY TRIGGER IF NOT EXISTS r INSTEAD OF DELETE ON v BEGIN\n"
    "  SELECT CASE WHEN old.a THEN CASE 1 WHEN 2 THEN 3 END ELSE 4 END; -- ; END;\n"
    "  INSERT INTO t VALUES ('; END;', 1) /* ; END; */;\nEND",
    "CREATE /* a */ TRIGGER -- b\n r DELETE ON t FOR EACH ROW BEGIN DELETE FROM t;\n END",
    "EXPLAIN CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END",
    "EXPLAIN QUERY PLAN CREATE TEMP TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END",
    "EXPLAIN SELECT 1",
    "CREATE TRIGGER \"end\" AFTER INSERT ON t BEGIN SELECT 1 AS \"end\"; SELECT 2 AS [END]; END",
    "BEGIN",
    "END",
    "COMMIT",
    "SAVEPOINT trigger_",
    "PRAGMA foreign_keys = off",
    "ALTER TABLE t ADD COLUMN c DEFAULT ';'",
    "DROP TABLE IF EXISTS \"create trigger\"",
    "INSERT INTO t VALUES ('é;', '\n;')",
};

constexpr std::array<std::string_view, 10> kSeparators{
    ";", ";\n", " ; ", "; -- ;\n", ";/* ; */", ";;", "\n;\n\n;", "-- a\n;", "/* ' */;", ";\t--\n\n",
};

/// `text` behind the end of a statement as far as its semicolon goes.
std::size_t behind_semicolon(std::string_view text, std::string_view statement) {
  auto end = static_cast<std::size_t>(statement.data() - text.data()) + statement.size();
  while (end < text.size() && text[end] != ';') ++end;
  return end == text.size() ? end : end + 1;
}

/// Checks that SQLite reads the same statements from `text`, each up to the same semicolon.
void expect_same_ends(const Connection& connection, const std::string& text) {
  const char* rest = text.c_str();
  for (const Statement& statement : split_statements(sqlite_dialect(), text)) {
    sqlite3_stmt* prepared = nullptr;
    while (prepared == nullptr && *rest != '\0') {
      ASSERT_EQ(sqlite3_prepare_v2(connection.get(), rest, -1, &prepared, &rest), SQLITE_OK)
          << sqlite3_errmsg(connection.get()) << " in\n"
          << text;
    }
    sqlite3_finalize(prepared);
    ASSERT_EQ(static_cast<std::size_t>(rest - text.c_str()), behind_semicolon(text, statement.sql))
        << text;
    ASSERT_EQ(statement.line,
              line_at(text, static_cast<std::size_t>(statement.sql.data() - text.data())))
        << text;
  }
  sqlite3_stmt* prepared = nullptr;
  while (prepared == nullptr && *rest != '\0') {
    ASSERT_EQ(sqlite3_prepare_v2(connection.get(), rest, -1, &prepared, &rest), SQLITE_OK) << text;
  }
  sqlite3_finalize(prepared);
  ASSERT_EQ(prepared, nullptr) << text;
}

TEST(SqliteSplitter, EndsStatementsWherePrepareDoes) {
  const Connection connection;
  ASSERT_EQ(sqlite3_exec(connection.get(),
                         "CREATE TABLE t (a, b); CREATE VIEW v AS SELECT a FROM t;"
                         "CREATE TABLE n (\";\", \"a\"\";b\", \"a`;b\");",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  Random random(1);
  for (int round = 0; round < kRounds; ++round) {
    std::string text(random.pick(kSeparators));
    for (std::size_t i = random.below(5); i > 0; --i) {
      text += random.pick(kStatements);
      text += random.pick(kSeparators);
    }
    if (random.below(2) == 0) text += random.pick(kStatements);
    if (random.below(8) == 0) text += "; /* no end ; '";
    expect_same_ends(connection, text);
    if (HasFatalFailure()) return;
  }
}

constexpr std::array<std::string_view, 40> kFragments{
    "CREATE",  "TEMP",   "temporary", "TRIGGER", "END", "BEGIN", "CASE",     ";",  ";",    ";",
    "; END",   "; END;", ";END ;",    " ",       "\n",  "\t",    " ",        "--", "/*",   "*/",
    "/* a */", "-- ;\n", "'",         "''",      "\"",  "`",     "[",        "]",  "'a;'", "\"b;\"",
    "(",       ")",      "x'ab'",     "a",       "1",   "é",     "SELECT 1", "-",  "/",    "\\",
};

/// Our answer to sqlite3_complete: the last token but comments is a semicolon that ends a
/// statement. An unterminated comment counts as incomplete there.
bool is_complete(std::string_view text) {
  const Dialect& dialect = sqlite_dialect();
  bool complete = false;
  StatementState state;
  for (Token token = dialect.next_token(text, 0); token.kind != Token::Kind::kEnd;
       token = dialect.next_token(text, token.end)) {
    const std::string_view piece = text.substr(token.begin, token.end - token.begin);
    if (token.kind == Token::Kind::kUnterminated) return false;
    if (token.kind == Token::Kind::kBlockComment && (piece.size() < 4 || !piece.ends_with("*/"))) {
      return false;
    }
    if (token.kind == Token::Kind::kSpace || token.kind == Token::Kind::kLineComment ||
        token.kind == Token::Kind::kBlockComment) {
      continue;
    }
    complete = dialect.ends_statement(state, text, token);
    if (complete) state = {};
  }
  return complete;
}

TEST(SqliteSplitter, AgreesWithTheShellOnWhatIsComplete) {
  Random random(2);
  for (int round = 0; round < 10 * kRounds; ++round) {
    constexpr std::array<std::string_view, 5> kStarts{
        "", "CREATE TRIGGER ", "CREATE TEMP TRIGGER a ", "EXPLAIN CREATE TRIGGER ",
        "EXPLAIN QUERY PLAN CREATE TEMPORARY TRIGGER "};
    std::string text(random.pick(kStarts));
    for (std::size_t i = random.below(12); i > 0; --i) {
      text += random.pick(kFragments);
      if (random.below(2) == 0) text += ' ';
    }
    ASSERT_EQ(is_complete(text), sqlite3_complete(text.c_str()) == 1) << text;
  }
}

/// The flag after `statement` in a session where it was `before`; nothing where SQLite refuses it.
std::optional<bool> flag_after(const Connection& connection, const std::string& statement,
                               bool before) {
  int flag = 0;
  sqlite3_db_config(connection.get(), SQLITE_DBCONFIG_ENABLE_FKEY, before ? 1 : 0, &flag);
  const int result = sqlite3_exec(connection.get(), statement.c_str(), nullptr, nullptr, nullptr);
  sqlite3_db_config(connection.get(), SQLITE_DBCONFIG_ENABLE_FKEY, -1, &flag);
  if (result != SQLITE_OK) return std::nullopt;
  return flag == 1;
}

TEST(SqliteForeignKeys, SettingIsWhatSqliteSets) {
  constexpr std::array<std::string_view, 6> kStarts{"PRAGMA",         "pragma /* a */",
                                                    "EXPLAIN PRAGMA", "explain query plan PRAGMA",
                                                    "-- a\nPRAGMA",   "PRAGMA main ."};
  constexpr std::array<std::string_view, 8> kNames{
      "foreign_keys",   "FOREIGN_KEYS",   "\"foreign_keys\"", "'foreign_keys'",
      "[foreign_keys]", "`foreign_keys`", "foreign_key_list", "defer_foreign_keys"};
  constexpr std::array<std::string_view, 45> kValues{
      "on",      "OFF",    "yes",        "no",         "true",       "false",
      "full",    "extra",  "banana",     "'on'",       "\"yes\"",    "`true`",
      "[on]",    "''",     "' on'",      "'1'",        "'1x'",       "'0x1'",
      "0",       "1",      "2",          "001",        "255",        "256",
      "257",     "0x10",   "0x0",        "0x7FFFFFFF", "1.5",        "0.5",
      ".5",      "1.",     "2147483647", "2147483648", "4294967297", "10000000001",
      "default", "delete", "null",       "x'31'",      "begin",      "on on",
      "",        "on)",    "(on"};
  constexpr std::array<std::string_view, 4> kSigns{"", "", "+", "- "};
  const Connection connection;
  Random random(3);
  for (int round = 0; round < kRounds; ++round) {
    const std::string value = cat(random.pick(kSigns), random.pick(kValues));
    constexpr std::array<std::string_view, 4> kEnds{"", ";", " -- b", " /* c */ ;"};
    const std::string setting = random.below(2) == 0 ? cat(" = ", value) : cat(" (", value, ")");
    const std::string statement =
        cat(random.pick(kStarts), " ", random.pick(kNames),
            random.below(10) == 0 ? std::string() : setting, random.pick(kEnds));
    const std::optional<bool> from_off = flag_after(connection, statement, false);
    const std::optional<bool> from_on = flag_after(connection, statement, true);
    const std::optional<bool> setting_read = sqlite_foreign_keys_setting(statement);
    if (!from_off) continue;  // refused when it runs, whatever we read in it
    const bool sets = from_off == from_on;
    ASSERT_EQ(setting_read, sets ? from_off : std::nullopt) << statement;
  }
}

}  // namespace
}  // namespace migrate

#include <gtest/gtest.h>

#include "dialect/dialect.h"
#include "unit/dialect/tokens.h"

namespace migrate {
namespace {

std::string lex(std::string_view text) { return tokens(sqlite_dialect(), text); }
std::string split(std::string_view text) { return pieces(sqlite_dialect(), text); }
bool refused(std::string_view statement) {
  return sqlite_dialect().transaction_control(statement) == TransactionControl::kRefused;
}

// Source: sqlite.org/lang_comment.html.
TEST(SqliteTokens, CommentsDontNestAndMayLackTheirEnd) {
  EXPECT_EQ(lex("a/* 1 /* 2 */b"), "word<a> block</* 1 /* 2 */> word<b>");
  EXPECT_EQ(lex("/*/;*/;"), "block</*/;*/> semicolon<;>");
  EXPECT_EQ(lex("a /* ; '"), "word<a> block</* ; '>");
  EXPECT_EQ(lex("--a\rb\n;"), "line<--a\rb> semicolon<;>");
  EXPECT_EQ(lex("1+--2\n3"), "word<1> other<+> line<--2> word<3>");
}

// Source: sqlite.org/lang_keywords.html.
TEST(SqliteTokens, FourKindsOfQuotes) {
  EXPECT_EQ(lex(R"('a'';' "b"";" `c``;` [d;"])"),
            R"(quoted<'a'';'> quoted<"b"";"> quoted<`c``;`> quoted<[d;"]>)");
  EXPECT_EQ(lex(R"('a\';)"), R"(quoted<'a\'> semicolon<;>)");
  EXPECT_EQ(lex("[a"), "unterminated<[a>");
  EXPECT_EQ(lex("'a''"), "unterminated<'a''>");
  EXPECT_EQ(lex("`a"), "unterminated<`a>");
  EXPECT_EQ(lex("]"), "close<]>");
}

TEST(SqliteTokens, BlobsEndAtTheirFirstQuote) {
  EXPECT_EQ(lex("x'ab' X'' x'a''b'"), "quoted<x'ab'> quoted<X''> quoted<x'a'> quoted<'b'>");
  EXPECT_EQ(lex("ax'b'"), "word<ax> quoted<'b'>");
  EXPECT_EQ(lex("x'a"), "unterminated<x'a>");
}

// Source: sqlite.org/lang_expr.html#varparam.
TEST(SqliteTokens, Variables) {
  EXPECT_EQ(lex(":a @b $c::d(e;f) #g ?1"),
            "word<:a> word<@b> word<$c::d(e;f)> word<#g> other<?> word<1>");
  EXPECT_EQ(lex("$a(b c;"), "word<$a(b> word<c> semicolon<;>");
  EXPECT_EQ(lex(": $ @;"), "other<:> other<$> other<@> semicolon<;>");
}

TEST(SqliteTokens, NumbersNamesAndByteOrderMarks) {
  EXPECT_EQ(lex("1.5e3 0x1F a$b é"), "word<1.5e3> word<0x1F> word<a$b> word<é>");
  EXPECT_EQ(lex("\xEF\xBB\xBF"
                "SELECT a\xEF\xBB\xBF"
                "b"),
            "word<SELECT> word<a\xEF\xBB\xBF"
            "b>");
  EXPECT_EQ(lex("$$a;$$"), "word<$$a> semicolon<;> word<$$>");
}

// Source: sqlite.org/lang_createtrigger.html; sqlite.org/c3ref/complete.html.
TEST(SqliteStatements, TriggerBodiesHoldSemicolons) {
  EXPECT_EQ(split("CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END; x;"),
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END| x|");
  EXPECT_EQ(split("create temp trigger t BEGIN SELECT 1;END;x;"),
            "create temp trigger t BEGIN SELECT 1;END|x|");
  EXPECT_EQ(split("CREATE /* a */ TEMPORARY -- b\nTRIGGER t BEGIN SELECT 1; /* ; */ END ; x"),
            "CREATE /* a */ TEMPORARY -- b\nTRIGGER t BEGIN SELECT 1; /* ; */ END | x");
  EXPECT_EQ(split("EXPLAIN QUERY PLAN CREATE TRIGGER t BEGIN SELECT 1; END; x;"),
            "EXPLAIN QUERY PLAN CREATE TRIGGER t BEGIN SELECT 1; END| x|");
}

TEST(SqliteStatements, CaseInATriggerEndsWithItsOwnEnd) {
  EXPECT_EQ(split("CREATE TRIGGER t BEGIN SELECT CASE WHEN 1 THEN CASE 1 WHEN 1 THEN 2 END END; "
                  "SELECT 1 AS \"end\"; END; x;"),
            "CREATE TRIGGER t BEGIN SELECT CASE WHEN 1 THEN CASE 1 WHEN 1 THEN 2 END END; "
            "SELECT 1 AS \"end\"; END| x|");
}

TEST(SqliteStatements, EverythingElseEndsAtItsSemicolon) {
  EXPECT_EQ(split("BEGIN; SELECT (1; CREATE TABLE trigger (a); EXPLAIN SELECT 1; END;"),
            "BEGIN| SELECT (1| CREATE TABLE trigger (a)| EXPLAIN SELECT 1| END|");
  EXPECT_EQ(split("CREATE VIEW trigger AS SELECT 1; DROP TRIGGER create; CREATE x TRIGGER; y"),
            "CREATE VIEW trigger AS SELECT 1| DROP TRIGGER create| CREATE x TRIGGER| y");
}

TEST(SqliteTransactionControl, RefusesWhatOpensOrEndsTheTransaction) {
  for (const char* statement : {"BEGIN", "begin immediate", "/* a */ COMMIT", "END TRANSACTION",
                                "ROLLBACK", "ROLLBACK TRANSACTION", "ROLLBACK TRANSACTION a"}) {
    EXPECT_TRUE(refused(statement)) << statement;
  }
}

TEST(SqliteTransactionControl, LeavesSavepoints) {
  for (const char* statement :
       {"", "SAVEPOINT a", "RELEASE a", "ROLLBACK TO a", "rollback transaction to savepoint a",
        "ROLLBACK TRANSACTION t TO a", "SELECT 1", "[begin]"}) {
    EXPECT_FALSE(refused(statement)) << statement;
  }
}

TEST(SqliteQuoting, DoublesQuotesAndKeepsBackslashes) {
  EXPECT_EQ(sqlite_dialect().quote_identifier("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(sqlite_dialect().quote_literal("it's\\"), "'it''s\\'");
}

TEST(SqliteForeignKeys, ReadsEverySpelling) {
  for (const char* statement :
       {"PRAGMA foreign_keys=off", "pragma Foreign_Keys = OFF;", "PRAGMA foreign_keys = 0",
        "PRAGMA main.foreign_keys(no)", "PRAGMA \"main\" . [foreign_keys] = 'false'",
        "-- a\nPRAGMA /* b */ foreign_keys == `off` -- c", "EXPLAIN PRAGMA foreign_keys = off"}) {
    EXPECT_EQ(sqlite_foreign_keys_setting(statement), std::optional(false)) << statement;
  }
  for (const char* statement :
       {"PRAGMA foreign_keys=on", "PRAGMA foreign_keys = 1", "PRAGMA foreign_keys(yes)",
        "PRAGMA temp.foreign_keys = true", "PRAGMA foreign_keys = +1",
        "EXPLAIN QUERY PLAN PRAGMA foreign_keys = \"on\""}) {
    EXPECT_EQ(sqlite_foreign_keys_setting(statement), std::optional(true)) << statement;
  }
}

TEST(SqliteForeignKeys, IsNothingForOtherStatements) {
  for (const char* statement :
       {"", "PRAGMA foreign_keys", "PRAGMA foreign_keys;",
        "PRAGMA foreign_keys = ", "PRAGMA foreign_keys = on on", "PRAGMA foreign_keys(on",
        "PRAGMA foreign_keys()", "PRAGMA foreign_key_check", "PRAGMA defer_foreign_keys = on",
        "SELECT foreign_keys = 1", "PRAGMA foreign_keys = x'31'", "PRAGMA foreign_keys = null"}) {
    EXPECT_EQ(sqlite_foreign_keys_setting(statement), std::nullopt) << statement;
  }
}

}  // namespace
}  // namespace migrate

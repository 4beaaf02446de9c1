#include <gtest/gtest.h>

#include "dialect/dialect.h"
#include "unit/dialect/tokens.h"

namespace migrate {
namespace {

std::string lex(std::string_view text) { return tokens(postgres_dialect(), text); }
std::string split(std::string_view text) { return pieces(postgres_dialect(), text); }
bool refused(std::string_view statement) {
  return postgres_dialect().transaction_control(statement) == TransactionControl::kRefused;
}

// Source: PostgreSQL 15 docs, 4.1.5 Comments.
TEST(PostgresTokens, BlockCommentsNest) {
  EXPECT_EQ(lex("a/* 1 /* 2 */ 3 */b"), "word<a> block</* 1 /* 2 */ 3 */> word<b>");
  EXPECT_EQ(lex("/*/**/*/;"), "block</*/**/*/> semicolon<;>");
  EXPECT_EQ(lex("/*/;"), "unterminated</*/;>");
  EXPECT_EQ(lex("/* /* */"), "unterminated</* /* */>");
}

// Source: PostgreSQL 15 docs, 4.1.3 Operators: -- and /* cannot appear in an operator name.
TEST(PostgresTokens, CommentsStartRightBehindAnOperator) {
  EXPECT_EQ(lex("1+--2\n3"), "word<1> other<+> line<--2> word<3>");
  EXPECT_EQ(lex("1*/**/2"), "word<1> other<*> block</**/> word<2>");
  EXPECT_EQ(lex("a->>'b'"), "word<a> other<-> other<>> other<>> quoted<'b'>");
}

TEST(PostgresTokens, CarriageReturnEndsALineComment) {
  EXPECT_EQ(lex("--a\rb\n--c\r\nd"), "line<--a> word<b> line<--c> word<d>");
}

TEST(PostgresTokens, QuotesAreDoubledInStringsAndNames) {
  EXPECT_EQ(lex("'a''b;'"), "quoted<'a''b;'>");
  EXPECT_EQ(lex(R"("a"";b")"), R"(quoted<"a"";b">)");
  EXPECT_EQ(lex("'a\\'"), R"(quoted<'a\'>)");
  EXPECT_EQ(lex("''"), "quoted<''>");
  EXPECT_EQ(lex("'''"), "unterminated<'''>");
  EXPECT_EQ(lex("x \"a"), "word<x> unterminated<\"a>");
}

TEST(PostgresTokens, BackslashEscapesInEscapeStringsOnly) {
  EXPECT_EQ(lex(R"(E'it\'s;' e'\\';)"), R"(quoted<E'it\'s;'> quoted<e'\\'> semicolon<;>)");
  EXPECT_EQ(lex(R"(U&'\0061\' U&"d\" b'1' X'f' n'x\')"),
            R"(quoted<U&'\0061\'> quoted<U&"d\"> quoted<b'1'> quoted<X'f'> quoted<n'x\'>)");
  EXPECT_EQ(lex("E'a''b\\"), "unterminated<E'a''b\\>");
  EXPECT_EQ(lex("fooE'a\\'"), "word<fooE> quoted<'a\\'>");
  EXPECT_EQ(lex("U & 'a'"), "word<U> other<&> quoted<'a'>");
}

// Source: PostgreSQL 15, scan.l, quotecontinue.
TEST(PostgresTokens, EscapesGoOnInTheContinuationOfALiteral) {
  EXPECT_EQ(lex("E'a'\n'b\\'c';"), "quoted<E'a'\n'b\\'c'> semicolon<;>");
  EXPECT_EQ(lex("E'a' --x\n --y'\n 'b\\'c';"), "quoted<E'a' --x\n --y'\n 'b\\'c'> semicolon<;>");
  EXPECT_EQ(lex("E'a' 'b\\'"), "quoted<E'a'> quoted<'b\\'>");
  EXPECT_EQ(lex("'a'\n'b\\'"), "quoted<'a'> quoted<'b\\'>");
}

// Source: PostgreSQL 15 docs, 4.1.2.4 Dollar-Quoted String Constants.
TEST(PostgresTokens, DollarQuotesEndAtTheirOwnTag) {
  EXPECT_EQ(lex("$$a;'$$;"), "quoted<$$a;'$$> semicolon<;>");
  EXPECT_EQ(lex("$f$ $$;$$ $F$ $f$"), "quoted<$f$ $$;$$ $F$ $f$>");
  EXPECT_EQ(lex("$x$a$y$x$"), "quoted<$x$a$y$x$>");
  EXPECT_EQ(lex("$ä1$;$ä1$"), "quoted<$ä1$;$ä1$>");
  EXPECT_EQ(lex("$a$ $b$"), "unterminated<$a$ $b$>");
}

TEST(PostgresTokens, DollarsThatStartNoString) {
  EXPECT_EQ(lex("a$b$ c$$"), "word<a$b$> word<c$$>");
  EXPECT_EQ(lex("$1$2"), "word<$1> word<$2>");
  EXPECT_EQ(lex("1$$;$$"), "word<1> quoted<$$;$$>");
  EXPECT_EQ(lex("$1a$ $a b$ $"), "word<$1> word<a$> other<$> word<a> word<b$> other<$>");
}

TEST(PostgresTokens, BracketsAndTheRest) {
  EXPECT_EQ(lex("(a[1]) \x01 é"),
            "open<(> word<a> open<[> word<1> close<]> close<)> other<\x01> word<é>");
  EXPECT_EQ(lex(""), "");
}

TEST(PostgresTokens, RestrictLinesOfPgDumpAreComments) {
  EXPECT_EQ(lex("\\restrict a'b\nSELECT\n\\unrestrict a'b\r\n;"),
            "line<\\restrict a'b> word<SELECT> line<\\unrestrict a'b\r> semicolon<;>");
  EXPECT_EQ(lex(" \\restrict"), "other<\\> word<restrict>");
  EXPECT_EQ(lex("\\restricted"), "other<\\> word<restricted>");
}

// Source: PostgreSQL 15 docs, CREATE FUNCTION, sql_body.
TEST(PostgresStatements, SqlBodyHoldsSemicolons) {
  EXPECT_EQ(split("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END; x;"),
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END| x|");
  EXPECT_EQ(split("create or replace procedure p() begin atomic end; x;"),
            "create or replace procedure p() begin atomic end| x|");
  EXPECT_EQ(split("CREATE FUNCTION f() RETURNS int RETURN 1; x"),
            "CREATE FUNCTION f() RETURNS int RETURN 1| x");
}

TEST(PostgresStatements, CaseInASqlBodyEndsWithItsOwnEnd) {
  EXPECT_EQ(split("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN CASE 1 "
                  "WHEN 1 THEN 2 END END; SELECT (CASE WHEN true THEN 1 END); END; x;"),
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN CASE 1 "
            "WHEN 1 THEN 2 END END; SELECT (CASE WHEN true THEN 1 END); END| x|");
}

TEST(PostgresStatements, EndAndCaseAsNamesInASqlBody) {
  EXPECT_EQ(split("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end; SELECT 1 AS case; "
                  "SELECT 1 end; SELECT t.end FROM t; SELECT 2; END; x;"),
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end; SELECT 1 AS case; "
            "SELECT 1 end; SELECT t.end FROM t; SELECT 2; END| x|");
}

TEST(PostgresStatements, BeginIsABodyOnlyInARoutineAndBeforeAtomic) {
  EXPECT_EQ(split("BEGIN; CREATE TABLE begin (atomic int); BEGIN ATOMIC; COMMIT;"),
            "BEGIN| CREATE TABLE begin (atomic int)| BEGIN ATOMIC| COMMIT|");
  EXPECT_EQ(split("CREATE FUNCTION begin() RETURNS int LANGUAGE sql AS 'SELECT 1'; x;"),
            "CREATE FUNCTION begin() RETURNS int LANGUAGE sql AS 'SELECT 1'| x|");
}

// Source: PostgreSQL 15 docs, CREATE RULE.
TEST(PostgresStatements, ParenthesesHoldSemicolons) {
  EXPECT_EQ(split("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT (2);); x;"),
            "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT (2);)| x|");
  EXPECT_EQ(split("SELECT 1); x;"), "SELECT 1)| x|");
  EXPECT_EQ(split("SELECT a[1; x;"), "SELECT a[1| x|");
}

TEST(PostgresStatements, SchemaElementsAreOneStatement) {
  EXPECT_EQ(split("CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1; x;"),
            "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1| x|");
}

TEST(PostgresTransactionControl, RefusesWhatOpensOrEndsATransactionOrSavepoint) {
  for (const char* statement :
       {"BEGIN", "begin work", "/* a */ -- b\nCOMMIT", "END", "ROLLBACK", "ABORT",
        "START TRANSACTION", "SAVEPOINT a", "RELEASE a", "ROLLBACK TO SAVEPOINT a",
        "PREPARE TRANSACTION 'x'", "COMMIT PREPARED 'x'", "ROLLBACK PREPARED 'x'",
        "COMMIT AND CHAIN"}) {
    EXPECT_TRUE(refused(statement)) << statement;
  }
}

TEST(PostgresTransactionControl, LeavesEverythingElse) {
  for (const char* statement :
       {"", "SELECT 1", "PREPARE p AS SELECT 1", "PREPARE transaction AS SELECT 1",
        "DO $$ BEGIN END $$", "\"begin\"", "'begin'", "beginning", "SET TRANSACTION READ ONLY",
        "CREATE TABLE begin (a int)"}) {
    EXPECT_FALSE(refused(statement)) << statement;
  }
}

TEST(PostgresQuoting, IdentifiersAlwaysHaveQuotes) {
  EXPECT_EQ(postgres_dialect().quote_identifier("a"), "\"a\"");
  EXPECT_EQ(postgres_dialect().quote_identifier("A\"; b"), "\"A\"\"; b\"");
}

TEST(PostgresQuoting, LiteralsWithABackslashDontDependOnSettings) {
  EXPECT_EQ(postgres_dialect().quote_literal(""), "''");
  EXPECT_EQ(postgres_dialect().quote_literal("it's"), "'it''s'");
  EXPECT_EQ(postgres_dialect().quote_literal("\\'"), R"(E'\\''')");
}

}  // namespace
}  // namespace migrate

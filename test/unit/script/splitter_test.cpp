#include "script/splitter.h"

#include <gtest/gtest.h>

#include <string>

#include "text.h"
#include "unit/script/errors.h"

namespace migrate {
namespace {

/// "1:SELECT 1|3:SELECT 2".
std::string split(const Dialect& dialect, std::string_view sql) {
  std::vector<std::string> lines;
  for (const Statement& statement : split_statements(dialect, sql)) {
    lines.push_back(cat(std::to_string(statement.line), ":", statement.sql));
  }
  return join(lines, "|");
}

std::string postgres(std::string_view sql) { return split(postgres_dialect(), sql); }
std::string sqlite(std::string_view sql) { return split(sqlite_dialect(), sql); }

TEST(Splitter, EachStatementHasTheLineOfItsFirstToken) {
  EXPECT_EQ(postgres("-- a\nSELECT\n 1;\n\n/* b\n*/ SELECT 2 ; SELECT 3"),
            "2:SELECT\n 1|6:SELECT 2|6:SELECT 3");
}

TEST(Splitter, EmptyStatementsAreLeftOut) {
  EXPECT_EQ(postgres(""), "");
  EXPECT_EQ(postgres(" ; -- a\n;; /* b */ ; "), "");
  EXPECT_EQ(sqlite(";;SELECT 1;;\n;SELECT 2;"), "1:SELECT 1|2:SELECT 2");
}

TEST(Splitter, CommentsBehindTheLastTokenStay) {
  EXPECT_EQ(sqlite("CREATE VIEW v AS SELECT 1 -- one\n ; -- two\nSELECT 2 /* three */"),
            "1:CREATE VIEW v AS SELECT 1 -- one|3:SELECT 2 /* three */");
}

TEST(Splitter, SemicolonsInStringsCommentsAndBodiesDontSplit) {
  EXPECT_EQ(postgres("SELECT ';', $$;$$, \";\" /* ; */ -- ;\n; SELECT 2"),
            "1:SELECT ';', $$;$$, \";\" /* ; */ -- ;|2:SELECT 2");
  EXPECT_EQ(sqlite("CREATE TRIGGER t AFTER INSERT ON a BEGIN\nSELECT 1;\nEND;\nSELECT 2;"),
            "1:CREATE TRIGGER t AFTER INSERT ON a BEGIN\nSELECT 1;\nEND|4:SELECT 2");
}

TEST(Splitter, RestrictLinesOfPgDumpAreSkipped) {
  EXPECT_EQ(postgres("\\restrict abc'\n\nSELECT 1;\n\n\\unrestrict abc'\n"), "3:SELECT 1");
}

TEST(Splitter, StateDoesNotLeakIntoTheNextStatement) {
  EXPECT_EQ(postgres("CREATE RULE r AS ON INSERT TO t DO (a; b); SELECT 1; CREATE FUNCTION f() "
                     "RETURNS int BEGIN ATOMIC SELECT 1; END; BEGIN; SELECT 2"),
            "1:CREATE RULE r AS ON INSERT TO t DO (a; b)|1:SELECT 1|1:CREATE FUNCTION f() RETURNS "
            "int BEGIN ATOMIC SELECT 1; END|1:BEGIN|1:SELECT 2");
}

TEST(Splitter, UnterminatedTextNamesTheLineWhereItStarts) {
  EXPECT_EQ(error_of([] { postgres("SELECT 1;\nSELECT 'a;\nSELECT 2;"); }),
            "42601|script has an unterminated string|Line 2 is \"SELECT 'a;\".||");
  EXPECT_EQ(error_of([] { postgres("SELECT $a$ $b$"); }),
            "42601|script has an unterminated string|Line 1 is \"SELECT $a$ $b$\".||");
  EXPECT_EQ(error_of([] { postgres("\n/* /* */"); }),
            "42601|script has an unterminated comment|Line 2 is \"/* /* */\".||");
  EXPECT_EQ(error_of([] { postgres("SELECT u&\"a"); }),
            "42601|script has an unterminated quoted name|Line 1 is \"SELECT u&\"a\".||");
  EXPECT_EQ(error_of([] { sqlite("SELECT [a"); }),
            "42601|script has an unterminated quoted name|Line 1 is \"SELECT [a\".||");
}

// Source: sqlite.org/lang_comment.html.
TEST(Splitter, SqliteCommentMayRunToTheEnd) {
  EXPECT_EQ(sqlite("SELECT 1; /* SELECT 'a"), "1:SELECT 1");
}

/// Both would take minutes if a semicolon cost more than a constant.
TEST(Splitter, ManyStatementsAndOneHugeBody) {
  std::string many;
  std::string body = "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n";
  for (int i = 0; i < 100000; ++i) {
    many += "INSERT INTO a VALUES (1);\n";
    body += "INSERT INTO b VALUES (2);\n";
  }
  body += "END;";
  EXPECT_EQ(split_statements(postgres_dialect(), many).size(), 100000U);
  EXPECT_EQ(split_statements(sqlite_dialect(), many).back().line, 100000U);
  EXPECT_EQ(split_statements(sqlite_dialect(), body).size(), 1U);
}

}  // namespace
}  // namespace migrate

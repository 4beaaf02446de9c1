#include "lint/ignore.h"

#include <gtest/gtest.h>

#include "lint/rule.h"
#include "script/splitter.h"
#include "support/expect_error.h"
#include "text.h"

namespace migrate::lint::test {
namespace {

std::vector<ScriptStatement> statements_of(std::string_view sql) {
  std::vector<ScriptStatement> statements;
  for (const Statement& each : split_statements(postgres_dialect(), sql)) {
    statements.push_back({each.sql, each.line, {}, {}, {}});
  }
  return statements;
}

// `1:ban-drop-table 2:…`: what is switched off at which statement.
std::string ignored(std::string_view sql) {
  const auto statements = statements_of(sql);
  const Ignored comments(postgres_dialect(), sql, statements);
  std::vector<std::string> found;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    for (const std::string& rule : rule_names()) {
      if (comments.covers(i, rule)) found.push_back(cat(std::to_string(i + 1), ":", rule));
    }
  }
  for (const auto& unknown : comments.unknown()) {
    found.push_back(cat("unknown ", unknown.name, " in line ", std::to_string(unknown.line), " at ",
                        std::to_string(unknown.statement + 1)));
  }
  return join(found, " ");
}

TEST(Ignored, CommentBeforeAStatementIsForIt) {
  EXPECT_EQ(ignored("SELECT 1;\n-- migrate-ignore ban-drop-table\nDROP TABLE t;\nSELECT 2"),
            "2:ban-drop-table");
}

TEST(Ignored, CommentBehindAStatementOnItsLineIsForIt) {
  EXPECT_EQ(ignored("DROP TABLE t; -- migrate-ignore ban-drop-table\nSELECT 2"),
            "1:ban-drop-table");
  EXPECT_EQ(ignored("DROP TABLE t -- migrate-ignore ban-drop-table\n;SELECT 2"),
            "1:ban-drop-table");
}

TEST(Ignored, OfSeveralStatementsOnALineTheLastBeforeTheCommentIsMeant) {
  EXPECT_EQ(ignored("DROP TABLE t; DROP TABLE u; -- migrate-ignore ban-drop-table\nDROP TABLE v"),
            "2:ban-drop-table");
}

TEST(Ignored, CommentInsideAStatementIsForIt) {
  EXPECT_EQ(
      ignored("SELECT 0;\nCREATE TABLE t (\n  a int -- migrate-ignore prefer-bigint-over-int\n);"),
      "2:prefer-bigint-over-int");
}

TEST(Ignored, SeveralRulesAreSeparatedByCommas) {
  EXPECT_EQ(ignored("-- migrate-ignore: dropping-rows, ban-drop-table\nDROP TABLE t"),
            "1:dropping-rows 1:ban-drop-table");
}

TEST(Ignored, CommentForTheScriptIsForAllStatements) {
  EXPECT_EQ(ignored("DROP TABLE t;\nDROP TABLE u;\n-- migrate-ignore-script ban-drop-table"),
            "1:ban-drop-table 2:ban-drop-table");
}

TEST(Ignored, UnknownRulesAreKept) {
  EXPECT_EQ(ignored("SELECT 1;\n-- migrate-ignore ban-drop-tables\nDROP TABLE t"),
            "unknown ban-drop-tables in line 2 at 2");
}

TEST(Ignored, StringsAndLongerWordsAreNoComments) {
  EXPECT_EQ(ignored("SELECT '-- migrate-ignore ban-drop-table'; DROP TABLE t"), "");
  EXPECT_EQ(ignored("-- migrate-ignored ban-drop-table\nDROP TABLE t"), "");
}

TEST(RequireRules, AcceptsAListAndNothing) {
  EXPECT_EQ(require_rules("  ban-drop-table,dropping-rows ", "lint_ignore"),
            "ban-drop-table, dropping-rows");
  EXPECT_EQ(require_rules("", "lint_ignore"), "");
}

TEST(RequireRules, RefusesWhatNoRuleIsCalled) {
  EXPECT_EQ(migrate::test::error_of([] { require_rules("ban-drop-tabel", "lint_ignore"); }),
            "22023 lint rule \"ban-drop-tabel\" does not exist | Setting \"lint_ignore\" is a "
            "comma-separated list of rules. | Did you mean \"ban-drop-table\"?");
}

}  // namespace
}  // namespace migrate::lint::test

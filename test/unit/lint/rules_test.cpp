// docs/lint.md says what the table of rules says, and each rule has a script that breaks it among
// the tests. A difference prints the rows, ready to be put into the file.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rule.h"
#include "support/documented.h"
#include "text.h"

namespace migrate::lint::test {
namespace {

constexpr std::string_view kHead = "| rule | severity | database | finds | instead |";

std::filesystem::path repository() {
  return std::filesystem::path(__FILE__).parent_path() / "../../..";
}

std::vector<std::string> documented() { return migrate::test::documented_rows("lint.md", kHead); }

std::string_view databases(const Rule& rule) {
  switch (rule.databases) {
    case Rule::Databases::kBoth:
      return "both";
    case Rule::Databases::kPostgres:
      return "PostgreSQL";
    case Rule::Databases::kSqlite:
      return "SQLite";
  }
  return {};
}

std::string row(const Rule& rule) {
  return cat("| `", rule.name, "` | ", rule.is_by_size ? "by size" : severity_name(rule.severity),
             " | ", databases(rule), " | ", rule.finds, " | ", rule.instead, " |");
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Rules, AreDocumentedAsTheyAre) {
  std::vector<std::string> expected;
  for (const Rule& rule : rules()) expected.push_back(row(rule));
  EXPECT_EQ(join(documented(), "\n"), join(expected, "\n")) << "The rows for docs/lint.md:\n"
                                                            << join(expected, "\n") << "\n";
}

TEST(Rules, AreFoundByTheirNames) {
  std::set<std::string_view> names;
  for (const Rule& rule : rules()) {
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
    EXPECT_EQ(find_rule(rule.name), &rule);
  }
  EXPECT_EQ(find_rule("no-such-rule"), nullptr);
}

TEST(Rules, SayWhyAndWhatInsteadInSentences) {
  for (const Rule& rule : rules()) {
    EXPECT_TRUE(rule.why.ends_with('.')) << rule.name;
    EXPECT_TRUE(rule.instead.ends_with('.')) << rule.name;
    EXPECT_FALSE(rule.finds.ends_with('.')) << rule.name;
  }
}

// The cases have a script that breaks the rule and one that keeps it; what the first is told of is
// in the expected output, where a rule that says nothing has an empty line. SQLite's are in
// test/unit/sqlite/lint_rules_test.cpp.
TEST(Rules, AreTestedOnPostgres) {
  const std::string cases = text_of(repository() / "sql/lint_rules.sql");
  const std::string output = text_of(repository() / "expected/lint_rules.out");
  EXPECT_EQ(output.find("|||\n"), std::string::npos);
  for (const Rule& rule : rules()) {
    if (rule.databases == Rule::Databases::kSqlite) continue;
    EXPECT_NE(cases.find(cat("('", rule.name, "', ")), std::string::npos) << rule.name;
    EXPECT_NE(output.find(cat("\n", rule.name, "|")), std::string::npos) << rule.name;
  }
}

}  // namespace
}  // namespace migrate::lint::test

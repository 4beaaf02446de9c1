#include "schema/filter.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/expect_error.h"
#include "support/model_text.h"

namespace migrate {
namespace {

using test::error_of;
using test::model_of;

std::string passing(std::string_view list, const std::vector<std::string>& texts) {
  const Patterns patterns(list, "include_names");
  std::vector<std::string> result;
  for (const std::string& text : texts) {
    if (patterns.passes(text)) result.push_back(text);
  }
  return join(result, " ");
}

TEST(PatternsTest, AStarIsAnyTextAndAQuestionMarkOneCharacter) {
  const std::vector<std::string> texts{"", "a", "ab", "abc", "xab", "b"};
  EXPECT_EQ(passing("ab", texts), "ab");
  EXPECT_EQ(passing("a*", texts), "a ab abc");
  EXPECT_EQ(passing("*b", texts), "ab xab b");
  EXPECT_EQ(passing("*b*", texts), "ab abc xab b");
  EXPECT_EQ(passing("a?", texts), "ab");
  EXPECT_EQ(passing("?", texts), "a b");
  EXPECT_EQ(passing("*", texts), " a ab abc xab b");
  EXPECT_EQ(passing("**?**", texts), "a ab abc xab b");
}

TEST(PatternsTest, AStarTakesAsMuchAsTheRestNeeds) {
  EXPECT_EQ(passing("a*b*c", {"abc", "abbc", "abcc", "acb", "axbxbxc", "abcb"}),
            "abc abbc abcc axbxbxc");
  EXPECT_EQ(passing("*ab", {"aab", "abab", "aba"}), "aab abab");
  EXPECT_EQ(passing("*a?c", {"aabc", "abcabc", "abca"}), "aabc abcabc");
}

TEST(PatternsTest, AnExclamationMarkExcludes) {
  EXPECT_EQ(passing("*_log, !audit_log", {"user_log", "audit_log", "users"}), "user_log");
  EXPECT_EQ(passing("!tmp_*", {"users", "tmp_1"}), "users");
  EXPECT_EQ(passing("! tmp_* ,!x", {"users", "tmp_1", "x"}), "users");
  EXPECT_EQ(passing("!*", {"users", ""}), "");
}

TEST(PatternsTest, CaseCounts) { EXPECT_EQ(passing("A*", {"Ab", "ab"}), "Ab"); }

TEST(PatternsTest, AnEmptyListLetsEverythingPass) {
  EXPECT_TRUE(Patterns().empty());
  EXPECT_TRUE(Patterns("  ", "include_names").empty());
  EXPECT_FALSE(Patterns("a", "include_names").empty());
  EXPECT_FALSE(Patterns("!a", "include_names").empty());
  EXPECT_EQ(passing("", {"a", "b"}), "a b");
}

TEST(PatternsTest, AnEmptyPatternIsAnError) {
  for (const char* list : {"a,,b", "!", "a, ! ,b", ","}) {
    EXPECT_EQ(error_of([&] { Patterns(list, "include_names"); }),
              cat("22023 invalid value \"", list,
                  "\" for setting \"include_names\" | It holds an empty pattern. | "));
  }
}

// Patterns with many stars do not take time that grows with their number.
TEST(PatternsTest, ManyStarsAreNoProblem) {
  std::string pattern;
  for (int i = 0; i < 40; ++i) pattern += "*a";
  EXPECT_EQ(passing(pattern + "b", {std::string(5000, 'a')}), "");
}

constexpr std::string_view kModel = R"(
  schema app
  schema audit
  table app.users
    column app.users.id | type=integer
    trigger audit_users ON app.users | definition=CREATE TRIGGER
      comment
  table app.tmp_1
  view audit.users
  extension hstore
  edge VIEW audit.users -> TABLE app.users
  unmodelled CAST (a AS b))";

struct Texts {
  std::string_view schemas = "";
  std::string_view names = "";
  std::string_view objects = "";
};

std::string kept(const Texts& texts) {
  const Filter filter{Patterns(texts.schemas, "schemas"), Patterns(texts.names, "names"),
                      Patterns(texts.objects, "objects")};
  const Model model = filtered(model_of(kModel), filter);
  std::vector<std::string> ids;
  for (const Object& object : model.objects()) ids.push_back(object.id);
  for (const Edge& edge : model.edges()) {
    ids.push_back(cat(model[edge.dependent].id, " -> ", model[edge.referenced].id));
  }
  return ids.empty() ? "" : join(ids, "\n") + "\n";
}

TEST(FilterTest, WithoutPatternsEverythingStays) {
  EXPECT_EQ(kept({}), R"(COLUMN app.users.id
COMMENT ON TRIGGER audit_users ON app.users
EXTENSION hstore
SCHEMA app
SCHEMA audit
TABLE app.tmp_1
TABLE app.users
TRIGGER audit_users ON app.users
VIEW audit.users
VIEW audit.users -> TABLE app.users
)");
}

TEST(FilterTest, WhatBelongsToNoSchemaPassesThePatternsOfSchemas) {
  EXPECT_EQ(kept({.schemas = "audit"}),
            "EXTENSION hstore\nSCHEMA app\nSCHEMA audit\n"
            "VIEW audit.users\n");
}

TEST(FilterTest, ANameMayHaveItsSchema) {
  EXPECT_EQ(kept({.names = "users"}),
            "COLUMN app.users.id\nCOMMENT ON TRIGGER audit_users ON app.users\nTABLE app.users\n"
            "TRIGGER audit_users ON app.users\nVIEW audit.users\n"
            "VIEW audit.users -> TABLE app.users\n");
  EXPECT_EQ(kept({.names = "audit.*"}), "VIEW audit.users\n");
  EXPECT_EQ(kept({.names = "*users, !app.users"}), "VIEW audit.users\n");
}

TEST(FilterTest, ObjectsAreChosenByKindAndName) {
  EXPECT_EQ(kept({.objects = "table *"}),
            "COLUMN app.users.id\nCOMMENT ON TRIGGER audit_users ON app.users\nTABLE app.tmp_1\n"
            "TABLE app.users\nTRIGGER audit_users ON app.users\n");
  EXPECT_EQ(kept({.objects = "view audit.users, schema *"}),
            "SCHEMA app\nSCHEMA audit\nVIEW audit.users\n");
}

TEST(FilterTest, AnExcludingPatternMayLeaveOutAChildAlone) {
  for (const char* objects : {"!trigger audit*", "!trigger app.audit*"}) {
    EXPECT_EQ(kept({.schemas = "app", .names = "users", .objects = objects}),
              "COLUMN app.users.id\nTABLE app.users\n");
  }
}

TEST(FilterTest, AnIncludingPatternDoesNotFindChildren) {
  EXPECT_EQ(kept({.objects = "trigger audit*"}), "");
}

TEST(FilterTest, WhatIsNotComparedIsStillNamed) {
  const Filter filter{Patterns("none", "schemas"), {}, {}};
  EXPECT_EQ(filtered(model_of(kModel), filter).unmodelled,
            std::vector<std::string>{"CAST (a AS b)"});
}

}  // namespace
}  // namespace migrate

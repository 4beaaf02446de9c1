#include "lint/type_change.h"

#include <gtest/gtest.h>

#include "unit/lint/fake_catalog.h"

namespace migrate::lint::test {
namespace {

class TypeChangeTest : public testing::Test {
 protected:
  TypeChangeTest() {
    for (const std::string name :
         {"varchar", "text", "int4", "int8", "numeric", "bpchar", "timestamptz"}) {
      catalog.types[name] = {{"pg_catalog", name}, name, false};
    }
    catalog.types["positive"] = {{"public", "positive"}, "positive", true};
    catalog.casts = {{"varchar", "text"}, {"text", "varchar"}, {"int4", "positive"}};
  }

  TypeChange change(const std::string& from, std::vector<std::string> from_modifiers,
                    const std::string& to, std::vector<std::string> to_modifiers,
                    const ExpressionFacts& expression = {}) {
    const ColumnEntry column{{"pg_catalog", from}, std::move(from_modifiers), from, false, false};
    ActionFacts action;
    action.name = "c";
    action.type.name.name = to;
    action.type.modifiers = std::move(to_modifiers);
    action.expression = expression;
    return type_change(catalog, column, action);
  }

  FakeCatalog catalog;
};

TEST_F(TypeChangeTest, TheSameTypeIsNoChange) {
  EXPECT_EQ(change("int4", {}, "int4", {}), TypeChange::kNone);
  EXPECT_EQ(change("numeric", {"10"}, "numeric", {"10", "0"}), TypeChange::kNone);
}

TEST_F(TypeChangeTest, AWiderLimitLeavesTheRows) {
  EXPECT_EQ(change("varchar", {"50"}, "varchar", {"80"}), TypeChange::kCatalogOnly);
  EXPECT_EQ(change("varchar", {"50"}, "varchar", {}), TypeChange::kCatalogOnly);
  EXPECT_EQ(change("numeric", {"10", "2"}, "numeric", {"12", "2"}), TypeChange::kCatalogOnly);
  EXPECT_EQ(change("timestamptz", {"3"}, "timestamptz", {}), TypeChange::kCatalogOnly);
}

TEST_F(TypeChangeTest, ANarrowerOneAndAnotherScaleDoNot) {
  EXPECT_EQ(change("varchar", {"50"}, "varchar", {"20"}), TypeChange::kRewrite);
  EXPECT_EQ(change("varchar", {}, "varchar", {"20"}), TypeChange::kRewrite);
  EXPECT_EQ(change("numeric", {"10", "2"}, "numeric", {"12", "4"}), TypeChange::kRewrite);
  EXPECT_EQ(change("bpchar", {"3"}, "bpchar", {"5"}), TypeChange::kRewrite);
}

TEST_F(TypeChangeTest, ATypeOfTheSameBytesLeavesTheRows) {
  EXPECT_EQ(change("varchar", {"50"}, "text", {}), TypeChange::kCatalogOnly);
  EXPECT_EQ(change("text", {}, "varchar", {"50"}), TypeChange::kRewrite);
  EXPECT_EQ(change("int4", {}, "int8", {}), TypeChange::kRewrite);
}

TEST_F(TypeChangeTest, ADomainWithConstraintsAndAnUnknownTypeDoNot) {
  EXPECT_EQ(change("int4", {}, "positive", {}), TypeChange::kRewrite);
  EXPECT_EQ(change("int4", {}, "made_by_the_script", {}), TypeChange::kRewrite);
}

TEST_F(TypeChangeTest, UsingTheColumnItselfIsNoConversion) {
  ExpressionFacts column;
  column.columns = {"c"};
  column.is_simple = true;
  EXPECT_EQ(change("varchar", {"50"}, "text", {}, column), TypeChange::kCatalogOnly);
  column.functions = {{"", "upper"}};
  EXPECT_EQ(change("varchar", {"50"}, "text", {}, column), TypeChange::kRewrite);
}

}  // namespace
}  // namespace migrate::lint::test

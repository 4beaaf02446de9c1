#include "schema/kinds/statements.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/model_text.h"

namespace migrate {
namespace {

using test::model_of;

/// A list attribute; `/` separates its items.
Value list(std::string text) {
  for (char& c : text) {
    if (c == '/') c = kListSeparator;
  }
  return text;
}

std::string slashed(const std::vector<std::string>& items) { return join(items, "/"); }

TEST(ListTest, NullHasNoItemsAndAnEmptyTextHasOne) {
  EXPECT_EQ(list_items(std::nullopt), std::vector<std::string>());
  EXPECT_EQ(list_items(""), std::vector<std::string>{""});
}

TEST(ListTest, ItemsMayBeEmptyOrHoldCommas) {
  EXPECT_EQ(list_items(list("a='1, 2'//b/")), (std::vector<std::string>{"a='1, 2'", "", "b", ""}));
}

TEST(ListTest, MissingItemsKeepTheirOrder) {
  EXPECT_EQ(slashed(items_missing_in(list("c/a/b"), list("a"))), "c/b");
  EXPECT_EQ(slashed(items_missing_in(list("a"), list("a/b"))), "");
  EXPECT_EQ(slashed(items_missing_in(std::nullopt, list("a"))), "");
  EXPECT_EQ(slashed(items_missing_in(list("a/b"), std::nullopt)), "a/b");
}

/// The statements, each with a semicolon.
std::string text(const Statements& statements) {
  std::string result;
  for (const DdlStatement& statement : statements.list()) result += statement.sql + ";";
  return result;
}

std::string options(const Value& from, const Value& to) {
  Statements statements;
  alter_options("ALTER TABLE t", from, to, statements);
  return text(statements);
}

TEST(OptionsTest, AddedAndChangedOnesAreSet) {
  EXPECT_EQ(options(std::nullopt, list("a='1'/b='2'")), "ALTER TABLE t SET (a='1', b='2');");
  EXPECT_EQ(options(list("a='1'/b='2'"), list("a='1'/b='3'")), "ALTER TABLE t SET (b='3');");
}

TEST(OptionsTest, MissingOnesAreReset) {
  EXPECT_EQ(options(list("a='1'/b='2'/c='3'"), list("b='2'")), "ALTER TABLE t RESET (a, c);");
  EXPECT_EQ(options(list("a='1'"), std::nullopt), "ALTER TABLE t RESET (a);");
}

TEST(OptionsTest, BothNeedTwoStatements) {
  EXPECT_EQ(options(list("a='1'/toast.b='2'"), list("a='2'/c='x=y'")),
            "ALTER TABLE t RESET (toast.b);ALTER TABLE t SET (a='2', c='x=y');");
}

TEST(OptionsTest, EqualListsNeedNone) {
  EXPECT_EQ(options(list("a='1'"), list("a='1'")), "");
  EXPECT_EQ(options(std::nullopt, std::nullopt), "");
}

// One name may be the beginning of another.
TEST(OptionsTest, NamesAreComparedAsAWhole) {
  EXPECT_EQ(options(list("fill='1'"), list("fillfactor='1'")),
            "ALTER TABLE t RESET (fill);ALTER TABLE t SET (fillfactor='1');");
}

TEST(OptionsTest, TheyAreWrittenBehindWith) {
  EXPECT_EQ(with_options(std::nullopt), "");
  EXPECT_EQ(with_options(list("a='1'/b='2'")), " WITH (a='1', b='2')");
}

TEST(ForeignOptionsTest, EachIsAddedSetOrDropped) {
  EXPECT_EQ(foreign_option_changes(list("host 'a'/port '1'"), list("dbname 'x'/host 'b'")),
            " OPTIONS (DROP port, ADD dbname 'x', SET host 'b')");
  EXPECT_EQ(foreign_option_changes(std::nullopt, list("a 'x y'")), " OPTIONS (ADD a 'x y')");
  EXPECT_EQ(foreign_option_changes(list("a 'x'/b 'y'"), std::nullopt), " OPTIONS (DROP a, DROP b)");
}

TEST(ForeignOptionsTest, AQuotedNameMayHoldSpacesAndQuotes) {
  EXPECT_EQ(foreign_option_changes(list("\"a b\" '1'"), list("\"a b\" '2'")),
            " OPTIONS (SET \"a b\" '2')");
  EXPECT_EQ(foreign_option_changes(list("\"a b\" '1'"), list("\"a c\" '1'")),
            " OPTIONS (DROP \"a b\", ADD \"a c\" '1')");
  EXPECT_EQ(foreign_option_changes(list("\"a\"\" b\" '1'"), list("\"a\"\" c\" '1'")),
            " OPTIONS (DROP \"a\"\" b\", ADD \"a\"\" c\" '1')");
}

TEST(TableTest, OnlyIsSaidWhereTheTableHasChildren) {
  const Model model = model_of("table public.a\ntable public.b | has_children=true");
  EXPECT_EQ(alter_table(model[0]), "ALTER TABLE public.a");
  EXPECT_EQ(alter_only(model[0]), "ALTER TABLE public.a");
  EXPECT_EQ(alter_table(model[1]), "ALTER TABLE public.b");
  EXPECT_EQ(alter_only(model[1]), "ALTER TABLE ONLY public.b");
  EXPECT_FALSE(has_children(model[0]));
  EXPECT_TRUE(has_children(model[1]));
}

bool changes(const std::string& from, const std::string& to) {
  const Model from_model = model_of(cat("table public.t\n  column public.t.c | ", from));
  const Model to_model = model_of(cat("table public.t\n  column public.t.c | ", to));
  const std::size_t column = from_model.find("COLUMN public.t.c");
  return changes_base_type({from_model[column], to_model[column], from_model, to_model});
}

TEST(BaseTypeTest, AModifierIsNoOtherType) {
  EXPECT_FALSE(
      changes("type=numeric(5,2) | base_type=numeric", "type=numeric(7,2) | base_type=numeric"));
  EXPECT_TRUE(changes("type=integer", "type=bigint"));
}

// Equal on both sides: the type itself was replaced.
TEST(BaseTypeTest, AnotherTypeOfTheSameNameIsOne) {
  EXPECT_TRUE(changes("type=public.status", "type=public.status"));
}

}  // namespace
}  // namespace migrate

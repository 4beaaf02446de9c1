#include "lint/world.h"

#include <gtest/gtest.h>

#include "unit/lint/fake_catalog.h"

namespace migrate::lint::test {
namespace {

using Kind = StatementFacts::Kind;

StatementFacts statement(Kind kind, ObjectType object, QualifiedName name,
                         std::string new_name = {}) {
  StatementFacts facts;
  facts.kind = kind;
  facts.object = object;
  facts.names = {std::move(name)};
  facts.new_name = std::move(new_name);
  return facts;
}

// `public.t live`, `app.t made`, `public.t gone`.
std::string found(const World& world, const QualifiedName& name) {
  const Relation relation = world.find(name);
  return relation.name.schema + "." + relation.name.name +
         (relation.is_live() ? " live" : (relation.is_made ? " made" : " gone"));
}

class WorldTest : public testing::Test {
 protected:
  WorldTest() {
    catalog.path = {"app", "public"};
    catalog.add_table("public", "account");
  }

  FakeCatalog catalog;
};

TEST_F(WorldTest, NamesAreLookedForAlongTheSearchPath) {
  const World world(catalog);
  EXPECT_EQ(found(world, {"", "account"}), "public.account live");
  EXPECT_EQ(found(world, {"app", "account"}), "app.account gone");
  EXPECT_EQ(found(world, {"", "nowhere"}), "app.nowhere gone");
}

TEST_F(WorldTest, WhatAScriptMakesHidesWhatIsThereBehindIt) {
  World world(catalog);
  world.apply(statement(Kind::kCreateTable, ObjectType::kTable, {"", "account"}));
  EXPECT_EQ(found(world, {"", "account"}), "app.account made");
  EXPECT_EQ(found(world, {"public", "account"}), "public.account live");
  world.apply(statement(Kind::kDrop, ObjectType::kTable, {"", "account"}));
  EXPECT_EQ(found(world, {"", "account"}), "public.account live");
}

TEST_F(WorldTest, ATableThatIsThereIsNotMadeIfNotExists) {
  World world(catalog);
  StatementFacts facts = statement(Kind::kCreateTable, ObjectType::kTable, {"", "account"});
  facts.is_conditional = true;
  world.apply(facts);
  EXPECT_EQ(found(world, {"", "account"}), "public.account live");
}

TEST_F(WorldTest, ARenamedTableIsTheSameOne) {
  World world(catalog);
  world.apply(statement(Kind::kRename, ObjectType::kTable, {"", "account"}, "customer"));
  EXPECT_EQ(found(world, {"", "customer"}), "public.customer live");
  EXPECT_EQ(found(world, {"public", "account"}), "public.account gone");
  world.apply(statement(Kind::kSetSchema, ObjectType::kTable, {"", "customer"}, "app"));
  EXPECT_EQ(found(world, {"", "customer"}), "app.customer live");
  EXPECT_EQ(world.find({"", "customer"}).entry->name.name, "account");
}

TEST_F(WorldTest, ADroppedTableCanBeMadeAgain) {
  World world(catalog);
  world.apply(statement(Kind::kDrop, ObjectType::kTable, {"", "account"}));
  EXPECT_EQ(found(world, {"public", "account"}), "public.account gone");
  world.apply(statement(Kind::kCreateTable, ObjectType::kTable, {"public", "account"}));
  EXPECT_EQ(found(world, {"public", "account"}), "public.account made");
}

TEST_F(WorldTest, OnlyTablesInUseAreLockedAgainstEveryone) {
  World world(catalog);
  StatementFacts facts = statement(Kind::kAlterTable, ObjectType::kTable, {"", "account"});
  EXPECT_TRUE(world.exclusively_locked(facts).empty());
  facts.lock = TableLock::kAccessExclusive;
  EXPECT_EQ(world.exclusively_locked(facts), (std::vector<QualifiedName>{{"public", "account"}}));
  facts.names = {{"app", "nowhere"}};
  EXPECT_TRUE(world.exclusively_locked(facts).empty());
}

TEST_F(WorldTest, AValidatedCheckSaysThatAColumnHoldsNoNull) {
  World world(catalog);
  StatementFacts facts = statement(Kind::kAlterTable, ObjectType::kTable, {"", "account"});
  ActionFacts add;
  add.kind = ActionFacts::Kind::kAddConstraint;
  add.constraint.kind = ConstraintFacts::Kind::kCheck;
  add.constraint.name = "given";
  add.constraint.is_valid = false;
  add.constraint.expression.sql = "name IS NOT NULL";
  add.constraint.expression.columns = {"name"};
  facts.actions = {add};
  world.apply(facts);
  EXPECT_FALSE(world.has_not_null_check(world.find({"", "account"}), "name"));
  ActionFacts validate;
  validate.kind = ActionFacts::Kind::kValidateConstraint;
  validate.name = "given";
  facts.actions = {validate};
  world.apply(facts);
  EXPECT_TRUE(world.has_not_null_check(world.find({"", "account"}), "name"));
  EXPECT_FALSE(world.has_not_null_check(world.find({"", "account"}), "age"));
}

TEST_F(WorldTest, AForeignKeyKeepsOthersFromWritingToItsParent) {
  const World world(catalog);
  StatementFacts facts = statement(Kind::kCreateTable, ObjectType::kTable, {"app", "purchase"});
  ConstraintFacts key;
  key.kind = ConstraintFacts::Kind::kForeignKey;
  key.parent = {"", "account"};
  facts.columns = {{"account_id", {}, {key}}};
  EXPECT_EQ(world.write_locked(facts), (std::vector<QualifiedName>{{"public", "account"}}));
  EXPECT_TRUE(world.exclusively_locked(facts).empty());
  StatementFacts index = statement(Kind::kCreateIndex, ObjectType::kIndex, {"", "account"});
  index.lock = TableLock::kShare;
  EXPECT_EQ(world.write_locked(index), (std::vector<QualifiedName>{{"public", "account"}}));
  index.lock = TableLock::kShareUpdateExclusive;
  EXPECT_TRUE(world.write_locked(index).empty());
}

TEST_F(WorldTest, RowsAreCopiedByWhatReadsThemToWrite) {
  World world(catalog);
  StatementFacts select = statement(Kind::kSelect, ObjectType::kOther, {"", "account"});
  select.read = {{"", "account"}};
  select.read_columns = {"*"};
  world.apply(select);
  EXPECT_FALSE(world.is_copied(world.find({"", "account"})));
  StatementFacts insert = statement(Kind::kInsert, ObjectType::kTable, {"", "other"});
  insert.written = {{"", "other"}};
  insert.read = {{"", "account"}};
  insert.read_columns = {"name"};
  world.apply(insert);
  const Relation account = world.find({"", "account"});
  EXPECT_TRUE(world.is_copied(account));
  EXPECT_TRUE(world.is_copied_column(account, "name"));
  EXPECT_FALSE(world.is_copied_column(account, "age"));
  EXPECT_FALSE(world.is_written(account));
  EXPECT_TRUE(world.is_written(world.find({"", "other"})));
}

TEST_F(WorldTest, AnUpdateCopiesColumnsButNoRows) {
  World world(catalog);
  StatementFacts update = statement(Kind::kUpdate, ObjectType::kTable, {"", "account"});
  update.written = {{"", "account"}};
  update.read_columns = {"name"};
  world.apply(update);
  world.apply(statement(Kind::kRename, ObjectType::kTable, {"", "account"}, "customer"));
  const Relation account = world.find({"", "customer"});
  EXPECT_FALSE(world.is_copied(account));
  EXPECT_TRUE(world.is_copied_column(account, "name"));
  EXPECT_TRUE(world.is_written(account));
}

TEST_F(WorldTest, WhatGoesWithOthersMayBeFree) {
  World world(catalog);
  world.apply(statement(Kind::kDrop, ObjectType::kView, {"", "v"}));
  EXPECT_FALSE(world.may_be_gone(world.find({"", "account"})));
  StatementFacts cascade = statement(Kind::kDrop, ObjectType::kType, {"", "kind"});
  cascade.is_cascade = true;
  world.apply(cascade);
  EXPECT_TRUE(world.may_be_gone(world.find({"", "account"})));
}

TEST_F(WorldTest, ADependentMayBeDroppedOrReplaced) {
  catalog.add_table("public", "v");
  World world(catalog);
  const Dependent view{"view v", {"public", "v"}, {}, {}};
  const Dependent key{"constraint k", {}, {"public", "account"}, "k"};
  const Dependent function{"function f()", {}, {}, {}};
  EXPECT_FALSE(world.may_be_gone(view));
  EXPECT_FALSE(world.may_be_gone(key));
  EXPECT_FALSE(world.may_be_gone(function));
  StatementFacts replaced = statement(Kind::kCreateObject, ObjectType::kView, {"public", "v"});
  replaced.is_conditional = true;
  world.apply(replaced);
  EXPECT_TRUE(world.may_be_gone(view));
  EXPECT_EQ(found(world, {"public", "v"}), "public.v live");
  StatementFacts alter = statement(Kind::kAlterTable, ObjectType::kTable, {"", "account"});
  ActionFacts drop;
  drop.kind = ActionFacts::Kind::kDropConstraint;
  drop.name = "other";
  alter.actions = {drop};
  world.apply(alter);
  EXPECT_FALSE(world.may_be_gone(key));
  alter.actions.front().name = "k";
  world.apply(alter);
  EXPECT_TRUE(world.may_be_gone(key));
  world.apply(statement(Kind::kDrop, ObjectType::kFunction, {"", "f"}));
  EXPECT_TRUE(world.may_be_gone(function));
}

TEST_F(WorldTest, WhatNobodyCanFollowMayHaveMadeAnything) {
  World world(catalog);
  world.apply(statement(Kind::kInsert, ObjectType::kTable, {"", "account"}));
  EXPECT_FALSE(world.is_opaque());
  StatementFacts facts;
  facts.kind = Kind::kOpaque;
  world.apply(facts);
  EXPECT_TRUE(world.is_opaque());
}

}  // namespace
}  // namespace migrate::lint::test

#include "schema/order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "support/model_text.h"
#include "support/random_model.h"

namespace migrate {
namespace {

using test::model_of;
using test::Random;
using Type = SchemaOperation::Type;

/// Operations on the objects of a model.
class Operations {
 public:
  explicit Operations(std::string_view text) : model_(model_of(text)) {}

  void add(Type type, std::string_view id, std::vector<std::size_t> after = {}) {
    SchemaOperation operation;
    operation.type = type;
    operation.object = &model_[model_.find(id)];
    operation.group = operation.object->parent == kNoObject ? operation.object->id
                                                            : model_.parent(*operation.object).id;
    operation.after = std::move(after);
    list_.push_back(std::move(operation));
  }
  SchemaOperation& operator[](std::size_t index) { return list_[index]; }

  std::string name(std::size_t index) const {
    static constexpr std::array kSigns{"-", "+", "~", "%", "x"};
    return cat(kSigns[static_cast<std::size_t>(list_[index].type)], list_[index].object->id);
  }
  std::string names(const std::vector<std::size_t>& indexes) const {
    std::vector<std::string> result;
    for (std::size_t index : indexes) result.push_back(name(index));
    return join(result, "; ");
  }
  std::string ordered() const { return names(order_operations(list_).sequence); }
  const std::vector<SchemaOperation>& list() const { return list_; }

 private:
  Model model_;
  std::vector<SchemaOperation> list_;
};

constexpr std::string_view kObjects = R"(
  schema s
  table public.a
    column public.a.y | position=1
    column public.a.x | position=2
  table public.b
    column public.b.x
  view public.v
  view public.w)";

TEST(OrderTest, DropsComeFirstAndWhatMovedAsideLast) {
  Operations operations(kObjects);
  operations.add(Type::kDropAside, "VIEW public.v");
  operations.add(Type::kAlter, "TABLE public.a");
  operations.add(Type::kCreate, "TABLE public.b");
  operations.add(Type::kConvert, "COLUMN public.a.x");
  operations.add(Type::kDrop, "VIEW public.w");
  EXPECT_EQ(operations.ordered(),
            "-VIEW public.w; ~TABLE public.a; +TABLE public.b; %COLUMN public.a.x; xVIEW public.v");
}

TEST(OrderTest, WeightsDecideAndTurnRoundForDrops) {
  Operations operations(kObjects);
  for (const char* id : {"VIEW public.v", "SCHEMA s", "COLUMN public.b.x", "TABLE public.a"}) {
    operations.add(Type::kDrop, id);
    operations.add(Type::kCreate, id);
  }
  EXPECT_EQ(operations.ordered(),
            "-VIEW public.v; -COLUMN public.b.x; -TABLE public.a; -SCHEMA s; "
            "+SCHEMA s; +TABLE public.a; +COLUMN public.b.x; +VIEW public.v");
}

TEST(OrderTest, SiblingsStayTogetherInTheirPlaces) {
  Operations operations(kObjects);
  operations.add(Type::kCreate, "COLUMN public.b.x");
  operations.add(Type::kCreate, "COLUMN public.a.x");
  operations[1].creation.position = 2;
  operations.add(Type::kCreate, "COLUMN public.a.y");
  operations[2].creation.position = 1;
  EXPECT_EQ(operations.ordered(), "+COLUMN public.a.y; +COLUMN public.a.x; +COLUMN public.b.x");
}

TEST(OrderTest, WhatRunsUnknownCodeComesAsLateAsItCan) {
  Operations operations(kObjects);
  operations.add(Type::kCreate, "TABLE public.a");
  operations[0].evaluates = true;
  operations.add(Type::kCreate, "VIEW public.v");
  operations.add(Type::kCreate, "VIEW public.w", {0});
  EXPECT_EQ(operations.ordered(), "+VIEW public.v; +TABLE public.a; +VIEW public.w");
}

TEST(OrderTest, WhatMustComeBeforeIsStrongerThanAllElse) {
  Operations operations(kObjects);
  operations.add(Type::kCreate, "SCHEMA s", {1});
  operations.add(Type::kCreate, "VIEW public.v", {2, 3});
  operations.add(Type::kDropAside, "VIEW public.w");
  operations.add(Type::kDrop, "TABLE public.a", {2, 2});
  EXPECT_EQ(operations.ordered(), "xVIEW public.w; -TABLE public.a; +VIEW public.v; +SCHEMA s");
}

TEST(OrderTest, ACycleIsReportedInItsOrder) {
  Operations operations(kObjects);
  operations.add(Type::kCreate, "SCHEMA s");
  operations.add(Type::kCreate, "VIEW public.v", {3});  // waits for the cycle
  operations.add(Type::kCreate, "TABLE public.a", {0, 4});
  operations.add(Type::kCreate, "TABLE public.b", {2});
  operations.add(Type::kCreate, "VIEW public.w", {0, 3});
  const Order order = order_operations(operations.list());
  EXPECT_EQ(operations.names(order.sequence), "+SCHEMA s");
  EXPECT_EQ(operations.names(order.cycle), "+VIEW public.w; +TABLE public.a; +TABLE public.b");
}

TEST(OrderTest, AnOperationThatWaitsForItselfIsACycle) {
  Operations operations(kObjects);
  operations.add(Type::kAlter, "TABLE public.a", {0});
  EXPECT_EQ(order_operations(operations.list()).cycle, std::vector<std::size_t>{0});
}

TEST(OrderTest, NothingIsInOrder) {
  EXPECT_TRUE(order_operations({}).sequence.empty());
  EXPECT_TRUE(order_operations({}).cycle.empty());
}

Type random_type(Random& random) { return static_cast<Type>(test::below(random, 5)); }

/// Operations on all objects of a random model, each after some before it in a hidden order; or,
/// with `tangled`, after any.
std::vector<SchemaOperation> random_operations(Random& random, const Model& model, bool tangled) {
  std::vector<SchemaOperation> operations(model.size());
  std::vector<std::size_t> rank(model.size());
  std::iota(rank.begin(), rank.end(), std::size_t{0});
  std::shuffle(rank.begin(), rank.end(), random);
  for (std::size_t i = 0; i < model.size(); ++i) {
    SchemaOperation& operation = operations[i];
    operation.type = random_type(random);
    operation.object = &model[i];
    operation.group = model[i].id;
    operation.evaluates = test::below(random, 4) == 0;
    for (std::size_t edges = test::below(random, 3); edges > 0; --edges) {
      const std::size_t other = test::below(random, model.size());
      if (tangled || rank[other] < rank[i]) operation.after.push_back(other);
    }
  }
  return operations;
}

TEST(OrderTest, EachComesOnceAfterAllThatItWaitsFor) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(cat("seed ", std::to_string(seed)));
    Random random(seed);
    const Model model = test::random_model(random, 40);
    const auto operations = random_operations(random, model, false);
    const Order order = order_operations(operations);
    ASSERT_TRUE(order.cycle.empty());
    ASSERT_EQ(order.sequence.size(), operations.size());
    std::vector<bool> done(operations.size(), false);
    for (std::size_t index : order.sequence) {
      ASSERT_FALSE(done[index]);
      for (std::size_t other : operations[index].after) ASSERT_TRUE(done[other]);
      done[index] = true;
    }
  }
}

TEST(OrderTest, ACycleIsReal) {
  unsigned cycles = 0;
  for (unsigned seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(cat("seed ", std::to_string(seed)));
    Random random(seed);
    const Model model = test::random_model(random, 30);
    const auto operations = random_operations(random, model, true);
    const std::vector<std::size_t> cycle = order_operations(operations).cycle;
    cycles += cycle.empty() ? 0 : 1;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      const auto& after = operations[cycle[(i + 1) % cycle.size()]].after;
      ASSERT_EQ(std::count(cycle.begin(), cycle.end(), cycle[i]), 1);
      ASSERT_NE(std::find(after.begin(), after.end(), cycle[i]), after.end());
    }
  }
  EXPECT_GT(cycles, 100U);
}

TEST(OrderTest, TheOrderOfTheInputDoesNotMatter) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(cat("seed ", std::to_string(seed)));
    Random random(seed);
    const Model model = test::random_model(random, 40);
    const auto operations = random_operations(random, model, false);
    std::vector<std::size_t> place(operations.size());
    std::iota(place.begin(), place.end(), std::size_t{0});
    std::shuffle(place.begin(), place.end(), random);
    std::vector<SchemaOperation> shuffled(operations.size());
    for (std::size_t i = 0; i < operations.size(); ++i) {
      shuffled[place[i]] = operations[i];
      for (std::size_t& other : shuffled[place[i]].after) other = place[other];
    }
    std::vector<std::size_t> expected = order_operations(operations).sequence;
    for (std::size_t& index : expected) index = place[index];
    ASSERT_EQ(order_operations(shuffled).sequence, expected);
  }
}

}  // namespace
}  // namespace migrate

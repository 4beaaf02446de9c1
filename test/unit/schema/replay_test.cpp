#include "schema/replay.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "schema/diff.h"
#include "schema/subset.h"
#include "support/model_text.h"
#include "support/random_model.h"

namespace migrate {
namespace {

using test::model_of;
using test::Random;
using test::random_model;

constexpr std::string_view kTable = R"(
table public.a
  column public.a.id | type=integer
)";

void expect_same(const Model& found, const Model& wanted) {
  EXPECT_EQ(found.write(), wanted.write());
}

Model random_part(Random& random, const Model& model) {
  std::vector<bool> keep(model.size());
  for (std::size_t i = 0; i < model.size(); ++i) keep[i] = test::below(random, 3) > 0;
  return subset(model, keep);
}

TEST(ReplayTest, TakesWhatWasCreatedChangedAndDropped) {
  const Model from = model_of(R"(
table public.a
  column public.a.id | type=integer
  column public.a.gone | type=integer
)");
  const Model to = model_of(R"(
table public.a
  column public.a.id | type=bigint
  column public.a.more | type=text
)");
  expect_same(replay(from, from, to), to);
}

TEST(ReplayTest, LeavesOutWhatBothSidesHave) {
  const Model both = model_of(R"(
table public.a
  column public.a.id | type=integer
table public.intruder
  column public.intruder.id | type=integer
)");
  expect_same(replay(model_of(kTable), both, both), model_of(kTable));
}

TEST(ReplayTest, KeepsWhatNeitherSideHas) {
  const Model base = model_of(R"(
table public.a
  column public.a.id | type=integer
table public.b
)");
  expect_same(replay(base, model_of(kTable), model_of(kTable)), base);
}

TEST(ReplayTest, LeavesOutWhatLacksItsParent) {
  const Model from = model_of(R"(
table public.a
  column public.a.id | type=integer
table public.intruder
)");
  const Model to = model_of(R"(
table public.a
  column public.a.id | type=integer
table public.intruder
  column public.intruder.id | type=integer
    comment | comment=Mine
)");
  expect_same(replay(model_of(kTable), from, to), model_of(kTable));
}

TEST(ReplayTest, KeepsEdgesWhoseEndsRemain) {
  const Model base = model_of(R"(
table public.a
view public.v | definition=SELECT 1
edge VIEW public.v -> TABLE public.a
)");
  const Model to = model_of(R"(
table public.b
view public.v | definition=SELECT 2
edge VIEW public.v -> TABLE public.b
)");
  expect_same(replay(base, base, to), to);
}

TEST(ReplayTest, TellsWhatIsNotModelledByItsName) {
  const Model result = replay(model_of("unmodelled CAST a\nunmodelled CAST b"),
                              model_of("unmodelled CAST a\nunmodelled CAST x"),
                              model_of("unmodelled CAST c\nunmodelled CAST x"));
  EXPECT_EQ(result.unmodelled, (std::vector<std::string>{"CAST b", "CAST c"}));
}

TEST(ReplayTest, FromTheSameBaseLeadsToTheSameEnd) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    Random random(seed);
    const Model all = random_model(random, 40);
    const Model from = random_part(random, all);
    const Model to = random_part(random, all);
    EXPECT_TRUE(diff(replay(from, from, to), to).empty()) << "seed " << seed;
    EXPECT_TRUE(diff(replay(from, to, to), from).empty()) << "seed " << seed;
  }
}

// A record is told from another by this text.
TEST(ReplayTest, ComparisonTextIsTheSameInWhateverOrderObjectsCame) {
  const Model one = model_of("table public.a\ntable public.b\nview public.v | definition=SELECT 1");
  const Model other =
      model_of("view public.v | definition=SELECT 1\ntable public.b\ntable public.a");
  EXPECT_EQ(one.comparison_text(), other.comparison_text());
}

}  // namespace
}  // namespace migrate

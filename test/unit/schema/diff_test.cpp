#include "schema/diff.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "schema/kind.h"
#include "support/model_text.h"
#include "support/random_model.h"

namespace migrate {
namespace {

using test::model_of;
using test::Random;
using test::random_model;

/// `-TABLE a`, `+TABLE b`, `TABLE c(unlogged,options)`.
std::string diff_of(const Model& from, const Model& to) {
  std::vector<std::string> lines;
  for (const Change& change : diff(from, to)) {
    if (change.to == kNoObject) {
      lines.push_back("-" + from[change.from].id);
    } else if (change.from == kNoObject) {
      lines.push_back("+" + to[change.to].id);
    } else {
      std::vector<std::string> names;
      for (std::size_t attribute : change.attributes) {
        names.emplace_back(to[change.to].kind->attributes[attribute].name);
      }
      lines.push_back(cat(to[change.to].id, "(", join(names, ","), ")"));
    }
  }
  return join(lines, " ");
}

TEST(DiffTest, WhatIsOnOneSideOrDiffersIsAChange) {
  EXPECT_EQ(diff_of(model_of(R"(
              table public.gone
              table public.kept
                column public.kept.id | type=integer)"),
                    model_of(R"(
              table public.added
              table public.kept | unlogged=true
                column public.kept.id | type=bigint | not_null=true)")),
            "COLUMN public.kept.id(type,not_null) +TABLE public.added -TABLE public.gone "
            "TABLE public.kept(unlogged)");
}

TEST(DiffTest, NullIsNotAnEmptyText) {
  EXPECT_EQ(diff_of(model_of("policy p ON public.t"), model_of("policy p ON public.t | roles=")),
            "POLICY p ON public.t(roles)");
}

TEST(DiffTest, AnObjectMayBecomeAnotherKind) {
  EXPECT_EQ(diff_of(model_of("domain public.t | base_type=text"),
                    model_of("enum type public.t | labels='a'")),
            "TYPE public.t()");
}

TEST(DiffTest, WhatIsNotComparedDoesNotCount) {
  EXPECT_EQ(diff_of(model_of(R"(
              table public.t
                column public.t.id | type=integer | position=1
              view public.v
              edge VIEW public.v -> COLUMN public.t.id
              unmodelled CAST (a AS b))"),
                    model_of(R"(
              table public.t
                column public.t.id | type=integer | position=2
              view public.v)")),
            "");
}

// What two models must share to be equal.
using Facts = std::map<std::string, std::pair<const Kind*, std::vector<Value>>>;

std::pair<const Kind*, std::vector<Value>> fact(const Object& object) {
  std::vector<Value> values = object.values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (object.kind->attributes[i].action == Action::kIgnore) values[i].reset();
  }
  return {object.kind, values};
}

Facts facts(const Model& model) {
  Facts result;
  for (const Object& object : model.objects()) result[object.id] = fact(object);
  return result;
}

Facts applied(const Model& from, const Model& to) {
  Facts result = facts(from);
  for (const Change& change : diff(from, to)) {
    if (change.to == kNoObject) {
      result.erase(from[change.from].id);
    } else if (change.from == kNoObject || from[change.from].kind != to[change.to].kind) {
      result[to[change.to].id] = fact(to[change.to]);
    } else {
      for (std::size_t attribute : change.attributes) {
        result[to[change.to].id].second[attribute] = to[change.to].values[attribute];
      }
    }
  }
  return result;
}

TEST(DiffTest, TheDifferenceLeadsFromOneToTheOther) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE(cat("seed ", std::to_string(seed)));
    Random random(seed);
    const Model from = random_model(random, 40);
    const Model to = random_model(random, 40);
    ASSERT_TRUE(diff(from, from).empty());
    ASSERT_EQ(applied(from, to), facts(to));
    ASSERT_EQ(applied(to, from), facts(from));
  }
}

TEST(DiffTest, NothingIsSaidTwiceNorForNothing) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE(cat("seed ", std::to_string(seed)));
    Random random(seed);
    const Model from = random_model(random, 40);
    const Model to = random_model(random, 40);
    std::string last;
    for (const Change& change : diff(from, to)) {
      const Object& object = change.from == kNoObject ? to[change.to] : from[change.from];
      ASSERT_LT(last, object.id);
      last = object.id;
      if (change.from == kNoObject || change.to == kNoObject) continue;
      ASSERT_EQ(to[change.to].id, object.id);
      ASSERT_NE(fact(from[change.from]), fact(to[change.to]));
      for (std::size_t attribute : change.attributes) {
        ASSERT_NE(from[change.from].values[attribute], to[change.to].values[attribute]);
      }
    }
  }
}

}  // namespace
}  // namespace migrate

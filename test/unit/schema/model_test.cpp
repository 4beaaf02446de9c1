#include "schema/model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/expect_error.h"
#include "support/model_text.h"
#include "support/random_model.h"

namespace migrate {
namespace {

using test::error_of;
using test::model_of;
using test::Random;
using test::random_model;

constexpr std::string_view kUnreadable = "XX000 stored model cannot be read |  | ";

std::string ids(const Model& model, const std::vector<std::size_t>& indexes) {
  std::vector<std::string> result;
  for (std::size_t index : indexes) result.push_back(model[index].id);
  return join(result, ", ");
}

std::string ids(const Model& model) {
  std::vector<std::string> result;
  for (const Object& object : model.objects()) result.push_back(object.id);
  return join(result, ", ");
}

Model example() {
  return model_of(R"(
    view public.v
      comment | comment=Seen
    table public.t
      column public.t.b | type=text
      column public.t.a | type=integer
    edge VIEW public.v -> COLUMN public.t.b
    edge VIEW public.v -> COLUMN public.t.a)");
}

TEST(ModelTest, ObjectsAreOrderedById) {
  EXPECT_EQ(ids(example()),
            "COLUMN public.t.a, COLUMN public.t.b, COMMENT ON VIEW public.v, TABLE public.t, "
            "VIEW public.v");
}

TEST(ModelTest, FindKnowsEveryIdAndNoOther) {
  const Model model = example();
  for (std::size_t i = 0; i < model.size(); ++i) EXPECT_EQ(model.find(model[i].id), i);
  for (const char* id : {"", "TABLE", "TABLE public.t ", "TABLE public.s", "VIEW public.w"}) {
    EXPECT_EQ(model.find(id), kNoObject) << id;
  }
  EXPECT_EQ(Model().find(""), kNoObject);
}

TEST(ModelTest, ParentsAndChildrenSurviveTheSorting) {
  const Model model = example();
  const std::size_t table = model.find("TABLE public.t");
  EXPECT_EQ(ids(model, model.children(table)), "COLUMN public.t.a, COLUMN public.t.b");
  EXPECT_EQ(ids(model, model.children(model.find("COLUMN public.t.a"))), "");
  EXPECT_EQ(model.parent(model[model.find("COMMENT ON VIEW public.v")]).id, "VIEW public.v");
}

TEST(ModelTest, EdgesAreFoundFromBothEnds) {
  const Model model = example();
  const std::size_t view = model.find("VIEW public.v");
  std::vector<std::size_t> referenced;
  for (const Edge& edge : model.references(view)) {
    EXPECT_EQ(edge.dependent, view);
    referenced.push_back(edge.referenced);
  }
  EXPECT_EQ(ids(model, referenced), "COLUMN public.t.a, COLUMN public.t.b");
  EXPECT_TRUE(model.references(model.find("TABLE public.t")).empty());
  std::vector<std::size_t> dependents;
  for (std::size_t edge : model.dependents(model.find("COLUMN public.t.a"))) {
    dependents.push_back(model.edges()[edge].dependent);
  }
  EXPECT_EQ(ids(model, dependents), "VIEW public.v");
}

TEST(ModelTest, TwoObjectsWithOneIdAreAnError) {
  EXPECT_EQ(error_of([] { model_of("table public.t\ntable public.t"); }),
            "XX000 object \"TABLE public.t\" was read twice |  | ");
}

TEST(ModelTest, TheOrderOfReadingDoesNotMatter) {
  EXPECT_EQ(example().write(), model_of(R"(
    table public.t
      column public.t.a | type=integer | position=2
      column public.t.b | type=text | position=1
    edge VIEW public.v -> COLUMN public.t.a
    view public.v
      comment | comment=Seen
    edge VIEW public.v -> COLUMN public.t.b)")
                                   .write());
}

TEST(ModelTest, AWrittenModelIsReadWithEveryContent) {
  Model model = model_of(R"(
    table public."a.b"
      column public."a.b".c | type=12:text\n#3 - | collation=
        comment | comment=-
    sequence public.s
    edge SEQUENCE public.s -> COLUMN public."a.b".c | dies | exists_alone
    edge TABLE public."a.b" -> SEQUENCE public.s | follows | waits
    unmodelled 7:CAST (a AS b)
    unmodelled TRANSFORM)");
  const Model read = Model::read(model.write(), postgres_dialect());
  ASSERT_EQ(read.size(), model.size());
  for (std::size_t i = 0; i < model.size(); ++i) {
    EXPECT_EQ(read[i].kind, model[i].kind);
    EXPECT_EQ(read[i].id, model[i].id);
    EXPECT_EQ(read[i].schema, model[i].schema);
    EXPECT_EQ(read[i].name, model[i].name);
    EXPECT_EQ(read[i].address, model[i].address);
    EXPECT_EQ(read[i].parent, model[i].parent);
    EXPECT_EQ(read[i].values, model[i].values);
  }
  EXPECT_EQ(read.edges(), model.edges());
  EXPECT_EQ(read.unmodelled, model.unmodelled);
  EXPECT_EQ(Model::read(Model().write(), postgres_dialect()).write(), Model().write());
}

TEST(ModelTest, EveryWrittenModelIsReadBack) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(cat("seed ", std::to_string(seed)));
    Random random(seed);
    const std::string text = random_model(random, 12).write();
    ASSERT_EQ(Model::read(text, postgres_dialect()).write(), text);
  }
}

TEST(ModelTest, EveryTruncationIsRefused) {
  for (unsigned seed = 0; seed < 8; ++seed) {
    Random random(seed);
    const std::string text = random_model(random, 6).write();
    for (std::size_t length = 0; length < text.size(); ++length) {
      ASSERT_EQ(error_of([&] { Model::read(text.substr(0, length), postgres_dialect()); }),
                kUnreadable)
          << "seed " << seed << ", length " << length;
    }
    EXPECT_EQ(error_of([&] { Model::read(text + "#", postgres_dialect()); }), kUnreadable);
    EXPECT_EQ(error_of([&] { Model::read(text + text, postgres_dialect()); }), kUnreadable);
  }
}

TEST(ModelTest, WhatCannotBeTrueIsRefused) {
  const std::string head = "15:migrate model 1";
  const std::string one = "6:schema1:a1:a1:a8:SCHEMA a";
  const std::string two = "6:schema1:b1:b1:b8:SCHEMA b";
  EXPECT_EQ(
      Model::read(head + "#2 " + one + "#0 #0 " + two + "#1 #0 #1 #1 #0 #2 #0 ", postgres_dialect())
          .size(),
      2U);
  for (const std::string& text : {
           std::string("15:migrate model 2#0 #0 #0 "),                      // another format
           head + "#1 5:thing1:a1:a1:a7:THING a#0 #0 #0 #0 ",               // no such kind
           head + "#1 " + one + "#0 #1 - #0 #0 ",                           // too many values
           head + "#1 " + one + "#1 #0 #0 #0 ",                             // its own parent
           head + "#1 " + one + "#2 #0 #0 #0 ",                             // no such parent
           head + "#2 " + one + "#2 #0 " + two + "#1 #0 #0 #0 ",            // parents in a circle
           head + "#2 " + one + "#0 #0 " + two + "#0 #0 #1 #1 #2 #2 #0 ",   // no such object
           head + "#2 " + one + "#0 #0 " + two + "#0 #0 #1 #1 #0 #16 #0 ",  // no such flags
           head + "#1 " + one + "#0 #0 #99999999999999999999999 #0 ",       // not a number
           head + "#1 " + one + "#0 #0 #18446744073709551615 ",             // too many edges
           head + "#18446744073709551615 ",                                 // too many objects
           head + "#0 #0 #18446744073709551615 ",                           // too many names
           std::string("18446744073709551615:migrate model 1"),
       }) {
    EXPECT_EQ(error_of([&] { Model::read(text, postgres_dialect()); }), kUnreadable) << text;
  }
}

std::string mutated(Random& random, std::string text) {
  constexpr std::string_view kBytes = "0123456789:#- aT\n\x1f";
  for (std::size_t changes = 1 + test::below(random, 3); changes > 0 && !text.empty(); --changes) {
    const std::size_t at = test::below(random, text.size());
    const std::size_t length = std::min<std::size_t>(1 + test::below(random, 8), text.size() - at);
    switch (test::below(random, 4)) {
      case 0:
        text[at] = kBytes[test::below(random, kBytes.size())];
        break;
      case 1:
        text.insert(at, 1, kBytes[test::below(random, kBytes.size())]);
        break;
      case 2:
        text.erase(at, length);
        break;
      default:
        text.insert(test::below(random, text.size()), text.substr(at, length));
    }
  }
  return text;
}

// What is read after all is a model: its parents have ends, and it is written as it is.
TEST(ModelTest, AChangedTextIsAModelOrAnError) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    SCOPED_TRACE(cat("seed ", std::to_string(seed)));
    Random random(seed);
    const std::string text = mutated(random, random_model(random, 5).write());
    Model model;
    const std::string error = error_of([&] { model = Model::read(text, postgres_dialect()); });
    const bool twice = error.ends_with("was read twice |  | ");
    ASSERT_TRUE(error.empty() || twice || error == kUnreadable) << error;
    ASSERT_EQ(Model::read(model.write(), postgres_dialect()).write(), model.write());
    for (std::size_t i = 0; i < model.size(); ++i) {
      std::size_t depth = 0;
      for (std::size_t at = i; at != kNoObject; at = model[at].parent) {
        ASSERT_LE(++depth, model.size());
      }
    }
  }
}

}  // namespace
}  // namespace migrate

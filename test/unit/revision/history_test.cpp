// Graphs and orders are those of alembic's tests/test_revision.py where it has the case.
#include "unit/revision/plan_fixture.h"

namespace migrate::test {
namespace {

class HistoryTest : public PlanTest {
 protected:
  std::string shown(std::string_view range, const Rows& rows = {}) const {
    return ids_of(graph_, history(graph_, Heads(graph_, rows), TargetRange::parse(range)));
  }
  std::string all() const { return ids_of(graph_, history(graph_, Heads(graph_, Rows()), {})); }
  std::string error(std::string_view range, const Rows& rows = {}) const {
    return error_of([&] { shown(range, rows); });
  }
};

TEST_F(HistoryTest, WithoutARangeIsEverythingNewestFirst) {
  use(kFork);
  EXPECT_EQ(all(), "d1 c1 d2 c2 b a");
  EXPECT_EQ(shown(":"), "d1 c1 d2 c2 b a");
  use("");
  EXPECT_EQ(all(), "");
}

TEST_F(HistoryTest, BothEndsAreIncluded) {
  use(kChain);
  EXPECT_EQ(shown("b:d"), "d c b");
  EXPECT_EQ(shown("b:"), "e d c b");
  EXPECT_EQ(shown(":b"), "b a");
  EXPECT_EQ(shown("base:b"), "b a");
  EXPECT_EQ(shown("c:c"), "c");
}

TEST_F(HistoryTest, CurrentCanBeEitherEnd) {
  use(kChain);
  EXPECT_EQ(shown("current:", {"c"}), "e d c");
  EXPECT_EQ(shown(":current", {"c"}), "c b a");
  EXPECT_EQ(shown("-1:current", {"c"}), "c b");
  EXPECT_EQ(shown("current:+1", {"c"}), "d c");
  EXPECT_EQ(shown(":current", {}), "");
  EXPECT_EQ(shown("current:b", {}), "b a");
}

TEST_F(HistoryTest, ARelativeEndCountsFromTheOtherAndStopsAtTheEnd) {
  use(kChain);
  EXPECT_EQ(shown("-2:"), "e d c");
  EXPECT_EQ(shown("-1:c"), "c b");
  EXPECT_EQ(shown("base:+2"), "b a");
  EXPECT_EQ(shown("c:+9"), "e d c");
  EXPECT_EQ(shown("-9:b"), "b a");
  EXPECT_EQ(shown("e-1:"), "e d");
  EXPECT_EQ(shown("a+1:head-1"), "d c b");
}

TEST_F(HistoryTest, EachHeadGoesDownByItself) {
  use("a -> b -> c; x");
  EXPECT_EQ(shown("-1:"), "c b x");
  EXPECT_EQ(shown("-5:"), "c b a x");
}

TEST_F(HistoryTest, OnlyWhatDescendsFromTheLowerEnd) {
  use("a; b1; b2; cb1; cb2; d1cb1; d2cb1; d1cb2; d2cb2; d3cb2; d1d2cb2;"
      "a -> b1 -> cb1 -> d1cb1; cb1 -> d2cb1; a -> b2 -> cb2 -> d1cb2; cb2 -> d2cb2;"
      "cb2 -> d3cb2; d1cb2,d2cb2 -> d1d2cb2");
  EXPECT_EQ(shown("a:d1d2cb2"), "d1d2cb2 d1cb2 d2cb2 cb2 b2 a");
  EXPECT_EQ(shown("a:d3cb2"), "d3cb2 cb2 b2 a");
  EXPECT_EQ(shown("b2:"), "d3cb2 d1d2cb2 d1cb2 d2cb2 cb2 b2");
}

TEST_F(HistoryTest, ALabelOfTheLowerEndKeepsToItsBranch) {
  use("a -> b -> somelongername -> c; d -> e -> someothername -> f; a label abranch;"
      "e label ebranch");
  EXPECT_EQ(shown("ebranch@base:"), "f someothername e d");
  EXPECT_EQ(shown("abranch@base:"), "c somelongername b a");
  EXPECT_EQ(shown("e@base:"), "f someothername e d");
  EXPECT_EQ(shown("base:ebranch@head"), "f someothername e d");
  EXPECT_EQ(shown("ebranch@head:"), "f");
  EXPECT_EQ(shown("ebranch@d:"), "f someothername e d");
  EXPECT_EQ(shown("ebranch@-2:"), "f someothername e");
  EXPECT_EQ(shown("base:ebranch@+2"), "e d");
}

TEST_F(HistoryTest, WhatOnlyDependsOnTheLowerEndIsShownWhereItIsTheUpperOne) {
  use("a1 -> a2 -> a3; b1 -> b2; b2 depends a2");
  EXPECT_EQ(shown("a1:b2"), "b2 a2 a1");
  EXPECT_EQ(shown("a1:"), "a3 a2 a1");
}

TEST_F(HistoryTest, MembersThatNeedEachOtherThroughOutsidersStayInOrder) {
  use("a -> b -> c -> d; x; x depends b; d depends x");
  EXPECT_EQ(shown("b:"), "d c b");
}

TEST_F(HistoryTest, TheLowerEndMustBeAnAncestorOfTheUpperOne) {
  use(kFork);
  EXPECT_EQ(error("d1:b"), "MG003 revision \"d1\" is not an ancestor of \"b\" |  | ");
  EXPECT_EQ(error("c1:d2"), "MG003 revision \"c1\" is not an ancestor of \"d2\" |  | ");
  EXPECT_EQ(error("a:base"), "MG003 revision \"a\" is not an ancestor of base |  | ");
  EXPECT_EQ(error("a:current"), "MG003 revision \"a\" is not an ancestor of base |  | ");
  EXPECT_EQ(error("c1branch@b:d2"), "MG003 revision \"d2\" is not on branch \"c1branch\" |  | ");
  EXPECT_EQ(error("c1branch@-1:d2"), "MG003 revision \"d2\" is not on branch \"c1branch\" |  | ");
}

TEST_F(HistoryTest, EndsMustBeKnown) {
  use(kChain);
  EXPECT_EQ(error("zz:"), "42704 revision \"zz\" does not exist |  | ");
  EXPECT_EQ(error("-1:+1"),
            "22023 invalid migration range \"-1:+1\" | Only one end can be relative. | ");
}

}  // namespace
}  // namespace migrate::test

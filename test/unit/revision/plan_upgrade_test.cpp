// Graphs, steps and rows are those of alembic's tests/test_version_traversal.py where a case has
// the name of one of its classes.
#include "unit/revision/plan_fixture.h"

namespace migrate::test {
namespace {

class PlanUpgradeTest : public PlanTest {};

TEST_F(PlanUpgradeTest, ToARevisionAppliesWhatItNeedsAndNothingElse) {
  use(kChain);
  EXPECT_EQ(upgrade("e", {"c"}), "d e => e");
  EXPECT_EQ(upgrade("c", {}), "a b c => c");
  EXPECT_EQ(upgrade("head", {"d"}), "e => e");
  EXPECT_EQ(upgrade("heads", {}), "a b c d e => e");
}

TEST_F(PlanUpgradeTest, WhatIsAppliedIsNothingToDo) {
  use(kChain);
  EXPECT_EQ(upgrade("e", {"e"}), "=> e");
  EXPECT_EQ(upgrade("b", {"e"}), "=> e");
  EXPECT_EQ(upgrade("base", {"b"}), "=> b");
  EXPECT_EQ(upgrade("current", {"b"}), "=> b");
  EXPECT_EQ(upgrade("a-1", {}), "=> ");
}

TEST_F(PlanUpgradeTest, AnEmptyHistoryHasNothingToDo) {
  use("");
  EXPECT_EQ(upgrade("head", {}), "=> ");
  EXPECT_EQ(upgrade("heads", {}), "=> ");
  EXPECT_EQ(upgrade("base", {}), "=> ");
}

TEST_F(PlanUpgradeTest, RelativeToWhatIsApplied) {
  use(kChain);
  EXPECT_EQ(upgrade("+2", {"a"}), "b c => c");
  EXPECT_EQ(upgrade("+3", {"b"}), "c d e => e");
  EXPECT_EQ(upgrade("+1", {}), "a => a");
}

TEST_F(PlanUpgradeTest, RelativeToARevision) {
  use(kChain);
  EXPECT_EQ(upgrade("b+2", {"a"}), "b c d => d");
  EXPECT_EQ(upgrade("d-2", {"a"}), "b => b");
  EXPECT_EQ(upgrade("head-1", {"a"}), "b c d => d");
  EXPECT_EQ(upgrade("base+1", {}), "a => a");
}

TEST_F(PlanUpgradeTest, ToBranches) {
  use(kFork);
  EXPECT_EQ(upgrade("d1", {"b"}), "c1 d1 => d1");
  EXPECT_EQ(upgrade("heads", {"a"}), "b c2 d2 c1 d1 => d1 d2");
  EXPECT_EQ(upgrade("c1branch@head", {"d2"}), "c1 d1 => d1 d2");
  EXPECT_EQ(upgrade("c2branch@heads", {"b"}), "c2 d2 => d2");
  EXPECT_EQ(upgrade("c2branch", {"b"}), "c2 => c2");
  EXPECT_EQ(upgrade("c2branch@d2", {"b"}), "c2 d2 => d2");
  EXPECT_EQ(upgrade("c2branch@base", {"b"}), "=> b");
  EXPECT_EQ(upgrade("c2branch@head-1", {"b"}), "c2 => c2");
  EXPECT_EQ(upgrade("c2branch@base+3", {"b"}), "c2 => c2");
  EXPECT_EQ(upgrade("d1@head", {"b"}), "c1 d1 => d1");
}

TEST_F(PlanUpgradeTest, StepsOnABranchStartWhereItHasGot) {
  use(kFork);
  EXPECT_EQ(upgrade("c2branch@+1", {"c1", "c2"}), "d2 => c1 d2");
  EXPECT_EQ(upgrade("c2branch@+1", {"c1"}), "c2 => c1 c2");
  EXPECT_EQ(upgrade("c2branch@+2", {}), "a b => b");
  EXPECT_EQ(upgrade("c2branch@+2", {"b"}), "c2 d2 => d2");
}

TEST_F(PlanUpgradeTest, StepsOnABranchThatADependencyImpliesGoOnAboveIt) {
  use("x1 -> x2; y1 -> y2; y2 depends x1; x1 label x; y1 label y");
  EXPECT_EQ(upgrade("x@+1", {"y2"}), "x2 => x2 y2");
}

TEST_F(PlanUpgradeTest, SeparateHistoriesFollowEachOther) {
  use("a1 -> b1; a2 -> b2");
  EXPECT_EQ(upgrade("heads", {}), "a2 b2 a1 b1 => b1 b2");
}

TEST_F(PlanUpgradeTest, AMergePointWaitsForAllOfItsBranches) {
  use("a -> b -> c1 -> d1; b -> c2 -> d2; d1,d2 -> e -> f");
  EXPECT_EQ(upgrade("f", {"b"}), "c2 d2 c1 d1 e f => f");
}

TEST_F(PlanUpgradeTest, BranchFromMergepoint) {
  use("a1 -> b1 -> c1; a2 -> b2 -> c2; c1,c2 -> d1; c2 -> d2");
  EXPECT_EQ(upgrade("d1", {"d2", "b1"}), "c1 d1 => d1 d2");
}

TEST_F(PlanUpgradeTest, BranchFrom3WayMergepoint) {
  use("a1 -> b1 -> c1; a2 -> b2 -> c2; a3 -> b3 -> c3; c1,c2,c3 -> d1; c2 -> d2; c3 -> d3");
  EXPECT_EQ(upgrade("d1", {"d3", "d2", "b1"}), "c1 d1 => d1 d2 d3");
  EXPECT_EQ(upgrade("d1", {"d3", "b2", "b1"}), "c2 c1 d1 => d1 d3");
  EXPECT_EQ(upgrade("d2", {"d3", "d1"}), "d2 => d1 d2 d3");
}

TEST_F(PlanUpgradeTest, DependsOnOwnDownRevision) {
  use("a1 -> a2; a2 depends a1");
  EXPECT_EQ(upgrade("a2", {}), "a1 a2 => a2");
}

TEST_F(PlanUpgradeTest, DependsOnBranchLabel) {
  use("a1 -> b1 -> c1; a2 -> b2 -> c2; c1 -> d1 -> e1 -> f1; a1 label lib1; c1 label c1lib;"
      "c2 depends c1lib");
  EXPECT_EQ(upgrade("c2", {"a2"}), "a1 b1 c1 b2 c2 => c2");
}

TEST_F(PlanUpgradeTest, DependsOnWhatItsMergeJoins) {
  use("a1 -> bmerge; b1 -> bmerge; b1 depends a1");
  EXPECT_EQ(upgrade("b1", {"a1"}), "b1 => b1");
  EXPECT_EQ(upgrade("bmerge", {"b1"}), "bmerge => bmerge");
}

TEST_F(PlanUpgradeTest, EffectiveHeadIsLeftOutOfHeads) {
  use("y1 -> y2; x1; y2 depends x1");
  EXPECT_EQ(upgrade("heads", {}), "x1 y1 y2 => y2");
  EXPECT_EQ(upgrade_error("head", {}),
            "MG001 multiple heads exist for target \"head\" | Heads are \"y2\", \"x1\". | Use "
            "\"heads\", or \"label@head\".");
}

TEST_F(PlanUpgradeTest, HeadsOfABranchMayDependOnEachOther) {
  use("a -> b; a -> c; c depends b");
  EXPECT_EQ(upgrade("a@heads", {}), "a b c => c");
}

TEST_F(PlanUpgradeTest, EachStepSaysWhyAndChangesItsRows) {
  use("a -> b -> c -> d; x1 -> x2 -> x3; b depends x2; c depends x1");
  EXPECT_EQ(explained(upgrade_plan("c", {})),
            "x1: +x1 (ancestor of \"x2\")\n"
            "x2: x1>x2 (\"b\" depends on it)\n"
            "a: +a (ancestor of \"c\")\n"
            "b: -a x2>b (ancestor of \"c\")\n"
            "c: b>c (target)\n");
}

TEST_F(PlanUpgradeTest, AReasonPrefersTheTargetToADependency) {
  use("a -> b; a -> c -> d; d depends b; b label x");
  EXPECT_EQ(explained(upgrade_plan("d", {})),
            "a: +a (ancestor of \"d\")\n"
            "b: a>b (\"d\" depends on it)\n"
            "c: +c (ancestor of \"d\")\n"
            "d: -c b>d (target)\n");
}

TEST_F(PlanUpgradeTest, DownwardsIsNoUpgrade) {
  use(kChain);
  EXPECT_EQ(upgrade_error("-2", {"b"}),
            "22023 target \"-2\" is not an upgrade | A negative offset counts down from what is "
            "applied. | Use migrate_downgrade.");
}

TEST_F(PlanUpgradeTest, TooManyStepsAreAnError) {
  use(kChain);
  EXPECT_EQ(upgrade_error("+5", {"b"}),
            "42704 target \"+5\" goes past the last revision | Only 3 revisions follow \"b\". | ");
  EXPECT_EQ(upgrade_error("+1", {"e"}),
            "42704 target \"+1\" goes past the last revision | No revision follows \"e\". | ");
  EXPECT_EQ(upgrade_error("head+1", {"b"}),
            "42704 target \"head+1\" goes past the last revision | No revision follows \"e\". | ");
  EXPECT_EQ(upgrade_error("c-9", {"b"}),
            "42704 target \"c-9\" goes past base | Base is 3 steps below \"c\". | ");
}

TEST_F(PlanUpgradeTest, StepsFromSeveralRowsOrAcrossAForkAreAmbiguous) {
  use(kFork);
  EXPECT_EQ(upgrade_error("+1", {"c2", "c1"}),
            "MG004 target \"+1\" is ambiguous | Applied heads are \"c1\", \"c2\". | Use "
            "\"label@+1\", or a revision id.");
  EXPECT_EQ(upgrade_error("+1", {"b"}),
            "MG004 target \"+1\" is ambiguous | Revision \"b\" is followed by \"c1\", \"c2\". | "
            "Use \"label@+1\", or a revision id.");
  EXPECT_EQ(upgrade_error("a@+1", {"c2", "c1"}),
            "MG004 target \"a@+1\" is ambiguous | Applied heads are \"c1\", \"c2\". | Use a "
            "revision id.");
}

class PlanUpgradeRangeTest : public PlanTest {
 protected:
  Plan plan(std::string_view range, const Rows& rows) const {
    return plan_upgrade_range(graph_, Heads(graph_, rows), TargetRange::parse(range));
  }
  std::string steps(std::string_view range, const Rows& rows = {}) const {
    std::string text;
    for (const Step& step : plan(range, rows)) text += changes_of(step.changes) + " ";
    return text;
  }
  std::string error(std::string_view range) const {
    return error_of([&] { plan(range, {}); });
  }
};

TEST_F(PlanUpgradeRangeTest, GoesFromOneEndToTheOtherWhateverIsApplied) {
  use(kChain);
  EXPECT_EQ(steps("b:d", {"e"}), "b>c c>d ");
  EXPECT_EQ(steps(":b"), "+a a>b ");
  EXPECT_EQ(steps("base:b"), "+a a>b ");
  EXPECT_EQ(steps("d:"), "d>e ");
  EXPECT_EQ(steps("b:b"), "");
  EXPECT_EQ(steps("current:d", {"c"}), "c>d ");
}

TEST_F(PlanUpgradeRangeTest, ARelativeEndCountsFromTheOther) {
  use(kChain);
  EXPECT_EQ(steps("b:+2"), "b>c c>d ");
  EXPECT_EQ(steps("-1:d"), "c>d ");
  EXPECT_EQ(steps("b+1:e-1"), "c>d ");
  EXPECT_EQ(error("b:+9"),
            "42704 target \"+9\" goes past the last revision | Only 3 revisions follow \"b\". | ");
}

TEST_F(PlanUpgradeRangeTest, UnrelatedEndsAddAHistory) {
  use("a1 -> b1; a2 -> b2");
  EXPECT_EQ(steps("b1:b2"), "+a2 a2>b2 ");
}

TEST_F(PlanUpgradeRangeTest, EndsTheWrongWayRoundAreAnError) {
  use(kChain);
  EXPECT_EQ(error("d:b"), "MG003 revision \"d\" is not an ancestor of \"b\" |  | ");
  EXPECT_EQ(error("d:base"), "MG003 revision \"d\" is not an ancestor of base |  | ");
}

TEST_F(PlanUpgradeRangeTest, AnEndMustCountTowardsTheOther) {
  use(kChain);
  EXPECT_EQ(error("-1:+1"),
            "22023 invalid migration range \"-1:+1\" | Only one end can be relative. | ");
  EXPECT_EQ(error("+1:d"),
            "22023 invalid migration range \"+1:d\" | The lower end cannot count upwards. | ");
  EXPECT_EQ(error("a:-1"),
            "22023 invalid migration range \"a:-1\" | The upper end cannot count downwards. | ");
}

}  // namespace
}  // namespace migrate::test

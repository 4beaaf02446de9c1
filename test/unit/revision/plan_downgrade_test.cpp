// Graphs, steps and rows are those of alembic's tests/test_version_traversal.py where a case has
// the name of one of its classes.
#include "unit/revision/plan_fixture.h"

namespace migrate::test {
namespace {

class PlanDowngradeTest : public PlanTest {};

TEST_F(PlanDowngradeTest, ToARevisionRemovesWhatIsAboveIt) {
  use(kChain);
  EXPECT_EQ(downgrade("c", {"e"}), "e d => c");
  EXPECT_EQ(downgrade("base", {"c"}), "c b a => ");
}

TEST_F(PlanDowngradeTest, ToWhatIsCurrentIsNothingToDo) {
  use(kChain);
  EXPECT_EQ(downgrade("e", {"e"}), "=> e");
  EXPECT_EQ(downgrade("a", {"a"}), "=> a");
  EXPECT_EQ(downgrade("head", {"e"}), "=> e");
  EXPECT_EQ(downgrade("heads", {"e"}), "=> e");
  EXPECT_EQ(downgrade("current", {"c"}), "=> c");
  EXPECT_EQ(downgrade("base", {}), "=> ");
}

TEST_F(PlanDowngradeTest, ToARevisionThatOnlyADependencyKeepsIsNothingToDo) {
  use("x1 -> x2; y1 -> y2; y2 depends x1");
  EXPECT_EQ(downgrade("x1", {"y2"}), "=> y2");
}

TEST_F(PlanDowngradeTest, RelativeToWhatIsApplied) {
  use(kChain);
  EXPECT_EQ(downgrade("-1", {"c"}), "c => b");
  EXPECT_EQ(downgrade("-3", {"e"}), "e d c => b");
  EXPECT_EQ(downgrade("-1", {"a"}), "a => ");
  EXPECT_EQ(downgrade("-3", {"c"}), "c b a => ");
}

TEST_F(PlanDowngradeTest, RelativeToARevision) {
  use(kChain);
  EXPECT_EQ(downgrade("a+2", {"d"}), "d => c");
  EXPECT_EQ(downgrade("c-2", {"d"}), "d c b => a");
  EXPECT_EQ(downgrade("head-1", {"e"}), "e => d");
  EXPECT_EQ(downgrade("base+2", {"e"}), "e d c => b");
}

TEST_F(PlanDowngradeTest, ToABranchPointRemovesEveryBranch) {
  use(kFork);
  EXPECT_EQ(downgrade("a", {"d1", "d2"}), "d1 c1 d2 c2 b => a");
  EXPECT_EQ(downgrade("base+2", {"d2", "d1"}), "d1 c1 d2 c2 => b");
}

TEST_F(PlanDowngradeTest, ALabelKeepsToItsBranch) {
  use(kFork);
  EXPECT_EQ(downgrade("c2branch@b", {"c1", "d2"}), "d2 c2 => c1");
  EXPECT_EQ(downgrade("c2@b", {"d1", "d2"}), "d2 c2 => d1");
  EXPECT_EQ(downgrade("d1@b", {"d1", "d2"}), "d1 c1 => d2");
  EXPECT_EQ(downgrade("c2branch@base+2", {"d2", "d1"}), "d2 c2 => d1");
  EXPECT_EQ(downgrade("c2branch@base+3", {"d2", "d1"}), "d2 => c2 d1");
  EXPECT_EQ(downgrade("c1branch@head-1", {"d1", "d2"}), "d1 => c1 d2");
}

TEST_F(PlanDowngradeTest, TheHeadOfABranchIsThatOfTheLabel) {
  use(kFork);
  EXPECT_EQ(downgrade("c1branch@head", {"d1", "d2"}), "=> d1 d2");
}

TEST_F(PlanDowngradeTest, StepsDownOneBranch) {
  use(kFork);
  EXPECT_EQ(downgrade("c1branch@-1", {"d1", "d2"}), "d1 => c1 d2");
  EXPECT_EQ(downgrade("c1branch@-2", {"d1", "d2"}), "d1 c1 => d2");
  EXPECT_EQ(downgrade("d2-1", {"c1", "d2"}), "d2 => c1 c2");
}

TEST_F(PlanDowngradeTest, StepsDownABranchWhoseLabelIsBelowTheFork) {
  use("a -> b -> c; b -> d; a label main; c depends d");
  EXPECT_EQ(downgrade("main@-1", {"c"}), "c => d");
  EXPECT_EQ(downgrade("main@b", {"c"}), "c d => b");
}

TEST_F(PlanDowngradeTest, ABranchGoesToBaseAloneUnlessItSharesItsBase) {
  use("a1 -> b1; a2 -> b2; a1 label one; b2 label two");
  EXPECT_EQ(downgrade("one@base", {"b1", "b2"}), "b1 a1 => b2");
  EXPECT_EQ(downgrade("two@base", {"b1", "b2"}), "b2 a2 => b1");
  use(kFork);
  EXPECT_EQ(downgrade("c1branch@base", {"d1", "d2"}), "d1 c1 d2 c2 b a => ");
}

TEST_F(PlanDowngradeTest, AMergePointComesApart) {
  use("a -> b -> c1 -> d1; b -> c2 -> d2; d1,d2 -> e -> f");
  EXPECT_EQ(downgrade("b", {"f"}), "f e d1 c1 d2 c2 => b");
  EXPECT_EQ(downgrade("d1", {"f"}), "f e => d1 d2");
}

TEST_F(PlanDowngradeTest, BranchFromMergepoint) {
  use("a1 -> b1 -> c1; a2 -> b2 -> c2; c1,c2 -> d1; c2 -> d2");
  EXPECT_EQ(downgrade("b1", {"d2", "d1"}), "d1 c1 => b1 d2");
}

TEST_F(PlanDowngradeTest, BranchFrom3WayMergepoint) {
  use("a1 -> b1 -> c1; a2 -> b2 -> c2; a3 -> b3 -> c3; c1,c2,c3 -> d1; c2 -> d2; c3 -> d3");
  EXPECT_EQ(downgrade("b1", {"d3", "d2", "d1"}), "d1 c1 => b1 d2 d3");
}

TEST_F(PlanDowngradeTest, Kaboom) {
  use("a1; a2; a3; a1,a2,a3 -> amerge; b1; b2; b1,b2 -> bmerge; c1; c2; c3; c1,c2,c3 -> cmerge;"
      "d1; d1 depends a3,b2,c1");
  EXPECT_EQ(downgrade("b2", {"amerge", "bmerge", "cmerge", "d1"}), "bmerge => amerge b1 cmerge d1");
  EXPECT_EQ(downgrade("d1@base", {"amerge", "d1", "b1", "cmerge"}), "d1 => amerge b1 b2 cmerge");
  EXPECT_EQ(downgrade("base", {"amerge", "b1", "b2", "cmerge"}),
            "amerge a1 b1 b2 cmerge c1 a2 a3 c2 c3 => ");
}

TEST_F(PlanDowngradeTest, HalfOfACrisscrossCanGo) {
  use("a1 -> a2 -> a3; b1 -> b2 -> b3; b2 depends a2; a3 depends b1");
  EXPECT_EQ(downgrade("b1", {"a3", "b2"}), "b2 => a3");
}

TEST_F(PlanDowngradeTest, DependsOnOwnDownRevision) {
  use("a1 -> a2; a2 depends a1");
  EXPECT_EQ(downgrade("a1", {"a2"}), "a2 => a1");
}

TEST_F(PlanDowngradeTest, DependenciesAreNormalized) {
  use("a1 -> a2 -> a3; b1 -> b2 -> b3 -> b4; b2 depends a3; b4 depends a3");
  EXPECT_EQ(downgrade("b3", {"b4"}), "b4 => b3");
}

TEST_F(PlanDowngradeTest, WhatAMergeJoinedMayStillImplyEachOther) {
  use("a1 -> bmerge; b1 -> bmerge; b1 depends a1");
  EXPECT_EQ(downgrade("a1", {"bmerge"}), "bmerge => b1");
  EXPECT_EQ(downgrade("b1", {"bmerge"}), "bmerge => b1");
}

TEST_F(PlanDowngradeTest, WhatDependsOnABranchGoesWithIt) {
  use("a -> b -> c1 -> d1; b -> c2 -> d2; c1 label c1branch; c2 label c2branch; d2 depends c1");
  EXPECT_EQ(downgrade("c2branch@b", {"d1", "d2"}), "d2 c2 => d1");
  EXPECT_EQ(downgrade("c1branch@b", {"d1", "d2"}), "d1 d2 c1 => c2");
}

TEST_F(PlanDowngradeTest, EffectiveHeads) {
  use("y1; x1; y2; x2; y1 -> y2; x1 -> x2; y1 label y; x1 label x; y2 depends x1");
  EXPECT_EQ(downgrade("x@-1", {"x2", "y2"}), "x2 => y2");
  EXPECT_EQ(downgrade("x@-1", {"y2"}), "y2 x1 => y1");
}

TEST_F(PlanDowngradeTest, EachStepSaysWhyAndChangesItsRows) {
  use("a -> b -> c; a -> d; x -> y; y depends b");
  EXPECT_EQ(explained(downgrade_plan("a", {"c", "d", "y"})),
            "c: -c (revises \"b\")\n"
            "y: +x y>b (depends on \"b\")\n"
            "d: -d (revises \"a\")\n"
            "b: b>a (revises \"a\")\n");
  EXPECT_EQ(explained(downgrade_plan("base", {"b"})),
            "b: b>a (revises \"a\")\n"
            "a: -a (target is base)\n");
}

TEST_F(PlanDowngradeTest, UpwardsIsNoDowngrade) {
  use(kChain);
  EXPECT_EQ(downgrade_error("+2", {"b"}),
            "22023 target \"+2\" is not a downgrade | A positive offset counts up from what is "
            "applied. | Use migrate_upgrade.");
}

TEST_F(PlanDowngradeTest, TooManyStepsAreAnError) {
  use(kChain);
  EXPECT_EQ(downgrade_error("-5", {"b"}),
            "42704 target \"-5\" goes past base | Base is 2 steps below \"b\". | ");
  EXPECT_EQ(downgrade_error("-1", {}),
            "42704 target \"-1\" goes past base | Nothing is applied. | ");
  EXPECT_EQ(downgrade_error("e+1", {"b"}),
            "42704 target \"e+1\" goes past the last revision | No revision follows \"e\". | ");
  use(kFork);
  EXPECT_EQ(downgrade_error("c1branch@-1", {}),
            "42704 target \"c1branch@-1\" goes past base | Nothing is applied on branch "
            "\"c1branch\". | ");
}

TEST_F(PlanDowngradeTest, StepsFromSeveralRowsAreAnErrorThatListsThem) {
  use(kFork);
  EXPECT_EQ(downgrade_error("-1", {"d2", "d1"}),
            "MG004 target \"-1\" is ambiguous | Applied heads are \"d1\", \"d2\". | Use "
            "\"label@-1\", or a revision id.");
  EXPECT_EQ(downgrade_error("a@-1", {"d2", "d1"}),
            "MG004 target \"a@-1\" is ambiguous | Applied heads are \"d1\", \"d2\". | Use a "
            "revision id.");
}

TEST_F(PlanDowngradeTest, StepsThroughAMergePointNeedALabel) {
  use("a -> b; a -> c; b,c -> m; b label left");
  EXPECT_EQ(downgrade_error("-2", {"m"}),
            "MG004 target \"-2\" is ambiguous | Revision \"m\" revises \"b\", \"c\". | Use "
            "\"label@-2\", or a revision id.");
  EXPECT_EQ(downgrade("left@-2", {"m"}), "m b => c");
}

TEST_F(PlanDowngradeTest, SeveralHeadsAreAnError) {
  use(kFork);
  EXPECT_EQ(downgrade_error("head", {"d1"}),
            "MG001 multiple heads exist for target \"head\" | Heads are \"d1\", \"d2\". | Use "
            "\"heads\", or \"label@head\".");
  EXPECT_EQ(downgrade_error("heads", {"d1"}),
            "MG001 multiple heads exist for target \"heads\" | Heads are \"d1\", \"d2\". | Use a "
            "revision id.");
}

TEST_F(PlanDowngradeTest, ATargetThatIsNotAppliedIsAnError) {
  use(kChain);
  EXPECT_EQ(downgrade_error("c", {"b"}),
            "MG003 cannot downgrade to revision \"c\" | It is not applied; current is \"b\". | ");
  EXPECT_EQ(downgrade_error("b", {}),
            "MG003 cannot downgrade to revision \"b\" | Nothing is applied. | ");
}

TEST_F(PlanDowngradeTest, ATargetOutsideOfItsBranchIsAnError) {
  use(kFork);
  EXPECT_EQ(downgrade_error("c1branch@c2", {"d1", "d2"}),
            "MG003 revision \"c2\" is not on branch \"c1branch\" |  | ");
}

class PlanDowngradeRangeTest : public PlanTest {
 protected:
  std::string steps(std::string_view range, const Rows& rows = {}) const {
    std::string text;
    for (const Step& step :
         plan_downgrade_range(graph_, Heads(graph_, rows), TargetRange::parse(range))) {
      text += changes_of(step.changes) + " ";
    }
    return text;
  }
};

TEST_F(PlanDowngradeRangeTest, GoesFromOneEndDownToTheOtherWhateverIsApplied) {
  use(kChain);
  EXPECT_EQ(steps("d:b", {"a"}), "d>c c>b ");
  EXPECT_EQ(steps("b:base"), "b>a -a ");
  EXPECT_EQ(steps("head:-1"), "e>d ");
  EXPECT_EQ(steps("current:base", {"a"}), "-a ");
  EXPECT_EQ(steps("b:b"), "");
}

TEST_F(PlanDowngradeRangeTest, EndsTheWrongWayRoundOrMissingAreAnError) {
  use(kChain);
  EXPECT_EQ(error_of([&] { steps("b:d"); }),
            "MG003 cannot downgrade to revision \"d\" | It is not applied; current is \"b\". | ");
  for (const std::string& range : std::vector<std::string>{":b", "d:", ":"}) {
    EXPECT_EQ(error_of([&] { steps(range); }),
              "22023 a downgrade range needs both ends | It is written \"from:to\". | ");
  }
}

class PlanTowardsTest : public PlanTest {};

TEST_F(PlanTowardsTest, GoesUpToWhatIsAheadAndDownToWhatIsNot) {
  use(kChain);
  EXPECT_EQ(towards("head", {"c"}), "upgrade d e => e");
  EXPECT_EQ(towards("b", {"c"}), "downgrade c => b");
  EXPECT_EQ(towards("base", {"b"}), "downgrade b a => ");
  EXPECT_EQ(towards("+1", {"b"}), "upgrade c => c");
  EXPECT_EQ(towards("-1", {"b"}), "downgrade b => a");
  EXPECT_EQ(towards("e-1", {"e"}), "downgrade e => d");
  EXPECT_EQ(towards("e", {"e"}), "nothing => e");
  EXPECT_EQ(towards("current", {"c"}), "nothing => c");
}

TEST_F(PlanTowardsTest, SeveralHeadsThatAreAllAppliedAreNothingToDo) {
  use(kFork);
  EXPECT_EQ(towards("heads", {"d1", "d2"}), "nothing => d1 d2");
  EXPECT_EQ(towards("heads", {"d1"}), "upgrade c2 d2 => d1 d2");
  EXPECT_EQ(towards("c1branch@b", {"d1", "d2"}), "downgrade d1 c1 => d2");
}

TEST_F(PlanTowardsTest, AnEmptyHistoryHasNothingToDo) {
  use("");
  EXPECT_EQ(towards("head", {}), "nothing => ");
}

}  // namespace
}  // namespace migrate::test

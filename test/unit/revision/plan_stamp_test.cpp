// Graphs and rows are those of alembic's tests/test_version_traversal.py where it has the case.
#include "unit/revision/plan_fixture.h"

namespace migrate::test {
namespace {

class PlanStampTest : public PlanTest {
 protected:
  Plan plan(std::string_view targets, const Rows& rows) const {
    std::vector<Target> parsed;
    for (const std::string& target : split_list(targets)) parsed.push_back(Target::parse(target));
    return plan_stamp(graph_, Heads(graph_, rows), parsed);
  }
  std::string stamp(std::string_view targets, const Rows& rows) const {
    return outcome_of(graph_, plan(targets, rows), rows);
  }
  std::string error(std::string_view targets, const Rows& rows) const {
    return error_of([&] { plan(targets, rows); });
  }
};

TEST_F(PlanStampTest, MovesUpAndDownALine) {
  use(kChain);
  EXPECT_EQ(stamp("d", {}), "d => d");
  EXPECT_EQ(stamp("d", {"b"}), "d => d");
  EXPECT_EQ(stamp("b", {"d"}), "b => b");
  EXPECT_EQ(stamp("head", {"b"}), "e => e");
  EXPECT_EQ(stamp("d", {"d"}), "=> d");
}

TEST_F(PlanStampTest, EachStepChangesItsRows) {
  use(kFork);
  EXPECT_EQ(explained(plan("b", {"d1", "c2"})), "b: -d1 c2>b (target)\n");
  EXPECT_EQ(explained(plan("d1", {"c2"})), "d1: +d1 (target)\n");
  EXPECT_EQ(explained(plan("base", {"c2", "d1"})),
            "d1: -d1 (target is base)\n"
            "c2: -c2 (target is base)\n");
  EXPECT_EQ(plan("d1", {}).front().operation, Operation::kStamp);
}

TEST_F(PlanStampTest, BaseRemovesEveryRowOrThoseOfABranch) {
  use(kFork);
  EXPECT_EQ(stamp("base", {"d1", "c2"}), "d1 c2 => ");
  EXPECT_EQ(stamp("c1branch@base", {"d1", "c2"}), "d1 => c2");
  EXPECT_EQ(stamp("base", {}), "=> ");
}

TEST_F(PlanStampTest, AHeadOfABranchLeavesTheOtherOnes) {
  use(kFork);
  EXPECT_EQ(stamp("c2branch@head", {"d1", "c2"}), "d2 => d1 d2");
  EXPECT_EQ(stamp("heads", {}), "d1 d2 => d1 d2");
  EXPECT_EQ(stamp("heads", {"c1", "c2"}), "d1 d2 => d1 d2");
  EXPECT_EQ(stamp("heads", {"d1", "d2"}), "=> d1 d2");
}

TEST_F(PlanStampTest, OnlyRowsAboveOrBelowTheTargetGiveWay) {
  use("a -> b1 -> c1; a -> b2 -> c2; a label main");
  EXPECT_EQ(stamp("main@b1", {"c1", "c2"}), "b1 => b1 c2");
}

TEST_F(PlanStampTest, AcrossAMerge) {
  use("a -> b -> c1 -> d1; b -> c2 -> d2; d1,d2 -> e -> f; c2 label c2branch");
  EXPECT_EQ(stamp("c2", {"e"}), "c2 => c2");
  EXPECT_EQ(stamp("a", {"e"}), "a => a");
  EXPECT_EQ(stamp("e", {"c2"}), "e => e");
  EXPECT_EQ(stamp("e", {"d1", "c2"}), "e => e");
  EXPECT_EQ(stamp("e", {"b"}), "e => e");
  EXPECT_EQ(stamp("c2branch@head", {"d1", "c2"}), "f => f");
  EXPECT_EQ(stamp("d1,d2", {"e"}), "d1 d2 => d1 d2");
}

TEST_F(PlanStampTest, AcrossADependency) {
  use("a1 -> b1 -> c1 -> d1 -> e1; a2 -> b2 -> c2; c2 depends c1");
  EXPECT_EQ(stamp("b1", {"e1", "c2"}), "b1 => b1");
}

TEST_F(PlanStampTest, SeveralTargetsStandSideBySide) {
  use("a1 -> b1; a2 -> b2; a1 label one");
  EXPECT_EQ(stamp("b1,b2", {"a1", "a2"}), "b1 b2 => b1 b2");
  EXPECT_EQ(stamp("b1, b1", {}), "b1 => b1");
  EXPECT_EQ(stamp("one@base,b2", {"b1", "a2"}), "b1 b2 => b2");
}

TEST_F(PlanStampTest, RelativeTargetsCountFromTheRows) {
  use(kChain);
  EXPECT_EQ(stamp("+2", {"b"}), "d => d");
  EXPECT_EQ(stamp("-1", {"c"}), "b => b");
  EXPECT_EQ(stamp("-1", {"a"}), "a => ");
  EXPECT_EQ(stamp("head-1", {"a"}), "d => d");
  EXPECT_EQ(stamp("a-1", {"c"}), "c => ");
  EXPECT_EQ(stamp("current", {"c"}), "=> c");
  use(kFork);
  EXPECT_EQ(stamp("c1branch@-1", {"d1", "d2"}), "c1 => c1 d2");
  EXPECT_EQ(error("-1", {"d1", "d2"}),
            "MG004 target \"-1\" is ambiguous | Applied heads are \"d1\", \"d2\". | Use "
            "\"label@-1\", or a revision id.");
}

TEST_F(PlanStampTest, HeadsOfABranchThatDependOnEachOtherMakeOneRow) {
  use("a -> b; a -> c; c depends b");
  EXPECT_EQ(stamp("a@heads", {}), "c => c");
}

TEST_F(PlanStampTest, OverlappingTargetsAreAnError) {
  use(kFork);
  EXPECT_EQ(error("b,d1", {}),
            "22023 target \"b\" overlaps target \"d1\" | Revision \"b\" is an ancestor of \"d1\". "
            "| ");
  EXPECT_EQ(error("c1branch@head,c1", {}),
            "22023 target \"c1\" overlaps target \"c1branch@head\" | Revision \"c1\" is an "
            "ancestor of \"d1\". | ");
  EXPECT_EQ(error("base,d1", {}),
            "22023 target \"base\" overlaps target \"d1\" | Stamping base removes every row. | ");
}

TEST_F(PlanStampTest, UnknownTargetsAreAnError) {
  use(kFork);
  EXPECT_EQ(error("zz", {}), "42704 revision \"zz\" does not exist |  | ");
}

}  // namespace
}  // namespace migrate::test

// The states are those of alembic's tests/test_version_traversal.py for the same graphs.
#include "revision/heads.h"

#include <gtest/gtest.h>

#include "support/expect_error.h"
#include "support/graph_text.h"

namespace migrate {
namespace {

using test::changes_of;
using test::error_of;
using test::graph_of;
using test::ids_of;
using Strings = std::vector<std::string>;

class Walk {
 public:
  Walk(std::string_view graph, const Strings& rows)
      : graph_(graph_of(graph)), heads_(graph_, rows) {}

  /// "changes => rows"
  std::string apply(std::string_view id) { return told(heads_.apply(*graph_.find(id))); }
  std::string revert(std::string_view id) { return told(heads_.revert(*graph_.find(id))); }
  std::string current() const { return ids_of(graph_, heads_.current()); }
  bool is_applied(std::string_view id) const { return heads_.is_applied(*graph_.find(id)); }

 private:
  std::string told(const std::vector<RowChange>& changes) const {
    return changes_of(changes) + " => " + ids_of(graph_, heads_.rows());
  }

  RevisionGraph graph_;
  Heads heads_;
};

TEST(HeadsTest, ABaseIsInsertedAndDeleted) {
  Walk walk("a -> b", {});
  EXPECT_EQ(walk.apply("a"), "+a => a");
  EXPECT_EQ(walk.apply("b"), "a>b => b");
  EXPECT_EQ(walk.revert("b"), "b>a => a");
  EXPECT_EQ(walk.revert("a"), "-a => ");
}

TEST(HeadsTest, ABranchPointKeepsNoRowOnceABranchIsApplied) {
  Walk walk("a -> b; a -> c", {"a"});
  EXPECT_EQ(walk.apply("b"), "a>b => b");
  EXPECT_EQ(walk.apply("c"), "+c => b c");
  EXPECT_EQ(walk.revert("b"), "-b => c");
  EXPECT_EQ(walk.revert("c"), "c>a => a");
}

TEST(HeadsTest, AMergePointTakesTheRowsOfItsBranches) {
  Walk walk("a -> b; a -> c; a -> d; b,c,d -> m", {"b", "c", "d"});
  EXPECT_EQ(walk.apply("m"), "-b -c d>m => m");
  EXPECT_EQ(walk.revert("m"), "+b +c m>d => b c d");
}

TEST(HeadsTest, TwinMerge) {
  Walk walk("a -> b1; a -> b2; a -> b3; b1,b2,b3 -> c1 -> d1; b1,b2,b3 -> c2 -> d2", {"a"});
  EXPECT_EQ(walk.apply("b3"), "a>b3 => b3");
  EXPECT_EQ(walk.apply("b1"), "+b1 => b1 b3");
  EXPECT_EQ(walk.apply("b2"), "+b2 => b1 b2 b3");
  EXPECT_EQ(walk.apply("c2"), "-b1 -b2 b3>c2 => c2");
  EXPECT_EQ(walk.apply("d2"), "c2>d2 => d2");
  EXPECT_EQ(walk.apply("c1"), "+c1 => c1 d2");
  EXPECT_EQ(walk.apply("d1"), "c1>d1 => d1 d2");
}

TEST(HeadsTest, NotQuiteTwinMerge) {
  Walk walk("a -> b1; a -> b2; a -> b3; b1,b2 -> c1 -> d1; b2,b3 -> c2 -> d2", {"a"});
  EXPECT_EQ(walk.apply("b2"), "a>b2 => b2");
  EXPECT_EQ(walk.apply("b3"), "+b3 => b2 b3");
  EXPECT_EQ(walk.apply("c2"), "-b2 b3>c2 => c2");
  EXPECT_EQ(walk.apply("d2"), "c2>d2 => d2");
  EXPECT_EQ(walk.apply("b1"), "+b1 => b1 d2");
  EXPECT_EQ(walk.apply("c1"), "b1>c1 => c1 d2");
  EXPECT_EQ(walk.apply("d1"), "c1>d1 => d1 d2");
}

TEST(HeadsTest, ADependencyIsImpliedByTheRevisionThatDependsOnIt) {
  Walk walk("a1 -> b1 -> c1 -> d1; a2 -> b2 -> c2; c2 depends c1", {"c2", "d1"});
  EXPECT_EQ(walk.current(), "d1 c2");
  EXPECT_EQ(walk.revert("d1"), "-d1 => c2");
  EXPECT_EQ(walk.current(), "c1 c2");
  EXPECT_EQ(walk.revert("c2"), "+b2 c2>c1 => c1 b2");
}

TEST(HeadsTest, RowsThatImplyEachOtherAreNotMadeWhenAMergeIsTakenDown) {
  Walk walk("a1 -> m; b1 -> m; b1 depends a1", {"m"});
  EXPECT_EQ(walk.revert("m"), "m>b1 => b1");
}

TEST(HeadsTest, AMergeOfARevisionThatAnotherRowImpliesTakesOnlyTheRow) {
  Walk walk("a -> b; c; c depends b; a,c -> m", {"c"});
  EXPECT_EQ(walk.apply("m"), "c>m => m");
}

TEST(HeadsTest, ARowThatAnotherOneImpliesIsKeptUntilAStepRemovesIt) {
  Walk walk("a -> b -> c", {"a", "b"});
  EXPECT_EQ(walk.apply("c"), "b>c => a c");
  EXPECT_EQ(walk.revert("c"), "c>b => a b");
  EXPECT_EQ(walk.revert("b"), "-b => a");
}

TEST(HeadsTest, EverythingBelowARowIsApplied) {
  const Walk walk("a -> b -> c; d; e; b depends d", {"b"});
  EXPECT_TRUE(walk.is_applied("a"));
  EXPECT_TRUE(walk.is_applied("b"));
  EXPECT_TRUE(walk.is_applied("d"));
  EXPECT_FALSE(walk.is_applied("c"));
  EXPECT_FALSE(walk.is_applied("e"));
}

TEST(HeadsTest, ARowMustNameAStoredRevision) {
  EXPECT_EQ(error_of([] { Walk("a", {"zz"}); }),
            "55000 revision \"zz\" in migrate_version does not exist |  | Import the revision, or "
            "call migrate_stamp(target, true) to set the rows anew.");
}

}  // namespace
}  // namespace migrate

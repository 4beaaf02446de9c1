// The orders are those of alembic's tests/test_revision.py for the same graphs.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "support/graph_text.h"

namespace migrate {
namespace {

using test::graph_of;
using test::ids_of;

/// Newest first, as Alembic's history shows it.
std::string unwound(const RevisionGraph& graph, const Nodes& tips) {
  Nodes order = graph.upgrade_order(graph.ancestors(tips, true), tips);
  std::reverse(order.begin(), order.end());
  return ids_of(graph, order);
}

Nodes nodes(const RevisionGraph& graph, std::initializer_list<std::string_view> ids) {
  Nodes result;
  for (const std::string_view id : ids) result.push_back(*graph.find(id));
  return result;
}

TEST(UpgradeOrderTest, ADiamondGoesDownOneSideAfterTheOther) {
  const RevisionGraph graph = graph_of("a; b1; b2; a -> b1; a -> b2; b1,b2 -> c -> d");
  EXPECT_EQ(unwound(graph, graph.heads()), "d c b1 b2 a");
}

TEST(UpgradeOrderTest, EachHeadGoesDownToItsBranchPoint) {
  const RevisionGraph graph =
      graph_of("a; b1; b2; c1; d11; d12; a -> b1 -> c1 -> d11; c1 -> d12; a -> b2");
  EXPECT_EQ(unwound(graph, graph.heads()), "b2 d11 d12 c1 b1 a");
}

TEST(UpgradeOrderTest, SeparateHistoriesFollowEachOther) {
  const RevisionGraph graph = graph_of(
      "base1; base2; base3; a1a; a1b; a2; a3; b1a; b1b; b2; b3; c2; d2; mergeb3d2;"
      "base1 -> a1a -> b1a; base1 -> a1b -> b1b; base2 -> a2 -> b2 -> c2 -> d2;"
      "base3 -> a3 -> b3; b3,d2 -> mergeb3d2");
  EXPECT_EQ(unwound(graph, graph.heads()),
            "b1a a1a b1b a1b base1 mergeb3d2 b3 a3 base3 d2 c2 b2 a2 base2");
}

TEST(UpgradeOrderTest, BranchesThatShareBranchPointsWaitForEachOther) {
  const RevisionGraph graph = graph_of(
      "a1; a2; a3; b1; b2; cb1; cb2; db1; db2; e1b1; fe1b1; e2b1; e2b2; merge;"
      "a1 -> a2 -> a3 -> b1 -> cb1 -> db1 -> e1b1 -> fe1b1; a3 -> b2 -> cb2 -> db2 -> e2b2;"
      "db1 -> e2b1; e2b1,e2b2 -> merge");
  EXPECT_EQ(unwound(graph, graph.heads()),
            "fe1b1 e1b1 merge e2b1 db1 cb1 b1 e2b2 db2 cb2 b2 a3 a2 a1");
  EXPECT_EQ(unwound(graph, nodes(graph, {"merge"})),
            "merge e2b1 db1 cb1 b1 e2b2 db2 cb2 b2 a3 a2 a1");
  EXPECT_EQ(unwound(graph, nodes(graph, {"e2b1", "b2", "fe1b1"})),
            "b2 fe1b1 e1b1 e2b1 db1 cb1 b1 a3 a2 a1");
}

TEST(UpgradeOrderTest, TipsOutsideAreIgnoredAndMissingOnesFound) {
  const RevisionGraph graph = graph_of("a -> b -> c");
  const std::vector<bool> lower = graph.ancestors(nodes(graph, {"b"}), true);
  EXPECT_EQ(ids_of(graph, graph.upgrade_order(lower, nodes(graph, {"c"}))), "a b");
  EXPECT_EQ(ids_of(graph, graph.upgrade_order(lower, Nodes())), "a b");
}

/// a0 -> b0, c0 -> a1 -> b1, c1 -> …: each rung a branch point and a merge point.
std::vector<Revision> ladder(std::size_t rungs) {
  std::vector<Revision> revisions;
  const auto name = [](char side, std::size_t rung) { return side + std::to_string(rung); };
  for (std::size_t rung = 0; rung < rungs; ++rung) {
    std::vector<std::string> below;
    if (rung > 0) below = {name('b', rung - 1), name('c', rung - 1)};
    revisions.push_back({name('a', rung), below, {}, {}, ""});
    revisions.push_back({name('b', rung), {name('a', rung)}, {}, {}, ""});
    revisions.push_back({name('c', rung), {name('a', rung)}, {}, {}, ""});
  }
  return revisions;
}

TEST(UpgradeOrderTest, ALongLadderIsClimbedRungByRung) {
  constexpr std::size_t kRungs = 20'000;
  const RevisionGraph graph = RevisionGraph::build(ladder(kRungs));
  const Nodes order = graph.upgrade_order(std::vector<bool>(graph.size(), true), graph.heads());
  ASSERT_EQ(order.size(), 3 * kRungs);
  for (Node rung = 0; rung < kRungs; ++rung) {
    ASSERT_EQ(order[3 * rung], 3 * rung);
    ASSERT_EQ(order[3 * rung + 1], 3 * rung + 2);
    ASSERT_EQ(order[3 * rung + 2], 3 * rung + 1);
  }
}

/// Three lines of which two depend on the first at each step: quadratic if each step looked at
/// everything below it.
TEST(UpgradeOrderTest, LongBranchesThatDependOnEachOtherComeInAnOrderThatWorks) {
  constexpr std::size_t kLength = 10'000;
  std::vector<Revision> revisions;
  for (std::size_t i = 0; i < kLength; ++i) {
    for (const char line : {'a', 'b', 'c'}) {
      Revision revision{line + std::to_string(i), {}, {}, {}, ""};
      if (i > 0) revision.down_revisions = {line + std::to_string(i - 1)};
      if (line != 'a') revision.depends_on = {'a' + std::to_string(i)};
      revisions.push_back(revision);
    }
  }
  const RevisionGraph graph = RevisionGraph::build(std::move(revisions));
  const Nodes order = graph.upgrade_order(std::vector<bool>(graph.size(), true), graph.heads());
  ASSERT_EQ(order.size(), graph.size());
  std::vector<bool> is_done(graph.size());
  for (const Node node : order) {
    for (const Node below : graph.normalized_down(node)) ASSERT_TRUE(is_done[below]);
    is_done[node] = true;
  }
}

}  // namespace
}  // namespace migrate

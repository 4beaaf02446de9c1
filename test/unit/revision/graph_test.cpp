#include "revision/graph.h"

#include <gtest/gtest.h>

#include "support/expect_error.h"
#include "support/graph_text.h"

namespace migrate {
namespace {

using test::error_of;
using test::graph_of;
using test::ids_of;
using test::revisions_of;

std::string ids(const RevisionGraph& graph, std::span<const Node> nodes) {
  return ids_of(graph, Nodes(nodes.begin(), nodes.end()));
}

std::string marked(const RevisionGraph& graph, const std::vector<bool>& nodes) {
  Nodes result;
  for (Node node = 0; node < graph.size(); ++node) {
    if (nodes[node]) result.push_back(node);
  }
  return ids_of(graph, result);
}

std::string build_error(std::string_view text) {
  return error_of([&] { graph_of(text); });
}

TEST(RevisionGraphTest, AnEmptyGraphHasNothing) {
  const RevisionGraph graph = graph_of("");
  EXPECT_EQ(graph.size(), 0U);
  EXPECT_EQ(graph.find("a"), std::nullopt);
  EXPECT_EQ(graph.heads(), Nodes());
  EXPECT_EQ(graph.bases(), Nodes());
}

TEST(RevisionGraphTest, FindsRevisionsByExactIdAndLabel) {
  const RevisionGraph graph = graph_of("a -> b; b label x,y");
  EXPECT_EQ(graph.find("b"), 1U);
  EXPECT_EQ(graph.find("x"), std::nullopt);
  EXPECT_EQ(graph.find_label("y"), 1U);
  EXPECT_EQ(graph.find_label("b"), std::nullopt);
}

TEST(RevisionGraphTest, ACopyFindsItsOwnRevisions) {
  std::optional<RevisionGraph> original = graph_of("a -> b; a label x");
  const RevisionGraph copy = *original;
  original.reset();
  EXPECT_EQ(copy.find("b"), 1U);
  EXPECT_EQ(copy.find_label("x"), 0U);
}

TEST(RevisionGraphTest, LinksBothKindsOfEdges) {
  const RevisionGraph graph = graph_of("a -> b; a -> c; b,c -> d; e depends d,x; c label x");
  const auto node = [&](std::string_view id) { return *graph.find(id); };
  EXPECT_EQ(ids(graph, graph.down(node("d"))), "b c");
  EXPECT_EQ(ids(graph, graph.next(node("a"))), "b c");
  EXPECT_EQ(ids(graph, graph.next(node("d"))), "");
  EXPECT_EQ(ids(graph, graph.all_next(node("d"))), "e");
  EXPECT_EQ(ids(graph, graph.dependencies(node("e"))), "d c");
  EXPECT_EQ(ids_of(graph, graph.bases()), "a e");
  EXPECT_EQ(ids_of(graph, graph.heads()), "d e");
  EXPECT_EQ(ids_of(graph, graph.real_heads()), "e");
  EXPECT_TRUE(graph.is_branch_point(node("a")));
  EXPECT_FALSE(graph.is_branch_point(node("c")));
  EXPECT_TRUE(graph.is_merge_point(node("d")));
  EXPECT_FALSE(graph.is_merge_point(node("e")));
  EXPECT_TRUE(graph.is_head(node("d")));
  EXPECT_FALSE(graph.is_real_head(node("d")));
}

TEST(RevisionGraphTest, ParentsMayComeAfterChildren) {
  const RevisionGraph graph =
      RevisionGraph::build({{"b", {"a"}, {}, {}, ""}, {"a", {}, {}, {}, ""}});
  EXPECT_EQ(ids(graph, graph.down(0)), "a");
  EXPECT_EQ(ids_of(graph, graph.topological()), "a b");
}

TEST(RevisionGraphTest, RepeatedReferencesCountOnce) {
  const RevisionGraph graph =
      RevisionGraph::build({{"a", {}, {}, {"x"}, ""}, {"b", {"a", "a"}, {"a", "x"}, {}, ""}});
  EXPECT_EQ(ids(graph, graph.down(1)), "a");
  EXPECT_EQ(ids(graph, graph.dependencies(1)), "a");
  EXPECT_EQ(ids(graph, graph.normalized_down(1)), "a");
  EXPECT_EQ(ids(graph, graph.all_next(0)), "b");
}

TEST(RevisionGraphTest, ADependencyThatAnAncestorDeclaresIsLeftOut) {
  const RevisionGraph graph =
      graph_of("a1 -> a2 -> a3; b1 -> b2 -> b3 -> b4; b2 depends a3; b4 depends a3,a2");
  EXPECT_EQ(ids(graph, graph.normalized_down(*graph.find("b2"))), "b1 a3");
  EXPECT_EQ(ids(graph, graph.normalized_down(*graph.find("b4"))), "b3 a2");
}

TEST(RevisionGraphTest, ADeclaringAncestorIsFoundThroughMergesAndOnlyByDownRevision) {
  const RevisionGraph graph = graph_of(
      "d; a -> b; a -> c; b,c -> m; c depends d; m depends d; e -> f; e depends m; f depends d");
  EXPECT_EQ(ids(graph, graph.normalized_down(*graph.find("m"))), "b c");
  EXPECT_EQ(ids(graph, graph.normalized_down(*graph.find("f"))), "e d");
}

TEST(RevisionGraphTest, ReachesAncestorsAndDescendantsWithAndWithoutDependencies) {
  const RevisionGraph graph = graph_of("a -> b -> c; d -> e; e depends b");
  const Nodes e{*graph.find("e")}, a{*graph.find("a")};
  EXPECT_EQ(marked(graph, graph.ancestors(e, true)), "a b d e");
  EXPECT_EQ(marked(graph, graph.ancestors(e, false)), "d e");
  EXPECT_EQ(marked(graph, graph.descendants(a, true)), "a b c e");
  EXPECT_EQ(marked(graph, graph.descendants(a, false)), "a b c");
  EXPECT_EQ(marked(graph, graph.descendants(Nodes(), true)), "");
}

std::string labels(const RevisionGraph& graph, std::string_view id) {
  return join(graph.labels(*graph.find(id)), " ");
}

TEST(RevisionGraphTest, ALabelReachesDescendantsAndItsLineDownToTheBranchPoint) {
  const RevisionGraph graph =
      graph_of("a -> b; b -> c1 -> d1 -> e1; b -> c2 -> d2; d1 label left; d2 label right");
  EXPECT_EQ(labels(graph, "a"), "");
  EXPECT_EQ(labels(graph, "b"), "");
  EXPECT_EQ(labels(graph, "c1"), "left");
  EXPECT_EQ(labels(graph, "e1"), "left");
  EXPECT_EQ(labels(graph, "c2"), "right");
}

TEST(RevisionGraphTest, LabelsMeetAtMergePointsAndDoNotGoBelowThem) {
  const RevisionGraph graph =
      graph_of("a -> b; c -> d; b,d -> m -> n; a label y; c label x; n label z");
  EXPECT_EQ(labels(graph, "m"), "x y");
  EXPECT_EQ(labels(graph, "n"), "x y z");
  EXPECT_EQ(labels(graph, "b"), "y");
}

TEST(RevisionGraphTest, LabelsDoNotFollowDependencies) {
  const RevisionGraph graph = graph_of("a -> b; c depends b; a label x; c label y");
  EXPECT_EQ(labels(graph, "c"), "y");
  EXPECT_EQ(labels(graph, "b"), "x");
}

TEST(RevisionGraphErrorTest, AnIdMayBeUsedOnce) {
  EXPECT_EQ(error_of([] {
              RevisionGraph::build({{"a", {}, {}, {}, ""}, {"a", {}, {}, {}, ""}});
            }),
            "42710 revision \"a\" already exists |  | ");
}

TEST(RevisionGraphErrorTest, ALabelMayBeUsedOnce) {
  EXPECT_EQ(build_error("a; b; a label x; b label x"),
            "42710 branch label \"x\" already exists | Revisions \"a\" and \"b\" declare it. | ");
  EXPECT_EQ(build_error("a label x,x"),
            "42710 branch label \"x\" already exists | Revision \"a\" declares it twice. | ");
  EXPECT_EQ(build_error("a; b label a"),
            "42710 branch label \"a\" is also a revision id | Revision \"b\" declares it. | ");
}

TEST(RevisionGraphErrorTest, ReferencesMustExist) {
  EXPECT_EQ(error_of([] {
              RevisionGraph::build({{"ae10", {}, {}, {}, ""}, {"b", {"ae11"}, {}, {}, ""}});
            }),
            "42704 revision \"b\" revises \"ae11\", which does not exist |  | "
            "Did you mean \"ae10\"?");
  EXPECT_EQ(build_error("a label auth; b depends auht"),
            "42704 revision \"b\" depends on \"auht\", which does not exist |  | "
            "Did you mean \"auth\"?");
  EXPECT_EQ(build_error("a depends nowhere"),
            "42704 revision \"a\" depends on \"nowhere\", which does not exist |  | ");
}

TEST(RevisionGraphErrorTest, ALabelIsNoDownRevision) {
  EXPECT_EQ(error_of([] {
              RevisionGraph::build({{"a", {}, {}, {"auth"}, ""}, {"b", {"auth"}, {}, {}, ""}});
            }),
            "42704 revision \"b\" revises \"auth\", which does not exist |  | ");
}

TEST(RevisionGraphErrorTest, ACycleIsShownFromItsFirstMember) {
  EXPECT_EQ(build_error("z; a -> b -> c -> a"),
            "MG002 revisions form a cycle | Cycle: a -> b -> c -> a. | ");
  EXPECT_EQ(build_error("c -> a -> b -> c; b -> d -> e"),
            "MG002 revisions form a cycle | Cycle: c -> a -> b -> c. | ");
}

TEST(RevisionGraphErrorTest, DependenciesCanFormACycle) {
  EXPECT_EQ(build_error("a -> b; c -> d; a depends d; c depends x; b label x"),
            "MG002 revisions form a cycle | Cycle: a -> b -> c -> d -> a. | ");
}

TEST(RevisionGraphErrorTest, ARevisionCannotNeedItself) {
  EXPECT_EQ(build_error("a -> a"), "MG002 revisions form a cycle | Cycle: a -> a. | ");
  EXPECT_EQ(build_error("a depends a"), "MG002 revisions form a cycle | Cycle: a -> a. | ");
  EXPECT_EQ(build_error("a depends x; a label x"),
            "MG002 revisions form a cycle | Cycle: a -> a. | ");
}

TEST(RevisionNameTest, NamesHoldAnyTextWithoutSpacesAndTheSignsOfTargets) {
  for (const std::string_view name :
       {"a", "08c2098ca4f9", "add_user.v2", "größe", "a/b", "1", "_"}) {
    EXPECT_EQ(error_of([&] { require_valid_name(name, "revision id"); }), "") << name;
  }
  EXPECT_EQ(error_of([] { require_valid_name(std::string(255, 'a'), "revision id"); }), "");
}

TEST(RevisionNameTest, OtherNamesAreErrors) {
  const auto check = [](std::string_view name) {
    return error_of([&] { require_valid_name(name, "branch label"); });
  };
  EXPECT_EQ(check(""), "42602 invalid branch label \"\" | It is empty. | ");
  EXPECT_EQ(check("a b"),
            "42602 invalid branch label \"a b\" | Character \" \" is not allowed. | ");
  for (const std::string& sign : std::vector<std::string>{"@", "+", "-", ":", ","}) {
    EXPECT_EQ(check("a" + sign), "42602 invalid branch label \"a" + sign + "\" | Character \"" +
                                     sign + "\" is not allowed. | ");
  }
  EXPECT_EQ(check("a\tb"),
            "42602 invalid branch label \"a\tb\" | Character U+0009 is not allowed. | ");
  EXPECT_EQ(check("a\u00a0b"),
            "42602 invalid branch label \"a\u00a0b\" | Character U+00A0 is not allowed. | ");
  EXPECT_EQ(check("a\u2028"),
            "42602 invalid branch label \"a\u2028\" | Character U+2028 is not allowed. | ");
  EXPECT_EQ(check(std::string(256, 'a')),
            "42602 invalid branch label \"" + std::string(60, 'a') +
                " …\" | It has 256 bytes; at most 255 are allowed. | ");
  EXPECT_EQ(check("a\xff"),
            "22021 branch label is not valid UTF-8 | There is no valid UTF-8 sequence at byte 1, "
            "line 1. | ");
}

TEST(RevisionNameTest, WordsOfTheTargetGrammarAreReserved) {
  for (const std::string& word : std::vector<std::string>{"head", "heads", "base", "current"}) {
    EXPECT_EQ(error_of([&] { require_valid_name(word, "revision id"); }),
              "42602 invalid revision id \"" + word +
                  "\" | This word has a meaning of its own in targets. | ");
  }
}

TEST(RevisionGraphErrorTest, NamesAreChecked) {
  EXPECT_EQ(error_of([] {
              RevisionGraph::build({{"a b", {}, {}, {}, ""}});
            }),
            "42602 invalid revision id \"a b\" | Character \" \" is not allowed. | ");
  EXPECT_EQ(error_of([] {
              RevisionGraph::build({{"a", {}, {}, {"head"}, ""}});
            }),
            "42602 invalid branch label \"head\" | This word has a meaning of its own in targets. "
            "| ");
}

}  // namespace
}  // namespace migrate

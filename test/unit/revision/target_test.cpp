#include "revision/target.h"

#include <gtest/gtest.h>

#include "support/expect_error.h"
#include "support/graph_text.h"

namespace migrate {
namespace {

using test::error_of;
using test::graph_of;
using test::ids_of;

/// "label | symbol | offset", "-" for what is not there.
std::string parts(std::string_view text) {
  const Target target = Target::parse(text);
  EXPECT_EQ(Target::parse(target.text()).text(), target.text());
  return cat(target.label.value_or("-"), " | ", target.symbol.value_or("-"), " | ",
             target.offset ? std::to_string(*target.offset) : "-");
}

TEST(TargetParseTest, ReadsEveryForm) {
  EXPECT_EQ(parts("head"), "- | head | -");
  EXPECT_EQ(parts("ae10"), "- | ae10 | -");
  EXPECT_EQ(parts("auth@head"), "auth | head | -");
  EXPECT_EQ(parts("+2"), "- | - | 2");
  EXPECT_EQ(parts("-1"), "- | - | -1");
  EXPECT_EQ(parts("auth@+1"), "auth | - | 1");
  EXPECT_EQ(parts("auth@-12"), "auth | - | -12");
  EXPECT_EQ(parts("ae10-1"), "- | ae10 | -1");
  EXPECT_EQ(parts("ae10+0"), "- | ae10 | 0");
  EXPECT_EQ(parts("auth@base+2"), "auth | base | 2");
  EXPECT_EQ(parts("add_user.v2+1"), "- | add_user.v2 | 1");
  EXPECT_EQ(parts(" head\n"), "- | head | -");
}

TEST(TargetParseTest, TheTextIsWhatWasWritten) {
  for (const std::string& text : std::vector<std::string>{"head", "a@head", "+2", "a@-1", "b+1"}) {
    EXPECT_EQ(Target::parse(text).text(), text);
  }
}

std::string parse_error(std::string_view text) {
  return error_of([&] { Target::parse(text); });
}

TEST(TargetParseErrorTest, SaysWhatIsWrong) {
  const auto invalid = [](std::string_view text, std::string_view detail) {
    return cat("22023 invalid migration target \"", text, "\" | ", detail, " | ");
  };
  EXPECT_EQ(parse_error(""), invalid("", "It is empty."));
  EXPECT_EQ(parse_error("  "), invalid("", "It is empty."));
  EXPECT_EQ(parse_error("a@@b"), invalid("a@@b", "A branch label can appear once, before \"@\"."));
  EXPECT_EQ(parse_error("@head"), invalid("@head", "There is no branch label before \"@\"."));
  EXPECT_EQ(parse_error("auth@"), invalid("auth@", "There is no revision after \"@\"."));
  EXPECT_EQ(parse_error("a+1@head"), invalid("a+1@head", "An offset cannot stand before \"@\"."));
  EXPECT_EQ(parse_error("ae10-"), invalid("ae10-", "A number must follow \"-\"."));
  EXPECT_EQ(parse_error("ae10-1x"), invalid("ae10-1x", "A number must follow \"-\"."));
  EXPECT_EQ(parse_error("head--1"), invalid("head--1", "A number must follow \"-\"."));
  EXPECT_EQ(parse_error("+1+1"), invalid("+1+1", "A number must follow \"+\"."));
  EXPECT_EQ(parse_error("+0"), invalid("+0", "The offset is zero."));
  EXPECT_EQ(parse_error("+99999999999999999999"),
            invalid("+99999999999999999999", "The offset is larger than 1000000000."));
  EXPECT_EQ(parse_error("+1000000001"),
            invalid("+1000000001", "The offset is larger than 1000000000."));
  EXPECT_EQ(parse_error("a:b"), invalid("a:b", "A range cannot be used here."));
  EXPECT_EQ(parse_error("a\xff"),
            "22021 migration target is not valid UTF-8 | There is no valid UTF-8 sequence at byte "
            "1, line 1. | ");
}

TEST(TargetRangeTest, EndsMayBeOpen) {
  const auto ends = [](std::string_view text) {
    const TargetRange range = TargetRange::parse(text);
    return cat(range.lower ? range.lower->text() : "-", " ",
               range.upper ? range.upper->text() : "-");
  };
  EXPECT_EQ(ends("a:b"), "a b");
  EXPECT_EQ(ends("a:"), "a -");
  EXPECT_EQ(ends(":b"), "- b");
  EXPECT_EQ(ends(":"), "- -");
  EXPECT_EQ(ends("-3:current"), "-3 current");
  EXPECT_EQ(ends("current : auth@+2"), "current auth@+2");
}

TEST(TargetRangeTest, OneColonIsNeeded) {
  EXPECT_EQ(error_of([] { TargetRange::parse("head"); }),
            "22023 invalid migration range \"head\" | A range is written \"a:b\", \"a:\" or "
            "\":b\". | ");
  EXPECT_EQ(error_of([] { TargetRange::parse("a:b:c"); }),
            "22023 invalid migration range \"a:b:c\" | It has more than one \":\". | ");
  EXPECT_EQ(error_of([] { TargetRange::parse("a@:b"); }),
            "22023 invalid migration target \"a@\" | There is no revision after \"@\". | ");
}

// Two lines from one base, and a history of its own that depends on the first of them.
constexpr std::string_view kGraph =
    "a100; b100; c100; c200; d100; x100; x200; a100 -> b100 -> c100; b100 -> c200 -> d100;"
    "x100 -> x200; x200 depends c100; c100 label left; c200 label right; x100 label extra";

class ResolveTest : public testing::Test {
 protected:
  std::string revisions(std::string_view target) {
    return ids_of(graph_, resolve_revisions(graph_, Target::parse(target), nullptr));
  }
  std::string error(std::string_view target) {
    return error_of([&] { resolve_revisions(graph_, Target::parse(target), nullptr); });
  }
  std::string applied(std::string_view target, const std::vector<std::string>& rows) {
    const Heads heads(graph_, rows);
    return ids_of(graph_, resolve_revisions(graph_, Target::parse(target), &heads));
  }
  RevisionGraph graph_ = graph_of(kGraph);
};

TEST_F(ResolveTest, IdsPrefixesAndLabels) {
  EXPECT_EQ(revisions("b100"), "b100");
  EXPECT_EQ(revisions("b1"), "b100");
  EXPECT_EQ(revisions("b"), "b100");
  EXPECT_EQ(revisions("right"), "c200");
  EXPECT_EQ(revisions("rig"), "c200");
}

TEST_F(ResolveTest, WithinABranch) {
  EXPECT_EQ(revisions("right@c"), "c200");
  EXPECT_EQ(revisions("left@a100"), "a100");
  EXPECT_EQ(revisions("d100@b100"), "b100");
  EXPECT_EQ(revisions("d1@right"), "c200");
  EXPECT_EQ(revisions("left@head"), "c100");
  EXPECT_EQ(revisions("right@heads"), "d100");
  EXPECT_EQ(revisions("a100@heads"), "c100 d100");
  EXPECT_EQ(revisions("left@base"), "");
}

TEST_F(ResolveTest, HeadsAreRealHeadsAndBaseIsNothing) {
  EXPECT_EQ(revisions("heads"), "d100 x200");
  EXPECT_EQ(revisions("base"), "");
}

TEST_F(ResolveTest, StepsFromARevision) {
  EXPECT_EQ(revisions("a100+1"), "b100");
  EXPECT_EQ(revisions("d100-2"), "b100");
  EXPECT_EQ(revisions("a100-1"), "");
  EXPECT_EQ(revisions("d100+0"), "d100");
  EXPECT_EQ(revisions("right@base+3"), "c200");
  EXPECT_EQ(revisions("left@head-1"), "b100");
  EXPECT_EQ(revisions("left@b100+1"), "c100");
}

TEST_F(ResolveTest, WhatIsApplied) {
  EXPECT_EQ(applied("current", {"x200", "d100"}), "d100 x200");
  EXPECT_EQ(applied("right@current", {"x200", "d100"}), "d100");
  EXPECT_EQ(applied("current", {}), "");
  EXPECT_EQ(applied("+1", {"a100"}), "b100");
  EXPECT_EQ(applied("-1", {"d100"}), "c200");
}

TEST_F(ResolveTest, AHistoryWithoutRevisionsHasNoHead) {
  graph_ = graph_of("");
  EXPECT_EQ(revisions("head"), "");
  EXPECT_EQ(revisions("heads"), "");
  EXPECT_EQ(revisions("base"), "");
}

TEST_F(ResolveTest, UnknownNamesAreErrors) {
  EXPECT_EQ(error("zz"), "42704 revision \"zz\" does not exist |  | ");
  EXPECT_EQ(error("d101"), "42704 revision \"d101\" does not exist |  | Did you mean \"d100\"?");
  EXPECT_EQ(error("rihgt@head"),
            "42704 branch \"rihgt\" does not exist |  | Did you mean \"right\"?");
  EXPECT_EQ(error("nowhere@base"), "42704 branch \"nowhere\" does not exist |  | ");
  EXPECT_EQ(error("left@d"), "42704 revision \"d\" does not exist |  | ");
  EXPECT_EQ(error("head@base"), "42704 branch \"head\" does not exist |  | ");
}

TEST_F(ResolveTest, ShortIdsAreFoundInFullOnly) {
  graph_ = graph_of("ab1 -> ab2; ab2 label x");
  EXPECT_EQ(error("ab"), "42704 revision \"ab\" does not exist |  | Did you mean \"ab1\"?");
  EXPECT_EQ(revisions("ab2"), "ab2");
}

TEST_F(ResolveTest, AmbiguousPrefixesListTheCandidates) {
  EXPECT_EQ(error("c"),
            "MG004 revision \"c\" is ambiguous | Candidates are \"c100\", \"c200\". | ");
  graph_ = graph_of("c1c1c1; b -> d; d label c1br");
  EXPECT_EQ(error("c1"),
            "MG004 revision \"c1\" is ambiguous | Candidates are \"c1c1c1\", \"c1br\". | ");
}

TEST_F(ResolveTest, AnIdAndALabelOfOneRevisionAreNotAmbiguous) {
  graph_ = graph_of("auth0001; auth0001 label auth_branch");
  EXPECT_EQ(revisions("auth"), "auth0001");
}

TEST_F(ResolveTest, ARevisionMustBeOnTheBranch) {
  EXPECT_EQ(error("left@d100"), "MG003 revision \"d100\" is not on branch \"left\" |  | ");
  EXPECT_EQ(error("left@x100-1"), "MG003 revision \"x100\" is not on branch \"left\" |  | ");
}

TEST_F(ResolveTest, SeveralHeadsAreAnError) {
  EXPECT_EQ(error("head"),
            "MG001 multiple heads exist for target \"head\" | Heads are \"c100\", \"d100\", "
            "\"x200\". | Use \"heads\", or \"label@head\".");
  EXPECT_EQ(error("b100@head"),
            "MG001 multiple heads exist for target \"b100@head\" | Heads are \"c100\", \"d100\". "
            "| Use \"b100@heads\", or a revision id.");
  EXPECT_EQ(error("head-1"),
            "MG001 multiple heads exist for target \"head-1\" | Heads are \"c100\", \"d100\", "
            "\"x200\". | Use a revision id.");
}

TEST_F(ResolveTest, TooManyStepsAreAnError) {
  EXPECT_EQ(error("c200+5"),
            "42704 target \"c200+5\" goes past the last revision | Only 1 revision follows "
            "\"c200\". | ");
  EXPECT_EQ(error("left@head+1"),
            "42704 target \"left@head+1\" goes past the last revision | No revision follows "
            "\"c100\" on the branch. | ");
  EXPECT_EQ(error("right@base+9"),
            "42704 target \"right@base+9\" goes past the last revision | Only 4 revisions follow "
            "base on the branch. | ");
  EXPECT_EQ(error("b100-3"),
            "42704 target \"b100-3\" goes past base | Base is 2 steps below \"b100\". | ");
  EXPECT_EQ(error("base-1"), "42704 target \"base-1\" goes past base | Nothing is below base. | ");
}

TEST_F(ResolveTest, StepsWithoutOneWayAreAnError) {
  EXPECT_EQ(error("a100+2"),
            "MG004 target \"a100+2\" is ambiguous | Revision \"b100\" is followed by \"c100\", "
            "\"c200\". | Use \"label@a100+2\", or a revision id.");
  EXPECT_EQ(error("base+1"),
            "MG004 target \"base+1\" is ambiguous | The history starts with \"a100\", \"x100\". | "
            "Use \"label@base+1\", or a revision id.");
  graph_ = graph_of("a -> m; b -> m; a label left");
  EXPECT_EQ(error("m-1"),
            "MG004 target \"m-1\" is ambiguous | Revision \"m\" revises \"a\", \"b\". | Use "
            "\"label@m-1\", or a revision id.");
  EXPECT_EQ(revisions("left@m-1"), "a");
}

TEST_F(ResolveTest, WithoutADatabaseNothingIsCurrent) {
  EXPECT_EQ(error("current"),
            "22023 target \"current\" cannot be used here | It depends on what is applied. | ");
  EXPECT_EQ(error("-1"),
            "22023 target \"-1\" cannot be used here | It is relative to what is applied. | ");
}

TEST_F(ResolveTest, OneRevisionMustBeOne) {
  const auto one = [&](std::string_view target) {
    return graph_.id(resolve_revision(graph_, Target::parse(target)));
  };
  EXPECT_EQ(one("c2"), "c200");
  EXPECT_EQ(one("left@head"), "c100");
  EXPECT_EQ(error_of([&] { one("heads"); }),
            "MG001 multiple heads exist for target \"heads\" | Heads are \"d100\", \"x200\". | Use "
            "a revision id.");
  EXPECT_EQ(error_of([&] { one("base"); }), "22023 target \"base\" does not name a revision |  | ");
}

TEST_F(ResolveTest, ALineageIsWhatLiesAboveAndBelow) {
  const auto marked = [&](std::string_view label, bool with_dependencies) {
    const std::vector<bool> nodes = lineage(graph_, label, with_dependencies);
    Nodes result;
    for (Node node = 0; node < graph_.size(); ++node) {
      if (nodes[node]) result.push_back(node);
    }
    return ids_of(graph_, result);
  };
  EXPECT_EQ(marked("left", false), "a100 b100 c100");
  EXPECT_EQ(marked("left", true), "a100 b100 c100 x200");
  EXPECT_EQ(marked("x200", false), "x100 x200");
}

}  // namespace
}  // namespace migrate

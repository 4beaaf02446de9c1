// Plans as text: "b c => c" is the steps in order and the version rows after them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "revision/plan.h"
#include "support/expect_error.h"
#include "support/graph_text.h"

namespace migrate::test {

class PlanTest : public testing::Test {
 protected:
  using Rows = std::vector<std::string>;

  void use(std::string_view graph) { graph_ = graph_of(graph); }

  Plan upgrade_plan(std::string_view target, const Rows& rows) const {
    return plan_upgrade(graph_, Heads(graph_, rows), Target::parse(target));
  }
  Plan downgrade_plan(std::string_view target, const Rows& rows) const {
    return plan_downgrade(graph_, Heads(graph_, rows), Target::parse(target));
  }
  std::string upgrade(std::string_view target, const Rows& rows) const {
    return outcome_of(graph_, upgrade_plan(target, rows), rows);
  }
  std::string downgrade(std::string_view target, const Rows& rows) const {
    return outcome_of(graph_, downgrade_plan(target, rows), rows);
  }
  std::string towards(std::string_view target, const Rows& rows) const {
    const Plan plan = plan_towards(graph_, Heads(graph_, rows), Target::parse(target));
    const std::string verb =
        plan.empty() ? "nothing" : std::string(operation_name(plan.front().operation));
    return verb + " " + outcome_of(graph_, plan, rows);
  }
  std::string upgrade_error(std::string_view target, const Rows& rows) const {
    return error_of([&] { upgrade_plan(target, rows); });
  }
  std::string downgrade_error(std::string_view target, const Rows& rows) const {
    return error_of([&] { downgrade_plan(target, rows); });
  }
  /// One line for each step: "b: a>b (target)".
  std::string explained(const Plan& plan) const {
    std::string text;
    for (const Step& step : plan) {
      text += graph_.id(step.node) + ": " + changes_of(step.changes) + " (" + step.reason + ")\n";
    }
    return text;
  }

  RevisionGraph graph_ = graph_of("");
};

inline constexpr std::string_view kChain = "a -> b -> c -> d -> e";

/// A fork above b; each side has a label, declared at its first revision.
inline constexpr std::string_view kFork =
    "a -> b -> c1 -> d1; b -> c2 -> d2; c1 label c1branch; c2 label c2branch";

}  // namespace migrate::test

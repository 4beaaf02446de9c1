#include "revision/range.h"

#include "error.h"
#include "text.h"

namespace migrate {

namespace {

bool is_relative(const std::optional<Target>& end) { return end && !end->symbol; }

[[noreturn]] void refuse(const TargetRange& range, std::string detail) {
  throw Error(ErrorCode::kInvalidParameter,
              cat("invalid migration range \"", range.lower ? range.lower->text() : "", ":",
                  range.upper ? range.upper->text() : "", "\""),
              std::move(detail));
}

Nodes resolve_end(const RevisionGraph& graph, const Heads& heads, const std::optional<Target>& end,
                  const Nodes& open, Overshoot overshoot) {
  return end ? resolve_target(graph, *end, &heads, overshoot) : open;
}

/// Each of the upper ends, those on the label's branch where there is one, goes down by itself. As
/// ends are included, one that reaches base while others don't stands for the first of its line.
Nodes count_down(const RevisionGraph& graph, const Target& target, const Nodes& upper,
                 Overshoot overshoot) {
  Nodes starts = upper;
  if (target.label) {
    const std::vector<bool> branch = lineage(graph, *target.label, false);
    std::erase_if(starts, [&](Node node) { return !branch[node]; });
    if (starts.empty() && !upper.empty()) {
      throw Error(ErrorCode::kNotAncestor, cat("revision \"", graph.id(upper.front()),
                                               "\" is not on branch \"", *target.label, "\""));
    }
  }
  Nodes lower;
  bool reaches_base = true;
  for (const Node start : starts) {
    if (const Position end = walk_down(graph, start, target, overshoot)) {
      lower.push_back(*end);
      reaches_base = false;
      continue;
    }
    const std::vector<bool> line = graph.ancestors({&start, 1}, false);
    for (const Node base : graph.bases()) {
      if (line[base]) lower.push_back(base);
    }
  }
  return reaches_base ? Nodes() : lower;
}

}  // namespace

Ends resolve_ends(const RevisionGraph& graph, const Heads& heads, const TargetRange& range,
                  Overshoot overshoot) {
  const auto& [lower, upper] = range;
  if (is_relative(lower) && is_relative(upper)) refuse(range, "Only one end can be relative.");
  if (is_relative(lower)) {
    if (*lower->offset > 0) refuse(range, "The lower end cannot count upwards.");
    const Nodes top = resolve_end(graph, heads, upper, graph.real_heads(), overshoot);
    return {count_down(graph, *lower, top, overshoot), top};
  }
  const Nodes bottom = resolve_end(graph, heads, lower, {}, overshoot);
  if (!is_relative(upper)) {
    return {bottom, resolve_end(graph, heads, upper, graph.real_heads(), overshoot)};
  }
  if (*upper->offset < 0) refuse(range, "The upper end cannot count downwards.");
  const Heads from = Heads::at(graph, bottom);
  return {bottom, resolve_target(graph, *upper, &from, overshoot)};
}

void throw_not_ancestor(const RevisionGraph& graph, Node lower, const Nodes& upper) {
  throw Error(ErrorCode::kNotAncestor,
              cat("revision \"", graph.id(lower), "\" is not an ancestor of ",
                  upper.empty() ? "base" : quoted_ids(graph, upper)));
}

}  // namespace migrate

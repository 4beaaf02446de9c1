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

}  // namespace

Ends resolve_ends(const RevisionGraph& graph, const Heads& heads, const TargetRange& range,
                  Overshoot overshoot) {
  const auto& [lower, upper] = range;
  if (is_relative(lower) && is_relative(upper)) refuse(range, "Only one end can be relative.");
  if (is_relative(lower)) {
    if (*lower->offset > 0) refuse(range, "The lower end cannot count upwards.");
    const Nodes top = resolve_end(graph, heads, upper, graph.real_heads(), overshoot);
    const Heads from = Heads::at(graph, top);
    return {resolve_target(graph, *lower, &from, overshoot), top};
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

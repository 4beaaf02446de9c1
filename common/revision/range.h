// The two ends of a range as revisions.
#pragma once

#include "revision/graph.h"
#include "revision/resolve.h"
#include "revision/target.h"

namespace migrate {

struct Ends {
  Nodes lower;  // empty = base
  Nodes upper;
};

/// Open ends are base and `heads`. `-N` as the lower end counts from the upper one, `+N` as the
/// upper end from the lower one. Errors: kInvalidParameter where an end counts in the other
/// direction, or both are relative; those of resolve_revisions.
Ends resolve_ends(const RevisionGraph& graph, const Heads& heads, const TargetRange& range,
                  Overshoot overshoot);

/// Throws kNotAncestor: `revision "b" is not an ancestor of "a"`.
[[noreturn]] void throw_not_ancestor(const RevisionGraph& graph, Node lower, const Nodes& upper);

}  // namespace migrate

// From targets to revisions, with what the plans need beyond target.h.
#pragma once

#include <optional>
#include <string_view>

#include "revision/graph.h"
#include "revision/heads.h"
#include "revision/target.h"

namespace migrate {

/// A place in the history; nothing = base.
using Position = std::optional<Node>;

/// What a relative target means that counts past the last revision or past base.
enum class Overshoot {
  kIsError,
  kStops,  // at the last revision or at base; in ranges of a history
};

/// The revision that stands for a branch: the one that declares the label, or any by its id.
/// Errors: kUndefinedRevision (`branch "x" does not exist`); kAmbiguousTarget.
Node resolve_branch(const RevisionGraph& graph, std::string_view label);

/// resolve_revisions, with the choice of what counting too far means.
Nodes resolve_target(const RevisionGraph& graph, const Target& target, const Heads* heads,
                     Overshoot overshoot);

/// Where a target must be one place: its revision, or base.
/// Errors: as resolve_revisions; kMultipleHeads where it names several.
Position resolve_position(const RevisionGraph& graph, const Target& target, const Heads& heads);

/// lineage() of a revision that has been found.
std::vector<bool> lineage_of(const RevisionGraph& graph, Node node, bool with_dependencies);

/// Where `-N` and `label@-N` count from: the one applied head, or the one on the label's branch,
/// implied ones included where no row is on it.
/// Errors: kAmbiguousTarget with the candidates; kUndefinedRevision where there is none.
Node applied_head(const RevisionGraph& graph, const Heads& heads, const Target& target);

/// Throws kUndefinedRevision or kAmbiguousTarget where the way is too short or not one way.
Position walk_up(const RevisionGraph& graph, Position start, const Target& target,
                 Overshoot overshoot);
Position walk_down(const RevisionGraph& graph, Position start, const Target& target,
                   Overshoot overshoot);

/// The ids in double quotes, joined with ", ", for DETAIL lines.
std::string quoted_ids(const RevisionGraph& graph, const Nodes& nodes);

}  // namespace migrate

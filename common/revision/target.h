// What a user may write for "which revision": the grammar, and what it means in a graph.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "revision/graph.h"
#include "revision/heads.h"

namespace migrate {

/// A parsed target. Examples (label, symbol, offset):
///   "head"          -> (–, "head", –)         "ae10"        -> (–, "ae10", –)
///   "auth@head"     -> ("auth", "head", –)    "+2"          -> (–, –, +2)
///   "auth@+1"       -> ("auth", –, +1)        "ae10-1"      -> (–, "ae10", -1)
///   "auth@base+2"   -> ("auth", "base", +2)   "heads"       -> (–, "heads", –)
struct Target {
  std::optional<std::string> label;
  std::optional<std::string> symbol;  // nothing: relative to what is applied
  std::optional<int> offset;

  /// Needs no graph. Errors: kInvalidParameter, `invalid migration target "a@@b"` with a DETAIL
  /// that says what is wrong (empty, two "@", an empty label, an offset that is no number or too
  /// large, a range where one target is expected).
  static Target parse(std::string_view text);

  /// As the user wrote it, for messages.
  std::string text() const;
};

/// "a:b", "a:", ":b", "-3:current": both ends inclusive in history; nothing = open end.
struct TargetRange {
  std::optional<Target> lower;
  std::optional<Target> upper;

  /// Errors: kInvalidParameter where there is no ":" or more than one.
  static TargetRange parse(std::string_view text);
};

/// One revision by full id, unique prefix, label, or `label@…` of these. Errors: kUndefinedRevision
/// with a "did you mean"; kAmbiguousTarget listing the candidates; kNotAncestor where the revision
/// is not on the label's branch.
Node resolve_revision(const RevisionGraph& graph, const Target& target);

/// The revisions that a target other than a relative one names: `head`, `heads`, `base` (none),
/// ids, labels; `current` where `heads` is given. For show, history, stamp, merge and upgrade.
/// Errors: as resolve_revision; kMultipleHeads.
Nodes resolve_revisions(const RevisionGraph& graph, const Target& target, const Heads* heads);

/// Every revision on the lineage of `label` (a branch label or any revision): itself, ancestors and
/// descendants. Source: filter_for_lineage.
std::vector<bool> lineage(const RevisionGraph& graph, std::string_view label,
                          bool with_dependencies);

}  // namespace migrate

// From where the database is to where the user wants it: ordered steps, each with its reason.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "revision/graph.h"
#include "revision/heads.h"
#include "revision/target.h"

namespace migrate {

enum class Operation { kUpgrade, kDowngrade, kStamp };

/// "upgrade", "downgrade", "stamp".
std::string_view operation_name(Operation operation);

struct Step {
  Operation operation;
  Node node;                       // kStamp to base: the row that goes
  std::vector<RowChange> changes;  // of migrate_version
  /// A clause for a person. Upgrade: `target`, `ancestor of "b2"`, `"b2" depends on it`.
  /// Downgrade: `revises "a1"`, `depends on "a1"`, `target is base`. Stamp: `target`, `target is
  /// base`.
  std::string reason;
};

/// Steps in the order in which they run; empty = nothing to do.
using Plan = std::vector<Step>;

/// Everything below the target that is not applied. `head`, `heads`, ids, labels, `label@head`,
/// `+N`, `label@+N`, `rev+N`, `rev-N`, `base+N`.
/// What is applied already is no error: the plan is empty. `base` and what lies on it: likewise.
/// Errors: those of resolve_revisions; kAmbiguousTarget and kUndefinedRevision for relative steps;
/// kInvalidParameter for `-N` (HINT: migrate_downgrade).
/// Source: Alembic, _collect_upgrade_revisions; differences: semantics.md, contract.
Plan plan_upgrade(const RevisionGraph& graph, const Heads& heads, const Target& target);

/// Everything above the target that is applied. `base`, ids, labels, `label@base`, `-N`,
/// `label@-N`, `rev+N`, `rev-N`; `label@head` keeps to the label; `-N` with several heads is an
/// error that lists them. A label keeps the downgrade to its branch, and to what depends on that.
/// Errors: those of resolve_revisions; kMultipleHeads; kNotAncestor where the target is not
/// applied; kAmbiguousTarget and kUndefinedRevision for relative steps; kInvalidParameter for `+N`.
/// Source: Alembic, _collect_downgrade_revisions.
Plan plan_downgrade(const RevisionGraph& graph, const Heads& heads, const Target& target);

/// As migrate_plan shows it: an upgrade where the target is ahead, else a downgrade.
Plan plan_towards(const RevisionGraph& graph, const Heads& heads, const Target& target);

/// Steps without scripts. A target takes the place of every row above or below it, dependencies
/// included, and leaves the others; `base` removes every row, `label@base` those of that branch.
/// Several targets are done one after the other. `+N`, `label@-N` and the like count from the rows.
/// Errors: those of resolve_revisions; kInvalidParameter where one target is an ancestor of
/// another. Source: Alembic, _stamp_revs and StampStep.
Plan plan_stamp(const RevisionGraph& graph, const Heads& heads, const std::vector<Target>& targets);

/// The steps between two ends, independent of what is applied: for migrate_upgrade_sql (`a:b`; an
/// open lower end is base, an open upper one `heads`) and migrate_downgrade_sql (`b:a`: from b down
/// to a; both ends needed). `heads` only resolves `current`. A relative end counts from the other.
/// Errors: those of plan_upgrade and plan_downgrade; kNotAncestor where the ends are the wrong way
/// round; kInvalidParameter where an end is missing or counts in the wrong direction.
Plan plan_upgrade_range(const RevisionGraph& graph, const Heads& heads, const TargetRange& range);
Plan plan_downgrade_range(const RevisionGraph& graph, const Heads& heads, const TargetRange& range);

/// Revisions of migrate_history(range), newest first (the reverse of upgrade order), ends included.
/// No range: all. From a lower end upwards: what descends from it by down_revision, or, where the
/// upper end only depends on it, by both. `label@base:` keeps to that branch, `-3:current` counts
/// down from the upper end, `base:+3` up from the lower one; counting too far stops at the end.
/// Errors: those of resolve_revisions; kNotAncestor where the lower end is no ancestor of the
/// upper. Source: Alembic, command.history and iterate_revisions.
Nodes history(const RevisionGraph& graph, const Heads& heads,
              const std::optional<TargetRange>& range);

}  // namespace migrate

// From where the database is to where the user wants it: ordered steps, each with its reason.
#pragma once

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
  std::string reason;  // a clause for a person: `needed by "b2"`, `target`, `depends on "a1"`, …
};

/// Steps in the order in which they run; empty = nothing to do.
using Plan = std::vector<Step>;

/// Everything below the target that is not applied. `head`, `heads`, ids, labels, `label@head`,
/// `+N`, `label@+N`, `rev+N`, `rev-N`, `base+N`.
/// Errors: those of Target and resolve_revisions; kAmbiguousTarget and kUndefinedRevision for
/// relative steps; kInvalidParameter for `-N` (HINT: migrate_downgrade).
/// Source: Alembic, _collect_upgrade_revisions; differences: semantics.md, contract.
Plan plan_upgrade(const RevisionGraph& graph, const Heads& heads, const Target& target);

/// Everything above the target that is applied. `base`, ids, labels, `label@base`, `-N`,
/// `label@-N`, `rev+N`, `rev-N`; `label@head` keeps to the label; `-N` with several heads is an
/// error that lists them. Source: Alembic, _collect_downgrade_revisions.
Plan plan_downgrade(const RevisionGraph& graph, const Heads& heads, const Target& target);

/// As migrate_plan shows it: an upgrade where the target is ahead, else a downgrade.
Plan plan_towards(const RevisionGraph& graph, const Heads& heads, const Target& target);

/// Steps without scripts. Several targets may be given; overlapping ones are an error.
/// Source: Alembic, _stamp_revs and StampStep.
Plan plan_stamp(const RevisionGraph& graph, const Heads& heads, const std::vector<Target>& targets);

/// The steps between two ends, independent of what is applied: for migrate_upgrade_sql (`a:b`, open
/// lower end = base) and migrate_downgrade_sql (`b:a`: from b down to a; both ends needed).
/// `heads` only resolves `current`. Errors: kNotAncestor.
Plan plan_upgrade_range(const RevisionGraph& graph, const Heads& heads, const TargetRange& range);
Plan plan_downgrade_range(const RevisionGraph& graph, const Heads& heads, const TargetRange& range);

/// Revisions of migrate_history(range), newest first (the reverse of upgrade order), ends included.
/// No range: all. Source: Alembic, command.history and iterate_revisions.
Nodes history(const RevisionGraph& graph, const Heads& heads,
              const std::optional<TargetRange>& range);

}  // namespace migrate

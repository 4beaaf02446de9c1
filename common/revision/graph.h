// All revisions and how they hang together. Built in one call, then immutable.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "revision/revision.h"

namespace migrate {

/// A revision's position in the graph's input order, 0-based. All lists of nodes below are in that
/// order unless they say otherwise, so equal input gives equal output.
using Node = std::uint32_t;
using Nodes = std::vector<Node>;

class RevisionGraph {
 public:
  /// Checks and links `revisions`; linear in their number and edges.
  /// Errors: kInvalidName; kDuplicateRevision (id or label used twice, also an id used as label);
  /// kUndefinedRevision (`revision "b" revises "a", which does not exist`, the same for
  /// depends_on); kCycle over down_revision ∪ depends_on, DETAIL `Cycle: a -> b -> c -> a.`, also
  /// self-references. Source: Alembic 1.19, script/revision.py, RevisionMap._revision_map.
  static RevisionGraph build(std::vector<Revision> revisions);

  std::size_t size() const { return revisions_.size(); }
  const Revision& at(Node node) const { return revisions_[node]; }
  const std::string& id(Node node) const { return revisions_[node].id; }

  /// By exact id.
  std::optional<Node> find(std::string_view id) const;
  /// By exact branch label: the revision that declares it.
  std::optional<Node> find_label(std::string_view label) const;

  /// down_revision, in the order in which they were declared.
  const Nodes& down(Node node) const { return links_[node].down; }
  /// depends_on with labels resolved, as declared.
  const Nodes& dependencies(Node node) const { return links_[node].dependencies; }
  /// Ancestors' dependencies left out: what a version row stands for. down first, then the
  /// dependencies that no down-ancestor already requires. Source: _normalize_depends_on.
  const Nodes& normalized_down(Node node) const { return links_[node].normalized_down; }
  /// Revisions that revise `node`.
  const Nodes& next(Node node) const { return links_[node].next; }
  /// next, and those that depend on `node`.
  const Nodes& all_next(Node node) const { return links_[node].all_next; }

  /// Nothing revises them.
  const Nodes& heads() const { return heads_; }
  /// Nothing revises them or depends on them; what `heads` as a target means.
  const Nodes& real_heads() const { return real_heads_; }
  /// Without a down_revision.
  const Nodes& bases() const { return bases_; }

  bool is_head(Node node) const { return next(node).empty(); }
  bool is_real_head(Node node) const { return all_next(node).empty(); }
  bool is_branch_point(Node node) const { return next(node).size() > 1; }
  bool is_merge_point(Node node) const { return down(node).size() > 1; }

  /// The labels that apply to `node`: its own, those of its ancestors, and those of descendants up
  /// to the next branch or merge point. Sorted. Source: _add_branches.
  const std::vector<std::string>& labels(Node node) const { return links_[node].labels; }

  /// A marked set: result[n] is true for `from` and everything below it.
  std::vector<bool> ancestors(const Nodes& from, bool with_dependencies) const;
  /// The same upwards.
  std::vector<bool> descendants(const Nodes& from, bool with_dependencies) const;

  /// `nodes` sorted so that each comes after everything that it needs (down_revision and
  /// dependencies): the order of an upgrade. Alembic's order, depth first along a branch, every
  /// branch down to its branch point before the next; linear on ladders of branches and merges.
  /// `heads`: the tips to start from, a superset of the maximal elements of `nodes`.
  /// Source: _topological_sort, reversed.
  Nodes upgrade_order(const std::vector<bool>& nodes, const Nodes& heads) const;

 private:
  struct Links {
    Nodes down, dependencies, normalized_down, next, all_next;
    std::vector<std::string> labels;
  };
  std::vector<Revision> revisions_;
  std::vector<Links> links_;
  std::unordered_map<std::string_view, Node> by_id_;     // views into revisions_
  std::unordered_map<std::string_view, Node> by_label_;  // views into revisions_
  Nodes heads_, real_heads_, bases_;
};

}  // namespace migrate

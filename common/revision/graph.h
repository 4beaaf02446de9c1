// All revisions and how they hang together. Built in one call, then immutable.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "revision/node_lists.h"
#include "revision/revision.h"

namespace migrate {

/// All lists of nodes below are in input order unless they say otherwise, so equal input gives
/// equal output.
class RevisionGraph {
 public:
  /// Checks and links `revisions`; linear in their number and edges, but for the search for
  /// dependencies that an ancestor declares as well.
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
  /// Every label and the revision that declares it, sorted by label.
  const std::vector<std::pair<std::string, Node>>& all_labels() const { return labels_; }

  /// down_revision, in the order in which they were declared, each once.
  std::span<const Node> down(Node node) const { return down_[node]; }
  /// depends_on with labels resolved, as declared, each once.
  std::span<const Node> dependencies(Node node) const { return dependencies_[node]; }
  /// What a version row stands for: down first, then the dependencies that no ancestor by
  /// down_revision declares as well. Source: _normalize_depends_on.
  std::span<const Node> normalized_down(Node node) const { return normalized_down_[node]; }
  /// Revisions that revise `node`.
  std::span<const Node> next(Node node) const { return next_[node]; }
  /// next, and those that depend on `node`.
  std::span<const Node> all_next(Node node) const { return all_next_[node]; }

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

  /// Every node after all that it needs: some such order, not the one of an upgrade.
  const Nodes& topological() const { return topological_; }

  /// The labels that apply to `node`, sorted: its own, those of its ancestors by down_revision, and
  /// those declared further up its line, as long as neither a branch point (dependencies counted)
  /// nor a merge point lies between or is one of the ends. Source: _add_branches.
  std::vector<std::string> labels(Node node) const;

  /// A marked set: result[n] is true for `from` and everything below it.
  std::vector<bool> ancestors(std::span<const Node> from, bool with_dependencies) const;
  /// The same upwards.
  std::vector<bool> descendants(std::span<const Node> from, bool with_dependencies) const;

  /// `nodes` sorted so that each comes after everything that it needs (down_revision and
  /// dependencies): the order of an upgrade. Alembic's order, depth first along a branch, every
  /// branch down to its branch point before the next; linear on ladders of branches and merges.
  /// `heads`: the tips to start from, in any order; those outside `nodes` are ignored.
  /// REQUIRES: what lies between two of `nodes` is one of them.
  /// Source: _topological_sort, reversed.
  Nodes upgrade_order(const std::vector<bool>& nodes, std::span<const Node> heads) const;

 private:
  void index_ids();
  void index_labels();
  void link();
  Node resolve_down(Node node, const std::string& id) const;
  Node resolve_dependency(Node node, const std::string& name) const;
  void sort(const NodeLists& all_down);
  void normalize();
  void collect_tips();
  void spread_labels();

  std::vector<Revision> revisions_;
  std::vector<Node> id_table_;  // open addressing; size() = free
  std::vector<std::pair<std::string, Node>> labels_;
  NodeLists down_, dependencies_, normalized_down_, next_, all_next_;
  Nodes heads_, real_heads_, bases_, topological_;
  std::vector<std::vector<std::uint32_t>> label_sets_;  // positions in labels_; 0 = the empty set
  std::vector<std::uint32_t> label_set_of_;             // empty where there is no label at all
};

}  // namespace migrate

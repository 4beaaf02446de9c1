#include <algorithm>

#include "error.h"
#include "revision/plan.h"
#include "revision/resolve.h"
#include "text.h"

namespace migrate {

namespace {

/// Which rows a target that stands for base removes: those on the lineage of the result, or all.
std::optional<Node> branch_of_base(const RevisionGraph& graph, const Heads& heads,
                                   const Target& target) {
  if (target.label) return resolve_branch(graph, *target.label);
  if (!target.offset) return std::nullopt;
  if (!target.symbol) return applied_head(graph, heads, target);
  Target start = target;
  start.offset.reset();
  return resolve_position(graph, start, heads);
}

class Stamper {
 public:
  Stamper(const RevisionGraph& graph, const Heads& heads)
      : graph_(graph), heads_(heads), is_row_(graph.size()) {
    for (const Node row : heads.rows()) is_row_[row] = true;
  }

  Plan run(const std::vector<Target>& targets) {
    for (const Target& target : targets) add(target);
    require_apart();
    for (const Target& target : bases_) leave(target);
    for (const auto& [node, target] : destinations_) enter(node);
    return std::move(plan_);
  }

 private:
  struct Destination {
    Node node;
    const Target* target;
  };

  void add(const Target& target) {
    const Nodes nodes = resolve_revisions(graph_, target, &heads_);
    if (nodes.empty() && target.symbol != "current") bases_.push_back(target);
    const std::vector<bool> below = below_others(nodes);
    for (const Node node : nodes) {
      const bool is_known =
          std::any_of(destinations_.begin(), destinations_.end(),
                      [&](const Destination& other) { return other.node == node; });
      if (!below[node] && !is_known) destinations_.push_back({node, &target});
    }
  }

  /// `label@heads` can name a revision that another one of them depends on.
  std::vector<bool> below_others(const Nodes& nodes) const {
    Nodes under;
    if (nodes.size() > 1) {
      for (const Node node : nodes) {
        const std::span<const Node> down = graph_.normalized_down(node);
        under.insert(under.end(), down.begin(), down.end());
      }
    }
    return graph_.ancestors(under, true);
  }

  void require_apart() const {
    if (destinations_.empty()) return;
    for (const Target& base : bases_) {
      if (branch_of_base(graph_, heads_, base)) continue;
      throw_overlap(base, *destinations_.front().target, "Stamping base removes every row.");
    }
    for (const Destination& upper : destinations_) {
      const std::vector<bool> below = graph_.ancestors({&upper.node, 1}, true);
      for (const Destination& lower : destinations_) {
        if (upper.target == lower.target || !below[lower.node]) continue;
        throw_overlap(*lower.target, *upper.target,
                      cat("Revision \"", graph_.id(lower.node), "\" is an ancestor of \"",
                          graph_.id(upper.node), "\"."));
      }
    }
  }

  [[noreturn]] static void throw_overlap(const Target& a, const Target& b, std::string detail) {
    throw Error(ErrorCode::kInvalidParameter,
                cat("target \"", a.text(), "\" overlaps target \"", b.text(), "\""),
                std::move(detail));
  }

  Nodes rows_on(const std::vector<bool>& lineage) const {
    Nodes rows;
    for (Node node = 0; node < graph_.size(); ++node) {
      if (is_row_[node] && lineage[node]) rows.push_back(node);
    }
    return rows;
  }

  void leave(const Target& target) {
    const std::optional<Node> branch = branch_of_base(graph_, heads_, target);
    const std::vector<bool> leaving =
        branch ? lineage_of(graph_, *branch, true) : std::vector<bool>(graph_.size(), true);
    for (const Node row : rows_on(leaving)) {
      is_row_[row] = false;
      plan_.push_back({Operation::kStamp,
                       row,
                       {{RowChange::Kind::kDelete, graph_.id(row), ""}},
                       "target is base"});
    }
  }

  void enter(Node node) {
    if (is_row_[node]) return;
    const Nodes replaced = rows_on(lineage_of(graph_, node, true));
    std::vector<RowChange> changes;
    for (const Node row : replaced) {
      is_row_[row] = false;
      changes.push_back({RowChange::Kind::kDelete, graph_.id(row), ""});
    }
    is_row_[node] = true;
    if (changes.empty()) {
      changes.push_back({RowChange::Kind::kInsert, "", graph_.id(node)});
    } else {
      changes.back() = {RowChange::Kind::kUpdate, changes.back().from, graph_.id(node)};
    }
    plan_.push_back({Operation::kStamp, node, std::move(changes), "target"});
  }

  const RevisionGraph& graph_;
  const Heads& heads_;
  std::vector<bool> is_row_;
  std::vector<Target> bases_;
  std::vector<Destination> destinations_;
  Plan plan_;
};

}  // namespace

Plan plan_stamp(const RevisionGraph& graph, const Heads& heads,
                const std::vector<Target>& targets) {
  return Stamper(graph, heads).run(targets);
}

}  // namespace migrate

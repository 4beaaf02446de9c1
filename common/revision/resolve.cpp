#include "revision/resolve.h"

#include <algorithm>

#include "error.h"
#include "text.h"

namespace migrate {

namespace {

/// Ids and labels that are not longer are found in full only, never by a prefix: "a" would
/// otherwise stand for "ae" until "ab" comes.
constexpr std::size_t kLongestWithoutPrefix = 3;

[[noreturn]] void throw_undefined(const RevisionGraph& graph, std::string_view kind,
                                  std::string_view name) {
  std::vector<std::string> names;
  if (kind == "revision") names = {"head", "heads", "base"};
  for (Node node = 0; node < graph.size(); ++node) names.push_back(graph.id(node));
  for (const auto& [label, node] : graph.all_labels()) names.push_back(label);
  const std::optional<std::string> near = did_you_mean(name, names);
  throw Error(ErrorCode::kUndefinedRevision, cat(kind, " \"", excerpt(name), "\" does not exist"),
              "", near ? cat("Did you mean \"", *near, "\"?") : "");
}

/// Nothing where no id and no label is `name` or, within `branch`, starts with it.
/// Errors: kAmbiguousTarget.
std::optional<Node> find_name(const RevisionGraph& graph, std::string_view name,
                              const std::vector<bool>* branch) {
  if (const std::optional<Node> node = graph.find(name)) return node;
  if (const std::optional<Node> node = graph.find_label(name)) return node;
  std::vector<std::string> names;
  Nodes nodes;
  const auto consider = [&](const std::string& candidate, Node node) {
    if (candidate.size() <= kLongestWithoutPrefix || !candidate.starts_with(name)) return;
    if (branch != nullptr && !(*branch)[node]) return;
    names.push_back(candidate);
    if (std::find(nodes.begin(), nodes.end(), node) == nodes.end()) nodes.push_back(node);
  };
  for (Node node = 0; node < graph.size(); ++node) consider(graph.id(node), node);
  for (const auto& [label, node] : graph.all_labels()) consider(label, node);
  if (nodes.size() > 1) {
    throw Error(ErrorCode::kAmbiguousTarget, cat("revision \"", name, "\" is ambiguous"),
                cat("Candidates are ", quoted_list(names), "."));
  }
  if (nodes.empty()) return std::nullopt;
  return nodes.front();
}

Node resolve_name(const RevisionGraph& graph, const Target& target) {
  if (!target.label) {
    if (const std::optional<Node> node = find_name(graph, *target.symbol, nullptr)) return *node;
    throw_undefined(graph, "revision", *target.symbol);
  }
  // A walk up may enter the branch with a merge point; the steps are checked instead.
  const bool may_enter = target.offset.value_or(0) > 0;
  const std::vector<bool> branch = lineage(graph, *target.label, false);
  std::optional<Node> node = find_name(graph, *target.symbol, &branch);
  if (!node && may_enter) node = find_name(graph, *target.symbol, nullptr);
  if (!node) throw_undefined(graph, "revision", *target.symbol);
  if (!branch[*node] && !may_enter) {
    throw Error(ErrorCode::kNotAncestor,
                cat("revision \"", graph.id(*node), "\" is not on branch \"", *target.label, "\""));
  }
  return *node;
}

Nodes on_branch(const RevisionGraph& graph, const Nodes& nodes, const Target& target) {
  if (!target.label) return nodes;
  const std::vector<bool> branch = lineage(graph, *target.label, false);
  Nodes result;
  for (const Node node : nodes) {
    if (branch[node]) result.push_back(node);
  }
  return result;
}

void require_single_head(const RevisionGraph& graph, const Nodes& nodes, const Target& target) {
  if (nodes.size() <= 1) return;
  std::string hint = "Use a revision id.";
  if (target.symbol == "head" && !target.offset) {
    hint = target.label ? cat("Use \"", *target.label, "@heads\", or a revision id.")
                        : "Use \"heads\", or \"label@head\".";
  }
  throw Error(ErrorCode::kMultipleHeads,
              cat("multiple heads exist for target \"", target.text(), "\""),
              cat("Heads are ", quoted_ids(graph, nodes), "."), std::move(hint));
}

/// What the symbol names, the offset left aside.
Nodes resolve_symbol(const RevisionGraph& graph, const Target& target, const Heads* heads) {
  const std::string& symbol = *target.symbol;
  if (symbol == "base") {
    if (target.label) resolve_branch(graph, *target.label);
    return {};
  }
  if (symbol == "head") {
    Nodes nodes = on_branch(graph, graph.heads(), target);
    require_single_head(graph, nodes, target);
    return nodes;
  }
  if (symbol == "heads") {
    return target.label ? on_branch(graph, graph.heads(), target) : graph.real_heads();
  }
  if (symbol == "current") {
    if (heads == nullptr) {
      throw Error(ErrorCode::kInvalidParameter,
                  cat("target \"", target.text(), "\" cannot be used here"),
                  "It depends on what is applied.");
    }
    return on_branch(graph, heads->rows(), target);
  }
  return {resolve_name(graph, target)};
}

/// Where `label@+N` counts from: the row on that branch, else the highest applied revision on it,
/// else base.
Position start_on_branch(const RevisionGraph& graph, const Heads& heads, const Target& target) {
  Nodes tips = on_branch(graph, heads.rows(), target);
  if (tips.empty() && target.label) {
    std::vector<bool> active = lineage(graph, *target.label, false);
    std::vector<bool> is_below(graph.size());
    for (Node node = 0; node < graph.size(); ++node) {
      active[node] = active[node] && heads.is_applied(node);
      if (!active[node]) continue;
      for (const Node below : graph.normalized_down(node)) is_below[below] = true;
    }
    for (Node node = 0; node < graph.size(); ++node) {
      if (active[node] && !is_below[node]) tips.push_back(node);
    }
  }
  if (tips.empty()) return std::nullopt;
  if (tips.size() == 1) return tips.front();
  throw Error(ErrorCode::kAmbiguousTarget, cat("target \"", target.text(), "\" is ambiguous"),
              cat("Applied heads are ", quoted_ids(graph, tips), "."),
              target.label ? "Use a revision id."
                           : cat("Use \"label@", target.text(), "\", or a revision id."));
}

Position resolve_relative(const RevisionGraph& graph, const Target& target, const Heads* heads,
                          Overshoot overshoot) {
  const bool is_up = *target.offset >= 0;
  if (target.symbol) {
    const Nodes start = resolve_symbol(graph, target, heads);
    require_single_head(graph, start, target);
    const Position position = start.empty() ? Position() : Position(start.front());
    return is_up ? walk_up(graph, position, target, overshoot)
                 : walk_down(graph, position, target, overshoot);
  }
  if (heads == nullptr) {
    throw Error(ErrorCode::kInvalidParameter,
                cat("target \"", target.text(), "\" cannot be used here"),
                "It is relative to what is applied.");
  }
  if (is_up) return walk_up(graph, start_on_branch(graph, *heads, target), target, overshoot);
  if (overshoot == Overshoot::kStops && heads->current().empty()) return std::nullopt;
  return walk_down(graph, applied_head(graph, *heads, target), target, overshoot);
}

}  // namespace

std::string quoted_ids(const RevisionGraph& graph, const Nodes& nodes) {
  std::vector<std::string> ids;
  for (const Node node : nodes) ids.push_back(graph.id(node));
  return quoted_list(ids);
}

Node resolve_branch(const RevisionGraph& graph, std::string_view label) {
  if (const std::optional<Node> node = graph.find_label(label)) return *node;
  if (const std::optional<Node> node = find_name(graph, label, nullptr)) return *node;
  throw_undefined(graph, "branch", label);
}

std::vector<bool> lineage(const RevisionGraph& graph, std::string_view label,
                          bool with_dependencies) {
  return lineage_of(graph, resolve_branch(graph, label), with_dependencies);
}

std::vector<bool> lineage_of(const RevisionGraph& graph, Node node, bool with_dependencies) {
  std::vector<bool> result = graph.ancestors({&node, 1}, with_dependencies);
  const std::vector<bool> above = graph.descendants({&node, 1}, with_dependencies);
  for (Node other = 0; other < graph.size(); ++other) {
    if (above[other]) result[other] = true;
  }
  return result;
}

Nodes resolve_target(const RevisionGraph& graph, const Target& target, const Heads* heads,
                     Overshoot overshoot) {
  if (!target.offset) return resolve_symbol(graph, target, heads);
  const Position position = resolve_relative(graph, target, heads, overshoot);
  if (!position) return {};
  return {*position};
}

Nodes resolve_revisions(const RevisionGraph& graph, const Target& target, const Heads* heads) {
  return resolve_target(graph, target, heads, Overshoot::kIsError);
}

Position resolve_position(const RevisionGraph& graph, const Target& target, const Heads& heads) {
  const Nodes nodes = resolve_revisions(graph, target, &heads);
  require_single_head(graph, nodes, target);
  return nodes.empty() ? Position() : Position(nodes.front());
}

Node resolve_revision(const RevisionGraph& graph, const Target& target) {
  const Nodes nodes = resolve_revisions(graph, target, nullptr);
  require_single_head(graph, nodes, target);
  if (!nodes.empty()) return nodes.front();
  throw Error(ErrorCode::kInvalidParameter,
              cat("target \"", target.text(), "\" does not name a revision"));
}

}  // namespace migrate

// Counting steps along down_revision. A label, where there is one, chooses the way at branch points
// and merge points.
#include "error.h"
#include "revision/resolve.h"
#include "text.h"

namespace migrate {

namespace {

std::string label_hint(const Target& target) {
  return target.label ? "Use a revision id."
                      : cat("Use \"label@", target.text(), "\", or a revision id.");
}

std::string quoted_position(const RevisionGraph& graph, Position position) {
  return position ? cat("\"", graph.id(*position), "\"") : "base";
}

[[noreturn]] void throw_ambiguous(const Target& target, std::string detail) {
  throw Error(ErrorCode::kAmbiguousTarget, cat("target \"", target.text(), "\" is ambiguous"),
              std::move(detail), label_hint(target));
}

[[noreturn]] void throw_past_the_end(const RevisionGraph& graph, Position start, int possible,
                                     const Target& target) {
  const std::string from = quoted_position(graph, start);
  throw Error(ErrorCode::kUndefinedRevision,
              cat("target \"", target.text(), "\" goes past the last revision"),
              possible == 0
                  ? cat("No revision follows ", from, target.label ? " on the branch." : ".")
                  : cat("Only ", std::to_string(possible),
                        possible == 1 ? " revision follows " : " revisions follow ", from,
                        target.label ? " on the branch." : "."));
}

[[noreturn]] void throw_past_base(const RevisionGraph& graph, Position start, int possible,
                                  const Target& target) {
  throw Error(ErrorCode::kUndefinedRevision, cat("target \"", target.text(), "\" goes past base"),
              start ? cat("Base is ", std::to_string(possible), possible == 1 ? " step" : " steps",
                          " below \"", graph.id(*start), "\".")
                    : "Nothing is below base.");
}

std::optional<std::vector<bool>> branch_of(const RevisionGraph& graph, const Target& target) {
  if (!target.label) return std::nullopt;
  return lineage(graph, *target.label, false);
}

Nodes on_branch(std::span<const Node> nodes, const std::optional<std::vector<bool>>& branch) {
  Nodes result;
  for (const Node node : nodes) {
    if (!branch || (*branch)[node]) result.push_back(node);
  }
  return result;
}

}  // namespace

Position walk_up(const RevisionGraph& graph, Position start, const Target& target,
                 Overshoot overshoot) {
  const std::optional<std::vector<bool>> branch = branch_of(graph, target);
  Position position = start;
  for (int done = 0; done < *target.offset; ++done) {
    const Nodes next = on_branch(position ? graph.next(*position) : graph.bases(), branch);
    if (next.size() > 1) {
      const std::string ids = quoted_ids(graph, next);
      throw_ambiguous(target, position ? cat("Revision ", quoted_position(graph, position),
                                             " is followed by ", ids, ".")
                                       : cat("The history starts with ", ids, "."));
    }
    if (next.empty()) {
      if (overshoot == Overshoot::kStops) return position;
      throw_past_the_end(graph, start, done, target);
    }
    position = next.front();
  }
  return position;
}

Position walk_down(const RevisionGraph& graph, Position start, const Target& target,
                   Overshoot overshoot) {
  const std::optional<std::vector<bool>> branch = branch_of(graph, target);
  Position position = start;
  for (int done = 0; done > *target.offset; --done) {
    if (!position) {
      if (overshoot == Overshoot::kStops) return position;
      throw_past_base(graph, start, -done, target);
    }
    const std::span<const Node> all = graph.down(*position);
    Nodes down(all.begin(), all.end());
    if (const Nodes chosen = on_branch(all, branch); chosen.size() == 1) down = chosen;
    if (down.size() > 1) {
      throw_ambiguous(target, cat("Revision ", quoted_position(graph, position), " revises ",
                                  quoted_ids(graph, down), "."));
    }
    position = down.empty() ? Position() : Position(down.front());
  }
  return position;
}

Node applied_head(const RevisionGraph& graph, const Heads& heads, const Target& target) {
  const std::optional<std::vector<bool>> branch = branch_of(graph, target);
  Nodes candidates = on_branch(heads.rows(), branch);
  if (candidates.empty()) candidates = on_branch(heads.current(), branch);
  if (candidates.empty()) {
    throw Error(ErrorCode::kUndefinedRevision, cat("target \"", target.text(), "\" goes past base"),
                target.label ? cat("Nothing is applied on branch \"", *target.label, "\".")
                             : "Nothing is applied.");
  }
  if (candidates.size() > 1) {
    throw_ambiguous(target, cat("Applied heads are ", quoted_ids(graph, candidates), "."));
  }
  return candidates.front();
}

}  // namespace migrate

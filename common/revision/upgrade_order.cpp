// The order is found from the tips down and then reversed. A row of slots, at first one for each
// tip, holds the lowest node reached on each branch. One slot is current; its node is taken as soon
// as no other slot's node lies above it, and the slot moves on to the first of the nodes below;
// further ones get slots of their own at the end of the row. Where a slot's node lies below others,
// the leftmost slot above it becomes current. A slot that finds nothing left below it goes away and
// the one to its left becomes current.
//
// To see what lies above, each pending node keeps the leftmost slot at or above it. When a slot
// moves, what is below is marked stale, down to what is stale already; a stale answer is found anew
// only when it is asked for. On chains, combs, ladders and branches that depend on each other that
// is a constant number of nodes for each step, where recomputing ancestor sets would be quadratic.
// Where one node keeps another waiting again and again, all that lies above it is listed once: from
// then on only the slots are looked through, from left to right and never back, because a slot that
// is not above a node never comes to be.
#include <algorithm>
#include <cassert>
#include <limits>
#include <unordered_map>
#include <unordered_set>

#include "revision/graph.h"

namespace migrate {

namespace {

using Slot = std::uint32_t;
constexpr Slot kNone = std::numeric_limits<Slot>::max();

class Descent {
 public:
  Descent(const RevisionGraph& graph, const std::vector<bool>& nodes, std::span<const Node> heads)
      : graph_(graph),
        pending_(nodes),
        slot_at_(graph.size(), kNone),
        leftmost_(graph.size(), kNone),
        is_stale_(nodes),
        was_blocked_(graph.size()) {
    Nodes tips;
    for (const Node head : heads) {
      if (pending_[head]) tips.push_back(head);
    }
    for (Node node = 0; node < graph.size(); ++node) {
      if (pending_[node] && is_maximal(node)) tips.push_back(node);
    }
    std::sort(tips.begin(), tips.end());
    tips.erase(std::unique(tips.begin(), tips.end()), tips.end());
    for (const Node tip : tips) append(tip);
  }

  /// From the tips to the bases.
  Nodes run() {
    Nodes order;
    Slot current = first_;
    while (current != kNone) {
      const Slot above = blocked_by(row_[current].node);
      if (above != kNone) {
        current = above;
        continue;
      }
      order.push_back(row_[current].node);
      current = take(current);
    }
    return order;
  }

 private:
  struct Place {
    Node node;
    Slot left;
    Slot right;
  };

  /// A node that has been waiting for others twice.
  struct Watch {
    Nodes above;  // what was pending then, sorted
    Slot slot;    // those to the left of it are not above
  };

  /// The leftmost slot above `node`; kNone where nothing pending is.
  Slot blocked_by(Node node) {
    if (is_maximal(node)) return kNone;
    if (const auto watch = watches_.find(node); watch != watches_.end()) {
      return next_above(watch->second);
    }
    if (was_blocked_[node]) return next_above(watches_[node] = {pending_above(node), 0});
    was_blocked_[node] = true;
    return leftmost_above(node);
  }

  Slot next_above(Watch& watch) const {
    while (slot_at_[row_[watch.slot].node] != watch.slot ||
           !std::binary_search(watch.above.begin(), watch.above.end(), row_[watch.slot].node)) {
      ++watch.slot;
    }
    return watch.slot;
  }

  Nodes pending_above(Node start) {
    std::unordered_set<Node> seen;
    todo_.assign(1, start);
    while (!todo_.empty()) {
      const Node node = todo_.back();
      todo_.pop_back();
      for (const Node next : graph_.all_next(node)) {
        if (pending_[next] && seen.insert(next).second) todo_.push_back(next);
      }
    }
    Nodes above(seen.begin(), seen.end());
    std::sort(above.begin(), above.end());
    return above;
  }

  bool is_maximal(Node node) const {
    const std::span<const Node> above = graph_.all_next(node);
    return std::none_of(above.begin(), above.end(), [&](Node next) { return pending_[next]; });
  }

  Slot leftmost_above(Node node) {
    Slot result = kNone;
    for (const Node next : graph_.all_next(node)) {
      if (!pending_[next]) continue;
      if (is_stale_[next]) refresh(next);
      result = std::min(result, leftmost_[next]);
    }
    return result;
  }

  /// From the top down, as each answer needs those above it.
  void refresh(Node start) {
    todo_.assign(1, start);
    while (!todo_.empty()) {
      const Node node = todo_.back();
      if (!is_stale_[node]) {
        todo_.pop_back();
        continue;
      }
      const std::size_t before = todo_.size();
      Slot leftmost = slot_at_[node];
      for (const Node next : graph_.all_next(node)) {
        if (!pending_[next]) continue;
        if (is_stale_[next]) todo_.push_back(next);
        leftmost = std::min(leftmost, leftmost_[next]);
      }
      if (todo_.size() > before) continue;
      todo_.pop_back();
      leftmost_[node] = leftmost;
      is_stale_[node] = false;
    }
  }

  void append(Node node) {
    const Slot slot = static_cast<Slot>(row_.size());
    row_.push_back({node, last_, kNone});
    (last_ == kNone ? first_ : row_[last_].right) = slot;
    last_ = slot;
    slot_at_[node] = slot;
  }

  /// Result: the slot that is current then.
  Slot remove(Slot slot) {
    const auto [node, left, right] = row_[slot];
    (left == kNone ? first_ : row_[left].right) = right;
    (right == kNone ? last_ : row_[right].left) = left;
    return left == kNone ? right : left;
  }

  /// Takes the node of `slot` and moves the slot on. Result: the slot that is current then.
  Slot take(Slot slot) {
    const Node node = row_[slot].node;
    pending_[node] = false;
    slot_at_[node] = kNone;
    bool has_moved = false;
    for (const Node below : graph_.normalized_down(node)) {
      if (!pending_[below] || slot_at_[below] != kNone) continue;
      if (has_moved) {
        append(below);
      } else {
        row_[slot].node = below;
        slot_at_[below] = slot;
        has_moved = true;
      }
    }
    const Slot current = has_moved ? slot : remove(slot);
    mark_stale_below(node);
    return current;
  }

  void mark_stale_below(Node start) {
    todo_.assign(1, start);
    while (!todo_.empty()) {
      const Node node = todo_.back();
      todo_.pop_back();
      for (const Node below : graph_.normalized_down(node)) {
        if (!pending_[below] || is_stale_[below]) continue;
        is_stale_[below] = true;
        todo_.push_back(below);
      }
    }
  }

  const RevisionGraph& graph_;
  std::vector<bool> pending_;
  std::vector<Slot> slot_at_;   // the slot that holds the node
  std::vector<Slot> leftmost_;  // at or above the node
  std::vector<bool> is_stale_;  // its leftmost_; then so is all that is below it
  std::vector<bool> was_blocked_;
  std::unordered_map<Node, Watch> watches_;
  std::vector<Place> row_;
  Slot first_ = kNone;
  Slot last_ = kNone;
  Nodes todo_;
};

}  // namespace

Nodes RevisionGraph::upgrade_order(const std::vector<bool>& nodes,
                                   std::span<const Node> heads) const {
  Nodes order = Descent(*this, nodes, heads).run();
  assert(order.size() == static_cast<std::size_t>(std::count(nodes.begin(), nodes.end(), true)));
  std::reverse(order.begin(), order.end());
  return order;
}

}  // namespace migrate

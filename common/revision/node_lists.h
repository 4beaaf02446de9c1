// One list of nodes for each node, all in two arrays: a graph of 10,000 revisions is built for each
// SQL call, so a list must not cost an allocation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace migrate {

/// A revision's position in the graph's input order, 0-based.
using Node = std::uint32_t;
using Nodes = std::vector<Node>;

class NodeLists {
 public:
  /// Lists are written one after the other: push each element, then close the list.
  void reserve(std::size_t lists) {
    ends_.reserve(lists);
    elements_.reserve(lists);
  }
  void push(Node element) { elements_.push_back(element); }
  void close() { ends_.push_back(elements_.size()); }

  std::span<const Node> operator[](Node node) const {
    const std::size_t begin = node == 0 ? 0 : ends_[node - 1];
    return std::span<const Node>(elements_).subspan(begin, ends_[node] - begin);
  }
  std::size_t size() const { return ends_.size(); }
  bool has_elements() const { return !elements_.empty(); }

  /// The same edges seen from the other end: list m of the result holds, in ascending order, each n
  /// whose list holds m. REQUIRES: as many lists as nodes.
  NodeLists inverse() const {
    NodeLists result;
    result.ends_.assign(size(), 0);
    result.elements_.resize(elements_.size());
    for (const Node target : elements_) ++result.ends_[target];
    std::size_t begin = 0;
    for (std::size_t& end : result.ends_) {
      const std::size_t count = end;
      end = begin;
      begin += count;
    }
    // Each end stands at its list's begin and is moved forward as the list fills.
    for (Node node = 0; node < size(); ++node) {
      for (const Node target : (*this)[node]) result.elements_[result.ends_[target]++] = node;
    }
    return result;
  }

 private:
  std::vector<std::size_t> ends_;
  Nodes elements_;
};

}  // namespace migrate

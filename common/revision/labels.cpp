// Labels spread up to all descendants and down along an unbranched line. The sets are shared: along
// a line without further labels every node has the same one, so a set is made only where a label is
// declared or where branches with different labels merge.
#include <algorithm>
#include <iterator>
#include <map>

#include "revision/graph.h"

namespace migrate {

namespace {

using LabelSet = std::vector<std::uint32_t>;

/// Each different set once, by number; 0 is the empty one.
class LabelSets {
 public:
  LabelSets() { number({}); }

  std::uint32_t number(const LabelSet& set) {
    const auto [place, is_new] = numbers_.emplace(set, static_cast<std::uint32_t>(sets_.size()));
    if (is_new) sets_.push_back(set);
    return place->second;
  }

  std::uint32_t united(std::uint32_t a, std::uint32_t b) {
    if (a == b || b == 0) return a;
    if (a == 0) return b;
    const auto [place, is_new] = united_.emplace(std::minmax(a, b), 0);
    if (is_new) {
      LabelSet both;
      std::set_union(sets_[a].begin(), sets_[a].end(), sets_[b].begin(), sets_[b].end(),
                     std::back_inserter(both));
      place->second = number(both);
    }
    return place->second;
  }

  std::vector<LabelSet> take() { return std::move(sets_); }

 private:
  std::vector<LabelSet> sets_;
  std::map<LabelSet, std::uint32_t> numbers_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> united_;
};

}  // namespace

void RevisionGraph::spread_labels() {
  if (labels_.empty()) return;
  LabelSets sets;
  std::vector<std::uint32_t> own(size(), 0);
  for (std::uint32_t label = 0; label < labels_.size(); ++label) {
    std::uint32_t& declared = own[labels_[label].second];
    declared = sets.united(declared, sets.number({label}));
  }
  std::vector<std::uint32_t> from_above = own;
  const auto ends_line = [&](Node node) {
    return all_next(node).size() > 1 || is_merge_point(node);
  };
  for (auto node = topological_.rbegin(); node != topological_.rend(); ++node) {
    if (ends_line(*node) || down(*node).empty()) continue;
    const Node below = down(*node).front();
    if (!ends_line(below)) from_above[below] = sets.united(from_above[below], from_above[*node]);
  }
  std::vector<std::uint32_t> from_below = own;
  label_set_of_ = std::move(own);
  for (const Node node : topological_) {
    for (const Node below : down(node)) {
      from_below[node] = sets.united(from_below[node], from_below[below]);
    }
    label_set_of_[node] = sets.united(from_above[node], from_below[node]);
  }
  label_sets_ = sets.take();
}

std::vector<std::string> RevisionGraph::labels(Node node) const {
  std::vector<std::string> result;
  if (label_set_of_.empty()) return result;
  for (const std::uint32_t label : label_sets_[label_set_of_[node]]) {
    result.push_back(labels_[label].first);
  }
  return result;
}

}  // namespace migrate

#include "schema/replay.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "schema/diff.h"
#include "schema/subset.h"

namespace migrate {
namespace {

using Names = std::vector<std::string>;

// A model of which some objects are taken.
struct Source {
  const Model& model;
  std::vector<bool> taken;
  std::vector<std::size_t> position = {};  // among all that are taken
};
using Sources = std::array<Source, 2>;

std::vector<Object> taken_objects(Sources& sources) {
  std::vector<Object> objects;
  for (Source& source : sources) {
    source.position.assign(source.model.size(), kNoObject);
    for (std::size_t i = 0; i < source.model.size(); ++i) {
      if (!source.taken[i]) continue;
      source.position[i] = objects.size();
      objects.push_back(source.model[i]);
    }
  }
  return objects;
}

// The place of an object of `source`, from whichever model it was taken.
std::size_t place(const Sources& sources, const Source& source, std::size_t index) {
  if (source.position[index] != kNoObject) return source.position[index];
  for (const Source& other : sources) {
    const std::size_t found = other.model.find(source.model[index].id);
    if (found != kNoObject && other.position[found] != kNoObject) return other.position[found];
  }
  return kNoObject;
}

// No id is taken of both.
Model joined(Sources sources) {
  std::vector<Object> objects = taken_objects(sources);
  std::vector<Edge> edges;
  std::set<std::string> orphans;
  for (const Source& source : sources) {
    for (const std::size_t position : source.position) {
      if (position == kNoObject) continue;
      Object& object = objects[position];
      if (object.parent == kNoObject) continue;
      object.parent = place(sources, source, object.parent);
      if (object.parent == kNoObject) orphans.insert(object.id);
    }
    for (Edge edge : source.model.edges()) {
      edge.dependent = source.position[edge.dependent];
      edge.referenced = place(sources, source, edge.referenced);
      if (edge.dependent != kNoObject && edge.referenced != kNoObject) edges.push_back(edge);
    }
  }
  Model all(std::move(objects), std::move(edges));
  if (orphans.empty()) return all;
  std::vector<bool> keep(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) keep[i] = !orphans.contains(all[i].id);
  return subset(all, keep);
}

// All three are sorted.
Names replayed_names(const Names& base, const Names& from, const Names& to) {
  std::set<std::string> names(base.begin(), base.end());
  for (const std::string& name : from) {
    if (!std::binary_search(to.begin(), to.end(), name)) names.erase(name);
  }
  for (const std::string& name : to) {
    if (!std::binary_search(from.begin(), from.end(), name)) names.insert(name);
  }
  return {names.begin(), names.end()};
}

}  // namespace

Model replay(const Model& base, const Model& from, const Model& to) {
  std::vector<bool> of_base(base.size(), true);
  std::vector<bool> of_to(to.size(), false);
  for (const Change& change : diff(from, to)) {
    const std::string& id = change.to == kNoObject ? from[change.from].id : to[change.to].id;
    if (const std::size_t old = base.find(id); old != kNoObject) of_base[old] = false;
    if (change.to != kNoObject) of_to[change.to] = true;
  }
  Model result = joined({Source{base, std::move(of_base)}, Source{to, std::move(of_to)}});
  result.casts = to.casts;
  result.unmodelled = replayed_names(base.unmodelled, from.unmodelled, to.unmodelled);
  return result;
}

}  // namespace migrate

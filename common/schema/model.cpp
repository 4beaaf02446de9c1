#include "schema/model.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "error.h"
#include "schema/kind.h"
#include "text.h"

namespace migrate {

Model::Model(std::vector<Object> objects, std::vector<Edge> edges) {
  std::vector<std::size_t> order(objects.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return objects[a].id < objects[b].id; });
  std::vector<std::size_t> position(objects.size());
  for (std::size_t i = 0; i < order.size(); ++i) position[order[i]] = i;
  objects_.reserve(objects.size());
  for (std::size_t old : order) {
    Object& object = objects[old];
    if (object.parent != kNoObject) object.parent = position[object.parent];
    objects_.push_back(std::move(object));
  }
  for (Edge& edge : edges) {
    edge.dependent = position[edge.dependent];
    edge.referenced = position[edge.referenced];
  }
  std::sort(edges.begin(), edges.end());
  edges_ = std::move(edges);
  index();
}

void Model::index() {
  first_edge_.assign(objects_.size() + 1, 0);
  dependents_.assign(objects_.size(), {});
  children_.assign(objects_.size(), {});
  for (std::size_t i = 0; i < objects_.size(); ++i) {
    if (i > 0 && objects_[i].id == objects_[i - 1].id) {
      throw Error(ErrorCode::kInternal, cat("object \"", objects_[i].id, "\" was read twice"));
    }
    if (objects_[i].parent != kNoObject) children_[objects_[i].parent].push_back(i);
  }
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    ++first_edge_[edges_[i].dependent + 1];
    dependents_[edges_[i].referenced].push_back(i);
  }
  std::partial_sum(first_edge_.begin(), first_edge_.end(), first_edge_.begin());
}

std::size_t Model::find(std::string_view id) const {
  const auto found =
      std::lower_bound(objects_.begin(), objects_.end(), id,
                       [](const Object& object, std::string_view key) { return object.id < key; });
  if (found == objects_.end() || found->id != id) return kNoObject;
  return static_cast<std::size_t>(found - objects_.begin());
}

std::span<const Edge> Model::references(std::size_t index) const {
  return std::span(edges_).subspan(first_edge_[index], first_edge_[index + 1] - first_edge_[index]);
}

const std::vector<std::size_t>& Model::dependents(std::size_t index) const {
  return dependents_[index];
}

const std::vector<std::size_t>& Model::children(std::size_t index) const {
  return children_[index];
}

}  // namespace migrate

#include "schema/subset.h"

#include <utility>

namespace migrate {

Model subset(const Model& model, const std::vector<bool>& keep) {
  std::vector<std::size_t> position(model.size(), kNoObject);
  std::vector<Object> objects;
  const auto kept = [&](std::size_t index) {
    for (; index != kNoObject; index = model[index].parent) {
      if (!keep[index]) return false;
    }
    return true;
  };
  for (std::size_t i = 0; i < model.size(); ++i) {
    if (!kept(i)) continue;
    position[i] = objects.size();
    objects.push_back(model[i]);
  }
  for (Object& object : objects) {
    if (object.parent != kNoObject) object.parent = position[object.parent];
  }
  std::vector<Edge> edges;
  for (Edge edge : model.edges()) {
    edge.dependent = position[edge.dependent];
    edge.referenced = position[edge.referenced];
    if (edge.dependent != kNoObject && edge.referenced != kNoObject) edges.push_back(edge);
  }
  Model result(std::move(objects), std::move(edges));
  result.casts = model.casts;
  result.unmodelled = model.unmodelled;
  return result;
}

}  // namespace migrate

// Models that mean nothing, for rules that hold for all of them.
#pragma once

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "schema/kind.h"
#include "schema/model.h"
#include "text.h"

namespace migrate::test {

using Random = std::mt19937;

inline std::size_t below(Random& random, std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

/// Texts that a format may trip over, and NULL.
inline Value random_value(Random& random) {
  static const std::vector<Value> values{
      std::nullopt,      "",   "true", "5:five", "#1 ",        "-",
      "line\nbreak\r\n", "12", "\x1f", ": - #",  "käse \"ß\"", std::string("\0\xff", 2)};
  return values[below(random, values.size())];
}

/// At most `count` objects, of any kinds. Names and values are few, so that two models have much in
/// common.
inline Model random_model(Random& random, std::size_t count) {
  std::vector<Object> objects;
  for (std::size_t i = 0; i < count; ++i) {
    Object object;
    object.kind = kinds(postgres_dialect())[below(random, kinds(postgres_dialect()).size())];
    object.schema = cat("s", std::to_string(below(random, 2)));
    object.name = cat("o", std::to_string(below(random, 3)));
    object.address = cat(object.schema, ".", object.name);
    object.id = cat(object.kind->keyword, " ", object.address);
    for (std::size_t a = 0; a < object.kind->attributes.size(); ++a) {
      object.values.push_back(random_value(random));
    }
    bool known = false;
    for (const Object& other : objects) known = known || other.id == object.id;
    if (known) continue;
    if (!objects.empty() && below(random, 2) == 0) object.parent = below(random, objects.size());
    objects.push_back(std::move(object));
  }
  std::vector<Edge> edges;
  for (std::size_t i = 0; objects.size() > 1 && i < count; ++i) {
    Edge edge{below(random, objects.size()), below(random, objects.size())};
    if (edge.dependent == edge.referenced) continue;
    edge.dies_with = below(random, 2) == 0;
    edge.needs = below(random, 2) == 0;
    edge.follows = below(random, 4) == 0;
    edge.waits = below(random, 4) == 0;
    edges.push_back(edge);
  }
  Model model(std::move(objects), std::move(edges));
  for (std::size_t i = below(random, 3); i > 0; --i) {
    model.unmodelled.push_back(random_value(random).value_or("CAST (a AS b)"));
  }
  return model;
}

}  // namespace migrate::test

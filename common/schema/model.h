// A model: a set of objects in canonical order, with the edges between them.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "schema/object.h"

namespace migrate {

/// What the model's server can convert without being told how: pairs of type names without
/// modifiers, `integer>bigint`.
struct Casts {
  std::set<std::string, std::less<>> assignment;  // an assignment does it
  std::set<std::string, std::less<>> explicit_;   // `::` does it
};

class Model {
 public:
  Model() = default;
  /// Sorts by id. `objects` have parents and `edges` ends inside `objects`. Errors: kInternal for
  /// two objects with one id.
  Model(std::vector<Object> objects, std::vector<Edge> edges);

  const std::vector<Object>& objects() const { return objects_; }
  const std::vector<Edge>& edges() const { return edges_; }
  const Object& operator[](std::size_t index) const { return objects_[index]; }
  std::size_t size() const { return objects_.size(); }

  /// kNoObject where there is none.
  std::size_t find(std::string_view id) const;
  /// The object's parent. REQUIRES: it has one.
  const Object& parent(const Object& object) const { return objects_[object.parent]; }

  /// The edges from and to an object, in order.
  std::span<const Edge> references(std::size_t index) const;
  const std::vector<std::size_t>& dependents(std::size_t index) const;  // positions in edges()
  const std::vector<std::size_t>& children(std::size_t index) const;

  Casts casts;                          // not compared, not written
  std::vector<std::string> unmodelled;  // `TRANSFORM FOR hstore LANGUAGE plpython3u`, sorted

  /// A text that is equal for models that diff() finds equal by their texts: every compared
  /// attribute of every object that is not optional.
  std::string comparison_text() const;

  /// A text that read() turns into an equal model. Not for people.
  std::string write() const;
  /// Errors: kInternal for a text that write() did not make with the kinds of that dialect.
  static Model read(std::string_view text, const Dialect& dialect);

 private:
  void index();

  std::vector<Object> objects_;          // sorted by id
  std::vector<Edge> edges_;              // sorted
  std::vector<std::size_t> first_edge_;  // of each object, and the end
  std::vector<std::vector<std::size_t>> dependents_;
  std::vector<std::vector<std::size_t>> children_;
};

}  // namespace migrate

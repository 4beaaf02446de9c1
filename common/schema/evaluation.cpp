#include "schema/evaluation.h"

#include "schema/kind.h"

namespace migrate {

// From each such function against the edges to whatever uses it, and from a part to its whole where
// the whole is evaluated with it: a domain is checked by its constraints, a column filled by its
// default. A table is no such whole: who reads it does not evaluate its defaults.
std::vector<bool> run_hidden_code(const Model& model) {
  std::vector<bool> result(model.size(), false);
  std::vector<std::size_t> queue;
  const auto add = [&](std::size_t index) {
    if (result[index]) return;
    result[index] = true;
    queue.push_back(index);
  };
  for (std::size_t i = 0; i < model.size(); ++i) {
    if (model[i].kind->hides_references) add(i);
  }
  while (!queue.empty()) {
    const std::size_t index = queue.back();
    queue.pop_back();
    for (std::size_t position : model.dependents(index)) add(model.edges()[position].dependent);
    const std::size_t parent = model[index].parent;
    if (parent == kNoObject) continue;
    const Kind& whole = *model[parent].kind;
    if (whole.evaluates || whole.name_space == "type") add(parent);
  }
  return result;
}

}  // namespace migrate

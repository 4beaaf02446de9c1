// What is dropped while its like appears under another name may have been renamed.
#include "schema/rename_hint.h"

#include <vector>

#include "dialect/dialect.h"
#include "text.h"

namespace migrate {
namespace {

// As an annotation gives it.
std::string annotated_name(const std::string& name) {
  const bool plain = name.find_first_of(" \t\r\n\"'") == std::string::npos;
  return plain ? name : postgres_dialect().quote_identifier(name);
}

// Equal but for their names, and children of one parent.
bool alike(const MarkedItems& marked, const Object& gone, const Object& added) {
  const bool child = gone.parent != kNoObject;
  if (child && marked.from.parent(gone).id != marked.to.parent(added).id) return false;
  for (std::size_t i = 0; i < gone.values.size(); ++i) {
    if (gone.kind->attributes[i].action == Action::kIgnore) continue;
    if (gone.values[i] != added.values[i]) return false;
  }
  if (child) return true;
  const auto columns = [](const Model& model, const Object& object) {
    std::vector<std::string> names;
    for (std::size_t index : model.children(model.find(object.id))) {
      if (model[index].kind->holds_data) names.push_back(model[index].name);
    }
    return names;
  };
  return columns(marked.from, gone) == columns(marked.to, added);
}

}  // namespace

std::string rename_hint(const MarkedItems& marked, const Item& dropped) {
  const Object& gone = marked.from[dropped.from];
  if (dropped.to != kNoObject || !gone.kind->holds_data || !gone.kind->rename) return "";
  // A comment is one line.
  if (gone.name.find_first_of("\r\n") != std::string::npos) return "";
  for (const Item& other : marked.items) {
    if (other.mark != Mark::kCreate || marked.to[other.to].kind != gone.kind) continue;
    const Object& added = marked.to[other.to];
    if (added.schema != gone.schema || !alike(marked, gone, added)) continue;
    return cat("If ", gone.kind->name, " ", added.address, " is ", gone.address,
               ", renamed, write \"-- @renamed from=", annotated_name(gone.name),
               "\" behind it in the model.");
  }
  return "";
}

}  // namespace migrate

#include "schema/object.h"

#include <cassert>

#include "schema/kind.h"

namespace migrate {

std::vector<std::string> list_items(const Value& list) {
  std::vector<std::string> items;
  if (!list) return items;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t end = list->find(kListSeparator, begin);
    items.push_back(list->substr(begin, end - begin));
    if (end == std::string::npos) return items;
    begin = end + 1;
  }
}

const Value& Object::operator[](std::string_view attribute) const {
  for (std::size_t i = 0; i < kind->attributes.size(); ++i) {
    if (kind->attributes[i].name == attribute) return values[i];
  }
  assert(false && "the kind has no such attribute");
  static const Value none;
  return none;
}

const std::string& Object::text(std::string_view attribute) const {
  static const std::string empty;
  const Value& value = (*this)[attribute];
  return value ? *value : empty;
}

bool Object::is(std::string_view attribute) const { return text(attribute) == "true"; }

}  // namespace migrate

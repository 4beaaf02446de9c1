#include "schema/kinds/tree.h"

#include "schema/kinds/kinds.h"
#include "text.h"

namespace migrate {

bool stays_child(std::string_view child, std::string_view parent, const Model& from,
                 const Model& to) {
  const std::string link = cat(kInheritance.keyword, " ", child, " FROM ", parent);
  if (from.find(link) != kNoObject) return to.find(link) != kNoObject;
  const std::string partition = cat(kPartition.keyword, " ", child, " OF ", parent);
  const std::size_t before = from.find(partition);
  const std::size_t after = to.find(partition);
  if (before == kNoObject || after == kNoObject) return false;
  if (from[before]["bound"] != to[after]["bound"]) return false;
  // A table that is partitioned in another way is made anew.
  for (std::string_view table : {child, parent}) {
    const std::string id = cat(kTable.keyword, " ", table);
    const std::size_t old_table = from.find(id);
    const std::size_t new_table = to.find(id);
    if (old_table == kNoObject || new_table == kNoObject) continue;
    if (from[old_table]["partition_by"] != to[new_table]["partition_by"]) return false;
  }
  return true;
}

bool is_partition(std::string_view child, std::string_view parent, const Model& model) {
  return model.find(cat(kPartition.keyword, " ", child, " OF ", parent)) != kNoObject;
}

bool dies_in_tree(const Object& dependent, const Object& referenced, const Model& from,
                  const Model& to) {
  if (dependent.parent == kNoObject || referenced.parent == kNoObject) return true;
  const Object& child = from.parent(dependent);
  const Object& parent = from.parent(referenced);
  if (child.id == parent.id) return true;
  // Tables that are both dropped are not detached before.
  const bool gone = to.find(child.id) == kNoObject && to.find(parent.id) == kNoObject;
  return gone || stays_child(child.address, parent.address, from, to);
}

}  // namespace migrate

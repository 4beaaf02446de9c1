#include "schema/kinds/grants.h"

#include <algorithm>

#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

using Items = std::vector<std::string>;

bool has(const Items& items, const std::string& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

Items without(const Items& items, const Items& others) {
  Items result;
  std::copy_if(items.begin(), items.end(), std::back_inserter(result),
               [&](const std::string& item) { return !has(others, item); });
  return result;
}

// A privilege on a table that is revoked takes those on its columns along.
Items without_revoked(const Items& items, const Items& revoked) {
  Items result;
  for (const std::string& item : items) {
    const std::string privilege = item.substr(0, item.find(" ("));
    if (!has(revoked, item) && !has(revoked, privilege)) result.push_back(item);
  }
  return result;
}

std::string list(const Items& items, const Items& all) {
  return items.size() == all.size() && without(items, all).empty() ? "ALL" : join(items, ", ");
}

}  // namespace

Privileges privileges(const Value& held, const Value& grantable) {
  return {list_items(held), list_items(grantable)};
}

void change_privileges(std::string_view prefix, std::string_view on, std::string_view grantee,
                       const std::vector<std::string>& all, const Privileges& from,
                       const Privileges& to, Statements& out) {
  const Items revoked = without(from.held, to.held);
  if (!revoked.empty()) {
    out.add(cat(prefix, "REVOKE ", list(revoked, all), " ON ", on, " FROM ", grantee));
  }
  const Items held = without_revoked(from.held, revoked);
  const Items grantable = without_revoked(from.grantable, revoked);
  const Items bound = without(grantable, to.grantable);
  if (!bound.empty()) {
    out.add(
        cat(prefix, "REVOKE GRANT OPTION FOR ", list(bound, all), " ON ", on, " FROM ", grantee));
  }
  const Items granted = without(without(to.held, held), to.grantable);
  if (!granted.empty()) {
    out.add(cat(prefix, "GRANT ", list(granted, all), " ON ", on, " TO ", grantee));
  }
  const Items free = without(to.grantable, without_revoked(grantable, bound));
  if (!free.empty()) {
    out.add(
        cat(prefix, "GRANT ", list(free, all), " ON ", on, " TO ", grantee, " WITH GRANT OPTION"));
  }
}

}  // namespace migrate

#include "catalog_access.h"

#include "guard.h"

extern "C" {
#include "postgres.h"

#include "catalog/pg_authid.h"
#include "miscadmin.h"
}

namespace migrate {

// An error leaves the superuser's id in place: the subtransaction's rollback brings back the
// caller's, and until then nothing runs.
Rows CatalogAccess::change(std::string_view sql, const Row& parameters) const {
  struct Identity {
    Oid user;
    int context;
  };
  const Identity caller = pg_call([]() noexcept {
    Identity current;
    GetUserIdAndSecContext(&current.user, &current.context);
    SetUserIdAndSecContext(BOOTSTRAP_SUPERUSERID, current.context | SECURITY_LOCAL_USERID_CHANGE);
    return current;
  });
  Rows rows = run_(sql, parameters);
  pg_call([&]() noexcept { SetUserIdAndSecContext(caller.user, caller.context); });
  return rows;
}

}  // namespace migrate

// The entry point of the loadable extension: `.load ./migrate`.
#include <sqlite3ext.h>

#include <new>

#include "functions.h"
#include "migrate/verbs.h"
SQLITE_EXTENSION_INIT1

namespace {

// Below it sqlite3_txn_state (3.34) or RETURNING and STRICT (3.37), which users expect, are
// missing.
constexpr int kOldestVersion = 3037000;

}  // namespace

extern "C" __attribute__((visibility("default"))) int sqlite3_migrate_init(
    sqlite3* db, char** message, const sqlite3_api_routines* api) {
  SQLITE_EXTENSION_INIT2(api)
  if (sqlite3_libversion_number() < kOldestVersion) {
    *message =
        sqlite3_mprintf("migrate needs SQLite 3.37 or later, this is %s", sqlite3_libversion());
    return SQLITE_ERROR;
  }
  try {
    const int code = migrate::register_verbs(db, migrate::verbs());
    if (code != SQLITE_OK) {
      *message = sqlite3_mprintf("could not load migrate: %s", sqlite3_errmsg(db));
    }
    return code;
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
}

// The entry point of the loadable extension: `.load ./migrate`.
#include <sqlite3ext.h>

#include <new>

#include "error.h"
#include "functions.h"
#include "migrate/verbs.h"
#include "sqlite_database.h"
#include "statement.h"
SQLITE_EXTENSION_INIT1

namespace {

// Below it sqlite3_txn_state (3.34) or RETURNING and STRICT (3.37), which users expect, are
// missing.
constexpr int kOldestVersion = 3037000;

// Newer versions (3.54, not 3.40) read the schema before a connection's first statement, whatever
// it is. Another session's commit would make `SELECT migrate_upgrade()` fail there, before
// the function is reached; here it can be waited for. Older versions read nothing.
void wait_for_schema(sqlite3* db) {
  try {
    migrate::prepare(db, migrate::LockWait(db, migrate::kLockTimeout), "SELECT 1",
                     migrate::Lifetime::kOnce);
  } catch (const migrate::Error&) {
    // A file that cannot be read (yet): the statement that wants to read it says so.
  }
}

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
      return code;
    }
    wait_for_schema(db);
    return SQLITE_OK;
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
}

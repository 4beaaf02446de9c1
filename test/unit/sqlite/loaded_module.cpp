#include "unit/sqlite/loaded_module.h"

#include <sqlite3.h>

namespace migrate::test {

Failure load_module(const Connection& db) {
  sqlite3_db_config(db.get(), SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, nullptr);
  char* message = nullptr;
  const int code = sqlite3_load_extension(db.get(), MIGRATE_MODULE, nullptr, &message);
  const Failure failure{code, message ? message : ""};
  sqlite3_free(message);
  return failure;
}

}  // namespace migrate::test

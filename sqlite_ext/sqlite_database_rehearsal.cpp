// Rehearsals of SqliteDatabase: on a copy, which no other connection can see.
#include <sqlite3ext.h>

#include "rehearsal_copy.h"
#include "sqlite_database.h"
#include "sqlite_error.h"
SQLITE_EXTENSION_INIT3

namespace migrate {

void SqliteDatabase::in_rehearsal(const RehearsalLimits& limits,
                                  const std::function<void(Database& area)>& body) {
  struct Undo {};
  const RehearsalCopy copy(db_, limits.max_bytes, [this] { check_interrupt(); });
  SqliteDatabase area(copy.db());
  try {
    area.in_transaction([&] {
      body(area);
      throw Undo();  // the copy goes anyway
    });
  } catch (const Undo&) {
  }
}

// Writes what has changed to where the copy is kept, so that SQLite counts the pages.
Footprint SqliteDatabase::footprint() {
  sqlite3_db_cacheflush(db_);
  int pages = 0;
  int highest = 0;
  sqlite3_db_status(db_, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &highest, 0);
  Footprint result;
  result.rows_changed = sqlite3_total_changes64(db_);
  result.bytes_written = std::int64_t{pages} * page_size();
  return result;
}

std::int64_t SqliteDatabase::page_size() {
  const Rows rows = query("PRAGMA main.page_size", {});
  return rows.empty() ? 0 : std::stoll(rows[0][0].value_or("0"));
}

}  // namespace migrate

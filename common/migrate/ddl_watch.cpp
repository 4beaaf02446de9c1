#include "migrate/ddl_watch.h"

#include <array>
#include <string_view>

#include "error.h"
#include "migrate/arguments.h"
#include "schema/catalog_queries.h"
#include "text.h"

namespace migrate {
namespace {

struct EventTrigger {
  std::string_view name;
  std::string_view event;
};
constexpr std::array kEventTriggers{EventTrigger{"migrate_watch_ddl", "ddl_command_end"},
                                    EventTrigger{"migrate_watch_drop", "sql_drop"}};

}  // namespace

Rows watch_ddl(Database& database, const Row& arguments) {
  required_text(arguments, 0, "watch");
  const std::string_view ours = catalog_queries(database.dialect()).ddl_watch;
  if (ours.empty()) {
    throw Error(ErrorCode::kNotSupported, "statements cannot be watched on this database",
                "Event triggers are PostgreSQL's.",
                "Call migrate_check() or migrate_drift() to see what was changed.");
  }
  const bool watches = is_set(arguments, 0);
  database.in_transaction([&] {
    database.lock_for_migration();
    for (const Row& row : database.query(ours)) {
      database.execute(cat("DROP EVENT TRIGGER ", *row[0]));
    }
    if (!watches) return;
    for (const EventTrigger& trigger : kEventTriggers) {
      database.execute(cat("CREATE EVENT TRIGGER ", trigger.name, " ON ", trigger.event,
                           " EXECUTE FUNCTION ", database.table("migrate_record_ddl"), "()"));
    }
  });
  return scalar(watches ? "what changes the schema outside of migrations is recorded"
                        : "what changes the schema is not recorded");
}

}  // namespace migrate

// migrate_verify: whether the downgrades of a range undo their upgrades.
#pragma once

#include "db/database.h"

namespace migrate {

/// One row for each revision of the range, or for each pending one: revision, result, detail. What
/// is applied comes first, from the top downwards, then what is pending, upwards. Everything is run
/// in a rehearsal and undone. Errors: those of history and Database::in_rehearsal; what ends the
/// work; not those of scripts.
Rows verify(Database& database, const Row& arguments);

}  // namespace migrate

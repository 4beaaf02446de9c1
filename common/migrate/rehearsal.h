// migrate_rehearse: the pending revisions, run for real, measured, and undone.
#pragma once

#include "db/database.h"

namespace migrate {

/// One row for each statement of the pending revisions up to the target, in the order in which they
/// run: the upgrade's, then those of the downgrade that is tried after it, then one row that says
/// whether downgrade and second upgrade have led back. A statement that is an error is the last
/// row. Nothing that was run stays. Errors: those of plan_upgrade and Database::in_rehearsal; what
/// ends the work; not those of scripts.
Rows rehearse(Database& database, const Row& arguments);

/// As the settings say.
RehearsalLimits rehearsal_limits(Database& database);

}  // namespace migrate

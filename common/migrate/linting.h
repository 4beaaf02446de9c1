// The verb that judges scripts.
#pragma once

#include "db/database.h"

namespace migrate {

/// What lint/lint.h says of the upgrade scripts of the pending revisions up to a target, or of a
/// range, applied or not. Errors: those of plan_upgrade and history.
Rows list_lint(Database& database, const Row& arguments);

}  // namespace migrate

// The verbs that only look. None of them writes or locks.
#pragma once

#include "db/database.h"

namespace migrate {

/// One line for each branch head that is applied; NULL where nothing is.
/// Errors: kNotAtHead when asked to check and the version rows are not the heads.
Rows current(Database& database, const Row& arguments);

/// Newest first.
Rows list_history(Database& database, const Row& arguments);
Rows list_heads(Database& database, const Row& arguments);
Rows list_branches(Database& database, const Row& arguments);

Rows list_plan(Database& database, const Row& arguments);

/// Errors: kHistoryChanged, with what was changed; kPending, with what is pending.
Rows check(Database& database, const Row& arguments);

Rows read_setting(Database& database, const Row& arguments);

/// The database's only writer here: stores a setting.
Rows write_setting(Database& database, const Row& arguments);

Rows list_help(Database& database, const Row& arguments);

}  // namespace migrate

// The verbs that write a script. None of them runs one.
#pragma once

#include "db/database.h"

namespace migrate {

/// Each changes the history under the migration lock, all or nothing, and leaves a history that
/// RevisionGraph::build accepts. Applied revisions keep their scripts: kWrongState.
Rows revision(Database& database, const Row& arguments);
Rows merge(Database& database, const Row& arguments);
Rows edit(Database& database, const Row& arguments);
Rows remove(Database& database, const Row& arguments);

}  // namespace migrate

// migrate_deploy: one transaction for each revision.
#pragma once

#include "db/database.h"

namespace migrate {

/// One transaction for each step where the caller allows it, else like upgrade. A script that is
/// marked transaction:false runs statement by statement. After an error the steps before it stay,
/// and what has run of a script outside of a transaction; calling it again goes on from there.
Rows deploy(Database& database, const Row& arguments);

}  // namespace migrate

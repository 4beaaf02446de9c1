// The verbs that move the database along its history.
#pragma once

#include <string>

#include "db/database.h"
#include "migrate/store.h"

namespace migrate {

/// All steps in one transaction, the caller's if there is one. Result: what was done and where the
/// database is. Nothing to do takes no lock and writes nothing.
/// Errors: those of plan_upgrade, Migrator and the scripts; nothing is changed then.
Rows upgrade(Database& database, const Row& arguments);
Rows downgrade(Database& database, const Row& arguments);

Rows stamp(Database& database, const Row& arguments);

/// "a1 (head), b2" or "base": where `state` says the database is.
std::string describe_position(const State& state);

}  // namespace migrate

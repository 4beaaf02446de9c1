#pragma once

#include "unit/sqlite/connection.h"

namespace migrate::test {

/// Loads the built module, as its users do.
Failure load_module(const Connection& db);

}  // namespace migrate::test

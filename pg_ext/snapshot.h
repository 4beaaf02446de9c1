// Whether this transaction still sees the present.
#pragma once

#include <string>
#include <vector>

namespace migrate {

/// Under REPEATABLE READ and SERIALIZABLE: throws kSerialization when another session has changed
/// one of `tables` (quoted names) since the transaction's snapshot. Else nothing.
/// REQUIRES: SPI is connected, the migration lock is held.
void require_current_snapshot(const std::vector<std::string>& tables);

}  // namespace migrate

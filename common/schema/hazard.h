// What a statement may do to a service that is running.
#pragma once

#include <string>
#include <string_view>

namespace migrate {

struct Hazard {
  enum class Type {
    kDeletesData,    // rows or values are gone afterwards
    kRewritesTable,  // every row is written again, under an exclusive lock
    kScansTable,     // every row is read, under a lock that blocks writes or more
    kBlocksReads,    // an exclusive lock on a table with data, if only for a moment
    kBlocksWrites,   // writers wait while the statement runs
    kCanFail,        // depends on the rows that are there
  };
  Type type;
  std::string reason;  // a sentence without its period: "existing rows have no value for it"
};

/// "deletes data", "rewrites the table", …
std::string_view hazard_name(Hazard::Type type);

}  // namespace migrate

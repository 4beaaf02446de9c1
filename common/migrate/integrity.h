// Whether the stored history is what our functions have made of it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "db/database.h"
#include "migrate/store.h"
#include "revision/graph.h"

namespace migrate {

/// Throws kHistoryChanged unless every stored script has its hash, the scripts are those that were
/// sealed, what is applied was applied as it is, and the heads are marked. Reads every script.
void require_whole_history(Database& database);

/// Throws kHistoryChanged where one of `nodes`, which are about to run, does not have its hash.
/// Reads these scripts and the hashes of what they stand on. REQUIRES: `graph` is what is stored.
void require_unchanged(Database& database, const RevisionGraph& graph, const Nodes& nodes);

/// `revision "b2" was changed outside of migrate`, with the way out as HINT.
[[noreturn]] void throw_changed_outside(const std::string& id);

/// Ids and labels, as depends_on names them, to ids.
std::map<std::string, std::string> declared_names(const std::vector<Revision>& revisions);

}  // namespace migrate

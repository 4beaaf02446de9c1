// What every change of the stored history has in common.
#pragma once

#include <functional>
#include <vector>

#include "db/database.h"
#include "migrate/store.h"
#include "script/script.h"

namespace migrate {

/// Runs `body` with the tables in place, under the migration lock, on the history as it is there;
/// all or nothing.
void change_history(Database& database, const std::function<void(Store&, const State&)>& body);

/// Throws unless `script` can be stored: names, text that reads back, no transaction control in a
/// script that runs in a transaction, a downgrade where setting require_downgrade asks for one.
/// Errors get `revision "ae10"` as context.
void require_script(Database& database, const Script& script);

/// Without its messages, in the order of the graph.
std::vector<Revision> all_revisions(const RevisionGraph& graph);

/// Throws kWrongState where `id` is applied: its script has run as it is.
void require_not_applied(const State& state, const std::string& id);

}  // namespace migrate

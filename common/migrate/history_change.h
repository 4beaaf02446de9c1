// What every change of the stored history has in common.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "db/database.h"
#include "migrate/store.h"
#include "script/script.h"

namespace migrate {

/// What a verb does to the history.
struct HistoryEdit {
  struct Change {
    Script script;
    /// It has run as it was: only a text with the hash that it had then can be stored, which is how
    /// what was changed behind our back comes right again. The sentence says what differs.
    bool is_applied = false;
    std::string difference = {};
  };
  std::vector<Change> added;    // behind all that are stored
  std::vector<Change> changed;  // everything but the id and the position
  std::vector<std::string> removed;
};

/// Runs `body` with the tables in place, under the migration lock, on the history as it is there,
/// and does what it says; all or nothing. Keeps the hashes, also of the revisions that stand on
/// changed ones, and the marks of the heads. Result: the ids whose rows have been written.
/// Errors: those of RevisionGraph::build; kWrongState for another text of an applied revision;
/// kHistoryChanged where a hash would be given to something that was changed behind our back.
std::set<std::string> change_history(
    Database& database, const std::function<HistoryEdit(const Store&, const StoredHistory&)>& body);

/// Throws unless `script` can be stored: names, text that reads back, no transaction control in a
/// script that runs in a transaction, a downgrade where setting require_downgrade asks for one.
/// Errors get `revision "ae10"` as context.
void require_script(Database& database, const Script& script);

/// `stored` with the revisions that `edit` adds, changes and removes.
std::vector<Revision> edited(const StoredHistory& stored, const HistoryEdit& edit);

/// Throws kWrongState where `id` is applied: its script has run as it is.
void require_not_applied(const State& state, const std::string& id);

}  // namespace migrate

// Text that one role has stored is run by another only when somebody has looked at it, where
// setting require_approval asks for that. On SQLite, which has no users, it is a second step.
#pragma once

#include "db/database.h"
#include "migrate/model_store.h"
#include "revision/graph.h"

namespace migrate {

/// migrate_approve: writes down that the caller has approved revisions as they are: over their
/// hashes, so that a change of one, or of what it stands on, takes the approval away. `hash`, where
/// given, is that of the one revision that was looked at. Result: what was approved.
/// Errors: kNotApproved where the caller has stored the script, kWrongState where its hash is
/// another, kHistoryChanged.
Rows approve(Database& database, const Row& arguments);

/// Throws kNotApproved where the setting is on and one of `nodes`, whose scripts are about to run,
/// is not approved as it is. REQUIRES: `graph` is what is stored.
void require_approved(Database& database, const RevisionGraph& graph, const Nodes& nodes);

/// Throws kNotApproved where the setting is on and another role than the caller has stored the
/// model, whose text and what is made of it would run with the caller's rights.
void require_own_model(Database& database, const StoredModel& model);

/// The same for the recorded schema, from which statements are made.
void require_own_record(Database& database, const Value& recorded_by);

}  // namespace migrate

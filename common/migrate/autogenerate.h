// The verbs that compare schemas and write the difference.
#pragma once

#include "db/database.h"

namespace migrate {

/// Runs the text in a scratch area, stores it with its reading. Errors: the database's own with the
/// line; kNotSupported for a statement that is not a schema's.
Rows set_model(Database& database, const Row& arguments);
/// NULL where none is set.
Rows model(Database& database, const Row& arguments);
/// Stores the difference between the live schema and the model as a revision, proven in both
/// directions. NULL where nothing differs. Errors: kWrongState without a model, or when the proof
/// fails; kNotAtHead while revisions are pending.
Rows autogenerate(Database& database, const Row& arguments);
Rows list_diff(Database& database, const Row& arguments);
/// Proven upwards.
Rows diff_sql(Database& database, const Row& arguments);

/// Throws kPending when there is a model and the live schema differs from it.
void require_model_reached(Database& database);

}  // namespace migrate

// Models of the live schema, of a text, and of what a script makes of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "schema/diff.h"
#include "schema/filter.h"
#include "schema/introspect.h"
#include "schema/keep.h"
#include "schema/model.h"
#include "schema/operation.h"

namespace migrate {

/// What is compared: what is in the scope and fits the filter.
struct Selection {
  Scope scope;
  Filter filter = {};

  bool is_everything() const { return scope.all && filter.is_empty(); }
};

/// Runs a schema's text, statement by statement. Errors get `model, line 3: CREATE TABLE …` as
/// context, with `what` for "model". REQUIRES: inside in_scratch of the scratch database.
void run_model(Database& scratch, std::string_view ddl, std::string_view what);

/// What is in a scratch area; of the extensions only those that the model has named.
Model read_scratch(Database& scratch, const Scope& scope);

/// What `ddl` makes in a scratch area. With a scope that is not all, the other schemas of the
/// database are there too, rebuilt from `live`, as far as they don't need the scope's own.
Model evaluate_model(Database& database, std::string_view ddl, const Scope& scope,
                     std::string_view what);

/// `live` as it is compared with `model`: with a scope that is not all, database-wide objects count
/// only where the model has them.
Model comparable(Model live, const Model& model, const Scope& scope);

/// The script that turns one into the other; empty for equal models. It has no notes, which are for
/// who writes the model.
std::string difference_script(const Model& from, const Model& to);

/// `column public.t.a differs in type: integer, not bigint`, at most ten. What belongs to an object
/// that is on one side only is not told.
std::vector<std::string> describe_differences(const Model& found, const Model& wanted);

/// Whether what the object belongs to is on one side only as well, which says it all.
bool is_told_by_parent(const Change& change, const Model& found, const Model& wanted);

/// An attribute's value for people: a list's items with commas, `none` for NULL.
std::string readable(const Value& value);

/// As the settings say.
Filter stored_filter(Database& database);
Compared compared(Database& database);

/// What is built where scripts are tried that change `from`. Unless everything is selected, `from`
/// is what is selected of the live schema: then it comes with the rest of that, which may refer to
/// it. Of the rest without owners and privileges.
Model with_rest(Database& database, const Model& from, const Selection& selection);

/// What is selected of what a scratch area has, to be compared with `other`.
Model read_selected(Database& scratch, const Selection& selection, const Model& other);

/// Builds `from` in a scratch area, runs `upgrade` and then `downgrade`, and throws kWrongState
/// unless the results equal `to` and `from`; the downgrade only where it is given.
/// Leaves out what is not compared.
void prove(Database& database, const Model& from, const Model& to, const Selection& selection,
           std::string_view upgrade, const std::string* downgrade);

}  // namespace migrate

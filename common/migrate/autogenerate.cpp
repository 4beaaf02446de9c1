#include "migrate/autogenerate.h"

#include <algorithm>
#include <utility>

#include "error.h"
#include "migrate/approval.h"
#include "migrate/arguments.h"
#include "migrate/authoring.h"
#include "migrate/drift.h"
#include "migrate/migrator.h"
#include "migrate/model_store.h"
#include "migrate/modelling.h"
#include "migrate/renaming.h"
#include "migrate/schema_record.h"
#include "migrate/settings.h"
#include "migrate/store.h"
#include "revision/plan.h"
#include "revision/resolve.h"
#include "schema/catalog_queries.h"
#include "schema/diff.h"
#include "schema/filter.h"
#include "schema/plan.h"
#include "schema/render.h"
#include "schema/replay.h"
#include "text.h"

namespace migrate {
namespace {

// What a reading depends on besides the text: another server deparses differently.
std::string reading_key(Database& database) {
  const Rows rows = database.query(catalog_queries(database.dialect()).version);
  return rows.at(0).at(0).value_or("");
}

std::string digest(Database& database, const Model& model) {
  return database.sha256(model.comparison_text());
}

StoredModel read_and_fill(Database& database, std::string ddl, Scope scope) {
  StoredModel stored{std::move(ddl), std::move(scope), {}, reading_key(database), {}};
  const Model model = evaluate_model(database, stored.ddl, stored.scope, "model");
  stored.reading = model.write();
  const bool reaches_out =
      !stored.scope.all && std::any_of(model.objects().begin(), model.objects().end(),
                                       [](const Object& each) { return each.kind->database_wide; });
  if (!reaches_out) stored.digest = digest(database, model);
  return stored;
}

// The live schema and the model.
struct Sides {
  Selection selection;
  Model live;
  Model model;
  std::vector<RenameNote> notes;
};

Sides read_sides(Database& database) {
  std::optional<StoredModel> stored = load_model(database);
  if (!stored) {
    throw Error(ErrorCode::kWrongState, "no model is set", "",
                "Call migrate_set_model with the desired schema's DDL.");
  }
  require_own_model(database, *stored);
  if (stored->reading_key != reading_key(database)) {
    stored = read_and_fill(database, std::move(stored->ddl), std::move(stored->scope));
  } else {
    stored->reading = load_reading(database);
  }
  Sides sides;
  sides.selection = {stored->scope, stored_filter(database)};
  sides.notes = rename_notes(database.dialect(), stored->ddl);
  const auto& [scope, filter] = sides.selection;
  sides.model = filtered(Model::read(stored->reading, database.dialect()), filter);
  sides.live = comparable(filtered(read_model(database, scope), filter), sides.model, scope);
  sides.model.casts = sides.live.casts;
  return sides;
}

// What migrations have left, as the live schema, and what has been made of that by other means, as
// the model: of what the filter leaves out nothing. Nothing where they are surely the same.
std::optional<Sides> read_drift(Database& database) {
  const std::vector<std::string> version_rows = Store(database).load_version_rows();
  require_recorded(database, version_rows);
  std::optional<SchemaDrift> drift = find_drift(database, version_rows);
  if (!drift) return std::nullopt;
  require_own_record(database, drift->recorded_by);
  const Filter filter = stored_filter(database);
  Sides sides;
  sides.selection = {Scope{true, {}}, {}};
  sides.model =
      replay(drift->recorded, filtered(drift->recorded, filter), filtered(drift->live, filter));
  sides.live = std::move(drift->recorded);
  sides.live.casts = sides.model.casts;
  return sides;
}

// The way from one model to another, which outlives it.
struct Difference {
  std::vector<Rename> renames;
  Model kept;  // what is reached, with what is not compared as it was
  Way way;     // after the renames
  std::vector<SchemaOperation> operations;
};

Difference find_difference(Database& database, const Model& from, const Model& to,
                           const std::vector<RenameNote>& notes, const Selection& selection) {
  Renamed renamed = follow_renames(database, from, to, notes, selection);
  Difference difference;
  difference.renames = std::move(renamed.renames);
  difference.kept = keep_uncompared(to, renamed.model, compared(database));
  difference.way = expect_default_privileges(std::move(renamed.model), difference.kept);
  difference.operations = plan_difference(difference.way.from, difference.way.to);
  return difference;
}

std::string script(const Difference& difference, const Model& to) {
  std::string text;
  for (const Rename& rename : difference.renames) text += cat(rename.forward, ";\n");
  return cat(text, render_operations(difference.operations, to.unmodelled));
}

// The way back: the renames are undone first, as they were done first.
std::string downgrade_script(Database& database, const Difference& upgrade,
                             std::string_view upgrade_script, const Sides& sides) {
  const auto back_to_live = [&](const Model& from) {
    return difference_script(from, keep_uncompared(sides.live, from, compared(database)));
  };
  if (upgrade.renames.empty()) return back_to_live(upgrade.kept);
  Ids ids = renamed_ids(upgrade.renames);
  for (auto& [from, to] : ids) std::swap(from, to);
  const std::string undone = statements_script(undo(upgrade.renames));
  const Model back =
      after_script(database, sides.live, cat(upgrade_script, undone), sides.selection, sides.model);
  return cat(undone, back_to_live(with_owners(back, upgrade.kept, ids)));
}

void report_unmodelled(Database& database, const Sides& sides) {
  for (const std::string& name : sides.live.unmodelled) {
    database.notice(cat("not compared: ", name));
  }
}

void require_nothing_pending(Database& database) {
  const State state = Store(database).load();
  const Plan plan =
      plan_upgrade(state.graph, Heads(state.graph, state.version_rows), Target::parse("heads"));
  if (plan.empty()) return;
  Nodes pending;
  for (const Step& step : plan) pending.push_back(step.node);
  throw Error(ErrorCode::kNotAtHead, "the database is not at head",
              cat("Not applied: ", quoted_ids(state.graph, pending), "."),
              "Call migrate_upgrade('heads') first.");
}

std::string hazard_names(const std::vector<Hazard>& hazards) {
  std::vector<std::string> names;
  names.reserve(hazards.size());
  for (const Hazard& hazard : hazards) names.emplace_back(hazard_name(hazard.type));
  return join(names, ", ");
}

std::string_view change_name(SchemaOperation::Type type) {
  switch (type) {
    case SchemaOperation::Type::kCreate:
      return "create";
    case SchemaOperation::Type::kAlter:
    case SchemaOperation::Type::kConvert:
      return "alter";
    case SchemaOperation::Type::kDrop:
    case SchemaOperation::Type::kDropAside:
      return "drop";
  }
  return {};
}

Scope scope_argument(Database& database, const Row& arguments) {
  if (arguments[1]) return parse_scope(text_or(arguments, 1, "schemas", ""));
  Scope scope;
  scope.schemas = database.search_path_schemas();
  if (!scope.schemas.empty()) return scope;
  throw Error(ErrorCode::kInvalidParameter, "no schema is on the search path", "",
              "Give the schemas that the model describes, or \"*\" for all.");
}

// A schema that neither side has is a mistake, which nothing else would tell of.
void require_schemas(Database& database, const Scope& scope, const Model& model) {
  const Rows live = database.query(catalog_queries(database.dialect()).schemas);
  for (const std::string& name : scope.schemas) {
    const bool is_live = std::any_of(live.begin(), live.end(),
                                     [&](const Row& schema) { return schema.at(1) == name; });
    const bool is_made = std::any_of(model.objects().begin(), model.objects().end(),
                                     [&](const Object& object) { return object.schema == name; });
    if (is_live || is_made) continue;
    throw Error(ErrorCode::kInvalidParameter, cat("schema \"", name, "\" does not exist"),
                "Neither the database nor the model has it.");
  }
}

// Its annotations say something that can be done.
void require_renamable(Database& database, const StoredModel& stored, const Model& model) {
  follow_renames(database, Model(), model, rename_notes(database.dialect(), stored.ddl),
                 Selection{stored.scope});
}

// As users count: without what belongs to a table or to another object.
std::ptrdiff_t count_named(const Model& model) {
  return std::count_if(model.objects().begin(), model.objects().end(), [](const Object& object) {
    return object.parent == kNoObject && !object.name.empty();
  });
}

Value or_null(std::string text) { return text.empty() ? std::nullopt : Value(std::move(text)); }

// Compares digests, without reading what only a plan needs. False where more has to be looked at.
bool is_surely_reached(Database& database, const StoredModel& stored) {
  if (stored.digest.empty() || stored.reading_key != reading_key(database)) return false;
  const Compared parts = compared(database);
  if (parts.owners || parts.privileges) return false;
  for (std::string_view name : {"include_schemas", "include_name", "include_object"}) {
    if (!setting(database, name).empty()) return false;
  }
  const Model live = read_objects(database, stored.scope);
  if (digest(database, live) != stored.digest) return false;
  for (const std::string& name : live.unmodelled) database.notice(cat("not compared: ", name));
  return true;
}

// Result: as of migrate_revision.
Rows store_difference(Database& database, const Sides& sides, const Row& arguments) {
  const Difference difference =
      find_difference(database, sides.live, sides.model, sides.notes, sides.selection);
  std::string upgrade = script(difference, sides.model);
  std::string downgrade = downgrade_script(database, difference, upgrade, sides);
  prove(database, sides.live, sides.model, sides.selection, upgrade, &downgrade);
  return revision(database, {arguments[0], std::move(upgrade), std::move(downgrade), arguments[1],
                             arguments[2], arguments[3], arguments[4], arguments[5]});
}

// What a revision would do has been done here: it counts as applied.
void mark_adopted(Database& database, const std::string& id, const Model& schema) {
  Store store(database);
  const State state = store.load();
  const Plan plan =
      plan_stamp(state.graph, Heads(state.graph, state.version_rows), {Target::parse(id)});
  Migrator migrator(database, store, state.graph, plan);
  for (std::size_t i = 0; i < plan.size(); ++i) migrator.run(i);
  store.write_pending();
  store_record(database, schema, store.load_version_rows());
}

}  // namespace

Rows set_model(Database& database, const Row& arguments) {
  std::string ddl = text_or(arguments, 0, "ddl", "");
  if (!arguments[0]) required_text(arguments, 0, "ddl");
  Scope scope = scope_argument(database, arguments);
  std::ptrdiff_t count = 0;
  database.in_transaction([&] {
    database.create_tables();
    database.lock_for_migration();
    const StoredModel stored = read_and_fill(database, std::move(ddl), std::move(scope));
    const Model model = Model::read(stored.reading, database.dialect());
    require_schemas(database, stored.scope, model);
    require_renamable(database, stored, model);
    count = count_named(model);
    for (const std::string& name : model.unmodelled) {
      database.notice(cat("not compared: ", name));
    }
    store_model(database, stored);
  });
  return scalar(
      cat("stored a model of ", std::to_string(count), count == 1 ? " object" : " objects"));
}

Rows model(Database& database, const Row&) {
  const std::optional<StoredModel> stored = load_model(database);
  return scalar(stored ? Value(stored->ddl) : std::nullopt);
}

Rows autogenerate(Database& database, const Row& arguments) {
  const bool adopts = is_set(arguments, 6);
  Rows result = scalar(std::nullopt);
  database.in_transaction([&] {
    database.create_tables();
    database.lock_for_migration();
    require_nothing_pending(database);
    const std::optional<Sides> sides = adopts ? read_drift(database) : read_sides(database);
    if (sides) report_unmodelled(database, *sides);
    const Compared parts = compared(database);
    if (!sides ||
        diff(only_compared(sides->live, parts), only_compared(sides->model, parts)).empty()) {
      database.notice("no changes detected");
      return;
    }
    result = store_difference(database, *sides, arguments);
    if (adopts) mark_adopted(database, *result.at(0).at(0), sides->model);
  });
  return result;
}

Rows list_diff(Database& database, const Row&) {
  const Sides sides = read_sides(database);
  report_unmodelled(database, sides);
  Rows rows;
  const Difference difference =
      find_difference(database, sides.live, sides.model, sides.notes, sides.selection);
  for (const Rename& rename : difference.renames) {
    rows.push_back({std::string(rename.kind->name), rename.object, "rename", rename.forward,
                    std::nullopt, rename.reason});
  }
  for (const SchemaOperation& operation : difference.operations) {
    for (const DdlStatement& statement : operation.statements) {
      std::vector<std::string> reasons;
      for (const Hazard& hazard : statement.hazards) reasons.push_back(hazard.reason);
      if (reasons.empty() && !operation.reason.empty()) reasons.push_back(operation.reason);
      rows.push_back({std::string(operation.object->kind->name), operation.object->address,
                      std::string(change_name(operation.type)), statement.sql,
                      or_null(hazard_names(statement.hazards)), or_null(join(reasons, "; "))});
    }
  }
  return rows;
}

Rows diff_sql(Database& database, const Row& arguments) {
  required_text(arguments, 0, "from_ddl");
  required_text(arguments, 1, "to_ddl");
  const std::string from_ddl = text_or(arguments, 0, "from_ddl", "");
  const std::string to_ddl = text_or(arguments, 1, "to_ddl", "");
  const Selection all{Scope{true, {}}};
  const Model to = evaluate_model(database, to_ddl, all.scope, "to_ddl");
  const Model from = evaluate_model(database, from_ddl, all.scope, "from_ddl");
  const Difference difference =
      find_difference(database, from, to, rename_notes(database.dialect(), to_ddl), all);
  std::string text = script(difference, to);
  if (!text.empty()) prove(database, from, to, all, text, nullptr);
  return scalar(std::move(text));
}

void require_model_reached(Database& database) {
  const std::optional<StoredModel> stored = load_model(database);
  if (!stored || is_surely_reached(database, *stored)) return;
  const Sides sides = read_sides(database);
  report_unmodelled(database, sides);
  const Compared parts = compared(database);
  const std::vector<std::string> lines =
      describe_differences(only_compared(sides.live, parts), only_compared(sides.model, parts));
  if (lines.empty()) return;
  throw Error(ErrorCode::kPending, "the schema differs from the model",
              cat("Differences: ", join(lines, "; "), "."),
              "Call migrate_diff() to see them all, migrate_autogenerate() to store them as a "
              "revision.");
}

}  // namespace migrate

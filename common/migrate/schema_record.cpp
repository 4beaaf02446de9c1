#include "migrate/schema_record.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "error.h"
#include "migrate/approval.h"
#include "migrate/identity.h"
#include "migrate/modelling.h"
#include "migrate/settings.h"
#include "migrate/store.h"
#include "schema/catalog_queries.h"
#include "schema/diff.h"
#include "schema/introspect.h"
#include "schema/kind.h"
#include "schema/replay.h"
#include "schema/subset.h"
#include "text.h"

namespace migrate {
namespace {

const Scope kEverything{true, {}};

// Whoever may read the record would see what secrets say, and who may not see them would miss them.
Model without_secrets(Model model) {
  std::vector<bool> keep(model.size());
  for (std::size_t i = 0; i < model.size(); ++i) keep[i] = !model[i].kind->is_secret;
  const bool all = std::find(keep.begin(), keep.end(), false) == keep.end();
  return all ? std::move(model) : subset(model, keep);
}

std::string reading_key(Database& database) {
  const Rows rows = database.query(catalog_queries(database.dialect()).version);
  return rows.at(0).at(0).value_or("");
}

// Nothing where another release of ours has written it.
std::optional<Model> stored_model(Database& database) {
  const Rows rows = database.query(cat("SELECT reading FROM ", database.table("migrate_schema")));
  try {
    return Model::read(rows.at(0).at(0).value_or(""), database.dialect());
  } catch (const Error&) {
    return std::nullopt;
  }
}

// Runs `body`; see SchemaWatch for what is no error. Result: false where it was one.
bool survive(Database& database, const std::function<void()>& body) {
  const std::string_view wait_shortly = catalog_queries(database.dialect()).wait_shortly;
  if (wait_shortly.empty()) {
    body();
    return true;
  }
  try {
    database.in_savepoint(body);
    return true;
  } catch (const Error& error) {
    if (error.ends_work() || error.code() == ErrorCode::kConnectionLost) throw;
    database.notice(cat("could not record the schema: ", error.message()));
    return false;
  }
}

// The server locks a table to write its definition down; undone, nobody has to wait for that.
Model read_undone(Database& database, Model (*read)(Database&, const Scope&)) {
  const std::string_view wait_shortly = catalog_queries(database.dialect()).wait_shortly;
  if (wait_shortly.empty()) return without_secrets(read(database, kEverything));
  Model model;
  database.in_undone_savepoint([&] {
    database.query(wait_shortly);
    model = without_secrets(read(database, kEverything));
  });
  return model;
}

bool compares_more_than_objects(Database& database) {
  const Compared parts = compared(database);
  return parts.owners || parts.privileges;
}

bool differ(const Model& a, const Model& b) {
  return a.unmodelled != b.unmodelled || !diff(a, b).empty();
}

void replace_record(Database& database, const std::vector<std::string>& version_rows,
                    const std::string& hash, const std::string& reading) {
  const std::string table = database.table("migrate_schema");
  database.execute(cat("DELETE FROM ", table));
  database.execute(
      cat("INSERT INTO ", table,
          " (version_rows, hash, reading, reading_key, recorded_at)"
          " VALUES ($1, $2, $3, $4, $5)"),
      {join(version_rows, ","), hash, reading, reading_key(database), utc_timestamp()});
}

}  // namespace

Model read_for_record(Database& database) { return read_undone(database, read_model); }

std::string schema_hash(Database& database, const Model& model) {
  std::string text = model.comparison_text();
  for (const std::string& name : model.unmodelled) text += cat("\n", name);
  return database.sha256(text);
}

std::optional<SchemaRecord> load_record(Database& database) {
  if (!database.has_tables()) return std::nullopt;
  const Rows rows = database.query(cat("SELECT version_rows, hash, reading_key, recorded_by FROM ",
                                       database.table("migrate_schema")));
  if (rows.empty()) return std::nullopt;
  const Row& row = rows[0];
  return SchemaRecord{split_list(row[0].value_or("")), row[1].value_or(""), row[2].value_or(""),
                      row[3]};
}

std::optional<Model> load_recorded(Database& database, const SchemaRecord& record,
                                   const Model& live) {
  std::optional<Model> recorded = stored_model(database);
  // What is read from texts is in nobody's words but the user's.
  const bool has_own_words = catalog_queries(database.dialect()).read == nullptr;
  if (!recorded || !has_own_words || record.reading_key == reading_key(database)) return recorded;
  const Compared parts = compared(database);
  if (!differ(only_compared(*recorded, parts), only_compared(live, parts))) return recorded;
  require_own_record(database, record.recorded_by);
  try {
    return evaluate_model(database, difference_script(Model(), only_compared(*recorded, parts)),
                          kEverything, "recorded schema");
  } catch (const Error& error) {
    if (error.ends_work()) throw;
    throw Error(ErrorCode::kWrongState, "the recorded schema cannot be compared",
                cat("It was recorded on another server, and cannot be read again here: ",
                    error.message(), "."),
                "Call migrate_stamp with the present revisions to record the schema as it is.");
  }
}

void store_record(Database& database, const Model& model,
                  const std::vector<std::string>& version_rows) {
  replace_record(database, version_rows, schema_hash(database, model), model.write());
}

bool is_surely_recorded(Database& database, const SchemaRecord& record) {
  if (record.reading_key != reading_key(database) || compares_more_than_objects(database)) {
    return false;
  }
  return schema_hash(database, read_undone(database, read_objects)) == record.hash;
}

SchemaWatch::SchemaWatch(Database& database, const std::vector<std::string>& version_rows)
    : database_(database), is_on_(is_setting_on(database, "watch_schema")) {
  if (is_on_) is_on_ = survive(database_, [&] { look_for_drift(version_rows); });
}

void SchemaWatch::look_for_drift(const std::vector<std::string>& version_rows) {
  const std::optional<SchemaRecord> record = load_record(database_);
  if (!record || !record->is_of(version_rows)) return;
  if (is_surely_recorded(database_, *record)) return;
  Model live = read_for_record(database_);
  std::optional<Model> recorded = load_recorded(database_, *record, live);
  if (recorded && differ(*recorded, live)) before_ = {std::move(*recorded), std::move(live)};
}

void SchemaWatch::owe(const std::vector<std::string>& version_rows) {
  if (!is_on_ || before_) return;
  is_on_ = survive(database_, [&] { replace_record(database_, version_rows, "", ""); });
}

void SchemaWatch::keep(const std::vector<std::string>& version_rows) {
  if (!is_on_) return;
  survive(database_, [&] {
    Model after = read_for_record(database_);
    if (before_) after = replay(before_->recorded, before_->live, after);
    store_record(database_, after, version_rows);
  });
}

void make_owed_record(Database& database) {
  Store store(database);
  const auto is_due = [&] {
    const std::optional<SchemaRecord> record = load_record(database);
    return record && record->is_owed() && record->version_rows == store.load_version_rows();
  };
  if (!is_due() || !is_setting_on(database, "watch_schema")) return;
  database.in_transaction([&] {
    database.lock_for_migration();
    if (!is_due()) return;
    survive(database,
            [&] { store_record(database, read_for_record(database), store.load_version_rows()); });
  });
}

bool accept_schema(Database& database, const std::vector<std::string>& version_rows) {
  if (!is_setting_on(database, "watch_schema")) return false;
  bool differed = false;
  survive(database, [&] {
    const std::optional<SchemaRecord> record = load_record(database);
    const Model live = read_for_record(database);
    if (record && record->is_of(version_rows)) {
      const std::optional<Model> recorded = stored_model(database);
      differed = !recorded || differ(*recorded, live);
    }
    store_record(database, live, version_rows);
  });
  return differed;
}

}  // namespace migrate

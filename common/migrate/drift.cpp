#include "migrate/drift.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "error.h"
#include "migrate/modelling.h"
#include "migrate/schema_record.h"
#include "migrate/settings.h"
#include "migrate/store.h"
#include "schema/diff.h"
#include "schema/kind.h"
#include "text.h"

namespace migrate {
namespace {

// A row of migrate_drift.
struct Difference {
  std::string kind;
  std::string object;
  std::string_view change;  // as in migrate_diff
  std::string detail;       // of an alteration: `type: bigint, was integer`
};

Difference difference(const Model& recorded, const Model& live, const Change& change) {
  if (change.from == kNoObject) {
    const Object& object = live[change.to];
    return {std::string(object.kind->name), object.address, "create", {}};
  }
  const Object& before = recorded[change.from];
  const std::string kind(before.kind->name);
  if (change.to == kNoObject) return {kind, before.address, "drop", {}};
  const Object& after = live[change.to];
  if (before.kind != after.kind) {
    return {std::string(after.kind->name), after.address, "alter", cat("was a ", kind)};
  }
  std::vector<std::string> attributes;
  for (const std::size_t i : change.attributes) {
    attributes.push_back(cat(before.kind->attributes[i].name, ": ", readable(after.values[i]),
                             ", was ", readable(before.values[i])));
  }
  return {kind, before.address, "alter", join(attributes, "; ")};
}

// What no kind reads, by its whole name: `TRANSFORM FOR hstore LANGUAGE plpython3u`.
void add_unmodelled(const std::vector<std::string>& names, const std::vector<std::string>& others,
                    std::string_view change, std::vector<Difference>& differences) {
  for (const std::string& name : names) {
    if (std::binary_search(others.begin(), others.end(), name)) continue;
    differences.push_back({"other", name, change, {}});
  }
}

std::vector<Difference> differences(Database& database, const SchemaDrift& drift) {
  const Compared parts = compared(database);
  const Filter filter = stored_filter(database);
  const Model recorded = only_compared(filtered(drift.recorded, filter), parts);
  const Model live = only_compared(filtered(drift.live, filter), parts);
  std::vector<Difference> result;
  for (const Change& change : diff(recorded, live)) {
    if (is_told_by_parent(change, recorded, live)) continue;
    result.push_back(difference(recorded, live, change));
  }
  add_unmodelled(live.unmodelled, recorded.unmodelled, "create", result);
  add_unmodelled(recorded.unmodelled, live.unmodelled, "drop", result);
  return result;
}

std::string sentence_part(const Difference& difference) {
  const std::string what =
      difference.kind == "other" ? difference.object : cat(difference.kind, " ", difference.object);
  if (difference.change == "create") return cat(what, " was created");
  if (difference.change == "drop") return cat(what, " was dropped");
  return cat(what, " was altered (", difference.detail, ")");
}

std::string listed(const std::vector<Difference>& differences) {
  constexpr std::size_t kMost = 10;
  std::vector<std::string> parts;
  for (const Difference& each : differences) {
    if (parts.size() == kMost) {
      parts.push_back(cat("and ", std::to_string(differences.size() - kMost), " more"));
      break;
    }
    parts.push_back(sentence_part(each));
  }
  return join(parts, "; ");
}

}  // namespace

std::optional<SchemaDrift> find_drift(Database& database,
                                      const std::vector<std::string>& version_rows) {
  if (!is_setting_on(database, "watch_schema")) return std::nullopt;
  const std::optional<SchemaRecord> record = load_record(database);
  if (!record) return std::nullopt;
  if (!record->is_of(version_rows)) {
    database.notice(cat("what was changed outside of migrations cannot be told: ",
                        record->is_owed()
                            ? "a deploy was stopped before it had recorded the schema"
                            : "the schema was recorded with other revisions than those that are "
                              "applied"));
    return std::nullopt;
  }
  if (is_surely_recorded(database, *record)) return std::nullopt;
  Model live = read_for_record(database);
  std::optional<Model> recorded = load_recorded(database, *record, live);
  if (!recorded) {
    throw Error(ErrorCode::kWrongState, "the recorded schema cannot be read",
                "Another release of migrate has recorded it.",
                "Call migrate_stamp with the present revisions to record the schema as it is.");
  }
  return SchemaDrift{record->recorded_by, std::move(*recorded), std::move(live)};
}

void require_recorded(Database& database, const std::vector<std::string>& version_rows) {
  if (!is_setting_on(database, "watch_schema")) {
    throw Error(ErrorCode::kWrongState, "the schema is not watched", "",
                "Call migrate_setting('watch_schema', 'on'), then migrate_stamp with the present "
                "revisions to record the schema as it is.");
  }
  const std::optional<SchemaRecord> record = load_record(database);
  if (record && record->is_of(version_rows)) return;
  throw Error(ErrorCode::kWrongState, "the schema was not recorded with the present revisions", "",
              "Call migrate_stamp with the present revisions to record the schema as it is.");
}

void require_no_drift(Database& database, const std::vector<std::string>& version_rows) {
  const std::optional<SchemaDrift> drift = find_drift(database, version_rows);
  if (!drift) return;
  const std::vector<Difference> found = differences(database, *drift);
  if (found.empty()) return;
  const std::string since = version_rows.empty() ? "the last downgrade" : quoted_list(version_rows);
  throw Error(ErrorCode::kSchemaChanged, "the schema was changed outside of migrations",
              cat("Since ", since, ": ", listed(found), "."),
              "Call migrate_drift() to see it all.  Adopt it with migrate_autogenerate, accept it "
              "with migrate_stamp, or undo it.");
}

Rows list_drift(Database& database, const Row&) {
  Rows rows;
  const auto drift = find_drift(database, Store(database).load_version_rows());
  if (!drift) return rows;
  for (Difference& each : differences(database, *drift)) {
    rows.push_back({std::move(each.kind), std::move(each.object), std::string(each.change),
                    each.detail.empty() ? std::nullopt : Value(std::move(each.detail))});
  }
  return rows;
}

}  // namespace migrate

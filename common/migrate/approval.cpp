#include "migrate/approval.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "error.h"
#include "migrate/arguments.h"
#include "migrate/identity.h"
#include "migrate/integrity.h"
#include "migrate/settings.h"
#include "migrate/store.h"
#include "revision/plan.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kSetting = "require_approval";

Nodes chosen(const State& state, const std::string& text) {
  const Heads heads(state.graph, state.version_rows);
  if (text.find(':') == std::string::npos) {
    return resolve_revisions(state.graph, Target::parse(text), &heads);
  }
  return history(state.graph, heads, TargetRange::parse(text));
}

void require_hash(const std::string& id, const std::string& hash, const std::string& wanted) {
  if (hash == wanted) return;
  throw Error(ErrorCode::kWrongState,
              cat("revision \"", id, "\" does not have the hash \"", excerpt(wanted, 70), "\""),
              cat("Its hash is \"", hash, "\"."),
              "It, or a revision that it stands on, is not the one that was looked at.");
}

void require_other_role(Database& database, const std::string& id, const Value& user) {
  const Rows rows = database.query(
      cat("SELECT stored_by FROM ", database.table("migrate_script"), " WHERE revision = $1"),
      {id});
  if (!user || rows.empty() || rows[0][0] != user) return;
  throw Error(ErrorCode::kNotApproved, cat("cannot approve revision \"", id, "\""),
              cat("Role \"", *user, "\" has stored it."), "Another role has to approve it.");
}

void approve_one(Database& database, const std::string& id, const std::string& hash,
                 const Value& user) {
  require_other_role(database, id, user);
  const std::string table = database.table("migrate_approval");
  const Rows approvals = database.query(
      cat("SELECT approved_by FROM ", table, " WHERE revision = $1 AND hash = $2"), {id, hash});
  if (std::any_of(approvals.begin(), approvals.end(),
                  [&](const Row& row) { return row[0] == user; })) {
    return;
  }
  database.execute(cat("INSERT INTO ", table, " (revision, hash, approved_at) VALUES ($1, $2, $3)"),
                   {id, hash, utc_timestamp()});
}

}  // namespace

Rows approve(Database& database, const Row& arguments) {
  const std::string text = text_or(arguments, 0, "revision", "");
  if (!arguments[0]) required_text(arguments, 0, "revision");
  std::vector<std::string> ids;
  database.in_transaction([&] {
    database.create_tables();
    database.lock_for_migration();
    Store store(database);
    const State state = store.load();
    const Nodes nodes = chosen(state, text);
    for (const Node node : nodes) ids.push_back(state.graph.id(node));
    if (arguments[1] && ids.size() != 1) {
      throw Error(ErrorCode::kInvalidParameter, "a hash is that of one revision",
                  cat("Target \"", excerpt(text), "\" names ", std::to_string(ids.size()), "."));
    }
    require_unchanged(database, state.graph, nodes);
    for (const auto& [id, hash] : store.load_hashes(ids)) {
      if (arguments[1]) require_hash(id, hash, text_or(arguments, 1, "hash", ""));
      approve_one(database, id, hash, store.caller().user);
    }
  });
  if (ids.size() == 1) return scalar(cat("approved revision \"", ids[0], "\""));
  return scalar(cat("approved ", std::to_string(ids.size()), " revisions"));
}

void require_approved(Database& database, const RevisionGraph& graph, const Nodes& nodes) {
  if (nodes.empty() || !is_setting_on(database, kSetting)) return;
  std::set<std::string> approved;
  for (const Row& row :
       database.query(cat("SELECT s.revision FROM ", database.table("migrate_script"), " s JOIN ",
                          database.table("migrate_approval"),
                          " a ON a.revision = s.revision AND a.hash = s.hash"
                          " AND (s.stored_by IS NULL OR a.approved_by <> s.stored_by)"))) {
    approved.insert(row[0].value_or(""));
  }
  std::vector<std::string> missing;
  for (const Node node : nodes) {
    if (!approved.contains(graph.id(node))) missing.push_back(graph.id(node));
  }
  if (missing.empty()) return;
  throw Error(ErrorCode::kNotApproved,
              missing.size() == 1
                  ? cat("revision \"", missing[0], "\" is not approved")
                  : cat(std::to_string(missing.size()), " revisions are not approved"),
              cat("Not approved as they are: ", quoted_list(missing), "."),
              "Look at them with migrate_show, then call migrate_approve.");
}

void require_own_model(Database& database, const StoredModel& model) {
  if (!model.stored_by || !is_setting_on(database, kSetting)) return;
  if (model.stored_by == database.current_user()) return;
  throw Error(ErrorCode::kNotApproved, "the model is not approved",
              cat("Role \"", *model.stored_by, "\" has stored it, and reading it runs it."),
              "Look at it with migrate_model(), then store it with migrate_set_model yourself.");
}

void require_own_record(Database& database, const Value& recorded_by) {
  if (!recorded_by || !is_setting_on(database, kSetting)) return;
  if (recorded_by == database.current_user()) return;
  throw Error(ErrorCode::kNotApproved, "the recorded schema is not approved",
              cat("Role \"", *recorded_by, "\" has recorded it, and rebuilding it runs it."),
              "Have that role do it, or call migrate_stamp to record the schema as it is.");
}

}  // namespace migrate

#include "migrate/migrator.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "error.h"
#include "migrate/approval.h"
#include "migrate/integrity.h"
#include "migrate/outside_script.h"
#include "migrate/progress.h"
#include "migrate/settings.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::size_t kSectionBatch = 20;

// The revisions that a step starts from or ends at, as Alembic's log shows them.
std::string down_side(const RevisionGraph& graph, Node node) {
  std::vector<std::string> ids;
  for (Node down : graph.down(node)) ids.push_back(graph.id(down));
  return ids.empty() ? "base" : join(ids, ", ");
}

std::string script_place(std::string_view id, Operation operation) {
  return cat("revision \"", id, "\" ", operation_name(operation));
}

// Whether a script can want to see the version rows as the steps before it have left them.
bool may_look_at_us(std::string_view sql) {
  constexpr std::string_view prefix = "migrate_";
  for (std::size_t i = 0; i + prefix.size() <= sql.size(); ++i) {
    if (equals_ignoring_case(sql.substr(i, prefix.size()), prefix)) return true;
  }
  return false;
}

// The first step of the plan whose revision is among `ids` (sorted); nullptr where none is.
const std::string* first_among(const RevisionGraph& graph, const Plan& plan, Operation operation,
                               const std::vector<std::string>& ids) {
  for (const Step& step : plan) {
    if (step.operation != operation) continue;
    const std::string& id = graph.id(step.node);
    if (std::binary_search(ids.begin(), ids.end(), id)) return &id;
  }
  return nullptr;
}

std::vector<std::string> sorted(std::vector<std::string> ids) {
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

std::string progress_line(const RevisionGraph& graph, const Step& step, std::string_view message) {
  const std::string& id = graph.id(step.node);
  const std::string below = down_side(graph, step.node);
  const bool up = step.operation == Operation::kUpgrade;
  std::string line =
      cat(operation_name(step.operation), " ", up ? below : id, " -> ", up ? id : below);
  if (!message.empty()) line += cat(": ", excerpt(message, 100));
  return line;
}

Migrator::Migrator(Database& database, Store& store, const RevisionGraph& graph, const Plan& plan)
    : database_(database),
      store_(store),
      graph_(graph),
      plan_(plan),
      notices_(is_setting_on(database, "notices")) {}

void Migrator::watch(AroundStatements around) {
  around_ = std::move(around);
  notices_ = false;
}

void Migrator::require_runnable() const {
  if (plan_.empty() || plan_.front().operation == Operation::kStamp) return;
  const Operation operation = plan_.front().operation;
  if (operation == Operation::kDowngrade) {
    if (const std::string* id =
            first_among(graph_, plan_, operation, sorted(store_.ids_without_downgrade()))) {
      throw Error(ErrorCode::kIrreversible, cat("revision \"", *id, "\" cannot be downgraded"),
                  "It has no downgrade script.",
                  "Stamp the database below it, or restore a backup.");
    }
  }
  const bool up = operation == Operation::kUpgrade;
  if (const std::string* id =
          first_among(graph_, plan_, operation, sorted(store_.ids_not_transactional(up)))) {
    throw Error(
        ErrorCode::kNotSupported,
        cat("cannot run the ", operation_name(operation), " script of revision \"", *id,
            "\" in a transaction"),
        cat("The script is marked \"-- migrate:", up ? "up" : "down", " transaction:false\"."),
        up ? "Run it with migrate_deploy, outside of a transaction block."
           : "Run its statements by hand, then record it with migrate_stamp.");
  }
  require_genuine(0, plan_.size());
}

void Migrator::require_genuine(std::size_t begin, std::size_t end) const {
  Nodes nodes;
  for (std::size_t i = begin; i < end; ++i) nodes.push_back(plan_[i].node);
  require_unchanged(database_, graph_, nodes);
  require_approved(database_, graph_, nodes);
}

void Migrator::run(std::size_t index) {
  const auto start = Clock::now();
  Value hash;
  if (plan_[index].operation != Operation::kStamp) hash = run_script(index);
  record(index, start, std::move(hash));
}

void Migrator::run_outside(std::size_t index, const std::function<void()>& beside) {
  const Step& step = plan_[index];
  const auto start = Clock::now();
  const StoredSection stored =
      store_.load_section(graph_.id(step.node), step.operation == Operation::kUpgrade);
  const std::string line = announce(step, stored);
  const std::string& id = graph_.id(step.node);
  try {
    OutsideScript(database_, id, std::string(operation_name(step.operation)), stored.section.sql,
                  line)
        .run();
  } catch (Error& error) {
    if (error.context().empty()) error.add_context(script_place(id, step.operation));
    throw;
  }
  database_.in_transaction([&] {
    record(index, start, stored.hash);
    store_.write_pending();
    beside();
  });
}

void Migrator::record(std::size_t index, Clock::time_point start, Value hash) {
  const Step& step = plan_[index];
  const std::string& id = graph_.id(step.node);
  for (const RowChange& change : step.changes) store_.apply(change);
  // What has been said of the revision is now a fact, or is not any more.
  if (!has_progress_) has_progress_ = has_progress(database_);
  if (*has_progress_) Progress(database_, id, "").forget_all();
  const std::chrono::duration<double, std::milli> elapsed = Clock::now() - start;
  store_.log(
      {std::string(operation_name(step.operation)), id, elapsed.count(), {}, std::move(hash)});
}

// Reads the sections of several steps at once: a statement for each would cost as much as a small
// script.
StoredSection Migrator::take_section(std::size_t index) {
  const std::string& id = graph_.id(plan_[index].node);
  const bool upgrade = plan_[index].operation == Operation::kUpgrade;
  if (!sections_.contains(id)) {
    std::vector<std::string> ids;
    for (std::size_t i = index; i < plan_.size() && ids.size() < kSectionBatch; ++i) {
      ids.push_back(graph_.id(plan_[i].node));
    }
    sections_ = store_.load_sections(ids, upgrade);
  }
  const auto found = sections_.find(id);
  if (found == sections_.end()) return store_.load_section(id, upgrade);
  StoredSection section = std::move(found->second);
  sections_.erase(found);
  return section;
}

std::string Migrator::announce(const Step& step, const StoredSection& stored) const {
  std::string line = progress_line(graph_, step, stored.message);
  if (notices_) database_.notice(line);
  return line;
}

void Migrator::run_scripts_statement(std::string_view sql) const {
  refuse_transaction_control(database_.dialect(), sql,
                             "a revision runs in the transaction of its upgrade.");
  if (statement_policy_.timeout.count() == 0) return database_.run_statement(sql);
  retry_lock_failures(database_, statement_policy_,
                      [&] { database_.in_savepoint([&] { database_.run_statement(sql); }); });
}

// Result: the hash of the script.
Value Migrator::run_script(std::size_t index) {
  const Step& step = plan_[index];
  const std::string& id = graph_.id(step.node);
  const StoredSection stored = take_section(index);
  if (may_look_at_us(stored.section.sql)) store_.write_version_rows();
  const std::string line = announce(step, stored);
  const AroundStatements shown = [&](std::span<const Statement> statements,
                                     const std::function<void()>& body) {
    const Statement& first = statements.front();
    database_.show_activity(
        cat("migrate: ", line, ", line ", std::to_string(first.line), ": ", excerpt(first.sql)));
    if (around_) return around_(statements, body);
    body();
  };
  try {
    database_.in_script([&] {
      run_statements(
          database_, stored.section.sql, script_place(id, step.operation),
          [&](std::string_view sql) { run_scripts_statement(sql); }, shown);
    });
  } catch (Error& error) {
    if (error.context().empty()) error.add_context(script_place(id, step.operation));
    throw;
  }
  return stored.hash;
}

}  // namespace migrate

// upgrade, downgrade and stamp share one shape: plan without a lock to see whether there is
// anything to do, then lock, plan again on what is true under the lock, and run.
#include "migrate/applying.h"

#include <chrono>
#include <utility>

#include "error.h"
#include "migrate/applying_parts.h"
#include "migrate/arguments.h"
#include "migrate/lock_retries.h"
#include "migrate/migrator.h"
#include "migrate/schema_record.h"
#include "revision/plan.h"
#include "text.h"

namespace migrate {

Plan make_plan(const State& state, const Planner& planner) {
  const Heads heads(state.graph, state.version_rows);
  return planner(state.graph, heads);
}

std::string counted(std::size_t count) {
  return cat(std::to_string(count), count == 1 ? " revision" : " revisions");
}

std::string nothing_to_do(const State& state) {
  return cat("nothing to do, at ", describe_position(state));
}

std::optional<std::string> already_at_head(const Store& store, const Target& target) {
  if (target.label || target.offset || (target.symbol != "head" && target.symbol != "heads")) {
    return std::nullopt;
  }
  const Value head = store.only_head_if_applied();
  if (!head) return std::nullopt;
  return cat("nothing to do, at ", *head, " (head)");
}

void run_step(Migrator& migrator, const RevisionGraph& graph, const Plan& plan, std::size_t index,
              Attempt& attempt) {
  attempt.revision = graph.id(plan[index].node);
  attempt.start = std::chrono::steady_clock::now();
  migrator.run(index);
}

// A failure is logged in a transaction of its own where that can be, else where the database keeps
// it, but not where an interrupt of that would end the caller's transaction. The original error is
// the one to report, so an error while logging is not. Who could not get a lock has done nothing
// worth an entry, and would wait for the same lock once more to write one.
void log_failure(Database& database, const Attempt& attempt, const Error& failure) noexcept {
  if (failure.code() == ErrorCode::kLockNotAvailable || !database.is_usable()) return;
  try {
    const bool can_commit = database.can_commit();
    if (!database.has_tables() || (!can_commit && failure.ends_work())) return;
    std::string text = failure.message();
    if (!failure.context().empty()) text += cat("\n", failure.context());
    const std::chrono::duration<double, std::milli> elapsed =
        std::chrono::steady_clock::now() - attempt.start;
    const LogEntry entry{"failure", attempt.revision, elapsed.count(), text};
    Store store(database, attempt.caller);
    if (!can_commit) return store.log_after_failure(entry);
    database.in_transaction([&] {
      database.lock_for_migration();
      store.log(entry);
      store.write_pending();
    });
    database.commit();
  } catch (...) {
  }
}

namespace {

std::string run_at_once(Database& database, std::string_view done, const Planner& planner) {
  Store store(database);
  const State before = store.load();
  if (make_plan(before, planner).empty()) return nothing_to_do(before);
  const LockPolicy policy = transaction_lock_policy(database);
  apply(policy, database);
  std::string report;
  Attempt attempt{store.caller(), {}};
  try {
    database.in_transaction([&] {
      database.lock_for_migration();
      State state = store.load();
      const Plan plan = make_plan(state, planner);
      Migrator migrator(database, store, state.graph, plan);
      migrator.require_runnable();
      SchemaWatch watch(database, state.version_rows);
      migrator.retry_statements(policy);
      for (std::size_t i = 0; i < plan.size(); ++i) {
        run_step(migrator, state.graph, plan, i, attempt);
      }
      attempt.revision.reset();
      store.write_pending();
      database.show_activity("");
      state.version_rows = store.load_version_rows();
      if (!plan.empty()) watch.keep(state.version_rows);
      report = plan.empty()
                   ? nothing_to_do(state)
                   : cat(counted(plan.size()), " ", done, ", at ", describe_position(state));
    });
  } catch (const Error& error) {
    log_failure(database, attempt, error);
    throw;
  }
  return report;
}

}  // namespace

std::string describe_position(const State& state) {
  const Heads heads(state.graph, state.version_rows);
  std::vector<std::string> lines;
  for (Node node : heads.rows()) {
    lines.push_back(cat(state.graph.id(node), state.graph.is_real_head(node) ? " (head)" : ""));
  }
  return lines.empty() ? "base" : join(lines, ", ");
}

Rows upgrade(Database& database, const Row& arguments) {
  const Target target = Target::parse(text_or(arguments, 0, "target", "head"));
  make_owed_record(database);
  if (const auto answer = already_at_head(Store(database), target)) return scalar(*answer);
  return scalar(
      run_at_once(database, "upgraded", [&](const RevisionGraph& graph, const Heads& heads) {
        return plan_upgrade(graph, heads, target);
      }));
}

Rows downgrade(Database& database, const Row& arguments) {
  const Target target = Target::parse(required_text(arguments, 0, "target"));
  return scalar(
      run_at_once(database, "downgraded", [&](const RevisionGraph& graph, const Heads& heads) {
        return plan_downgrade(graph, heads, target);
      }));
}

Rows stamp(Database& database, const Row& arguments) {
  std::vector<Target> targets;
  for (const std::string& item : split_list(required_text(arguments, 0, "target"))) {
    targets.push_back(Target::parse(item));
  }
  if (targets.empty()) targets.push_back(Target::parse(""));
  const bool purge = is_set(arguments, 1);
  Store store(database);
  std::string report;
  database.in_transaction([&] {
    database.create_tables();
    database.lock_for_migration();
    State state = store.load();
    if (purge) {
      store.delete_all_version_rows();
      state.version_rows.clear();
    }
    const Plan plan = plan_stamp(state.graph, Heads(state.graph, state.version_rows), targets);
    Migrator migrator(database, store, state.graph, plan);
    for (std::size_t i = 0; i < plan.size(); ++i) migrator.run(i);
    if (purge && plan.empty()) store.log({"stamp", std::nullopt, 0, std::nullopt});
    store.write_pending();
    const State after = store.load();
    const bool accepts = accept_schema(database, after.version_rows);
    report = plan.empty() && !purge && !accepts ? nothing_to_do(after)
                                                : cat("stamped ", describe_position(after));
  });
  return scalar(report);
}

}  // namespace migrate

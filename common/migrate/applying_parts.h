// What upgrade, downgrade and deploy have in common.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "migrate/migrator.h"
#include "migrate/store.h"
#include "revision/heads.h"
#include "revision/plan.h"
#include "revision/target.h"

namespace migrate {

using Planner = std::function<Plan(const RevisionGraph&, const Heads&)>;

Plan make_plan(const State& state, const Planner& planner);

/// "1 revision", "2 revisions"
std::string counted(std::size_t count);
std::string nothing_to_do(const State& state);

/// The answer where `target` is the only head and all is applied: the usual one of an application
/// that upgrades whenever it starts, however long its history is.
std::optional<std::string> already_at_head(const Store& store, const Target& target);

/// What runs, so that the log can tell of it when it fails.
struct Attempt {
  Caller caller;   // asked for in time: after an error PostgreSQL answers no more
  Value revision;  // nothing: between two steps
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
};

void run_step(Migrator& migrator, const RevisionGraph& graph, const Plan& plan, std::size_t index,
              Attempt& attempt);

/// Errors: none; the failure's own is the one to report.
void log_failure(Database& database, const Attempt& attempt, const Error& failure) noexcept;

}  // namespace migrate

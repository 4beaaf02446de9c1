// Between two of its transactions a deploy holds no lock, so another session can move the database,
// or change what is not applied: each step looks again. Only while a script runs outside of a
// transaction the migration is held over its transactions.
#include "migrate/deploying.h"

#include <chrono>
#include <optional>
#include <utility>

#include "error.h"
#include "migrate/applying.h"
#include "migrate/applying_parts.h"
#include "migrate/arguments.h"
#include "migrate/lock_retries.h"
#include "migrate/schema_record.h"
#include "text.h"

namespace migrate {
namespace {

class HeldMigration {
 public:
  explicit HeldMigration(Database& database) : database_(database) { database.hold_migration(); }
  ~HeldMigration() { database_.release_migration(); }
  HeldMigration(const HeldMigration&) = delete;
  HeldMigration& operator=(const HeldMigration&) = delete;

 private:
  Database& database_;
};

class Deploy {
 public:
  Deploy(Database& database, Target target)
      : database_(database), store_(database), target_(std::move(target)) {}

  std::string run();

 private:
  enum class Next { kNothing, kGoOn, kOutside };

  Plan plan_for(const State& state) const;
  bool is_relative() const { return target_.offset && !target_.symbol; }
  bool is_at_end() const { return done_ == plan_.size(); }
  bool is_next_outside() const;
  void refresh();
  Next run_step_inside();
  void run_step_outside();
  void require_genuine(const Migrator& migrator) const;
  void after_step();
  void start_watch();
  void keep_schema();
  void keep_after_failure() noexcept;
  template <typename Body>
  void logged(Body&& body);

  Database& database_;
  Store store_;
  Target target_;
  State state_;  // version_rows as our last step left them
  Plan plan_;
  std::size_t done_ = 0;   // steps of plan_ that have run
  std::size_t total_ = 0;  // steps that have run in all
  Attempt attempt_;
  std::optional<SchemaWatch> watch_;  // of all our steps
  bool has_committed_ = false;        // any of what the steps do
};

Plan Deploy::plan_for(const State& state) const {
  return make_plan(state, [&](const RevisionGraph& graph, const Heads& heads) {
    return plan_upgrade(graph, heads, target_);
  });
}

bool Deploy::is_next_outside() const {
  return !is_at_end() && !store_.is_transactional(state_.graph.id(plan_[done_].node), true);
}

// Under the lock: where another session has moved the database since our last step, the rest is
// planned afresh.
void Deploy::refresh() {
  if (store_.load_version_rows() == state_.version_rows) return;
  if (is_relative() && total_ > 0) {
    throw Error(ErrorCode::kSerialization,
                "another session has migrated this database during the deploy",
                "A relative target cannot be followed from where the database is.",
                "Call migrate_deploy again with an absolute target.");
  }
  state_ = store_.load();
  plan_ = plan_for(state_);
  done_ = 0;
}

// All that is to run before anything does, then each step again: scripts can change between two of
// our transactions.
void Deploy::require_genuine(const Migrator& migrator) const {
  migrator.require_genuine(done_, total_ == 0 ? plan_.size() : done_ + 1);
}

// In the step's transaction.
void Deploy::after_step() {
  has_committed_ = true;
  ++done_;
  ++total_;
  state_.version_rows = store_.load_version_rows();
  if (is_at_end()) watch_->owe(state_.version_rows);
}

void Deploy::start_watch() {
  if (!watch_) watch_.emplace(database_, state_.version_rows);
}

void Deploy::keep_schema() {
  if (has_committed_) watch_->keep(state_.version_rows);
}

// The steps before the one that failed have been committed, and of it what ran outside.
void Deploy::keep_after_failure() noexcept {
  if (!has_committed_ || !database_.is_usable()) return;
  try {
    database_.in_transaction([&] {
      database_.lock_for_migration();
      if (store_.load_version_rows() == state_.version_rows) keep_schema();
    });
    database_.commit();
  } catch (...) {
    // The failure's own error counts.
  }
}

// An error is logged by a transaction of its own.
template <typename Body>
void Deploy::logged(Body&& body) {
  try {
    body();
  } catch (const Error& error) {
    log_failure(database_, attempt_, error);
    keep_after_failure();
    throw;
  }
}

Deploy::Next Deploy::run_step_inside() {
  attempt_.revision.reset();
  store_.forget_pending();
  database_.lock_for_migration();
  refresh();
  if (is_at_end()) {
    keep_schema();
    return Next::kNothing;
  }
  if (is_next_outside()) return Next::kOutside;
  Migrator migrator(database_, store_, state_.graph, plan_);
  require_genuine(migrator);
  start_watch();
  run_step(migrator, state_.graph, plan_, done_, attempt_);
  store_.write_pending();
  after_step();
  return Next::kGoOn;
}

void Deploy::run_step_outside() {
  const HeldMigration held(database_);
  bool is_still_next = false;
  database_.in_transaction([&] {
    refresh();
    is_still_next = is_next_outside();
    if (!is_still_next) return;
    require_genuine(Migrator(database_, store_, state_.graph, plan_));
    start_watch();
  });
  database_.commit();
  if (!is_still_next) return;
  attempt_.revision = state_.graph.id(plan_[done_].node);
  attempt_.start = std::chrono::steady_clock::now();
  has_committed_ = true;
  Migrator(database_, store_, state_.graph, plan_).run_outside(done_, [&] { after_step(); });
  database_.commit();
}

std::string Deploy::run() {
  state_ = store_.load();
  plan_ = plan_for(state_);
  if (plan_.empty()) return nothing_to_do(state_);
  attempt_.caller = store_.caller();
  const LockPolicy policy = deploy_lock_policy(database_);
  apply(policy, database_);
  for (Next next = Next::kGoOn; next != Next::kNothing;) {
    logged([&] {
      retry_lock_failures(database_, policy,
                          [&] { database_.in_transaction([&] { next = run_step_inside(); }); });
    });
    database_.commit();  // when this fails, the database is good for nothing more
    if (next == Next::kOutside) logged([&] { run_step_outside(); });
  }
  database_.show_activity("");
  const State after = store_.load();
  return total_ == 0 ? nothing_to_do(after)
                     : cat(counted(total_), " upgraded, at ", describe_position(after));
}

}  // namespace

Rows deploy(Database& database, const Row& arguments) {
  if (!database.can_commit()) return upgrade(database, arguments);
  const Target target = Target::parse(text_or(arguments, 0, "target", "head"));
  make_owed_record(database);
  if (const auto answer = already_at_head(Store(database), target)) return scalar(*answer);
  return scalar(Deploy(database, target).run());
}

}  // namespace migrate

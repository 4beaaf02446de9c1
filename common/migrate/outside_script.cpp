// What makes a stop at any moment harmless:
//
// * A statement that runs in one transaction is recorded in that transaction: both are there or
//   neither is.
// * One that commits by itself is first written down as begun, with what stands before it. When it
//   is found begun and not done, ConcurrentStatement sees from the catalogs how far it came.
// * Others (VACUUM, ALTER SYSTEM …) may run twice without harm.
// * Statements that set the session up are run again, as the session is another one.
#include "migrate/outside_script.h"

#include <chrono>
#include <utility>

#include "error.h"
#include "migrate/concurrent_statement.h"
#include "migrate/settings.h"
#include "migrate/statement_runner.h"
#include "text.h"

namespace migrate {
namespace {

using Kind = OutsideFacts::Kind;

constexpr std::chrono::seconds kNoticeInterval(10);

bool is_plain(Kind kind) { return kind == Kind::kPlain || kind == Kind::kSession; }

}  // namespace

OutsideScript::OutsideScript(Database& database, std::string revision, std::string operation,
                             std::string_view sql, std::string line)
    : database_(database),
      revision_(revision),
      operation_(operation),
      line_(std::move(line)),
      progress_(database, std::move(revision), std::move(operation)),
      notices_(is_setting_on(database, "notices")),
      policy_(deploy_lock_policy(database)),
      statements_(split_statements(database.dialect(), sql)) {
  for (const Statement& each : statements_) {
    try {
      refuse_transaction_control(database.dialect(), each.sql,
                                 "each statement of this script is a transaction of its own.");
    } catch (Error& error) {
      error.add_context(place(each));
      throw;
    }
  }
}

template <typename Body>
void OutsideScript::in_own_transaction(Body&& body) {
  database_.in_transaction(std::forward<Body>(body));
  database_.commit();
}

std::string OutsideScript::place(const Statement& statement) const {
  return cat("revision \"", revision_, "\" ", operation_, ", line ", std::to_string(statement.line),
             ": ", excerpt(statement.sql));
}

std::string OutsideScript::label(std::size_t number) const {
  return cat(line_, ", statement ", std::to_string(number), " of ",
             std::to_string(statements_.size()), ": ", excerpt(statement(number).sql));
}

// In pg_stat_activity as it comes, as a notice from time to time.
void OutsideScript::run_alone(std::size_t number, std::string_view sql,
                              const std::vector<OwnStatement>& record,
                              std::chrono::milliseconds lock_timeout) {
  auto shown = std::chrono::steady_clock::now();
  session_->run(sql, record, lock_timeout, [&](std::string_view clause) {
    database_.show_activity(cat("migrate: ", label(number), " (", clause, ")"));
    const auto now = std::chrono::steady_clock::now();
    if (!notices_ || now - shown < kNoticeInterval) return;
    shown = now;
    database_.notice(cat("statement ", std::to_string(number), " of ",
                         std::to_string(statements_.size()), ": ", clause));
  });
}

void OutsideScript::require_same_beginning(
    const std::map<std::size_t, StatementProgress>& recorded) const {
  for (const auto& [number, progress] : recorded) {
    const bool is_there = number <= statements_.size();
    if (is_there && statement(number).sql == progress.sql) continue;
    // One that was only begun and left nothing may be mended.
    if (is_there && !progress.is_done) continue;
    throw Error(
        ErrorCode::kWrongState,
        cat("the ", operation_, " script of revision \"", revision_,
            "\" has changed since a part of it has run"),
        cat("Statement ", std::to_string(number), " was: ", excerpt(progress.sql)),
        cat("Change back what has run.  To run the script from its start, delete the rows of \"",
            revision_, "\" from ", database_.table("migrate_progress"), "."));
  }
}

void OutsideScript::run() {
  if (statements_.empty()) return;
  const auto recorded = progress_.load();
  require_same_beginning(recorded);
  database_.commit();
  session_ = database_.open_outside();
  for (std::size_t number = 1; number <= statements_.size(); ++number) {
    const auto found = recorded.find(number);
    try {
      run_statement(number, found == recorded.end() ? nullptr : &found->second);
    } catch (Error& error) {
      error.add_context(place(statement(number)));
      throw;
    }
  }
  session_.reset();
}

void OutsideScript::run_statement(std::size_t number, const StatementProgress* recorded) {
  database_.check_interrupt();
  const std::string_view sql = statement(number).sql;
  const OutsideFacts facts = session_->look_at(sql);
  if (recorded && recorded->is_done && facts.kind != Kind::kSession) return;
  database_.show_activity(cat("migrate: ", label(number)));
  if (recorded && recorded->sql != sql) {
    clear_abandoned(number, *recorded);
    recorded = nullptr;
  }
  if (is_plain(facts.kind)) {
    run_plain(number, facts);
  } else {
    run_in_several(number, facts, recorded);
  }
}

// The statement has been begun with another text, and did not end.
void OutsideScript::clear_abandoned(std::size_t number, const StatementProgress& recorded) {
  const OutsideFacts facts = session_->look_at(recorded.sql);
  if (!is_plain(facts.kind)) {
    const auto kept = ConcurrentStatement(database_, *session_, recorded.sql, facts)
                          .take_away(recorded.before, std::chrono::milliseconds(0));
    if (!kept.empty()) ConcurrentStatement::throw_invalid(kept.front());
  }
  in_own_transaction([&] { progress_.forget(number); });
}

void OutsideScript::run_plain(std::size_t number, const OutsideFacts& facts) {
  const std::string_view sql = statement(number).sql;
  const auto record = facts.kind == Kind::kPlain ? progress_.record_of(number, sql, false)
                                                 : std::vector<OwnStatement>();
  const auto limit = facts.queues_nobody ? std::chrono::milliseconds(0) : policy_.timeout;
  database_.commit();
  retry_lock_failures(database_, policy_, [&] { run_alone(number, sql, record, limit); });
}

void OutsideScript::run_in_several(std::size_t number, const OutsideFacts& facts,
                                   const StatementProgress* recorded) {
  const std::string_view sql = statement(number).sql;
  ConcurrentStatement concurrent(database_, *session_, sql, facts);
  bool is_begun = recorded != nullptr;
  const std::string before = is_begun ? recorded->before : concurrent.before();
  const auto limit = facts.queues_nobody ? std::chrono::milliseconds(0) : policy_.timeout;
  retry_lock_failures(database_, policy_, [&] {
    const auto next = concurrent.settle(before, is_begun);
    in_own_transaction([&] {
      if (!is_begun) progress_.begin(number, sql, before);
      if (!next) progress_.finish(number);
    });
    is_begun = true;
    if (!next) return;
    try {
      run_alone(number, *next, progress_.record_of(number, sql, true), limit);
    } catch (Error& error) {
      is_begun = !clear_failed(number, facts, before, error);
      throw;
    }
  });
}

// Result: whether the statement has left nothing. What happens here is not worth the failure's own
// error; the next run looks again.
bool OutsideScript::clear_failed(std::size_t number, const OutsideFacts& facts,
                                 std::string_view before, Error& failure) noexcept {
  try {
    ConcurrentStatement concurrent(database_, *session_, statement(number).sql, facts);
    const std::vector<std::string> kept = concurrent.take_away(before, policy_.timeout);
    for (const std::string& index : kept) {
      failure.add_context(cat("the statement has left invalid index ", index));
    }
    if (!kept.empty() || facts.kind == Kind::kDetachPartition) return false;
    in_own_transaction([&] { progress_.forget(number); });
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace migrate

// A database that fails on demand, and that knows what its contract allows.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "db/database.h"
#include "db/outside.h"
#include "error.h"
#include "text.h"

namespace migrate::test {

/// Wraps a database; the n-th thing that is asked of it fails. Beginning and ending a transaction,
/// a savepoint and a script are things of their own. Breaches of the port's contract fail the test:
/// a call after an error, a statement outside of a script, a lock outside of a transaction.
class FaultyDatabase : public Database {
 public:
  enum class Mode {
    kOnce,        // the n-th fails
    kFromThereOn  // and all behind it, as on a lost connection
  };
  static constexpr int kNever = std::numeric_limits<int>::max();

  FaultyDatabase(Database& wrapped, int fail_at, Mode mode)
      : wrapped_(&wrapped), fail_at_(fail_at), mode_(mode) {}

  /// What was asked for when it failed first; empty when it has not.
  const std::string& failed_in() const { return failed_in_; }

  /// What has been asked for, in order.
  const std::vector<std::string>& calls() const { return calls_; }

  const Dialect& dialect() const override { return wrapped_->dialect(); }
  std::string table(std::string_view name) const override { return wrapped_->table(name); }

  bool has_tables() override {
    return call("has_tables", [&] { return wrapped_->has_tables(); });
  }
  void create_tables() override {
    EXPECT_GT(transactions_, 0) << "create_tables outside of a transaction";
    call("create_tables", [&] { wrapped_->create_tables(); });
  }
  std::int64_t execute(std::string_view sql, const Row& parameters) override {
    EXPECT_GT(transactions_, 0) << "outside of a transaction: " << sql;
    return call(sql, [&] { return wrapped_->execute(sql, parameters); });
  }
  Rows query(std::string_view sql, const Row& parameters) override {
    return call(sql, [&] { return wrapped_->query(sql, parameters); });
  }
  std::vector<Relation> relations() override {
    return call("relations", [&] { return wrapped_->relations(); });
  }
  Footprint footprint() override {
    return call("footprint", [&] { return wrapped_->footprint(); });
  }
  void run_statement(std::string_view sql) override {
    EXPECT_GT(scripts_, 0) << "outside of a script: " << sql;
    call(sql, [&] { wrapped_->run_statement(sql); });
  }
  std::optional<Error> try_statement(std::string_view sql) override {
    EXPECT_GT(scripts_, 0) << "outside of a script: " << sql;
    return call(sql, [&] { return wrapped_->try_statement(sql); });
  }
  void in_rebuild(const std::function<void()>& body) override {
    EXPECT_GT(scripts_, 0) << "a rebuild outside of a script";
    call("begin of in_rebuild", [] {});
    wrapped_->in_rebuild([&] {
      body();
      call("end of in_rebuild", [] {});
    });
  }
  void in_script(const std::function<void()>& body) override {
    EXPECT_GT(transactions_, 0) << "a script outside of a transaction";
    const int scripts = scripts_;
    call("begin of in_script", [] {});
    ++scripts_;
    wrapped_->in_script([&] {
      body();
      call("end of in_script", [] {});
    });
    scripts_ = scripts;
  }
  void in_scratch(const std::function<void(Database& scratch)>& body) override {
    Database* const real = wrapped_;
    const auto run = [&](const std::function<void()>& whole) {
      real->in_scratch([&](Database& scratch) {
        wrapped_ = &scratch;
        whole();
      });
    };
    try {
      enclose(
          "in_scratch", [&] { body(*this); }, run);
    } catch (...) {
      wrapped_ = real;
      throw;
    }
    wrapped_ = real;
  }
  void in_rehearsal(const RehearsalLimits& limits,
                    const std::function<void(Database& area)>& body) override {
    Database* const real = wrapped_;
    const auto run = [&](const std::function<void()>& whole) {
      real->in_rehearsal(limits, [&](Database& area) {
        wrapped_ = &area;
        whole();
      });
    };
    try {
      enclose(
          "in_rehearsal", [&] { body(*this); }, run);
    } catch (...) {
      wrapped_ = real;
      throw;
    }
    wrapped_ = real;
  }
  std::vector<std::string> search_path_schemas() override {
    return call("search_path_schemas", [&] { return wrapped_->search_path_schemas(); });
  }
  std::vector<std::string> model_extensions() override {
    return call("model_extensions", [&] { return wrapped_->model_extensions(); });
  }
  void offer_schemas(const std::vector<std::string>& schemas) override {
    call("offer_schemas", [&] { wrapped_->offer_schemas(schemas); });
  }
  void run_model_statement(std::string_view sql) override {
    EXPECT_GT(scripts_, 0) << "outside of a script: " << sql;
    call(sql, [&] { wrapped_->run_model_statement(sql); });
  }
  void in_transaction(const std::function<void()>& body) override {
    enclose("in_transaction", body, [&](const auto& whole) { wrapped_->in_transaction(whole); });
  }
  void in_savepoint(const std::function<void()>& body) override {
    enclose("in_savepoint", body, [&](const auto& whole) { wrapped_->in_savepoint(whole); });
  }
  bool can_commit() override {
    return call("can_commit", [&] { return wrapped_->can_commit(); });
  }
  void commit() override {
    EXPECT_TRUE(wrapped_->can_commit()) << "commit where the caller does not allow it";
    EXPECT_EQ(transactions_, 0) << "commit inside of in_transaction";
    call("commit", [&] { wrapped_->commit(); });
  }
  void lock_for_migration() override {
    EXPECT_GT(transactions_, 0) << "a lock outside of a transaction";
    call("lock_for_migration", [&] { wrapped_->lock_for_migration(); });
  }
  std::string sha256(std::string_view bytes) override {
    return call("sha256", [&] { return wrapped_->sha256(bytes); });
  }
  void check_interrupt() override {
    call("check_interrupt", [&] { wrapped_->check_interrupt(); });
  }
  void notice(std::string_view line) override {
    call("notice", [&] { wrapped_->notice(line); });
  }
  void show_activity(std::string_view line) override {
    call("show_activity", [&] { wrapped_->show_activity(line); });
  }
  Value current_user() override {
    return call("current_user", [&] { return wrapped_->current_user(); });
  }
  Client client() override {
    return call("client", [&] { return wrapped_->client(); });
  }
  bool execute_after_failure(std::string_view sql, const Row& parameters) override {
    EXPECT_EQ(transactions_, 0) << "inside of a transaction: " << sql;
    return call(sql, [&] { return wrapped_->execute_after_failure(sql, parameters); });
  }
  Value session_setting(std::string_view name) override {
    return call("session_setting", [&] { return wrapped_->session_setting(name); });
  }
  bool is_usable() const override { return !is_poisoned_; }
  void hold_migration() override {
    EXPECT_EQ(transactions_, 0) << "hold_migration inside of in_transaction";
    call("hold_migration", [&] { wrapped_->hold_migration(); });
  }
  void release_migration() noexcept override { wrapped_->release_migration(); }
  std::unique_ptr<OutsideSession> open_outside() override {
    auto session = call("open_outside", [&] { return wrapped_->open_outside(); });
    return std::make_unique<FaultySession>(*this, std::move(session));
  }
  void limit_lock_waits(std::chrono::milliseconds limit) override {
    wrapped_->limit_lock_waits(limit);
  }
  void limit_migration_wait(std::chrono::milliseconds limit) override {
    wrapped_->limit_migration_wait(limit);
  }
  std::optional<LockConflict> take_lock_conflict() override {
    return wrapped_->take_lock_conflict();
  }
  void pause(std::chrono::milliseconds duration) override { wrapped_->pause(duration); }

 private:
  // Its failures leave the database good for the next call, as those of another session do.
  class FaultySession final : public OutsideSession {
   public:
    FaultySession(FaultyDatabase& database, std::unique_ptr<OutsideSession> session)
        : database_(database), session_(std::move(session)) {}

    OutsideFacts look_at(std::string_view sql) override {
      OutsideFacts facts;
      database_.outside("look_at", [&] { facts = session_->look_at(sql); });
      return facts;
    }
    void run(std::string_view sql, const std::vector<OwnStatement>& record,
             std::chrono::milliseconds lock_timeout, const ShowProgress& show) override {
      EXPECT_EQ(database_.transactions_, 0) << "inside of in_transaction: " << sql;
      database_.outside(sql, [&] { session_->run(sql, record, lock_timeout, show); });
    }

   private:
    FaultyDatabase& database_;
    std::unique_ptr<OutsideSession> session_;
  };

  template <typename Run>
  void outside(std::string_view what, const Run& run) {
    try {
      call(what, [] {});
      run();
    } catch (...) {
      is_poisoned_ = false;
      throw;
    }
  }

  template <typename Call>
  std::invoke_result_t<const Call&> call(std::string_view what, const Call& call) {
    EXPECT_FALSE(is_poisoned_) << what << " after an error in " << failed_in_;
    calls_.emplace_back(what);
    const int number = static_cast<int>(calls_.size());
    const bool fails = mode_ == Mode::kOnce ? number == fail_at_ : number >= fail_at_;
    if (fails) {
      if (failed_in_.empty()) failed_in_ = what;
      is_poisoned_ = true;
      throw Error(ErrorCode::kStatement, cat("fault ", std::to_string(fail_at_)));
    }
    try {
      return call();
    } catch (...) {
      is_poisoned_ = true;
      throw;
    }
  }

  template <typename Run>
  void enclose(std::string_view what, const std::function<void()>& body, const Run& run) {
    const int scripts = scripts_;
    const int transactions = transactions_;
    try {
      call(cat("begin of ", what), [] {});
      ++transactions_;
      run([&] {
        body();
        call(cat("end of ", what), [] {});
      });
      transactions_ = transactions;
    } catch (...) {
      // Everything inside has been undone, so the database is good for the next call.
      is_poisoned_ = false;
      scripts_ = scripts;
      transactions_ = transactions;
      throw;
    }
  }

  Database* wrapped_;  // inside in_scratch the scratch database
  int fail_at_;
  Mode mode_;
  std::vector<std::string> calls_;
  int transactions_ = 0;  // in_transaction and in_savepoint that are open
  int scripts_ = 0;
  bool is_poisoned_ = false;
  std::string failed_in_;
};

}  // namespace migrate::test

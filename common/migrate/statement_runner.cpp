#include "migrate/statement_runner.h"

#include <string>
#include <vector>

#include "error.h"
#include "migrate/settings.h"
#include "schema/sqlite/alterations.h"
#include "text.h"

namespace migrate {
namespace {

// `line 3: CREATE TABLE role …`, `lines 3 to 5: ALTER TABLE role …`
std::string statements_place(std::span<const Statement> statements) {
  const std::string first = std::to_string(statements.front().line);
  const std::string last = std::to_string(statements.back().line);
  return cat(first == last ? cat("line ", first) : cat("lines ", first, " to ", last), ": ",
             excerpt(statements.front().sql));
}

class Runner {
 public:
  Runner(Database& database, const RunStatement& run, const AroundStatements& around)
      : database_(database), run_(run), around_(around) {}

  // Runs the first statement, or as many as can be run together. Result: how many.
  std::size_t run_next(std::span<const Statement> statements) {
    running_ = statements.first(1);
    database_.check_interrupt();
    const std::size_t count =
        database_.dialect().lacks_alter_table() ? sqlite::alterations_at_start(statements) : 0;
    if (count == 0) {
      run_around(statements.first(1), [&] { run_(statements.front().sql); });
      return 1;
    }
    run_around(statements.first(count), [&] { alter(statements.first(count)); });
    return count;
  }

  // What an error is about.
  std::span<const Statement> running() const { return running_; }

 private:
  void run_around(std::span<const Statement> statements, const std::function<void()>& body) const {
    if (!around_) return body();
    around_(statements, body);
  }

  void alter(std::span<const Statement> statements) {
    sqlite::Alterations alterations(database_, statements,
                                    [this] { return is_setting_on(database_, "edit_schema"); });
    try {
      alterations.run();
    } catch (const Error&) {
      running_ = alterations.running();
      throw;
    }
  }

  Database& database_;
  const RunStatement& run_;
  const AroundStatements& around_;
  std::span<const Statement> running_;
};

}  // namespace

void run_statements(Database& database, std::string_view sql, std::string_view place,
                    const RunStatement& run, const AroundStatements& around) {
  const std::vector<Statement> statements = split_statements(database.dialect(), sql);
  Runner runner(database, run, around);
  for (std::span<const Statement> left = statements; !left.empty();) {
    try {
      left = left.subspan(runner.run_next(left));
    } catch (Error& error) {
      error.add_context(cat(place, ", ", statements_place(runner.running())));
      throw;
    }
  }
}

void refuse_transaction_control(const Dialect& dialect, std::string_view sql,
                                std::string_view instead) {
  if (dialect.transaction_control(sql) != TransactionControl::kRefused) return;
  throw Error(ErrorCode::kInvalidScript, "transaction control is not allowed in a script", "",
              cat("Remove the statement: ", instead));
}

}  // namespace migrate

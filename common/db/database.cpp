#include "db/database.h"

#include "db/outside.h"

namespace migrate {

void Database::for_each(std::string_view sql, const Row& parameters, const RowVisitor& visit) {
  for (const Row& row : query(sql, parameters)) {
    const std::vector<std::optional<std::string_view>> views(row.begin(), row.end());
    visit(views);
  }
}

bool Database::execute_after_failure(std::string_view, const Row&) { return false; }

std::optional<Error> Database::try_statement(std::string_view sql) {
  run_statement(sql);
  return std::nullopt;
}

std::optional<StatementFacts> Database::statement_facts(std::string_view) { return std::nullopt; }

void Database::in_rebuild(const std::function<void()>&) {
  throw Error(ErrorCode::kNotSupported, "tables cannot be rebuilt on this database");
}

bool Database::exchange_statement(std::string_view, std::string_view, std::string_view) {
  return false;
}

void Database::hold_migration() {}

void Database::release_migration() noexcept {}

std::unique_ptr<OutsideSession> Database::open_outside() {
  throw Error(ErrorCode::kNotSupported, "statements cannot run outside of a transaction here");
}

void Database::in_scratch(const std::function<void(Database&)>&) {
  throw Error(ErrorCode::kNotSupported, "schemas cannot be compared on this database");
}

void Database::in_rehearsal(const RehearsalLimits&, const std::function<void(Database&)>&) {
  throw Error(ErrorCode::kNotSupported, "scripts cannot be rehearsed on this database");
}

void Database::in_undone_savepoint(const std::function<void()>& body) {
  struct Undo {};
  try {
    in_savepoint([&] {
      body();
      throw Undo();
    });
  } catch (const Undo&) {
  }
}

void Database::run_model_statement(std::string_view) {
  throw Error(ErrorCode::kNotSupported, "schemas cannot be compared on this database");
}

}  // namespace migrate

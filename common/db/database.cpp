#include "db/database.h"

namespace migrate {

void Database::for_each(std::string_view sql, const Row& parameters, const RowVisitor& visit) {
  for (const Row& row : query(sql, parameters)) {
    const std::vector<std::optional<std::string_view>> views(row.begin(), row.end());
    visit(views);
  }
}

std::optional<Error> Database::try_statement(std::string_view sql) {
  run_statement(sql);
  return std::nullopt;
}

std::optional<StatementFacts> Database::statement_facts(std::string_view) { return std::nullopt; }

void Database::in_rebuild(const std::function<void()>&) {
  throw Error(ErrorCode::kNotSupported, "tables cannot be rebuilt on this database");
}

void Database::in_scratch(const std::function<void(Database&)>&) {
  throw Error(ErrorCode::kNotSupported, "schemas cannot be compared on this database");
}

void Database::run_model_statement(std::string_view) {
  throw Error(ErrorCode::kNotSupported, "schemas cannot be compared on this database");
}

}  // namespace migrate

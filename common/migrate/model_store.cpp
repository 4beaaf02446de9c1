#include "migrate/model_store.h"

#include "error.h"
#include "text.h"

namespace migrate {

std::optional<StoredModel> load_model(Database& database) {
  if (!database.has_tables()) return std::nullopt;
  const Rows rows = database.query(cat("SELECT ddl, schemas, reading_key, digest, stored_by FROM ",
                                       database.table("migrate_model")));
  if (rows.empty()) return std::nullopt;
  const Row& row = rows[0];
  return StoredModel{*row[0], parse_scope(*row[1]), {}, row[2].value_or(""), row[3].value_or(""),
                     row[4]};
}

std::string load_reading(Database& database) {
  const Rows rows = database.query(cat("SELECT reading FROM ", database.table("migrate_model")));
  return rows.empty() ? "" : rows[0][0].value_or("");
}

void store_model(Database& database, const StoredModel& model) {
  const std::string table = database.table("migrate_model");
  database.execute(cat("DELETE FROM ", table));
  database.execute(
      cat("INSERT INTO ", table,
          " (ddl, schemas, reading, reading_key, digest) VALUES ($1, $2, $3, $4, $5)"),
      {model.ddl, scope_text(model.scope), model.reading, model.reading_key, model.digest});
}

std::string scope_text(const Scope& scope) { return scope.all ? "*" : join(scope.schemas, ", "); }

Scope parse_scope(const std::string& text) {
  Scope scope;
  if (trim(text) == "*") {
    scope.all = true;
    return scope;
  }
  scope.schemas = split_list(text);
  if (scope.schemas.empty()) {
    throw Error(ErrorCode::kInvalidParameter, "no schema is given", "",
                "Give a comma-separated list of schemas, or \"*\" for all.");
  }
  for (const std::string& schema : scope.schemas) {
    if (schema.empty()) {
      throw Error(ErrorCode::kInvalidParameter,
                  cat("list of schemas \"", excerpt(text), "\" has an empty item"));
    }
    if (schema == "*") {
      throw Error(ErrorCode::kInvalidParameter,
                  cat("list of schemas \"", excerpt(text), "\" has \"*\" among its items"), "",
                  "Give \"*\" alone for all schemas.");
    }
  }
  return scope;
}

}  // namespace migrate

// The scratch area of PgDatabase; what is in it is decided in scratch.h.
#include <utility>

#include "encoding.h"
#include "guard.h"
#include "pg_database.h"

extern "C" {
#include "postgres.h"

#include "access/xact.h"
}

namespace migrate {

// The rollback of a savepoint, for bodies that end well too. Statements inside must see each
// other's work, so they do not keep to the snapshot of a STABLE function's caller.
void PgDatabase::in_scratch(const std::function<void(Database& scratch)>& body) {
  struct Undo {};
  if (pg_call([]() noexcept { return XactReadOnly; })) {
    throw Error(ErrorCode::kNotSupported, "cannot compare schemas in a read-only transaction", "",
                "The text of a schema is run and rolled back, in a transaction that can write.");
  }
  CatalogAccess catalogs([this](std::string_view sql, const Row& parameters) {
    return run_and_take_rows(sql, parameters);
  });
  auto outer = std::exchange(scratch_, std::make_unique<Scratch>(std::move(catalogs)));
  const bool read_only = std::exchange(options_.read_only, false);
  const auto leave = [&]() noexcept {
    options_.read_only = read_only;
    scratch_ = std::move(outer);
  };
  try {
    in_savepoint([&] {
      scratch_->set_up();
      body(*this);
      throw Undo();
    });
  } catch (const Undo&) {
    leave();
  } catch (...) {
    leave();
    throw;
  }
}

void PgDatabase::run_model_statement(std::string_view sql) {
  guarded([&] {
    const ModelStatement statement = read_model_statement(to_server(sql), memory_.scratch);
    if (scratch_->take_as_done(statement)) return;
    scratch_->before(statement);
    execute_statement(statement.sql);
    scratch_->after(statement);
  });
}

std::vector<std::string> PgDatabase::model_extensions() { return scratch_->model_extensions(); }

void PgDatabase::offer_schemas(const std::vector<std::string>& names) {
  for (const std::string& name : names) scratch_->offer_schema(name);
}

}  // namespace migrate

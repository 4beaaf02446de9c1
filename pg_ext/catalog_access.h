// Our own statements on PostgreSQL's system catalogs.
#pragma once

#include <functional>
#include <string_view>
#include <utility>

#include "db/database.h"

namespace migrate {

class CatalogAccess {
 public:
  /// Runs one statement under the fixed settings of our own statements.
  using Run = std::function<Rows(std::string_view sql, const Row& parameters)>;

  explicit CatalogAccess(Run run) : run_(std::move(run)) {}

  /// As the caller of the SQL function.
  Rows query(std::string_view sql, const Row& parameters = {}) const {
    return run_(sql, parameters);
  }

  /// As the superuser that every database has; result: what RETURNING asks for. REQUIRES: inside a
  /// subtransaction that is rolled back, also when this throws; nothing in `sql` that users can
  /// define is called.
  Rows change(std::string_view sql, const Row& parameters = {}) const;

 private:
  Run run_;
};

}  // namespace migrate

#include "db/database.h"

namespace migrate {

void Database::for_each(std::string_view sql, const Row& parameters, const RowVisitor& visit) {
  for (const Row& row : query(sql, parameters)) {
    const std::vector<std::optional<std::string_view>> views(row.begin(), row.end());
    visit(views);
  }
}

}  // namespace migrate

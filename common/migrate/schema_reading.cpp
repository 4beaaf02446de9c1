#include "migrate/schema_reading.h"

#include <algorithm>
#include <iterator>

#include "migrate/modelling.h"
#include "schema/introspect.h"
#include "text.h"

namespace migrate {
namespace {

std::vector<std::string> only_in_first(const std::vector<std::string>& first,
                                       const std::vector<std::string>& second) {
  std::vector<std::string> result;
  std::set_difference(first.begin(), first.end(), second.begin(), second.end(),
                      std::back_inserter(result));
  return result;
}

}  // namespace

SchemaReading SchemaReading::of(Database& database) {
  SchemaReading reading;
  // The server locks a table to write its definition down; undone, nobody has to wait for that.
  database.in_undone_savepoint([&] { reading.model_ = read_model(database, Scope{true, {}}); });
  return reading;
}

std::vector<std::string> SchemaReading::differences_from(const SchemaReading& wanted) const {
  std::vector<std::string> lines = describe_differences(model_, wanted.model_);
  for (const std::string& name : only_in_first(model_.unmodelled, wanted.model_.unmodelled)) {
    lines.push_back(cat(name, " should not be there"));
  }
  for (const std::string& name : only_in_first(wanted.model_.unmodelled, model_.unmodelled)) {
    lines.push_back(cat(name, " is missing"));
  }
  return lines;
}

}  // namespace migrate

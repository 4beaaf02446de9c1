#include "migrate/arguments.h"

#include <utility>

#include "error.h"
#include "text.h"

namespace migrate {

const std::string& required_text(const Row& arguments, std::size_t index, std::string_view name) {
  if (index >= arguments.size() || !arguments[index]) {
    throw Error(ErrorCode::kNullNotAllowed, cat("argument \"", name, "\" is null"));
  }
  require_utf8(*arguments[index], cat("argument \"", name, "\""));
  return *arguments[index];
}

std::string text_or(const Row& arguments, std::size_t index, std::string_view name,
                    std::string_view default_value) {
  if (index >= arguments.size() || !arguments[index]) return std::string(default_value);
  require_utf8(*arguments[index], cat("argument \"", name, "\""));
  return *arguments[index];
}

bool is_set(const Row& arguments, std::size_t index) {
  return index < arguments.size() && arguments[index] == "true";
}

Rows scalar(Value value) {
  Row row;
  row.push_back(std::move(value));
  return {std::move(row)};
}

}  // namespace migrate

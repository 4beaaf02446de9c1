// Reading the arguments of a verb.
#pragma once

#include <string>
#include <string_view>

#include "db/database.h"

namespace migrate {

/// Errors: kNullNotAllowed, `argument "target" is null`.
const std::string& required_text(const Row& arguments, std::size_t index, std::string_view name);

/// NULL is the default. Errors: kInvalidEncoding, `argument "target" is not valid UTF-8`.
std::string text_or(const Row& arguments, std::size_t index, std::string_view name,
                    std::string_view default_value);

/// NULL is false.
bool is_set(const Row& arguments, std::size_t index);

/// A verb's scalar answer.
Rows scalar(Value value);

}  // namespace migrate

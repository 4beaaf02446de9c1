// What runs functions whose bodies are text.
#pragma once

#include <vector>

#include "schema/model.h"

namespace migrate {

/// For each object, whether code that no edge tells of may run when it is evaluated: it uses a
/// function whose body the database does not look into, by itself or through what it is made of.
std::vector<bool> run_hidden_code(const Model& model);

}  // namespace migrate

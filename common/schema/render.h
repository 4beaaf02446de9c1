// Operations as a script.
#pragma once

#include <string>
#include <vector>

#include "schema/operation.h"

namespace migrate {

/// The statements in order, each with its semicolon, behind comments that name its hazards. Empty
/// for no operations. What was not compared (`unmodelled`) is named at the start.
std::string render_operations(const std::vector<SchemaOperation>& operations,
                              const std::vector<std::string>& unmodelled);

}  // namespace migrate

// A part of a model.
#pragma once

#include <vector>

#include "schema/model.h"

namespace migrate {

/// The objects that `keep` marks and whose parents are marked too, with the edges between them;
/// casts and unmodelled stay. REQUIRES: keep.size() == model.size().
Model subset(const Model& model, const std::vector<bool>& keep);

}  // namespace migrate

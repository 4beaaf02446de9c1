// Makes of a changed schema one that SQLite takes.
#pragma once

#include "random_model/schema.h"

namespace migrate::test {

/// Leaves out what refers to something that is gone, and mends what cannot stand together.
Schema repaired(Schema schema);

/// Whether SQLite loads the text, every view can be read, every trigger compiled and every foreign
/// key checked.
bool is_loadable(const Schema& schema);

}  // namespace migrate::test

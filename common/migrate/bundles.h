// The verbs that move scripts in and out as text.
#pragma once

#include "db/database.h"

namespace migrate {

/// Stores every script of a text (contract §2). A revision that is stored already stays when its
/// text is equal, is updated while it is not applied, and is an error when it is applied. NULL does
/// nothing, so that the folder rows of fsdir() do no harm. All or nothing.
Rows import_scripts(Database& database, const Row& arguments);

/// Stored scripts as one text, in the order in which they were stored; NULL where there is none.
Rows export_scripts(Database& database, const Row& arguments);

/// The scripts that a target names, as one text.
Rows show(Database& database, const Row& arguments);

}  // namespace migrate

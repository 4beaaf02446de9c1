// What ALTER COLUMN … TYPE does to the rows.
#pragma once

#include "lint/catalog.h"

namespace migrate::lint {

enum class TypeChange {
  kNone,         // it is that type already
  kCatalogOnly,  // what is stored is right as it is
  kScan,         // and has to be checked
  kRewrite,
};

/// Source: PostgreSQL 15, tablecmds.c, ATColumnChangeRequiresRewrite; the docs of ALTER TABLE.
TypeChange type_change(Catalog& catalog, const ColumnEntry& column, const ActionFacts& action);

}  // namespace migrate::lint

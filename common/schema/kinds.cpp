// The tables of kinds, one for each database.
#include "schema/kinds/kinds.h"

#include <algorithm>
#include <array>

#include "schema/kind.h"

namespace migrate {
namespace {

// Parents stand before their children.
constexpr std::array kPostgresKinds{
    &kSchema,
    &kExtension,
    &kLanguage,
    &kForeignDataWrapper,
    &kForeignServer,
    &kUserMapping,
    &kCollation,
    // Types
    &kEnumType,
    &kDomain,
    &kDomainConstraint,
    &kCompositeType,
    &kTypeAttribute,
    &kRangeType,
    // Routines
    &kFunction,
    &kProcedure,
    &kAggregate,
    // What makes types work
    &kCast,
    &kOperator,
    &kOperatorFamily,
    &kOperatorFamilyMember,
    &kOperatorClass,
    &kConversion,
    &kTextSearchParser,
    &kTextSearchTemplate,
    &kTextSearchDictionary,
    &kTextSearchConfiguration,
    &kTransform,
    // Relations and what they are made of
    &kTable,
    &kForeignTable,
    &kView,
    &kMaterializedView,
    &kColumn,
    &kColumnDefault,
    &kSequence,
    &kSequenceOwner,
    &kConstraint,
    &kIndex,
    &kStatistics,
    // What a relation does
    &kTrigger,
    &kTriggerState,
    &kRule,
    &kPolicy,
    // What looks at relations and at the database
    &kPublication,
    &kPublicationTable,
    &kPublicationSchema,
    &kSubscription,
    &kEventTrigger,
    // What relations are to each other
    &kPartition,
    &kIndexPartition,
    &kInheritance,
    &kReplicaIdentity,
    &kClusterMark,
    // What any object may have
    &kComment,
    &kOwner,
    &kPrivilege,
    &kDefaultPrivilege,
};

constexpr std::array kSqliteKinds{
    &kSqliteTable,      &kSqliteVirtualTable, &kSqliteView,    &kSqliteColumn,
    &kSqliteConstraint, &kSqliteIndex,        &kSqliteTrigger,
};

}  // namespace

std::span<const Kind* const> kinds(const Dialect& dialect) {
  if (&dialect == &sqlite_dialect()) return kSqliteKinds;
  return kPostgresKinds;
}

const Kind* find_kind(const Dialect& dialect, std::string_view name) {
  const std::span<const Kind* const> all = kinds(dialect);
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Kind* kind) { return kind->name == name; });
  return found == all.end() ? nullptr : *found;
}

}  // namespace migrate

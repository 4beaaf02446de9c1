// Every kind, each defined in the file of its name.
#pragma once

#include "schema/kind.h"

namespace migrate {

extern const Kind kSchema;
extern const Kind kExtension;
extern const Kind kLanguage;
extern const Kind kForeignDataWrapper;
extern const Kind kForeignServer;
extern const Kind kUserMapping;
extern const Kind kEnumType;
extern const Kind kDomain;
extern const Kind kDomainConstraint;
extern const Kind kCompositeType;
extern const Kind kTypeAttribute;
extern const Kind kRangeType;
extern const Kind kCollation;
extern const Kind kCast;
extern const Kind kOperator;
extern const Kind kOperatorFamily;
extern const Kind kOperatorFamilyMember;
extern const Kind kOperatorClass;
extern const Kind kTextSearchParser;
extern const Kind kTextSearchTemplate;
extern const Kind kTextSearchDictionary;
extern const Kind kTextSearchConfiguration;
extern const Kind kStatistics;
extern const Kind kAggregate;
extern const Kind kConversion;
extern const Kind kFunction;
extern const Kind kProcedure;
extern const Kind kTransform;
extern const Kind kTable;
extern const Kind kForeignTable;
extern const Kind kColumn;
extern const Kind kColumnDefault;
extern const Kind kSequence;
extern const Kind kSequenceOwner;
extern const Kind kConstraint;
extern const Kind kIndex;
extern const Kind kView;
extern const Kind kMaterializedView;
extern const Kind kTrigger;
extern const Kind kTriggerState;
extern const Kind kRule;
extern const Kind kPolicy;
extern const Kind kPublication;
extern const Kind kPublicationTable;
extern const Kind kPublicationSchema;
extern const Kind kSubscription;
extern const Kind kEventTrigger;
extern const Kind kPartition;
extern const Kind kIndexPartition;
extern const Kind kInheritance;
extern const Kind kReplicaIdentity;
extern const Kind kClusterMark;
extern const Kind kComment;
extern const Kind kOwner;
extern const Kind kPrivilege;
extern const Kind kDefaultPrivilege;

extern const Kind kSqliteTable;
extern const Kind kSqliteVirtualTable;
extern const Kind kSqliteView;
extern const Kind kSqliteColumn;
extern const Kind kSqliteConstraint;
extern const Kind kSqliteIndex;
extern const Kind kSqliteTrigger;

}  // namespace migrate

#include "parse_statement.h"

#include "guard.h"

extern "C" {
#include "postgres.h"

#include "commands/defrem.h"
#include "nodes/parsenodes.h"
#include "nodes/primnodes.h"
#include "storage/lockdefs.h"
}

namespace migrate {
namespace {

using Kind = StatementFacts::Kind;

bool has_option(const List* options, std::string_view name) {
  for (int i = 0; i < list_length(options); ++i) {
    auto* option = static_cast<DefElem*>(list_nth(options, i));
    if (option->defname != name) continue;
    return pg_call([&]() noexcept { return defGetBoolean(option); });
  }
  return false;
}

void read_vacuum(StatementReading& reading, const VacuumStmt* statement) {
  reading.about(Kind::kVacuum, ObjectType::kTable, {});
  reading.facts.refuses_transaction = statement->is_vacuumcmd;
  reading.facts.is_full = has_option(statement->options, "full");
  reading.facts.lock =
      table_lock(reading.facts.is_full ? AccessExclusiveLock : ShareUpdateExclusiveLock);
  for (int i = 0; i < list_length(statement->rels); ++i) {
    const auto* relation = static_cast<const VacuumRelation*>(list_nth(statement->rels, i));
    reading.facts.names.push_back(name_of(relation->relation));
  }
}

void read_reindex(StatementReading& reading, const ReindexStmt* statement) {
  const bool is_index = statement->kind == REINDEX_OBJECT_INDEX;
  const bool is_table = statement->kind == REINDEX_OBJECT_TABLE;
  reading.about(Kind::kReindex, is_index ? ObjectType::kIndex : ObjectType::kTable,
                name_of(statement->relation), ShareLock);
#if PG_VERSION_NUM >= 140000
  reading.facts.is_concurrent = has_option(statement->params, "concurrently");
#else
  reading.facts.is_concurrent = statement->concurrent;
#endif
  if (reading.facts.is_concurrent) reading.facts.lock = TableLock::kShareUpdateExclusive;
  reading.facts.refuses_transaction = reading.facts.is_concurrent || (!is_index && !is_table);
}

void read_several(StatementReading& reading, Kind kind, const List* relations, int lock) {
  reading.about(kind, ObjectType::kTable, {}, lock);
  for (int i = 0; i < list_length(relations); ++i) {
    reading.facts.names.push_back(name_of(static_cast<const RangeVar*>(list_nth(relations, i))));
  }
}

}  // namespace

bool read_maintenance(StatementReading& reading, const Node* node) {
  switch (nodeTag(node)) {
    case T_VacuumStmt:
      read_vacuum(reading, as<VacuumStmt>(node));
      return true;
    case T_ReindexStmt:
      read_reindex(reading, as<ReindexStmt>(node));
      return true;
    case T_ClusterStmt:
      reading.about(Kind::kCluster, ObjectType::kTable, name_of(as<ClusterStmt>(node)->relation),
                    AccessExclusiveLock);
      reading.facts.refuses_transaction = !as<ClusterStmt>(node)->relation;
      return true;
    case T_RefreshMatViewStmt:
      reading.about(Kind::kRefresh, ObjectType::kMaterializedView,
                    name_of(as<RefreshMatViewStmt>(node)->relation),
                    as<RefreshMatViewStmt>(node)->concurrent ? ExclusiveLock : AccessExclusiveLock);
      reading.facts.is_concurrent = as<RefreshMatViewStmt>(node)->concurrent;
      return true;
    case T_TruncateStmt:
      read_several(reading, Kind::kTruncate, as<TruncateStmt>(node)->relations,
                   AccessExclusiveLock);
      reading.facts.is_cascade = as<TruncateStmt>(node)->behavior == DROP_CASCADE;
      return true;
    case T_LockStmt:
      read_several(reading, Kind::kLockTable, as<LockStmt>(node)->relations,
                   as<LockStmt>(node)->mode);
      return true;
    default:
      return false;
  }
}

}  // namespace migrate

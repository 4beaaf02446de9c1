#include "parse_statement.h"

extern "C" {
#include "postgres.h"

#include "catalog/pg_class.h"
#include "nodes/parsenodes.h"
#include "nodes/primnodes.h"
#include "storage/lockdefs.h"
}

namespace migrate {
namespace {

using Kind = StatementFacts::Kind;

void read_select(StatementReading& reading, const SelectStmt* statement) {
  reading.about(Kind::kSelect, ObjectType::kOther, {});
  const SelectStmt* first = statement;
  while (first->larg) first = first->larg;
  if (!first->intoClause) return;
  const RangeVar* table = first->intoClause->rel;
  reading.about(Kind::kCreateTableAs, ObjectType::kTable, name_of(table));
  reading.facts.is_temporary = table->relpersistence == RELPERSISTENCE_TEMP;
  reading.facts.assigned.push_back(result_columns(NIL, reinterpret_cast<const Node*>(first)));
}

bool read_change(StatementReading& reading, const Node* node) {
  switch (nodeTag(node)) {
    case T_InsertStmt:
      reading.about(Kind::kInsert, ObjectType::kTable, name_of(as<InsertStmt>(node)->relation),
                    RowExclusiveLock);
      return true;
    case T_UpdateStmt:
      reading.about(Kind::kUpdate, ObjectType::kTable, name_of(as<UpdateStmt>(node)->relation),
                    RowExclusiveLock);
      reading.facts.has_where =
          as<UpdateStmt>(node)->whereClause || as<UpdateStmt>(node)->fromClause;
      return true;
    case T_DeleteStmt:
      reading.about(Kind::kDelete, ObjectType::kTable, name_of(as<DeleteStmt>(node)->relation),
                    RowExclusiveLock);
      reading.facts.has_where =
          as<DeleteStmt>(node)->whereClause || as<DeleteStmt>(node)->usingClause;
      return true;
#if PG_VERSION_NUM >= 150000
    case T_MergeStmt:
      reading.about(Kind::kUpdate, ObjectType::kTable, name_of(as<MergeStmt>(node)->relation),
                    RowExclusiveLock);
      reading.facts.has_where = true;
      return true;
#endif
    case T_SelectStmt:
      read_select(reading, as<SelectStmt>(node));
      return true;
    default:
      return false;
  }
}

}  // namespace

bool read_rows(StatementReading& reading, Node* node) {
  if (IsA(node, DoStmt) || IsA(node, CallStmt) || IsA(node, ExecuteStmt)) {
    reading.about(Kind::kOpaque, ObjectType::kOther, {});
    return true;
  }
  if (!read_change(reading, node)) return false;
  Changes changes = changes_of(node);
  reading.facts.written = std::move(changes.written);
  reading.facts.read = std::move(changes.read);
  reading.facts.read_columns = std::move(changes.read_columns);
  for (auto& names : changes.assigned) reading.facts.assigned.push_back(std::move(names));
  return true;
}

}  // namespace migrate

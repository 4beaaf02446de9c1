#include "parse_statement.h"

extern "C" {
#include "postgres.h"

#include "nodes/parsenodes.h"
#include "nodes/primnodes.h"
#include "storage/lockdefs.h"
}

namespace migrate {
namespace {

using Kind = StatementFacts::Kind;

void read_targets(StatementReading& reading, const List* targets) {
  for (int i = 0; i < list_length(targets); ++i) {
    const auto* target = static_cast<const ResTarget*>(list_nth(targets, i));
    // An element or a field may be assigned beside another of the same column.
    if (!target->indirection) reading.facts.assigned.push_back(node_text(target->name));
  }
}

}  // namespace

bool read_rows(StatementReading& reading, const Node* node) {
  switch (nodeTag(node)) {
    case T_InsertStmt:
      reading.about(Kind::kInsert, ObjectType::kTable, name_of(as<InsertStmt>(node)->relation),
                    RowExclusiveLock);
      read_targets(reading, as<InsertStmt>(node)->cols);
      return true;
    case T_UpdateStmt:
      reading.about(Kind::kUpdate, ObjectType::kTable, name_of(as<UpdateStmt>(node)->relation),
                    RowExclusiveLock);
      reading.facts.has_where =
          as<UpdateStmt>(node)->whereClause || as<UpdateStmt>(node)->fromClause;
      read_targets(reading, as<UpdateStmt>(node)->targetList);
      return true;
    case T_DeleteStmt:
      reading.about(Kind::kDelete, ObjectType::kTable, name_of(as<DeleteStmt>(node)->relation),
                    RowExclusiveLock);
      reading.facts.has_where =
          as<DeleteStmt>(node)->whereClause || as<DeleteStmt>(node)->usingClause;
      return true;
    case T_SelectStmt:
      reading.about(Kind::kSelect, ObjectType::kOther, {});
      if (as<SelectStmt>(node)->intoClause) {
        reading.about(Kind::kCreateTableAs, ObjectType::kTable,
                      name_of(as<SelectStmt>(node)->intoClause->rel));
      }
      return true;
    case T_DoStmt:
    case T_CallStmt:
    case T_ExecuteStmt:
      reading.about(Kind::kOpaque, ObjectType::kOther, {});
      return true;
    default:
      return false;
  }
}

}  // namespace migrate

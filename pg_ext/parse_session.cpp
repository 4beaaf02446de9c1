#include "parse_statement.h"

extern "C" {
#include "postgres.h"

#include "nodes/parsenodes.h"
}

namespace migrate {
namespace {

using Kind = StatementFacts::Kind;

bool names_option(const List* options, std::string_view name) {
  for (int i = 0; i < list_length(options); ++i) {
    if (static_cast<const DefElem*>(list_nth(options, i))->defname == name) return true;
  }
  return false;
}

void read_transaction(StatementReading& reading, const TransactionStmt* statement) {
  reading.facts.refuses_transaction = true;
  switch (statement->kind) {
    case TRANS_STMT_BEGIN:
    case TRANS_STMT_START:
      reading.facts.kind = Kind::kBegin;
      return;
    case TRANS_STMT_COMMIT:
      reading.facts.kind = Kind::kCommit;
      return;
    case TRANS_STMT_ROLLBACK:
      reading.facts.kind = Kind::kRollback;
      return;
    default:
      return;
  }
}

}  // namespace

bool read_session(StatementReading& reading, const Node* node) {
  switch (nodeTag(node)) {
    case T_TransactionStmt:
      read_transaction(reading, as<TransactionStmt>(node));
      return true;
    case T_VariableSetStmt:
      reading.facts.kind = Kind::kSet;
      reading.facts.setting = node_text(as<VariableSetStmt>(node)->name);
      return true;
    case T_DropdbStmt:
      reading.about(Kind::kDrop, ObjectType::kDatabase,
                    {{}, node_text(as<DropdbStmt>(node)->dbname)});
      reading.facts.refuses_transaction = true;
      return true;
    case T_CreatedbStmt:
    case T_CreateTableSpaceStmt:
    case T_DropTableSpaceStmt:
    case T_AlterSystemStmt:
      reading.facts.refuses_transaction = true;
      return true;
    case T_AlterDatabaseStmt:
      reading.facts.refuses_transaction =
          names_option(as<AlterDatabaseStmt>(node)->options, "tablespace");
      return true;
    default:
      return false;
  }
}

}  // namespace migrate

#include "refused_statement.h"

extern "C" {
#include "postgres.h"

#include "commands/defrem.h"
#include "nodes/parsenodes.h"
}

namespace migrate {
namespace {

// nullptr for an object of one database.
const char* shared_object(ObjectType type) {
  switch (type) {
    case OBJECT_DATABASE:
      return "ON DATABASE";
    case OBJECT_ROLE:
      return "ON ROLE";
    case OBJECT_TABLESPACE:
      return "ON TABLESPACE";
#if PG_VERSION_NUM >= 150000
    case OBJECT_PARAMETER_ACL:
      return "ON PARAMETER";
#endif
    default:
      return nullptr;
  }
}

// The type of the object whose name or owner changes; others: OBJECT_TABLE.
ObjectType altered_object(const Node* statement) {
  switch (nodeTag(statement)) {
    case T_RenameStmt:
      return reinterpret_cast<const RenameStmt*>(statement)->renameType;
    case T_AlterOwnerStmt:
      return reinterpret_cast<const AlterOwnerStmt*>(statement)->objectType;
    default:
      return OBJECT_TABLE;
  }
}

bool connects(const CreateSubscriptionStmt* statement) {
  ListCell* cell;
  foreach (cell, statement->options) {
    auto* option = static_cast<DefElem*>(lfirst(cell));
    if (strcmp(option->defname, "connect") == 0) return defGetBoolean(option);
  }
  return true;
}

const char* shared_object_of(const Node* statement) {
  switch (nodeTag(statement)) {
    case T_CommentStmt:
      return shared_object(reinterpret_cast<const CommentStmt*>(statement)->objtype);
    case T_SecLabelStmt:
      return shared_object(reinterpret_cast<const SecLabelStmt*>(statement)->objtype);
    case T_GrantStmt:
      return shared_object(reinterpret_cast<const GrantStmt*>(statement)->objtype);
    default:
      return nullptr;
  }
}

}  // namespace

const char* refused_form(const Node* statement) {
  switch (nodeTag(statement)) {
    case T_AlterTableMoveAllStmt:
      return "ALL IN TABLESPACE";
    case T_AlterExtensionContentsStmt:
      return reinterpret_cast<const AlterExtensionContentsStmt*>(statement)->action > 0 ? "ADD"
                                                                                        : "DROP";
    case T_CreateSubscriptionStmt:
      return "that connects";
    default:
      return shared_object_of(statement);
  }
}

Refusal refusal_of(Node* statement) {
  if (shared_object_of(statement)) return Refusal::kWholeServer;
  switch (nodeTag(statement)) {
    case T_CreateRoleStmt:
    case T_AlterRoleStmt:
    case T_AlterRoleSetStmt:
    case T_DropRoleStmt:
    case T_GrantRoleStmt:
    case T_CreatedbStmt:
    case T_DropdbStmt:
    case T_AlterDatabaseStmt:
    case T_AlterDatabaseSetStmt:
#if PG_VERSION_NUM >= 150000
    case T_AlterDatabaseRefreshCollStmt:
#endif
    case T_CreateTableSpaceStmt:
    case T_DropTableSpaceStmt:
    case T_AlterTableSpaceOptionsStmt:
    case T_AlterSystemStmt:
      return Refusal::kWholeServer;
    case T_RenameStmt:
    case T_AlterOwnerStmt:
      return shared_object(altered_object(statement)) ? Refusal::kWholeServer : Refusal::kNone;
    case T_TransactionStmt:
      return Refusal::kTransaction;
    case T_CopyStmt:
      return Refusal::kRows;
    case T_VacuumStmt:
    case T_ClusterStmt:
    case T_ReindexStmt:
    case T_CheckPointStmt:
      return Refusal::kMaintenance;
    case T_ListenStmt:
    case T_UnlistenStmt:
    case T_NotifyStmt:
    case T_LoadStmt:
    case T_PrepareStmt:
    case T_ExecuteStmt:
    case T_DeallocateStmt:
    case T_DiscardStmt:
      return Refusal::kSession;
    case T_DropOwnedStmt:
    case T_ReassignOwnedStmt:
    case T_AlterTableMoveAllStmt:
      return Refusal::kManyObjects;
    case T_AlterExtensionContentsStmt:
      return Refusal::kMembership;
    case T_CreateSubscriptionStmt:
      return connects(reinterpret_cast<CreateSubscriptionStmt*>(statement)) ? Refusal::kSubscription
                                                                            : Refusal::kNone;
    default:
      return Refusal::kNone;
  }
}

std::string_view refusal_hint(Refusal refusal) {
  switch (refusal) {
    case Refusal::kNone:
      return {};
    case Refusal::kWholeServer:
      return "Roles, databases, tablespaces and the configuration belong to the whole server.";
    case Refusal::kTransaction:
      return "The text is run as a whole, inside one transaction.";
    case Refusal::kRows:
      return "Leave out the rows, as pg_dump --schema-only does.";
    case Refusal::kMaintenance:
      return "Leave it out: it makes no object.";
    case Refusal::kSession:
      return "Leave it out: it acts on the session, not on a schema.";
    case Refusal::kManyObjects:
      return "Name the objects one by one.";
    case Refusal::kMembership:
      return "What belongs to an extension is decided by the extension's own script.";
    case Refusal::kSubscription:
      return "Add WITH (connect = false), as pg_dump does.";
  }
  return {};
}

}  // namespace migrate

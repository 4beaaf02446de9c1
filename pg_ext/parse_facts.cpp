#include "parse_facts.h"

#include "error.h"
#include "guard.h"
#include "parse_nodes.h"

extern "C" {
#include "postgres.h"

#include "catalog/pg_class.h"
#include "commands/defrem.h"
#include "commands/tablecmds.h"
#include "nodes/parsenodes.h"
#include "nodes/primnodes.h"
#include "storage/lockdefs.h"
#include "tcop/cmdtag.h"
#include "tcop/tcopprot.h"
#include "tcop/utility.h"
#include "utils/memutils.h"
}

namespace migrate {
namespace {

using Kind = StatementFacts::Kind;

// What only PostgreSQL can say of the tree; plain data.
struct Parsed {
  Node* statement;
  const char* tag;
  int lock;  // of an ALTER TABLE
  bool is_several;
};

Parsed parse(const char* text) {
  Parsed parsed = {};
  const List* statements = pg_parse_query(text);
  if (statements == NIL) return parsed;
  parsed.statement = linitial_node(RawStmt, statements)->stmt;
  parsed.tag = CreateCommandName(parsed.statement);
  parsed.is_several = list_length(statements) > 1;
  if (IsA(parsed.statement, AlterTableStmt)) {
    parsed.lock = AlterTableGetLockLevel(reinterpret_cast<AlterTableStmt*>(parsed.statement)->cmds);
  }
  return parsed;
}

TableLock table_lock(int mode) {
  static_assert(AccessExclusiveLock == 8 && AccessShareLock == 1, "the same order and numbers");
  return static_cast<TableLock>(mode);
}

bool has_option(const List* options, std::string_view name) {
  for (int i = 0; i < list_length(options); ++i) {
    auto* option = static_cast<DefElem*>(list_nth(options, i));
    if (option->defname != name) continue;
    return pg_call([&]() noexcept { return defGetBoolean(option); });
  }
  return false;
}

bool names_option(const List* options, std::string_view name) {
  for (int i = 0; i < list_length(options); ++i) {
    if (static_cast<const DefElem*>(list_nth(options, i))->defname == name) return true;
  }
  return false;
}

class Reader {
 public:
  Reader(const Parsed& parsed, std::string_view sql) : parsed_(parsed), text_{sql} {}

  StatementFacts read() {
    facts_.command = node_text(parsed_.tag);
    Node* node = parsed_.statement;
    if (!read_table_statement(node) && !read_object_statement(node) && !read_maintenance(node) &&
        !read_rows(node)) {
      read_session(node);
    }
    return std::move(facts_);
  }

 private:
  template <typename Type>
  static const Type* as(const Node* node) {
    return reinterpret_cast<const Type*>(node);
  }

  void about(Kind kind, ObjectType object, QualifiedName name, int lock = NoLock) {
    facts_.kind = kind;
    facts_.object = object;
    if (!name.empty()) facts_.names.push_back(std::move(name));
    facts_.lock = table_lock(lock);
  }

  void read_create_table(const CreateStmt* statement) {
    about(Kind::kCreateTable, ObjectType::kTable, name_of(statement->relation));
    facts_.is_conditional = statement->if_not_exists;
    facts_.is_temporary = statement->relation->relpersistence == RELPERSISTENCE_TEMP;
    facts_.is_partition = statement->inhRelations != NIL || statement->ofTypename;
    for (int i = 0; i < list_length(statement->tableElts); ++i) {
      const auto* element = static_cast<const Node*>(list_nth(statement->tableElts, i));
      if (IsA(element, ColumnDef)) {
        facts_.columns.push_back(column_of(text_, as<ColumnDef>(element)));
      } else if (IsA(element, Constraint)) {
        facts_.constraints.push_back(constraint_of(text_, as<Constraint>(element)));
      } else {
        facts_.is_partition = true;  // LIKE
      }
    }
  }

  void read_create_table_as(const CreateTableAsStmt* statement) {
    const bool is_table = statement->objtype == OBJECT_TABLE;
    about(Kind::kCreateTableAs, is_table ? ObjectType::kTable : ObjectType::kMaterializedView,
          name_of(statement->into->rel));
    facts_.is_conditional = statement->if_not_exists;
    facts_.is_temporary = statement->into->rel->relpersistence == RELPERSISTENCE_TEMP;
  }

  void read_alter_table(const AlterTableStmt* statement) {
    about(Kind::kAlterTable, object_type(statement->objtype), name_of(statement->relation),
          parsed_.lock);
    facts_.is_conditional = statement->missing_ok;
    for (int i = 0; i < list_length(statement->cmds); ++i) {
      const auto* command = static_cast<const AlterTableCmd*>(list_nth(statement->cmds, i));
      facts_.actions.push_back(action_of(text_, command));
      if (!facts_.actions.back().is_concurrent) continue;
      facts_.is_concurrent = facts_.refuses_transaction = true;
      facts_.lock = TableLock::kShareUpdateExclusive;
    }
  }

  void read_rename(const RenameStmt* statement) {
    const ObjectType type = object_type(statement->renameType);
    const bool is_index = statement->renameType == OBJECT_INDEX;
    const bool has_table = statement->relation != nullptr;
    about(Kind::kRename, type,
          has_table ? name_of(statement->relation) : object_name(statement->object),
          !has_table ? NoLock : (is_index ? ShareUpdateExclusiveLock : AccessExclusiveLock));
    facts_.part = node_text(statement->subname);
    facts_.new_name = node_text(statement->newname);
    facts_.is_conditional = statement->missing_ok;
  }

  void read_set_schema(const AlterObjectSchemaStmt* statement) {
    about(Kind::kSetSchema, object_type(statement->objectType),
          statement->relation ? name_of(statement->relation) : object_name(statement->object),
          statement->relation ? AccessExclusiveLock : NoLock);
    facts_.new_name = node_text(statement->newschema);
    facts_.is_conditional = statement->missing_ok;
  }

  void read_drop(const DropStmt* statement) {
    about(Kind::kDrop, object_type(statement->removeType), {}, AccessExclusiveLock);
    facts_.is_conditional = statement->missing_ok;
    facts_.is_cascade = statement->behavior == DROP_CASCADE;
    facts_.is_concurrent = facts_.refuses_transaction = statement->concurrent;
    if (statement->concurrent) facts_.lock = TableLock::kShareUpdateExclusive;
    const bool is_part = statement->removeType == OBJECT_TRIGGER ||
                         statement->removeType == OBJECT_RULE ||
                         statement->removeType == OBJECT_POLICY;
    for (int i = 0; i < list_length(statement->objects); ++i) {
      const auto* object = static_cast<const Node*>(list_nth(statement->objects, i));
      if (is_part) facts_.part = object_name(object).name;
      facts_.names.push_back(is_part ? owner_name(object) : object_name(object));
    }
  }

  void read_index(const IndexStmt* statement) {
    about(Kind::kCreateIndex, ObjectType::kIndex, name_of(statement->relation),
          statement->concurrent ? ShareUpdateExclusiveLock : ShareLock);
    facts_.part = node_text(statement->idxname);
    facts_.is_conditional = statement->if_not_exists;
    facts_.is_concurrent = facts_.refuses_transaction = statement->concurrent;
    facts_.index.is_unique = statement->unique;
    facts_.index.is_partial = statement->whereClause != nullptr;
    for (int i = 0; i < list_length(statement->indexParams); ++i) {
      const auto* element = static_cast<const IndexElem*>(list_nth(statement->indexParams, i));
      facts_.index.columns.push_back(node_text(element->name));
    }
  }

  bool read_table_statement(const Node* node) {
    switch (nodeTag(node)) {
      case T_CreateStmt:
        read_create_table(as<CreateStmt>(node));
        return true;
      case T_CreateTableAsStmt:
        read_create_table_as(as<CreateTableAsStmt>(node));
        return true;
      case T_AlterTableStmt:
        read_alter_table(as<AlterTableStmt>(node));
        return true;
      case T_RenameStmt:
        read_rename(as<RenameStmt>(node));
        return true;
      case T_AlterObjectSchemaStmt:
        read_set_schema(as<AlterObjectSchemaStmt>(node));
        return true;
      case T_DropStmt:
        read_drop(as<DropStmt>(node));
        return true;
      case T_IndexStmt:
        read_index(as<IndexStmt>(node));
        return true;
      default:
        return false;
    }
  }

  void read_domain(const CreateDomainStmt* statement) {
    about(Kind::kCreateObject, ObjectType::kDomain, name_of(statement->domainname));
    facts_.columns.push_back({{}, type_of(statement->typeName), {}});
    for (int i = 0; i < list_length(statement->constraints); ++i) {
      const auto* constraint = static_cast<const Constraint*>(list_nth(statement->constraints, i));
      facts_.constraints.push_back(constraint_of(text_, constraint));
    }
  }

  void read_alter_domain(const AlterDomainStmt* statement) {
    about(Kind::kAlterDomain, ObjectType::kDomain, name_of(statement->typeName));
    ActionFacts action;
    action.name = node_text(statement->name);
    if (statement->subtype == 'O') action.kind = ActionFacts::Kind::kSetNotNull;
    if (statement->subtype == 'N') action.kind = ActionFacts::Kind::kDropNotNull;
    if (statement->subtype == 'C') {
      action.kind = ActionFacts::Kind::kAddConstraint;
      action.constraint = constraint_of(text_, as<Constraint>(statement->def));
    }
    facts_.actions.push_back(std::move(action));
  }

  void read_enum(const AlterEnumStmt* statement) {
    if (statement->oldVal) return about(Kind::kOther, ObjectType::kType, {});
    about(Kind::kAddEnumValue, ObjectType::kType, name_of(statement->typeName));
    facts_.new_name = node_text(statement->newVal);
    facts_.has_position = statement->newValNeighbor != nullptr;
    facts_.is_conditional = statement->skipIfNewValExists;
  }

  void read_view(const ViewStmt* statement) {
    about(Kind::kCreateObject, ObjectType::kView, name_of(statement->view));
    facts_.is_conditional = statement->replace;
    facts_.assigned = texts_of(statement->aliases);
  }

  bool read_object_statement(const Node* node) {
    switch (nodeTag(node)) {
      case T_CreateDomainStmt:
        read_domain(as<CreateDomainStmt>(node));
        return true;
      case T_AlterDomainStmt:
        read_alter_domain(as<AlterDomainStmt>(node));
        return true;
      case T_AlterEnumStmt:
        read_enum(as<AlterEnumStmt>(node));
        return true;
      case T_ViewStmt:
        read_view(as<ViewStmt>(node));
        return true;
      case T_CreateEnumStmt:
        about(Kind::kCreateObject, ObjectType::kType, name_of(as<CreateEnumStmt>(node)->typeName));
        return true;
      case T_CreateFunctionStmt:
        about(Kind::kCreateObject, ObjectType::kFunction,
              name_of(as<CreateFunctionStmt>(node)->funcname));
        facts_.is_conditional = as<CreateFunctionStmt>(node)->replace;
        return true;
      case T_CreateSchemaStmt:
        about(Kind::kCreateObject, ObjectType::kSchema,
              {{}, node_text(as<CreateSchemaStmt>(node)->schemaname)});
        facts_.is_conditional = as<CreateSchemaStmt>(node)->if_not_exists;
        return true;
      case T_CreateSeqStmt:
        about(Kind::kCreateObject, ObjectType::kSequence,
              name_of(as<CreateSeqStmt>(node)->sequence));
        facts_.is_conditional = as<CreateSeqStmt>(node)->if_not_exists;
        return true;
      case T_CreateTrigStmt:
        about(Kind::kCreateObject, ObjectType::kTrigger,
              name_of(as<CreateTrigStmt>(node)->relation), ShareRowExclusiveLock);
        return true;
      case T_CreatePolicyStmt:
        about(Kind::kOther, ObjectType::kOther, name_of(as<CreatePolicyStmt>(node)->table),
              AccessExclusiveLock);
        return true;
      case T_RuleStmt:
        about(Kind::kOther, ObjectType::kOther, name_of(as<RuleStmt>(node)->relation),
              AccessExclusiveLock);
        return true;
      default:
        return false;
    }
  }

  void read_vacuum(const VacuumStmt* statement) {
    about(Kind::kVacuum, ObjectType::kTable, {});
    facts_.refuses_transaction = statement->is_vacuumcmd;
    facts_.is_full = has_option(statement->options, "full");
    facts_.lock = table_lock(facts_.is_full ? AccessExclusiveLock : ShareUpdateExclusiveLock);
    for (int i = 0; i < list_length(statement->rels); ++i) {
      const auto* relation = static_cast<const VacuumRelation*>(list_nth(statement->rels, i));
      facts_.names.push_back(name_of(relation->relation));
    }
  }

  void read_reindex(const ReindexStmt* statement) {
    const bool is_index = statement->kind == REINDEX_OBJECT_INDEX;
    const bool is_table = statement->kind == REINDEX_OBJECT_TABLE;
    about(Kind::kReindex, is_index ? ObjectType::kIndex : ObjectType::kTable,
          name_of(statement->relation), ShareLock);
#if PG_VERSION_NUM >= 140000
    facts_.is_concurrent = has_option(statement->params, "concurrently");
#else
    facts_.is_concurrent = statement->concurrent;
#endif
    if (facts_.is_concurrent) facts_.lock = TableLock::kShareUpdateExclusive;
    facts_.refuses_transaction = facts_.is_concurrent || (!is_index && !is_table);
  }

  void read_several(Kind kind, const List* relations, int lock) {
    about(kind, ObjectType::kTable, {}, lock);
    for (int i = 0; i < list_length(relations); ++i) {
      facts_.names.push_back(name_of(static_cast<const RangeVar*>(list_nth(relations, i))));
    }
  }

  bool read_maintenance(const Node* node) {
    switch (nodeTag(node)) {
      case T_VacuumStmt:
        read_vacuum(as<VacuumStmt>(node));
        return true;
      case T_ReindexStmt:
        read_reindex(as<ReindexStmt>(node));
        return true;
      case T_ClusterStmt:
        about(Kind::kCluster, ObjectType::kTable, name_of(as<ClusterStmt>(node)->relation),
              AccessExclusiveLock);
        facts_.refuses_transaction = !as<ClusterStmt>(node)->relation;
        return true;
      case T_RefreshMatViewStmt:
        about(Kind::kRefresh, ObjectType::kMaterializedView,
              name_of(as<RefreshMatViewStmt>(node)->relation),
              as<RefreshMatViewStmt>(node)->concurrent ? ExclusiveLock : AccessExclusiveLock);
        facts_.is_concurrent = as<RefreshMatViewStmt>(node)->concurrent;
        return true;
      case T_TruncateStmt:
        read_several(Kind::kTruncate, as<TruncateStmt>(node)->relations, AccessExclusiveLock);
        facts_.is_cascade = as<TruncateStmt>(node)->behavior == DROP_CASCADE;
        return true;
      case T_LockStmt:
        read_several(Kind::kLockTable, as<LockStmt>(node)->relations, as<LockStmt>(node)->mode);
        return true;
      default:
        return false;
    }
  }

  void read_targets(const List* targets) {
    for (int i = 0; i < list_length(targets); ++i) {
      const auto* target = static_cast<const ResTarget*>(list_nth(targets, i));
      // An element or a field may be assigned beside another of the same column.
      if (!target->indirection) facts_.assigned.push_back(node_text(target->name));
    }
  }

  bool read_rows(const Node* node) {
    switch (nodeTag(node)) {
      case T_InsertStmt:
        about(Kind::kInsert, ObjectType::kTable, name_of(as<InsertStmt>(node)->relation),
              RowExclusiveLock);
        read_targets(as<InsertStmt>(node)->cols);
        return true;
      case T_UpdateStmt:
        about(Kind::kUpdate, ObjectType::kTable, name_of(as<UpdateStmt>(node)->relation),
              RowExclusiveLock);
        facts_.has_where = as<UpdateStmt>(node)->whereClause || as<UpdateStmt>(node)->fromClause;
        read_targets(as<UpdateStmt>(node)->targetList);
        return true;
      case T_DeleteStmt:
        about(Kind::kDelete, ObjectType::kTable, name_of(as<DeleteStmt>(node)->relation),
              RowExclusiveLock);
        facts_.has_where = as<DeleteStmt>(node)->whereClause || as<DeleteStmt>(node)->usingClause;
        return true;
      case T_SelectStmt:
        about(Kind::kSelect, ObjectType::kOther, {});
        if (as<SelectStmt>(node)->intoClause) {
          about(Kind::kCreateTableAs, ObjectType::kTable,
                name_of(as<SelectStmt>(node)->intoClause->rel));
        }
        return true;
      case T_DoStmt:
      case T_CallStmt:
      case T_ExecuteStmt:
        about(Kind::kOpaque, ObjectType::kOther, {});
        return true;
      default:
        return false;
    }
  }

  void read_transaction(const TransactionStmt* statement) {
    facts_.refuses_transaction = true;
    switch (statement->kind) {
      case TRANS_STMT_BEGIN:
      case TRANS_STMT_START:
        facts_.kind = Kind::kBegin;
        return;
      case TRANS_STMT_COMMIT:
        facts_.kind = Kind::kCommit;
        return;
      case TRANS_STMT_ROLLBACK:
        facts_.kind = Kind::kRollback;
        return;
      default:
        return;
    }
  }

  void read_session(const Node* node) {
    switch (nodeTag(node)) {
      case T_TransactionStmt:
        return read_transaction(as<TransactionStmt>(node));
      case T_VariableSetStmt:
        facts_.kind = Kind::kSet;
        facts_.setting = node_text(as<VariableSetStmt>(node)->name);
        return;
      case T_DropdbStmt:
        about(Kind::kDrop, ObjectType::kDatabase, {{}, node_text(as<DropdbStmt>(node)->dbname)});
        facts_.refuses_transaction = true;
        return;
      case T_CreatedbStmt:
      case T_CreateTableSpaceStmt:
      case T_DropTableSpaceStmt:
      case T_AlterSystemStmt:
        facts_.refuses_transaction = true;
        return;
      case T_AlterDatabaseStmt:
        facts_.refuses_transaction =
            names_option(as<AlterDatabaseStmt>(node)->options, "tablespace");
        return;
      default:
        return;
    }
  }

  Parsed parsed_;
  ParsedText text_;
  StatementFacts facts_;
};

}  // namespace

StatementFacts read_statement_facts(const std::string& server_text, MemoryContextData* memory) {
  const char* text = server_text.c_str();
  const Parsed parsed = pg_call([&]() noexcept {
    MemoryContextReset(memory);
    MemoryContextSwitchTo(memory);
    return parse(text);
  });
  if (parsed.is_several) {
    throw Error(ErrorCode::kInternal, "several statements where one is expected");
  }
  if (!parsed.statement) return {};
  return Reader(parsed, server_text).read();
}

}  // namespace migrate

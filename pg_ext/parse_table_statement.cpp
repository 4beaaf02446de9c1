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

void read_create_table(StatementReading& reading, const CreateStmt* statement) {
  reading.about(Kind::kCreateTable, ObjectType::kTable, name_of(statement->relation));
  reading.facts.is_conditional = statement->if_not_exists;
  reading.facts.is_temporary = statement->relation->relpersistence == RELPERSISTENCE_TEMP;
  reading.facts.is_partition = statement->inhRelations != NIL || statement->ofTypename;
  for (int i = 0; i < list_length(statement->tableElts); ++i) {
    const auto* element = static_cast<const Node*>(list_nth(statement->tableElts, i));
    if (IsA(element, ColumnDef)) {
      reading.facts.columns.push_back(column_of(reading.text, as<ColumnDef>(element)));
    } else if (IsA(element, Constraint)) {
      reading.facts.constraints.push_back(constraint_of(reading.text, as<Constraint>(element)));
    } else {
      reading.facts.is_partition = true;  // LIKE
    }
  }
}

void read_create_table_as(StatementReading& reading, const CreateTableAsStmt* statement) {
  const bool is_table = statement->objtype == OBJECT_TABLE;
  reading.about(Kind::kCreateTableAs, is_table ? ObjectType::kTable : ObjectType::kMaterializedView,
                name_of(statement->into->rel));
  reading.facts.is_conditional = statement->if_not_exists;
  reading.facts.is_temporary = statement->into->rel->relpersistence == RELPERSISTENCE_TEMP;
  reading.facts.assigned.push_back(result_columns(statement->into->colNames, statement->query));
  if (!IsA(statement->query, SelectStmt)) return;  // EXECUTE
  Changes changes = changes_of(statement->query);
  reading.facts.read = std::move(changes.read);
  reading.facts.read_columns = std::move(changes.read_columns);
}

void read_alter_table(StatementReading& reading, const AlterTableStmt* statement) {
  reading.about(Kind::kAlterTable, object_type(statement->objtype), name_of(statement->relation),
                reading.alter_table_lock);
  reading.facts.is_conditional = statement->missing_ok;
  for (int i = 0; i < list_length(statement->cmds); ++i) {
    const auto* command = static_cast<const AlterTableCmd*>(list_nth(statement->cmds, i));
    reading.facts.actions.push_back(action_of(reading.text, command));
    if (!reading.facts.actions.back().is_concurrent) continue;
    reading.facts.is_concurrent = reading.facts.refuses_transaction = true;
    reading.facts.lock = TableLock::kShareUpdateExclusive;
  }
}

void read_rename(StatementReading& reading, const RenameStmt* statement) {
  const ObjectType type = object_type(statement->renameType);
  const bool is_index = statement->renameType == OBJECT_INDEX;
  const bool has_table = statement->relation != nullptr;
  reading.about(Kind::kRename, type,
                has_table ? name_of(statement->relation) : object_name(statement->object),
                !has_table ? NoLock : (is_index ? ShareUpdateExclusiveLock : AccessExclusiveLock));
  reading.facts.part = node_text(statement->subname);
  reading.facts.new_name = node_text(statement->newname);
  reading.facts.is_conditional = statement->missing_ok;
}

void read_set_schema(StatementReading& reading, const AlterObjectSchemaStmt* statement) {
  reading.about(Kind::kSetSchema, object_type(statement->objectType),
                statement->relation ? name_of(statement->relation) : object_name(statement->object),
                statement->relation ? AccessExclusiveLock : NoLock);
  reading.facts.new_name = node_text(statement->newschema);
  reading.facts.is_conditional = statement->missing_ok;
}

bool is_relation(::ObjectType type) {
  return type == OBJECT_TABLE || type == OBJECT_FOREIGN_TABLE || type == OBJECT_VIEW ||
         type == OBJECT_MATVIEW || type == OBJECT_INDEX || type == OBJECT_SEQUENCE;
}

void read_drop(StatementReading& reading, const DropStmt* statement) {
  const bool is_part = statement->removeType == OBJECT_TRIGGER ||
                       statement->removeType == OBJECT_RULE ||
                       statement->removeType == OBJECT_POLICY;
  reading.about(Kind::kDrop, object_type(statement->removeType), {},
                is_part || is_relation(statement->removeType) ? AccessExclusiveLock : NoLock);
  reading.facts.is_conditional = statement->missing_ok;
  reading.facts.is_cascade = statement->behavior == DROP_CASCADE;
  reading.facts.is_concurrent = reading.facts.refuses_transaction = statement->concurrent;
  if (statement->concurrent) reading.facts.lock = TableLock::kShareUpdateExclusive;
  for (int i = 0; i < list_length(statement->objects); ++i) {
    const auto* object = static_cast<const Node*>(list_nth(statement->objects, i));
    if (is_part) reading.facts.part = object_name(object).name;
    reading.facts.names.push_back(is_part ? owner_name(object) : object_name(object));
  }
}

// Whether the index is `WHERE column IS NOT NULL` of a column of its key.
bool lacks_only_nulls(const IndexStmt* statement) {
  if (!IsA(statement->whereClause, NullTest)) return false;
  const auto* test = as<NullTest>(statement->whereClause);
  const Node* argument = reinterpret_cast<const Node*>(test->arg);
  if (test->nulltesttype != IS_NOT_NULL || !IsA(argument, ColumnRef)) return false;
  const std::vector<std::string> names = texts_of(as<ColumnRef>(argument)->fields);
  for (int i = 0; i < list_length(statement->indexParams); ++i) {
    const auto* element = static_cast<const IndexElem*>(list_nth(statement->indexParams, i));
    if (element->name && node_text(element->name) == names.back()) return true;
  }
  return false;
}

void read_index(StatementReading& reading, const IndexStmt* statement) {
  reading.about(Kind::kCreateIndex, ObjectType::kIndex, name_of(statement->relation),
                statement->concurrent ? ShareUpdateExclusiveLock : ShareLock);
  reading.facts.part = node_text(statement->idxname);
  reading.facts.is_conditional = statement->if_not_exists;
  reading.facts.is_concurrent = reading.facts.refuses_transaction = statement->concurrent;
  reading.facts.index.is_unique = statement->unique;
  const std::string_view method = statement->accessMethod ? statement->accessMethod : "btree";
  IndexFacts& index = reading.facts.index;
  index.is_partial = statement->whereClause != nullptr;
  index.finds_keys =
      (method == "btree" || method == "hash") && (!index.is_partial || lacks_only_nulls(statement));
  index.is_ordinary = method == "btree" && statement->indexIncludingParams == NIL;
  for (int i = 0; i < list_length(statement->indexParams); ++i) {
    const auto* element = static_cast<const IndexElem*>(list_nth(statement->indexParams, i));
    index.columns.push_back(node_text(element->name));
    if (element->collation || element->opclass || element->ordering == SORTBY_DESC ||
        element->nulls_ordering != SORTBY_NULLS_DEFAULT) {
      index.is_ordinary = false;
    }
  }
}

}  // namespace

bool read_table_statement(StatementReading& reading, const Node* node) {
  switch (nodeTag(node)) {
    case T_CreateStmt:
      read_create_table(reading, as<CreateStmt>(node));
      return true;
    case T_CreateForeignTableStmt:
      read_create_table(reading, &as<CreateForeignTableStmt>(node)->base);
      reading.facts.is_partition = true;  // it can have no key of its own either
      return true;
    case T_CreateTableAsStmt:
      read_create_table_as(reading, as<CreateTableAsStmt>(node));
      return true;
    case T_AlterTableStmt:
      read_alter_table(reading, as<AlterTableStmt>(node));
      return true;
    case T_RenameStmt:
      read_rename(reading, as<RenameStmt>(node));
      return true;
    case T_AlterObjectSchemaStmt:
      read_set_schema(reading, as<AlterObjectSchemaStmt>(node));
      return true;
    case T_DropStmt:
      read_drop(reading, as<DropStmt>(node));
      return true;
    case T_IndexStmt:
      read_index(reading, as<IndexStmt>(node));
      return true;
    default:
      return false;
  }
}

}  // namespace migrate

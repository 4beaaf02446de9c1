#include "outside_facts.h"

#include "encoding.h"
#include "guard.h"

extern "C" {
#include "postgres.h"

#include "catalog/index.h"
#include "catalog/namespace.h"
#include "commands/defrem.h"
#include "nodes/makefuncs.h"
#include "nodes/parsenodes.h"
#include "tcop/tcopprot.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
}

namespace migrate {
namespace {

using Kind = OutsideFacts::Kind;

// Plain data in PostgreSQL's memory.
struct Facts {
  Kind kind;
  const char* object;
  const char* table;
  bool if_not_exists;
  bool queues_nobody;
};

Oid find_relation(const RangeVar* name) { return RangeVarGetRelid(name, NoLock, true); }

const char* name_of(Oid relation) {
  const char* name = OidIsValid(relation) ? get_rel_name(relation) : nullptr;
  if (!name) return nullptr;
  return quote_qualified_identifier(get_namespace_name(get_rel_namespace(relation)), name);
}

bool has_option(List* options, const char* name) {
  ListCell* cell;
  foreach (cell, options) {
    auto* option = static_cast<DefElem*>(lfirst(cell));
    if (strcmp(option->defname, name) == 0) return defGetBoolean(option);
  }
  return false;
}

void read_create_index(const IndexStmt* statement, Facts& facts) {
  if (!statement->concurrent) return;
  const Oid table = find_relation(statement->relation);
  facts.kind = Kind::kCreateIndex;
  facts.queues_nobody = true;
  facts.if_not_exists = statement->if_not_exists;
  facts.table = name_of(table);
  if (!statement->idxname || !facts.table) return;
  // An index is in its table's schema.
  facts.object =
      quote_qualified_identifier(get_namespace_name(get_rel_namespace(table)), statement->idxname);
}

void read_drop(const DropStmt* statement, Facts& facts) {
  if (!statement->concurrent || statement->removeType != OBJECT_INDEX) return;
  facts.kind = Kind::kDropIndex;
  facts.queues_nobody = true;
  auto* names = static_cast<List*>(linitial(statement->objects));
  const Oid index = find_relation(makeRangeVarFromNameList(names));
  facts.object = name_of(index);
  if (facts.object) facts.table = name_of(IndexGetRelation(index, true));
}

void read_reindex(const ReindexStmt* statement, Facts& facts) {
  if (!has_option(statement->params, "concurrently")) return;
  facts.kind = Kind::kReindex;
  facts.queues_nobody = true;
  if (!statement->relation) return;
  const Oid relation = find_relation(statement->relation);
  facts.table = name_of(statement->kind == REINDEX_OBJECT_INDEX ? IndexGetRelation(relation, true)
                                                                : relation);
}

void read_alter_table(const AlterTableStmt* statement, Facts& facts) {
  ListCell* cell;
  foreach (cell, statement->cmds) {
    auto* command = static_cast<AlterTableCmd*>(lfirst(cell));
    if (command->subtype != AT_DetachPartition) continue;
    auto* partition = reinterpret_cast<PartitionCmd*>(command->def);
    if (!partition->concurrent) continue;
    facts.kind = Kind::kDetachPartition;
    facts.table = name_of(find_relation(statement->relation));
    facts.object = name_of(find_relation(partition->name));
  }
}

void read_set(const VariableSetStmt* statement, Facts& facts) {
  // SET LOCAL and SET TRANSACTION end with the statement itself.
  if (!statement->is_local && statement->kind != VAR_SET_MULTI) facts.kind = Kind::kSession;
}

void read(const Node* statement, Facts& facts) {
  switch (nodeTag(statement)) {
    case T_IndexStmt:
      return read_create_index(reinterpret_cast<const IndexStmt*>(statement), facts);
    case T_DropStmt:
      return read_drop(reinterpret_cast<const DropStmt*>(statement), facts);
    case T_AlterTableStmt:
      return read_alter_table(reinterpret_cast<const AlterTableStmt*>(statement), facts);
    case T_VariableSetStmt:
      return read_set(reinterpret_cast<const VariableSetStmt*>(statement), facts);
    case T_ReindexStmt:
      return read_reindex(reinterpret_cast<const ReindexStmt*>(statement), facts);
    case T_VacuumStmt:
      facts.queues_nobody =
          !has_option(reinterpret_cast<const VacuumStmt*>(statement)->options, "full");
      return;
    case T_LoadStmt:
    case T_PrepareStmt:
    case T_DeallocateStmt:
    case T_DiscardStmt:
    case T_ListenStmt:
    case T_UnlistenStmt:
      facts.kind = Kind::kSession;
      return;
    default:
      return;
  }
}

std::string text_or_empty(const char* text) { return text ? to_utf8(text) : std::string(); }

}  // namespace

OutsideFacts outside_facts(const std::string& sql) {
  const char* text = sql.c_str();
  const Facts facts = pg_call([&]() noexcept {
    Facts result = {};
    ListCell* cell;
    foreach (cell, pg_parse_query(text)) read(lfirst_node(RawStmt, cell)->stmt, result);
    return result;
  });
  OutsideFacts result;
  result.kind = facts.kind;
  result.object = text_or_empty(facts.object);
  result.table = text_or_empty(facts.table);
  result.if_not_exists = facts.if_not_exists;
  result.queues_nobody = facts.queues_nobody;
  return result;
}

}  // namespace migrate

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

void read_domain(StatementReading& reading, const CreateDomainStmt* statement) {
  reading.about(Kind::kCreateObject, ObjectType::kDomain, name_of(statement->domainname));
  reading.facts.columns.push_back({{}, type_of(statement->typeName), {}});
  for (int i = 0; i < list_length(statement->constraints); ++i) {
    const auto* constraint = static_cast<const Constraint*>(list_nth(statement->constraints, i));
    reading.facts.constraints.push_back(constraint_of(reading.text, constraint));
  }
}

void read_alter_domain(StatementReading& reading, const AlterDomainStmt* statement) {
  reading.about(Kind::kAlterDomain, ObjectType::kDomain, name_of(statement->typeName));
  ActionFacts action;
  action.name = node_text(statement->name);
  if (statement->subtype == 'O') action.kind = ActionFacts::Kind::kSetNotNull;
  if (statement->subtype == 'N') action.kind = ActionFacts::Kind::kDropNotNull;
  if (statement->subtype == 'C') {
    action.kind = ActionFacts::Kind::kAddConstraint;
    action.constraint = constraint_of(reading.text, as<Constraint>(statement->def));
  }
  reading.facts.actions.push_back(std::move(action));
}

void read_enum(StatementReading& reading, const AlterEnumStmt* statement) {
  if (statement->oldVal) return reading.about(Kind::kOther, ObjectType::kType, {});
  reading.about(Kind::kAddEnumValue, ObjectType::kType, name_of(statement->typeName));
  reading.facts.new_name = node_text(statement->newVal);
  reading.facts.has_position = statement->newValNeighbor != nullptr;
  reading.facts.is_conditional = statement->skipIfNewValExists;
}

void read_view(StatementReading& reading, const ViewStmt* statement) {
  reading.about(Kind::kCreateObject, ObjectType::kView, name_of(statement->view));
  reading.facts.is_conditional = statement->replace;
  reading.facts.assigned.push_back(result_columns(statement->aliases, statement->query));
}

}  // namespace

bool read_object_statement(StatementReading& reading, const Node* node) {
  switch (nodeTag(node)) {
    case T_CreateDomainStmt:
      read_domain(reading, as<CreateDomainStmt>(node));
      return true;
    case T_AlterDomainStmt:
      read_alter_domain(reading, as<AlterDomainStmt>(node));
      return true;
    case T_AlterEnumStmt:
      read_enum(reading, as<AlterEnumStmt>(node));
      return true;
    case T_ViewStmt:
      read_view(reading, as<ViewStmt>(node));
      return true;
    case T_CreateEnumStmt:
      reading.about(Kind::kCreateObject, ObjectType::kType,
                    name_of(as<CreateEnumStmt>(node)->typeName));
      return true;
    case T_CreateFunctionStmt:
      reading.about(Kind::kCreateObject, ObjectType::kFunction,
                    name_of(as<CreateFunctionStmt>(node)->funcname));
      reading.facts.is_conditional = as<CreateFunctionStmt>(node)->replace;
      return true;
    case T_CreateSchemaStmt:
      reading.about(Kind::kCreateObject, ObjectType::kSchema,
                    {{}, node_text(as<CreateSchemaStmt>(node)->schemaname)});
      reading.facts.is_conditional = as<CreateSchemaStmt>(node)->if_not_exists;
      return true;
    case T_CreateSeqStmt:
      reading.about(Kind::kCreateObject, ObjectType::kSequence,
                    name_of(as<CreateSeqStmt>(node)->sequence));
      reading.facts.is_conditional = as<CreateSeqStmt>(node)->if_not_exists;
      return true;
    case T_CreateTrigStmt:
      reading.about(Kind::kCreateObject, ObjectType::kTrigger,
                    name_of(as<CreateTrigStmt>(node)->relation), ShareRowExclusiveLock);
      return true;
    case T_CreatePolicyStmt:
      reading.about(Kind::kOther, ObjectType::kOther, name_of(as<CreatePolicyStmt>(node)->table),
                    AccessExclusiveLock);
      return true;
    case T_RuleStmt:
      reading.about(Kind::kOther, ObjectType::kOther, name_of(as<RuleStmt>(node)->relation),
                    AccessExclusiveLock);
      return true;
    default:
      return false;
  }
}

}  // namespace migrate

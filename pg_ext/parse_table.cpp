#include <optional>

#include "dialect/dialect.h"
#include "dialect/lexing.h"
#include "encoding.h"
#include "guard.h"
#include "parse_nodes.h"
#include "text.h"

extern "C" {
#include "postgres.h"

#include "nodes/parsenodes.h"
#include "nodes/primnodes.h"
}

namespace migrate {
namespace {

using Kind = ConstraintFacts::Kind;

Kind constraint_kind(ConstrType type) {
  switch (type) {
    case CONSTR_NOTNULL:
      return Kind::kNotNull;
    case CONSTR_DEFAULT:
      return Kind::kDefault;
    case CONSTR_IDENTITY:
      return Kind::kIdentity;
    case CONSTR_GENERATED:
      return Kind::kGenerated;
    case CONSTR_CHECK:
      return Kind::kCheck;
    case CONSTR_PRIMARY:
      return Kind::kPrimaryKey;
    case CONSTR_UNIQUE:
      return Kind::kUnique;
    case CONSTR_EXCLUSION:
      return Kind::kExclusion;
    case CONSTR_FOREIGN:
      return Kind::kForeignKey;
    default:
      return Kind::kOther;
  }
}

// What stands in the parentheses behind CHECK: the tree knows where the clause begins, not where it
// ends.
std::string check_text(std::string_view text, int location) {
  if (location < 0) return {};
  const std::string_view rest = text.substr(static_cast<std::size_t>(location));
  lexing::TokenReader reader(postgres_dialect(), rest);
  Token token = reader.next();
  while (token.kind != Token::Kind::kEnd && !equals_ignoring_case(reader.text(token), "check")) {
    token = reader.next();
  }
  const Token open = reader.next();
  std::size_t depth = open.kind == Token::Kind::kOpen ? 1 : 0;
  while (depth > 0) {
    token = reader.next();
    if (token.kind == Token::Kind::kEnd) return {};
    if (token.kind == Token::Kind::kOpen) ++depth;
    if (token.kind == Token::Kind::kClose) --depth;
  }
  if (token.kind != Token::Kind::kClose) return {};
  return to_utf8(trim(rest.substr(open.end, token.begin - open.end)));
}

std::optional<ActionFacts::Kind> action_kind(AlterTableType type) {
  using Action = ActionFacts::Kind;
  switch (type) {
    case AT_AddColumn:
      return Action::kAddColumn;
    case AT_DropColumn:
      return Action::kDropColumn;
    case AT_AlterColumnType:
      return Action::kSetType;
    case AT_SetNotNull:
      return Action::kSetNotNull;
    case AT_DropNotNull:
      return Action::kDropNotNull;
    case AT_AddConstraint:
      return Action::kAddConstraint;
    case AT_ValidateConstraint:
      return Action::kValidateConstraint;
    case AT_DropConstraint:
      return Action::kDropConstraint;
    case AT_AttachPartition:
      return Action::kAttachPartition;
    case AT_DetachPartition:
      return Action::kDetachPartition;
    case AT_SetLogged:
    case AT_SetUnLogged:
    case AT_SetTableSpace:
#if PG_VERSION_NUM >= 150000
    case AT_SetAccessMethod:
#endif
      return Action::kRewrite;
    default:
      return std::nullopt;
  }
}

void read_definition(const ParsedText& parsed, const AlterTableCmd* command, ActionFacts& action) {
  switch (nodeTag(command->def)) {
    case T_ColumnDef: {
      const auto* column = reinterpret_cast<const ColumnDef*>(command->def);
      action.column = column_of(parsed, column);
      action.type = action.column.type;
      action.expression = expression_of(column->raw_default);
      return;
    }
    case T_Constraint:
      action.constraint = constraint_of(parsed, reinterpret_cast<const Constraint*>(command->def));
      return;
    case T_PartitionCmd: {
      const auto* partition = reinterpret_cast<const PartitionCmd*>(command->def);
      action.table = name_of(partition->name);
#if PG_VERSION_NUM >= 140000
      action.is_concurrent = partition->concurrent;
#endif
      return;
    }
    default:
      if (command->subtype == AT_ColumnDefault) action.expression = expression_of(command->def);
  }
}

}  // namespace

ConstraintFacts constraint_of(const ParsedText& parsed, const Constraint* constraint) {
  ConstraintFacts facts;
  facts.kind = constraint_kind(constraint->contype);
  facts.name = node_text(constraint->conname);
  facts.index = node_text(constraint->indexname);
  facts.expression = expression_of(constraint->raw_expr);
  if (facts.kind == Kind::kCheck) {
    facts.expression.sql = check_text(parsed.text, constraint->location);
  }
  const bool is_foreign_key = facts.kind == Kind::kForeignKey;
  facts.columns = texts_of(is_foreign_key ? constraint->fk_attrs : constraint->keys);
  facts.parent = name_of(constraint->pktable);
  facts.parent_columns = texts_of(constraint->pk_attrs);
  facts.is_valid = !constraint->skip_validation;
  return facts;
}

ColumnFacts column_of(const ParsedText& parsed, const ColumnDef* column) {
  ColumnFacts facts;
  facts.name = node_text(column->colname);
  facts.type = type_of(column->typeName);
  for (int i = 0; i < list_length(column->constraints); ++i) {
    const auto* node = static_cast<const Node*>(list_nth(column->constraints, i));
    if (!IsA(node, Constraint)) continue;
    ConstraintFacts constraint = constraint_of(parsed, reinterpret_cast<const Constraint*>(node));
    if (constraint.columns.empty()) constraint.columns = {facts.name};
    facts.constraints.push_back(std::move(constraint));
  }
  return facts;
}

ActionFacts action_of(const ParsedText& parsed, const AlterTableCmd* command) {
  ActionFacts action;
  if (command->subtype == AT_ColumnDefault) {
    action.kind = command->def ? ActionFacts::Kind::kSetDefault : ActionFacts::Kind::kDropDefault;
  } else {
    action.kind = action_kind(command->subtype).value_or(ActionFacts::Kind::kOther);
  }
  action.name = node_text(command->name);
  action.is_conditional = command->missing_ok;
  action.is_cascade = command->behavior == DROP_CASCADE;
  if (command->def) read_definition(parsed, command, action);
  if (action.kind == ActionFacts::Kind::kAddColumn) action.name = action.column.name;
  if (action.kind == ActionFacts::Kind::kAddConstraint) action.name = action.constraint.name;
  return action;
}

}  // namespace migrate

#include "parse_nodes.h"

#include "encoding.h"
#include "guard.h"

extern "C" {
#include "postgres.h"

#include "nodes/nodeFuncs.h"
#include "nodes/parsenodes.h"
#include "nodes/primnodes.h"
}

namespace migrate {
namespace {

// What the walk has come across; plain data, as an error of PostgreSQL's may end the walk.
struct Walk {
  List* functions;  // of lists of names
  List* columns;    // of String nodes
  bool is_simple;
};

bool is_system_name(const List* names) {
  if (list_length(names) == 1) return true;
  return list_length(names) == 2 && strcmp(strVal(linitial(names)), "pg_catalog") == 0;
}

bool is_plain_call(const FuncCall* call) {
  return is_system_name(call->funcname) && !call->agg_order && !call->agg_filter && !call->over &&
         !call->agg_within_group && !call->agg_star && !call->agg_distinct;
}

bool is_plain_column(const ColumnRef* column) {
  return list_length(column->fields) == 1 && !IsA(linitial(column->fields), A_Star);
}

bool is_plain(const Node* node) {
  switch (nodeTag(node)) {
    case T_A_Expr:
      return list_length(reinterpret_cast<const A_Expr*>(node)->name) == 1;
    case T_FuncCall:
      return is_plain_call(reinterpret_cast<const FuncCall*>(node));
    case T_ColumnRef:
      return is_plain_column(reinterpret_cast<const ColumnRef*>(node));
    case T_TypeName:
      return is_system_name(reinterpret_cast<const TypeName*>(node)->names);
    case T_A_ArrayExpr:
    case T_A_Const:
    case T_BoolExpr:
    case T_BooleanTest:
    case T_CaseExpr:
    case T_CaseWhen:
    case T_CoalesceExpr:
    case T_List:
    case T_MinMaxExpr:
    case T_NullTest:
    case T_TypeCast:
      return true;
    default:
      return false;
  }
}

bool walk(Node* node, void* context) {
  if (!node) return false;
  auto* found = static_cast<Walk*>(context);
  if (!is_plain(node)) found->is_simple = false;
  if (IsA(node, FuncCall)) {
    found->functions = lappend(found->functions, reinterpret_cast<const FuncCall*>(node)->funcname);
  }
  if (IsA(node, ColumnRef)) {
    Node* last = static_cast<Node*>(llast(reinterpret_cast<const ColumnRef*>(node)->fields));
    if (IsA(last, String)) found->columns = lappend(found->columns, last);
  }
  return walk_children(node, walk, context);
}

bool is_null_constant(const Node* node) {
  if (IsA(node, TypeCast)) {
    return is_null_constant(reinterpret_cast<const TypeCast*>(node)->arg);
  }
  if (!IsA(node, A_Const)) return false;
#if PG_VERSION_NUM >= 150000
  return reinterpret_cast<const A_Const*>(node)->isnull;
#else
  return IsA(&reinterpret_cast<const A_Const*>(node)->val, Null);
#endif
}

}  // namespace

bool walk_children(Node* node, bool (*walk)(Node*, void*), void* context) {
#if PG_VERSION_NUM >= 160000
  return raw_expression_tree_walker(node, walk, context);
#else
  // Declared without its parameters, as C allows; void (*)() is what g++ lets pass for any
  // function.
  const auto any = reinterpret_cast<void (*)()>(walk);
  return raw_expression_tree_walker(node, reinterpret_cast<bool (*)()>(any), context);
#endif
}

std::string node_text(const char* text) { return text ? to_utf8(text) : std::string(); }

std::vector<std::string> texts_of(const List* names) {
  std::vector<std::string> texts;
  for (int i = 0; i < list_length(names); ++i) {
    const auto* node = static_cast<const Node*>(list_nth(names, i));
    texts.push_back(IsA(node, String) ? node_text(strVal(node)) : std::string());
  }
  return texts;
}

QualifiedName name_of(const List* names) {
  const std::vector<std::string> parts = texts_of(names);
  QualifiedName name;
  if (!parts.empty()) name.name = parts.back();
  if (parts.size() > 1) name.schema = parts[parts.size() - 2];
  return name;
}

QualifiedName name_of(const RangeVar* relation) {
  if (!relation) return {};
  return {node_text(relation->schemaname), node_text(relation->relname)};
}

QualifiedName name_of(const TypeName* type) {
  return type ? name_of(type->names) : QualifiedName{};
}

TypeFacts type_of(const TypeName* type) {
  TypeFacts facts;
  if (!type) return facts;
  facts.name = name_of(type);
  facts.is_array = type->arrayBounds != NIL;
  for (int i = 0; i < list_length(type->typmods); ++i) {
    const auto* modifier = static_cast<const Node*>(list_nth(type->typmods, i));
    if (!IsA(modifier, A_Const)) continue;
    const auto* constant = reinterpret_cast<const A_Const*>(modifier);
#if PG_VERSION_NUM >= 150000
    if (!constant->isnull && IsA(&constant->val, Integer)) {
      facts.modifiers.push_back(std::to_string(intVal(&constant->val)));
    }
#else
    if (IsA(&constant->val, Integer)) {
      facts.modifiers.push_back(std::to_string(intVal(&constant->val)));
    }
#endif
  }
  return facts;
}

ExpressionFacts expression_of(Node* expression) {
  ExpressionFacts facts;
  if (!expression) return facts;
  const Walk found = pg_call([&]() noexcept {
    Walk result = {NIL, NIL, true};
    walk(expression, &result);
    return result;
  });
  for (int i = 0; i < list_length(found.functions); ++i) {
    facts.functions.push_back(name_of(static_cast<const List*>(list_nth(found.functions, i))));
  }
  facts.columns = texts_of(found.columns);
  facts.is_simple = found.is_simple;
  facts.is_null = is_null_constant(expression);
  return facts;
}

}  // namespace migrate

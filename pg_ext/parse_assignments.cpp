#include <algorithm>

#include "guard.h"
#include "parse_nodes.h"

extern "C" {
#include "postgres.h"

#include "nodes/parsenodes.h"
#include "nodes/primnodes.h"
#include "parser/parse_target.h"
}

namespace migrate {
namespace {

using Names = std::vector<std::string>;

// What the walk has come across; plain data, as an error of PostgreSQL's may end the walk.
struct Walk {
  List* written;  // of RangeVar
  List* named;    // of RangeVar, those of `written` included
  List* columns;  // of String or A_Star
  List* targets;  // of lists of ResTarget
};

void add(Walk* found, RangeVar* table, List* targets) {
  if (table) found->written = lappend(found->written, table);
  if (targets != NIL) found->targets = lappend(found->targets, targets);
}

bool walk(Node* node, void* context);

// Without its WHERE: what a row is chosen by goes nowhere.
bool walk_update(UpdateStmt* update, void* context) {
  return walk(reinterpret_cast<Node*>(update->targetList), context) ||
         walk(reinterpret_cast<Node*>(update->fromClause), context) ||
         walk(reinterpret_cast<Node*>(update->withClause), context);
}

bool walk(Node* node, void* context) {
  if (!node) return false;
  auto* found = static_cast<Walk*>(context);
  switch (nodeTag(node)) {
    case T_InsertStmt: {
      auto* insert = reinterpret_cast<InsertStmt*>(node);
      add(found, insert->relation, insert->cols);
      break;
    }
    case T_UpdateStmt: {
      auto* update = reinterpret_cast<UpdateStmt*>(node);
      add(found, update->relation, update->targetList);
      return walk_update(update, context);
    }
    case T_RangeVar:
      found->named = lappend(found->named, node);
      break;
    case T_ColumnRef:
      found->columns = lappend(found->columns, llast(reinterpret_cast<ColumnRef*>(node)->fields));
      break;
    case T_DeleteStmt:
      add(found, reinterpret_cast<DeleteStmt*>(node)->relation, NIL);
      break;
    case T_OnConflictClause:
      add(found, nullptr, reinterpret_cast<OnConflictClause*>(node)->targetList);
      break;
#if PG_VERSION_NUM >= 150000
    case T_MergeStmt:
      add(found, reinterpret_cast<MergeStmt*>(node)->relation, NIL);
      break;
    case T_MergeWhenClause:
      add(found, nullptr, reinterpret_cast<MergeWhenClause*>(node)->targetList);
      break;
#endif
    default:
      break;
  }
  return walk_children(node, walk, context);
}

bool holds(const List* tables, const RangeVar* table) {
  for (int i = 0; i < list_length(tables); ++i) {
    if (list_nth(tables, i) == table) return true;
  }
  return false;
}

// Elements and fields may be assigned one beside the other, but none beside the whole column.
Names assigned_names(const List* targets) {
  Names names;
  Names parts;
  for (int i = 0; i < list_length(targets); ++i) {
    const auto* target = static_cast<const ResTarget*>(list_nth(targets, i));
    std::string name = node_text(target->name);
    if (target->indirection == NIL) {
      names.push_back(std::move(name));
    } else if (std::find(parts.begin(), parts.end(), name) == parts.end()) {
      parts.push_back(std::move(name));
    }
  }
  names.insert(names.end(), parts.begin(), parts.end());
  return names;
}

bool is_star(const Node* value) {
  return IsA(value, ColumnRef) &&
         IsA(llast(reinterpret_cast<const ColumnRef*>(value)->fields), A_Star);
}

// Empty for a `*`, which may be any number of columns.
std::string result_name(const ResTarget* target) {
  if (target->name) return node_text(target->name);
  if (is_star(target->val)) return {};
  return node_text(pg_call([&]() noexcept { return FigureColname(target->val); }));
}

}  // namespace

Changes changes_of(Node* statement) {
  const Walk found = pg_call([&]() noexcept {
    Walk result = {NIL, NIL, NIL, NIL};
    walk(statement, &result);
    return result;
  });
  Changes changes;
  for (int i = 0; i < list_length(found.written); ++i) {
    changes.written.push_back(name_of(static_cast<const RangeVar*>(list_nth(found.written, i))));
  }
  for (int i = 0; i < list_length(found.named); ++i) {
    const auto* table = static_cast<const RangeVar*>(list_nth(found.named, i));
    if (!holds(found.written, table)) changes.read.push_back(name_of(table));
  }
  for (int i = 0; i < list_length(found.columns); ++i) {
    const auto* column = static_cast<const Node*>(list_nth(found.columns, i));
    changes.read_columns.push_back(IsA(column, A_Star) ? "*" : node_text(strVal(column)));
  }
  for (int i = 0; i < list_length(found.targets); ++i) {
    changes.assigned.push_back(
        assigned_names(static_cast<const List*>(list_nth(found.targets, i))));
  }
  return changes;
}

Names result_columns(const List* given, const Node* query) {
  Names names = texts_of(given);
  if (!query || !IsA(query, SelectStmt)) return names;
  const auto* select = reinterpret_cast<const SelectStmt*>(query);
  while (select->larg) select = select->larg;
  for (int i = list_length(given); i < list_length(select->targetList); ++i) {
    const auto* target = static_cast<const ResTarget*>(list_nth(select->targetList, i));
    // What stands behind a `*` may be named by what is given.
    if (given != NIL && is_star(target->val)) break;
    names.push_back(result_name(target));
  }
  return names;
}

}  // namespace migrate

#include <algorithm>
#include <set>

#include "lint/rules/checks.h"
#include "lint/type_change.h"
#include "text.h"

namespace migrate::lint::checks {
namespace {

using Kind = StatementFacts::Kind;
using Action = ActionFacts::Kind;

constexpr std::size_t kFewNames = 5;

// A DROP of a trigger or a policy names its table, one of a function has names of another kind.
bool names_relations(const StatementFacts& facts) {
  return facts.object == ObjectType::kTable || facts.object == ObjectType::kView ||
         facts.object == ObjectType::kMaterializedView || facts.object == ObjectType::kIndex ||
         facts.object == ObjectType::kSequence;
}

// Statements that fail where the relation does not exist.
bool needs_relation(const StatementFacts& facts) {
  if (facts.is_conditional && facts.kind != Kind::kCreateIndex) return false;
  switch (facts.kind) {
    case Kind::kAlterTable:
    case Kind::kCreateIndex:
    case Kind::kTruncate:
    case Kind::kInsert:
    case Kind::kUpdate:
    case Kind::kDelete:
    case Kind::kRefresh:
    case Kind::kCluster:
    case Kind::kLockTable:
      return true;
    case Kind::kRename:
      return facts.object == ObjectType::kTable || facts.object == ObjectType::kColumn ||
             facts.object == ObjectType::kView || facts.object == ObjectType::kIndex;
    case Kind::kDrop:
      return names_relations(facts);
    default:
      return false;
  }
}

void check_columns(Judge& judge, const Relation& table) {
  if (!table.is_live() || table.entry->kind != TableEntry::Kind::kTable) return;
  const auto check = [&](const std::string& column) {
    if (judge.is_made_column(table, column)) return;
    if (judge.catalog().column(*table.entry, column)) return;
    judge.report(cat("Table ", quoted_name(table.name), " has no column \"", column, "\"."));
  };
  const StatementFacts& facts = judge.facts();
  for (const ActionFacts& action : facts.actions) {
    const bool names_column =
        action.kind == Action::kDropColumn || action.kind == Action::kSetType ||
        action.kind == Action::kSetNotNull || action.kind == Action::kDropNotNull ||
        action.kind == Action::kSetDefault || action.kind == Action::kDropDefault;
    if (names_column && !action.is_conditional) check(action.name);
  }
  if (facts.kind == Kind::kRename && facts.object == ObjectType::kColumn) check(facts.part);
}

std::vector<std::string> descriptions(const Judge& judge, const TableEntry& table,
                                      const std::string& column) {
  std::vector<std::string> texts;
  for (const Dependent& each : judge.catalog().dependents(table, column)) {
    const auto& names = judge.facts().names;
    const bool goes_too = judge.facts().kind == Kind::kDrop &&
                          std::any_of(names.begin(), names.end(), [&](const QualifiedName& name) {
                            return !each.name.empty() && judge.world().find(name).name == each.name;
                          });
    if (goes_too || judge.world().may_be_gone(each)) continue;
    if (texts.size() == kFewNames) {
      texts.emplace_back("others");
      break;
    }
    texts.push_back(each.description);
  }
  return texts;
}

void report_dependents(Judge& judge, const TableEntry& table, const std::string& column,
                       bool is_cascade) {
  const auto texts = descriptions(judge, table, column);
  if (texts.empty()) return;
  const std::string what =
      column.empty() ? cat("table ", quoted_name(table.name)) : cat("column \"", column, "\"");
  if (is_cascade) {
    return judge.report(cat("CASCADE takes along what needs ", what, ": ", join(texts, ", "), "."));
  }
  judge.report(cat(judge.catalog().refuses_to_break() ? "The statement fails" : "That breaks them",
                   ": ", join(texts, ", "), texts.size() == 1 ? " needs " : " need ", what, "."));
}

// Functions that the script itself, or one before, makes anew or drops.
std::set<std::string> changed_functions(const Judge& judge) {
  std::set<std::string> names = judge.world().changed_functions();
  for (const ScriptStatement& each : judge.script().statements) {
    if (each.facts.object != ObjectType::kFunction) continue;
    for (const QualifiedName& name : each.facts.names) names.insert(name.name);
  }
  return names;
}

void report_functions(Judge& judge, const std::vector<std::string>& words) {
  const std::set<std::string> changed = changed_functions(judge);
  std::vector<std::string> functions;
  for (const FunctionEntry& each : judge.catalog().functions_with(words)) {
    if (changed.contains(each.name)) continue;
    if (functions.size() == kFewNames) {
      functions.emplace_back("others");
      break;
    }
    functions.push_back(cat("function ", each.signature));
  }
  if (functions.empty()) return;
  judge.report(Severity::kWarning, cat("The text of ", join(functions, ", "),
                                       functions.size() == 1 ? " names it." : " name it."));
}

// What needs a table or view finds the next one of that name, where the database lets that be.
bool is_replaced(const Judge& judge, const Relation& relation) {
  return !judge.catalog().refuses_to_break() &&
         (relation.is_renamed() || judge.is_made_again(relation.name));
}

void check_type_change(Judge& judge, const TableEntry& table, const ActionFacts& action) {
  const auto column = judge.catalog().column(table, action.name);
  if (!column || type_change(judge.catalog(), *column, action) == TypeChange::kNone) return;
  report_dependents(judge, table, action.name, false);
}

}  // namespace

void missing_object(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (judge.script().is_applied || judge.world().is_opaque() || !needs_relation(facts)) return;
  const bool can_be_unnamed =
      facts.object == ObjectType::kIndex || facts.object == ObjectType::kSequence;
  const bool is_of_table = facts.kind == Kind::kCreateIndex;
  if (can_be_unnamed && !is_of_table && judge.world().has_made()) return;
  for (const QualifiedName& name : facts.names) {
    const Relation relation = judge.world().find(name);
    if (relation.exists()) continue;
    judge.report(cat("There is no ", quoted_name(name), "."));
  }
  if (!facts.names.empty()) check_columns(judge, judge.subject());
}

void existing_object(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (judge.script().is_applied || facts.is_conditional || facts.is_temporary) return;
  if (facts.names.empty() || judge.world().is_opaque()) return;
  const bool makes_relation =
      facts.kind == Kind::kCreateTable || facts.kind == Kind::kCreateTableAs ||
      (facts.kind == Kind::kCreateObject &&
       (facts.object == ObjectType::kView || facts.object == ObjectType::kSequence));
  const auto& path = judge.world().search_path();
  if (makes_relation) {
    QualifiedName name = facts.names.front();
    if (name.schema.empty() && !path.empty()) name.schema = path.front();
    const Relation relation = judge.world().find(name);
    if (relation.exists() && !judge.world().may_be_gone(relation)) {
      judge.report(cat("There is ", quoted_name(relation.name), "."));
    }
  }
  judge.for_each_action(Action::kAddColumn, [&](const ActionFacts& action) {
    const Relation table = judge.subject();
    if (!table.is_live() || action.is_conditional || judge.world().has_cascaded()) return;
    if (judge.world().is_dropped_column(table, action.column.name)) return;
    if (judge.catalog().column(*table.entry, action.column.name)) {
      judge.report(
          cat("Table ", quoted_name(table.name), " has a column \"", action.column.name, "\"."));
    }
  });
}

void dependent_objects(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (judge.script().is_applied || facts.names.empty()) return;
  if (facts.kind == Kind::kDrop) {
    if (!names_relations(facts)) return;
    for (const QualifiedName& name : facts.names) {
      const Relation relation = judge.world().find(name);
      if (!relation.is_live() || is_replaced(judge, relation)) continue;
      report_dependents(judge, *relation.entry, "", facts.is_cascade);
      const bool comes_back = relation.is_renamed() || judge.is_made_again(relation.name);
      if (facts.object == ObjectType::kTable && !comes_back) {
        report_functions(judge, {relation.name.name});
      }
    }
    return;
  }
  const Relation table = judge.subject();
  if (!table.is_live()) return;
  judge.for_each_action(Action::kDropColumn, [&](const ActionFacts& action) {
    const bool comes_back = judge.is_column_made_again(action.name);
    if (judge.catalog().refuses_to_break() || !comes_back) {
      report_dependents(judge, *table.entry, action.name, action.is_cascade);
    }
    if (!comes_back) report_functions(judge, {table.name.name, action.name});
  });
  judge.for_each_action(Action::kSetType, [&](const ActionFacts& action) {
    check_type_change(judge, *table.entry, action);
  });
  if (facts.kind != Kind::kRename && facts.kind != Kind::kSetSchema) return;
  if (facts.object == ObjectType::kColumn) report_functions(judge, {table.name.name, facts.part});
  if (facts.object == ObjectType::kTable && !judge.is_made_again(table.name)) {
    report_functions(judge, {table.name.name});
  }
}

void not_owner(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  const bool needs_owner = facts.kind == Kind::kAlterTable || facts.kind == Kind::kDrop ||
                           facts.kind == Kind::kRename || facts.kind == Kind::kSetSchema ||
                           facts.kind == Kind::kCreateIndex;
  const bool is_of_relation = names_relations(facts) || facts.object == ObjectType::kColumn ||
                              facts.object == ObjectType::kConstraint || !facts.part.empty();
  if (!needs_owner || !is_of_relation) return;
  for (const QualifiedName& name : facts.names) {
    const Relation relation = judge.world().find(name);
    const bool drops = facts.kind == Kind::kDrop && facts.part.empty();
    if (!relation.is_live()) continue;
    if (drops ? relation.entry->is_droppable : relation.entry->is_owned) continue;
    judge.report(cat("That is ", quoted_name(relation.name), "."));
  }
}

void writable_schema(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (facts.kind == Kind::kPragma && equals_ignoring_case(facts.setting, "writable_schema")) {
    judge.report();
  }
}

}  // namespace migrate::lint::checks

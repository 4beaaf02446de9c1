#include "lint/rules/checks.h"
#include "text.h"

namespace migrate::lint::checks {
namespace {

using Kind = StatementFacts::Kind;
using Action = ActionFacts::Kind;

bool has_primary_key(const StatementFacts& facts) {
  const auto is_key = [](const ConstraintFacts& each) {
    return each.kind == ConstraintFacts::Kind::kPrimaryKey;
  };
  for (const ConstraintFacts& each : facts.constraints) {
    if (is_key(each)) return true;
  }
  for (const ColumnFacts& column : facts.columns) {
    if (column.find(ConstraintFacts::Kind::kPrimaryKey)) return true;
  }
  for (const ActionFacts& action : facts.actions) {
    if (is_key(action.constraint)) return true;
    if (action.column.find(ConstraintFacts::Kind::kPrimaryKey)) return true;
  }
  return false;
}

}  // namespace

void drop_table(Judge& judge) {
  if (judge.facts().kind != Kind::kDrop || judge.facts().object != ObjectType::kTable) return;
  for (const QualifiedName& name : judge.facts().names) {
    const Relation table = judge.world().find(name);
    // Whoever uses a table by its earlier name has been hit by the renaming already.
    if (!table.is_live() || table.is_renamed() || judge.is_made_again(table.name)) continue;
    judge.report(cat("That is table ", quoted_name(table.name), "."));
  }
}

void drop_database(Judge& judge) {
  if (judge.facts().kind == Kind::kDrop && judge.facts().object == ObjectType::kDatabase) {
    judge.report();
  }
}

void rename_table(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  const bool moves = facts.kind == Kind::kSetSchema || facts.kind == Kind::kRename;
  const bool is_table = facts.object == ObjectType::kTable || facts.object == ObjectType::kView ||
                        facts.object == ObjectType::kMaterializedView;
  if (!moves || !is_table || facts.names.empty()) return;
  const Relation relation = judge.subject();
  if (relation.is_live() && !judge.is_made_again(relation.name)) judge.report();
}

void truncate_cascade(Judge& judge) {
  if (judge.facts().kind == Kind::kTruncate && judge.facts().is_cascade) judge.report();
}

void no_primary_key(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (facts.kind != Kind::kCreateTable || facts.is_temporary || facts.is_partition) return;
  const Relation table = judge.subject();
  if (facts.is_conditional && table.is_live()) return;
  const bool gets_key = judge.is_or_comes([&](const StatementFacts& each) {
    return !each.names.empty() && each.names.front().name == facts.names.front().name &&
           has_primary_key(each);
  });
  if (!gets_key) judge.report();
}

void rewrite_table(Judge& judge) {
  judge.for_each_action(Action::kRewrite, [&](const ActionFacts&) {
    const Relation table = judge.subject();
    if (table.is_live()) judge.report_by_size(table);
  });
}

void repack(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (facts.kind != Kind::kCluster && !(facts.kind == Kind::kVacuum && facts.is_full)) return;
  if (facts.names.empty()) return judge.report(Severity::kWarning, "It does so with each table.");
  for (const QualifiedName& name : facts.names) {
    const Relation table = judge.world().find(name);
    if (table.is_live()) judge.report_by_size(table);
  }
}

void rebuild_table(Judge& judge) {
  if (judge.facts().kind != Kind::kAlterTable || judge.facts().names.empty()) return;
  for (const ActionFacts& action : judge.facts().actions) {
    if (!action.needs_rebuild) continue;
    const Relation table = judge.subject();
    if (table.is_live()) judge.report_by_size(table);
    return;
  }
}

}  // namespace migrate::lint::checks

#include <algorithm>

#include "lint/rules/checks.h"
#include "text.h"

namespace migrate::lint::checks {
namespace {

using Kind = StatementFacts::Kind;

bool has_expression(const IndexFacts& index) {
  return std::find(index.columns.begin(), index.columns.end(), "") != index.columns.end();
}

}  // namespace

void index_creation(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (facts.kind != Kind::kCreateIndex || facts.is_concurrent) return;
  const Relation table = judge.subject();
  if (table.is_live()) judge.report_by_size(table);
}

void index_deletion(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (facts.kind != Kind::kDrop || facts.object != ObjectType::kIndex || facts.is_concurrent) {
    return;
  }
  for (const Relation& table : judge.world().locked(facts)) {
    if (table.is_live()) judge.report_by_size(table);
  }
}

void reindex(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (facts.kind != Kind::kReindex || facts.is_concurrent) return;
  if (facts.names.empty()) return judge.report(Severity::kWarning, "It does so with each table.");
  for (const Relation& table : judge.world().locked(facts)) {
    if (table.is_live()) judge.report_by_size(table);
  }
}

void partition_detach(Judge& judge) {
  judge.for_each_action(ActionFacts::Kind::kDetachPartition, [&](const ActionFacts& action) {
    const Relation table = judge.subject();
    if (table.is_live() && !action.is_concurrent) judge.report_by_size(table);
  });
}

void refresh(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (facts.kind != Kind::kRefresh || facts.is_concurrent) return;
  const Relation view = judge.subject();
  if (view.is_live()) judge.report_by_size(view);
}

void concurrent_index_in_transaction(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (facts.kind != Kind::kCreateIndex || !facts.is_concurrent) return;
  if (judge.is_in_transaction()) judge.report();
}

void invalid_index(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (facts.kind != Kind::kCreateIndex || !facts.is_conditional) return;
  for (const IndexEntry& index : judge.world().indexes(judge.subject())) {
    if (index.name.name == facts.part && !index.is_valid) judge.report();
  }
}

void duplicate_index(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (facts.kind != Kind::kCreateIndex || facts.index.is_partial || !facts.index.is_ordinary ||
      has_expression(facts.index)) {
    return;
  }
  for (const IndexEntry& index : judge.world().indexes(judge.subject())) {
    const bool is_same = index.columns == facts.index.columns && index.is_valid &&
                         !index.is_partial && index.is_ordinary &&
                         (facts.part.empty() || index.name.name != facts.part);
    if (!is_same || (facts.index.is_unique && !index.is_unique)) continue;
    if (!index.name.name.empty()) {
      return judge.report(cat("Index ", quoted_name(index.name), " has the same columns."));
    }
    return judge.report("An index without a name of its own has the same columns.");
  }
}

}  // namespace migrate::lint::checks

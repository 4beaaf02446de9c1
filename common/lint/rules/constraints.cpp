#include <algorithm>
#include <functional>

#include "lint/rules/checks.h"
#include "text.h"

namespace migrate::lint::checks {
namespace {

using Action = ActionFacts::Kind;
using Constraint = ConstraintFacts::Kind;

using Visit = std::function<void(const ConstraintFacts&)>;

// Constraints that an ALTER TABLE adds, those of columns that it adds included.
void for_each_added(const Judge& judge, Constraint kind, const Visit& visit) {
  judge.for_each_action(Action::kAddConstraint, [&](const ActionFacts& action) {
    if (action.constraint.kind == kind) visit(action.constraint);
  });
  judge.for_each_action(Action::kAddColumn, [&](const ActionFacts& action) {
    for (const ConstraintFacts& each : action.column.constraints) {
      if (each.kind == kind) visit(each);
    }
  });
}

void for_each_created(const Judge& judge, Constraint kind, const Visit& visit) {
  if (judge.facts().kind != StatementFacts::Kind::kCreateTable) return;
  for (const ConstraintFacts& each : judge.facts().constraints) {
    if (each.kind == kind) visit(each);
  }
  for (const ColumnFacts& column : judge.facts().columns) {
    for (const ConstraintFacts& each : column.constraints) {
      if (each.kind == kind) visit(each);
    }
  }
}

// Added to a table that is in use, by building an index.
void report_index_build(Judge& judge, Constraint kind) {
  for_each_added(judge, kind, [&](const ConstraintFacts& constraint) {
    const Relation table = judge.subject();
    if (table.is_live() && constraint.index.empty()) judge.report_by_size(table);
  });
}

std::string columns_text(const std::vector<std::string>& columns) {
  return cat(columns.size() == 1 ? "Column " : "Columns ", quoted_list(columns));
}

// Whether the index finds rows by these columns: they are its first, in any order.
bool covers(const std::vector<std::string>& index, const std::vector<std::string>& columns) {
  if (index.size() < columns.size()) return false;
  return std::is_permutation(columns.begin(), columns.end(), index.begin(),
                             index.begin() + static_cast<std::ptrdiff_t>(columns.size()));
}

// Whether the statement makes such an index.
bool makes_index(const StatementFacts& facts, const std::vector<std::string>& columns) {
  const auto is_key = [&](const ConstraintFacts& each) {
    const bool has_index = each.kind == Constraint::kUnique || each.kind == Constraint::kPrimaryKey;
    return has_index && covers(each.columns, columns);
  };
  const auto has_key = [&](const ColumnFacts& column) {
    return std::any_of(column.constraints.begin(), column.constraints.end(), is_key);
  };
  if (facts.kind == StatementFacts::Kind::kCreateIndex) {
    return facts.index.finds_keys && covers(facts.index.columns, columns);
  }
  return std::any_of(facts.constraints.begin(), facts.constraints.end(), is_key) ||
         std::any_of(facts.columns.begin(), facts.columns.end(), has_key) ||
         std::any_of(facts.actions.begin(), facts.actions.end(), [&](const ActionFacts& action) {
           return is_key(action.constraint) || has_key(action.column);
         });
}

}  // namespace

void primary_key(Judge& judge) { report_index_build(judge, Constraint::kPrimaryKey); }

void unique_constraint(Judge& judge) { report_index_build(judge, Constraint::kUnique); }

void exclusion_constraint(Judge& judge) { report_index_build(judge, Constraint::kExclusion); }

void foreign_key(Judge& judge) {
  for_each_added(judge, Constraint::kForeignKey, [&](const ConstraintFacts& constraint) {
    const Relation table = judge.subject();
    if (!constraint.is_valid) return;
    if (table.is_live()) return judge.report_by_size(table);
    const Relation parent = judge.world().find(constraint.parent);
    if (parent.is_live() && !table.is_made) judge.report_by_size(parent);
  });
}

void missing_not_valid(Judge& judge) {
  const Relation table = judge.facts().names.empty() ? Relation{} : judge.subject();
  if (!table.is_live()) return;
  for_each_added(judge, Constraint::kCheck, [&](const ConstraintFacts& constraint) {
    // A CHECK of a column that is being added is checked against its default only.
    const bool is_of_new_column =
        constraint.columns.size() == 1 &&
        std::any_of(judge.facts().actions.begin(), judge.facts().actions.end(),
                    [&](const ActionFacts& action) {
                      return action.kind == Action::kAddColumn &&
                             action.column.name == constraint.columns.front();
                    });
    if (constraint.is_valid && !is_of_new_column) judge.report_by_size(table);
  });
  if (!judge.is_in_transaction()) return;
  judge.for_each_action(Action::kValidateConstraint, [&](const ActionFacts& action) {
    for (std::size_t i = 0; i <= judge.index(); ++i) {
      const StatementFacts& earlier = judge.script().statements[i].facts;
      for (const ActionFacts& each : earlier.actions) {
        if (each.kind != Action::kAddConstraint || each.constraint.is_valid ||
            each.constraint.name != action.name) {
          continue;
        }
        judge.report_by_size(table, cat("Statement ", std::to_string(i + 1),
                                        " adds it as NOT VALID in the same transaction, whose "
                                        "lock lasts while VALIDATE CONSTRAINT reads the rows."));
      }
    }
  });
}

void foreign_key_index(Judge& judge) {
  const auto check = [&](const ConstraintFacts& constraint) {
    const Relation table = judge.subject();
    if (constraint.columns.empty() || judge.facts().is_temporary) return;
    for (const IndexEntry& index : judge.world().indexes(table)) {
      if (index.is_valid && index.finds_keys && covers(index.columns, constraint.columns)) return;
    }
    const bool is_indexed = judge.is_or_comes([&](const StatementFacts& facts) {
      return !facts.names.empty() && judge.world().find(facts.names.front()).name == table.name &&
             makes_index(facts, constraint.columns);
    });
    if (is_indexed) return;
    const Relation parent = judge.world().find(constraint.parent);
    judge.report(cat(columns_text(constraint.columns), " of table ", quoted_name(table.name),
                     constraint.columns.size() == 1 ? " refers to " : " refer to ",
                     quoted_name(parent.name), "."));
  };
  for_each_added(judge, Constraint::kForeignKey, check);
  for_each_created(judge, Constraint::kForeignKey, check);
}

void create_domain(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (facts.kind != StatementFacts::Kind::kCreateObject || facts.object != ObjectType::kDomain) {
    return;
  }
  for (const ConstraintFacts& each : facts.constraints) {
    if (each.kind == Constraint::kCheck || each.kind == Constraint::kNotNull) {
      return judge.report();
    }
  }
}

void alter_domain(Judge& judge) {
  if (judge.facts().kind != StatementFacts::Kind::kAlterDomain) return;
  for (const ActionFacts& action : judge.facts().actions) {
    const bool adds = action.kind == Action::kAddConstraint && action.constraint.is_valid;
    if (adds || action.kind == Action::kSetNotNull) judge.report();
  }
}

void attach_partition(Judge& judge) {
  judge.for_each_action(Action::kAttachPartition, [&](const ActionFacts& action) {
    const Relation partition = judge.world().find(action.table);
    if (judge.facts().object != ObjectType::kTable || !partition.is_live()) return;
    judge.report_by_size(partition);
  });
}

}  // namespace migrate::lint::checks

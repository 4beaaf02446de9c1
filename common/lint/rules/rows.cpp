#include "lint/rules/checks.h"
#include "text.h"

namespace migrate::lint::checks {
namespace {

using Kind = StatementFacts::Kind;
using Action = ActionFacts::Kind;
using Constraint = ConstraintFacts::Kind;

void check_constraint(Judge& judge, const Relation& table, const ConstraintFacts& constraint) {
  Catalog& catalog = judge.catalog();
  const TableEntry& entry = *table.entry;
  switch (constraint.kind) {
    case Constraint::kCheck:
      if (constraint.is_valid && catalog.fails(entry, constraint.expression) == true) {
        judge.report(cat("Rows of table ", quoted_name(table.name), " fail the check."));
      }
      return;
    case Constraint::kPrimaryKey:
      for (const std::string& column : constraint.columns) {
        if (catalog.has_nulls(entry, column) != true) continue;
        judge.report(
            cat("Column \"", column, "\" of table ", quoted_name(table.name), " holds NULLs."));
        return;
      }
      [[fallthrough]];
    case Constraint::kUnique:
      if (!constraint.columns.empty() && constraint.index.empty() &&
          catalog.has_duplicates(entry, constraint.columns) == true) {
        judge.report(cat("Rows of table ", quoted_name(table.name), " have equal values in ",
                         quoted_list(constraint.columns), "."));
      }
      return;
    case Constraint::kForeignKey: {
      const Relation parent = judge.world().find(constraint.parent);
      if (!constraint.is_valid || !parent.is_live()) return;
      auto keys = constraint.parent_columns;
      if (keys.empty()) keys = catalog.primary_key(*parent.entry);
      if (keys.size() != constraint.columns.size()) return;
      if (catalog.has_orphans(entry, constraint.columns, *parent.entry, keys) == true) {
        judge.report(cat("Rows of table ", quoted_name(table.name), " have no row in ",
                         quoted_name(parent.name), "."));
      }
      return;
    }
    default:
      return;
  }
}

bool uses_made_column(const Judge& judge, const Relation& table,
                      const std::vector<std::string>& columns) {
  for (const std::string& column : columns) {
    if (judge.is_made_column(table, column)) return true;
  }
  return false;
}

void check_required_column(Judge& judge, const Relation& table, const ColumnFacts& column) {
  const ConstraintFacts* value = column.find(Constraint::kDefault);
  const bool has_value = (value && !value->expression.is_null) ||
                         column.find(Constraint::kIdentity) ||
                         column.find(Constraint::kGenerated) ||
                         column.type.name.name.find("serial") != std::string::npos;
  if (!column.find(Constraint::kNotNull) || has_value) return;
  if (judge.catalog().has_rows(*table.entry) != true) return;
  judge.report(cat("Table ", quoted_name(table.name), " has rows, which would have no value in \"",
                   column.name, "\"."));
}

}  // namespace

void violated_by_rows(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (facts.names.empty() || judge.script().is_applied) return;
  const Relation table = judge.subject();
  // Rows that the scripts have changed before say nothing.
  if (!table.is_live() || judge.world().is_opaque() || judge.world().is_written(table)) return;
  if (facts.kind == Kind::kCreateIndex && facts.index.is_unique && !facts.index.is_partial &&
      facts.index.is_ordinary) {
    ConstraintFacts unique;
    unique.kind = Constraint::kUnique;
    unique.columns = facts.index.columns;
    for (const std::string& column : unique.columns) {
      if (column.empty()) return;
    }
    if (!uses_made_column(judge, table, unique.columns)) check_constraint(judge, table, unique);
  }
  for (const ActionFacts& action : facts.actions) {
    if (action.kind == Action::kSetNotNull && !judge.is_made_column(table, action.name) &&
        judge.catalog().has_nulls(*table.entry, action.name) == true) {
      judge.report(
          cat("Column \"", action.name, "\" of table ", quoted_name(table.name), " holds NULLs."));
    }
    if (action.kind == Action::kAddConstraint) {
      const auto& columns = action.constraint.kind == Constraint::kCheck
                                ? action.constraint.expression.columns
                                : action.constraint.columns;
      if (!uses_made_column(judge, table, columns)) {
        check_constraint(judge, table, action.constraint);
      }
    }
    if (action.kind == Action::kAddColumn) check_required_column(judge, table, action.column);
  }
}

void dropping_rows(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  const bool drops_tables = (facts.kind == Kind::kDrop && facts.object == ObjectType::kTable) ||
                            facts.kind == Kind::kTruncate;
  if (drops_tables) {
    for (const QualifiedName& name : facts.names) {
      const Relation table = judge.world().find(name);
      if (!table.is_live() || judge.world().is_copied(table)) continue;
      if (judge.catalog().has_rows(*table.entry) == true) judge.report(Judge::size_of(table));
    }
  }
  judge.for_each_action(Action::kDropColumn, [&](const ActionFacts& action) {
    const Relation table = judge.subject();
    if (!table.is_live() || judge.is_made_column(table, action.name)) return;
    if (judge.world().is_copied_column(table, action.name)) return;
    if (judge.catalog().has_values(*table.entry, action.name) != true) return;
    judge.report(cat("Column \"", action.name, "\" holds values.  ", Judge::size_of(table)));
  });
}

void every_row(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if ((facts.kind != Kind::kUpdate && facts.kind != Kind::kDelete) || facts.has_where) return;
  if (facts.names.empty()) return;
  const Relation table = judge.subject();
  if (table.is_live()) judge.report_by_size(table);
}

}  // namespace migrate::lint::checks

#include <algorithm>
#include <optional>

#include "lint/rules/checks.h"
#include "lint/type_change.h"
#include "text.h"

namespace migrate::lint::checks {
namespace {

using Action = ActionFacts::Kind;
using Constraint = ConstraintFacts::Kind;

std::string column_text(const std::string& name) { return cat("column \"", name, "\""); }

bool is_serial(const TypeFacts& type) {
  return type.name.schema.empty() && type.name.name.find("serial") != std::string::npos;
}

// Why every row has to be written again for a further column; nothing where none has.
std::optional<std::string> rewrite_reason(const Judge& judge, const ColumnFacts& column) {
  if (is_serial(column.type) || column.find(Constraint::kIdentity)) {
    return "Each row gets a number of its own.";
  }
  if (column.find(Constraint::kGenerated)) return "The column is generated and stored.";
  if (const ConstraintFacts* value = column.find(Constraint::kDefault)) {
    const auto functions = judge.catalog().volatile_functions(value->expression.functions);
    if (!functions.empty()) {
      return cat("Function ", quoted_list(functions), " can give another value for each row.");
    }
  }
  const auto type = judge.catalog().type(column.type);
  if (type && type->has_constraints) {
    return cat("Domain ", quoted_name(type->name), " has constraints.");
  }
  return std::nullopt;
}

bool has_default(const Judge& judge, const ColumnFacts& column) {
  const ConstraintFacts* value = column.find(Constraint::kDefault);
  if (value && !value->expression.is_null) return true;
  (void)judge;
  return is_serial(column.type) || column.find(Constraint::kIdentity) ||
         column.find(Constraint::kGenerated);
}

}  // namespace

void field_with_default(Judge& judge) {
  judge.for_each_action(Action::kAddColumn, [&](const ActionFacts& action) {
    const Relation table = judge.subject();
    if (!table.is_live()) return;
    const auto reason = rewrite_reason(judge, action.column);
    if (reason) judge.report_by_size(table, *reason);
  });
}

void required_field(Judge& judge) {
  judge.for_each_action(Action::kAddColumn, [&](const ActionFacts& action) {
    const Relation table = judge.subject();
    const ColumnFacts& column = action.column;
    const bool is_required =
        column.find(Constraint::kNotNull) || column.find(Constraint::kPrimaryKey);
    if (!table.is_live() || !is_required || has_default(judge, column)) return;
    const auto has_rows = judge.catalog().has_rows(*table.entry);
    if (has_rows == false) return judge.report(Severity::kNotice, "The table has no rows yet.");
    judge.report(Judge::size_of(table));
  });
}

void not_nullable_field(Judge& judge) {
  judge.for_each_action(Action::kSetNotNull, [&](const ActionFacts& action) {
    const Relation table = judge.subject();
    if (!table.is_live()) return;
    const auto column = judge.catalog().column(*table.entry, action.name);
    if (column && column->is_not_null) return;
    if (judge.world().has_not_null_check(table, action.name)) return;
    judge.report_by_size(table);
  });
}

void column_type(Judge& judge) {
  judge.for_each_action(Action::kSetType, [&](const ActionFacts& action) {
    const Relation table = judge.subject();
    if (!table.is_live()) return;
    const auto column = judge.catalog().column(*table.entry, action.name);
    if (!column) return;
    const TypeChange change = type_change(judge.catalog(), *column, action);
    const std::string what = cat("The ", column_text(action.name), " is ", column->type_text, ".");
    switch (change) {
      case TypeChange::kNone:
        return;
      case TypeChange::kCatalogOnly:
        return judge.report(Severity::kNotice,
                            cat(what, "  The rows stay as they are: the lock is short."));
      case TypeChange::kScan:
        return judge.report_by_size(table, cat(what, "  Every row is checked."));
      case TypeChange::kRewrite:
        return judge.report_by_size(table, cat(what,
                                               "  Every row and every index is written "
                                               "again."));
    }
  });
}

void drop_column(Judge& judge) {
  judge.for_each_action(Action::kDropColumn, [&](const ActionFacts& action) {
    const Relation table = judge.subject();
    if (!table.is_live() || judge.is_made_column(table, action.name)) return;
    if (judge.is_column_made_again(action.name)) return;
    if (judge.catalog().column(*table.entry, action.name)) judge.report();
  });
}

void drop_not_null(Judge& judge) {
  judge.for_each_action(Action::kDropNotNull, [&](const ActionFacts& action) {
    const Relation table = judge.subject();
    if (table.is_live() && !judge.is_made_column(table, action.name)) judge.report();
  });
}

void rename_column(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  if (facts.kind != StatementFacts::Kind::kRename || facts.object != ObjectType::kColumn ||
      facts.names.empty()) {
    return;
  }
  const Relation table = judge.subject();
  if (judge.is_column_made_again(facts.part)) return;
  if (table.is_live() && !judge.is_made_column(table, facts.part)) judge.report();
}

}  // namespace migrate::lint::checks

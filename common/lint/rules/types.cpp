#include <functional>
#include <initializer_list>

#include "lint/rules/checks.h"
#include "text.h"

namespace migrate::lint::checks {
namespace {

bool is_type(const TypeFacts& type, std::initializer_list<std::string_view> names) {
  if (!type.name.schema.empty() && type.name.schema != "pg_catalog") return false;
  for (std::string_view name : names) {
    if (type.name.name == name) return true;
  }
  return false;
}

// Every column that the statement gives a type.
void for_each_typed(const Judge& judge,
                    const std::function<void(const std::string& column, const TypeFacts&)>& visit) {
  if (judge.facts().kind == StatementFacts::Kind::kCreateTable) {
    for (const ColumnFacts& column : judge.facts().columns) visit(column.name, column.type);
  }
  judge.for_each_action(ActionFacts::Kind::kAddColumn, [&](const ActionFacts& action) {
    visit(action.column.name, action.column.type);
  });
  judge.for_each_action(ActionFacts::Kind::kSetType,
                        [&](const ActionFacts& action) { visit(action.name, action.type); });
}

void report_types(Judge& judge, std::initializer_list<std::string_view> names,
                  const std::function<bool(const TypeFacts&)>& wanted = {}) {
  for_each_typed(judge, [&](const std::string& column, const TypeFacts& type) {
    if (!is_type(type, names) || (wanted && !wanted(type))) return;
    judge.report(cat("That is column \"", column, "\"."));
  });
}

}  // namespace

void char_field(Judge& judge) { report_types(judge, {"bpchar"}); }

void text_field(Judge& judge) {
  report_types(judge, {"varchar"}, [](const TypeFacts& type) { return !type.modifiers.empty(); });
}

void timestamptz(Judge& judge) { report_types(judge, {"timestamp"}); }

void bigint_over_int(Judge& judge) { report_types(judge, {"int4", "serial", "serial4"}); }

void bigint_over_smallint(Judge& judge) { report_types(judge, {"int2", "smallserial", "serial2"}); }

void identity(Judge& judge) {
  report_types(judge, {"serial", "serial4", "bigserial", "serial8", "smallserial", "serial2"});
}

}  // namespace migrate::lint::checks

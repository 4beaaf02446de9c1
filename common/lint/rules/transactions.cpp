#include <algorithm>
#include <cstddef>

#include "dialect/dialect.h"
#include "lint/rules/checks.h"
#include "lint/type_change.h"
#include "text.h"

namespace migrate::lint::checks {
namespace {

using Kind = StatementFacts::Kind;
using Action = ActionFacts::Kind;

// Whether the action reads or writes the rows.
bool works_on_rows(const Judge& judge, const Relation& table, const ActionFacts& action) {
  switch (action.kind) {
    case Action::kSetType: {
      const auto column = judge.catalog().column(*table.entry, action.name);
      if (!column) return false;
      const TypeChange change = type_change(judge.catalog(), *column, action);
      return change == TypeChange::kScan || change == TypeChange::kRewrite;
    }
    case Action::kSetNotNull:
      return !judge.world().has_not_null_check(table, action.name);
    case Action::kValidateConstraint:
    case Action::kRewrite:
      return true;
    case Action::kAddConstraint:
      return action.constraint.is_valid && action.constraint.index.empty();
    default:
      return false;
  }
}

// Whether the statement can take long whatever it waits for: it works on the rows of a table in use
// that is not small, or does what nobody knows.
bool takes_long(const Judge& judge) {
  const StatementFacts& facts = judge.facts();
  const auto is_large = [](const Relation& table) {
    return table.is_live() && Judge::severity_for(table) > Severity::kNotice;
  };
  switch (facts.kind) {
    case Kind::kUpdate:
    case Kind::kDelete:
    case Kind::kCreateIndex:
    case Kind::kReindex:
    case Kind::kRefresh:
    case Kind::kCluster: {
      const auto tables = judge.world().locked(facts);
      return std::any_of(tables.begin(), tables.end(), is_large);
    }
    case Kind::kAlterTable: {
      if (facts.names.empty() || !is_large(judge.subject())) return false;
      const Relation table = judge.subject();
      return std::any_of(
          facts.actions.begin(), facts.actions.end(),
          [&](const ActionFacts& action) { return works_on_rows(judge, table, action); });
    }
    case Kind::kCreateTableAs:
      return std::any_of(facts.read.begin(), facts.read.end(), [&](const QualifiedName& name) {
        return is_large(judge.world().find(name));
      });
    case Kind::kOpaque:
      return true;
    default:
      return false;
  }
}

// Reported for the first statement of the script that keeps others from writing, unless
// a statement before it sets `setting`, or the session has it.
void report_first_lock(Judge& judge, std::string_view setting, bool script_can_set) {
  if (judge.statement().write_locked.empty()) return;
  for (std::size_t i = 0; i < judge.index(); ++i) {
    const ScriptStatement& earlier = judge.script().statements[i];
    if (!earlier.write_locked.empty()) return;
    const bool sets = earlier.facts.kind == Kind::kSet && earlier.facts.setting == setting;
    if (sets && script_can_set) return;
  }
  const std::string value = judge.catalog().setting(setting);
  if (value.empty() || value == "0") judge.report();
}

bool has_kind(const Judge& judge, Kind kind, std::size_t from) {
  const auto& statements = judge.script().statements;
  return std::any_of(statements.begin() + static_cast<std::ptrdiff_t>(from), statements.end(),
                     [&](const ScriptStatement& each) { return each.facts.kind == kind; });
}

// Whether the statement has the value as a string.
bool has_string(std::string_view sql, std::string_view value) {
  const std::string wanted = postgres_dialect().quote_literal(value);
  for (std::size_t offset = 0;;) {
    const Token token = postgres_dialect().next_token(sql, offset);
    if (token.kind == Token::Kind::kEnd) return false;
    if (sql.substr(token.begin, token.end - token.begin) == wanted) return true;
    offset = token.end;
  }
}

// By the script, so that its values can be used whenever they are added.
bool is_made_type(const Judge& judge, const QualifiedName& type) {
  for (std::size_t i = 0; i < judge.index(); ++i) {
    const StatementFacts& earlier = judge.script().statements[i].facts;
    const bool makes = earlier.kind == Kind::kCreateObject && earlier.object == ObjectType::kType;
    if (makes && earlier.names.front() == type) return true;
  }
  return false;
}

// Whether the script, and the statement itself, drop the constraint IF EXISTS before.
bool is_dropped_before(const Judge& judge, const std::string& constraint) {
  for (std::size_t i = 0; i <= judge.index(); ++i) {
    for (const ActionFacts& action : judge.script().statements[i].facts.actions) {
      const bool drops = action.kind == Action::kDropConstraint && action.is_conditional;
      if (drops && action.name == constraint) return true;
    }
  }
  return false;
}

// Whether running the action again behind itself does nothing, or as much.
bool repeats(const Judge& judge, const ActionFacts& action) {
  switch (action.kind) {
    case Action::kAddColumn:
    case Action::kDropColumn:
    case Action::kDropConstraint:
      return action.is_conditional;
    case Action::kAddConstraint:
      return is_dropped_before(judge, action.constraint.name);
    case Action::kRenameConstraint:
    case Action::kAttachPartition:
    case Action::kDetachPartition:
      return false;
    default:
      return true;
  }
}

bool repeats(const Judge& judge) {
  const StatementFacts& facts = judge.facts();
  switch (facts.kind) {
    case Kind::kCreateTable:
    case Kind::kCreateTableAs:
    case Kind::kCreateObject:
    case Kind::kAddEnumValue:
    case Kind::kDrop:
      return facts.is_conditional;
    case Kind::kCreateIndex:
      // What a concurrent build has left is looked at before it is built again.
      return facts.is_conditional || facts.is_concurrent;
    case Kind::kRename:
    case Kind::kSetSchema:
      return facts.is_conditional && facts.part.empty();
    case Kind::kAlterTable:
      return std::all_of(facts.actions.begin(), facts.actions.end(),
                         [&](const ActionFacts& action) { return repeats(judge, action); });
    default:
      return true;
  }
}

}  // namespace

void transaction_nesting(Judge& judge) {
  const Kind kind = judge.facts().kind;
  const bool ends = kind == Kind::kCommit || kind == Kind::kRollback;
  if (kind != Kind::kBegin && !ends) return;
  if (judge.script().is_transactional) {
    return judge.report("The script runs in the transaction of its upgrade.");
  }
  if (ends && !judge.has_begun()) judge.report("The script has begun no transaction.");
  if (!ends && judge.has_begun()) judge.report("The script has begun one already.");
}

void uncommitted_transaction(Judge& judge) {
  if (judge.script().is_transactional || judge.facts().kind != Kind::kBegin) return;
  const bool ends = has_kind(judge, Kind::kCommit, judge.index()) ||
                    has_kind(judge, Kind::kRollback, judge.index());
  if (!ends) judge.report();
}

void refuses_transaction(Judge& judge) {
  const StatementFacts& facts = judge.facts();
  const Kind kind = facts.kind;
  if (!judge.is_in_transaction() || !facts.refuses_transaction) return;
  const bool has_own_rule = (kind == Kind::kCreateIndex && facts.is_concurrent) ||
                            kind == Kind::kBegin || kind == Kind::kCommit ||
                            kind == Kind::kRollback;
  if (!has_own_rule) judge.report(cat("That is ", facts.command, "."));
}

void exclusive_lock_held(Judge& judge) {
  if (!judge.is_in_transaction() || !takes_long(judge)) return;
  for (std::size_t i = 0; i < judge.index(); ++i) {
    const auto& locked = judge.script().statements[i].exclusively_locked;
    if (locked.empty()) continue;
    return judge.report(cat("Statement ", std::to_string(i + 1), " has locked table ",
                            quoted_name(locked.front()), "."));
  }
}

void several_exclusive_locks(Judge& judge) {
  const auto& locked = judge.statement().exclusively_locked;
  if (!judge.is_in_transaction() || locked.empty()) return;
  for (std::size_t i = 0; i < judge.index(); ++i) {
    const auto& earlier = judge.script().statements[i].exclusively_locked;
    if (earlier.empty()) continue;
    if (earlier.front() == locked.front()) return;
    return judge.report(cat("Statement ", std::to_string(i + 1), " has locked table ",
                            quoted_name(earlier.front()), "."));
  }
}

void lock_timeout(Judge& judge) { report_first_lock(judge, "lock_timeout", true); }

// Inside a function the setting says nothing of the statement that runs already.
void statement_timeout(Judge& judge) {
  report_first_lock(judge, "statement_timeout", !judge.script().is_transactional);
}

void robust_statements(Judge& judge) {
  if (judge.is_in_transaction() || judge.script().statements.size() < 2) return;
  if (!repeats(judge)) judge.report();
}

void new_enum_value(Judge& judge) {
  if (!judge.is_in_transaction() || judge.facts().command == "COMMENT") return;
  for (std::size_t i = 0; i < judge.index(); ++i) {
    const StatementFacts& earlier = judge.script().statements[i].facts;
    if (earlier.kind != Kind::kAddEnumValue || is_made_type(judge, earlier.names.front())) continue;
    if (!has_string(judge.statement().sql, earlier.new_name)) continue;
    return judge.report(cat("Statement ", std::to_string(i + 1), " adds \"", earlier.new_name,
                            "\" to type ", quoted_name(earlier.names.front()), "."));
  }
}

}  // namespace migrate::lint::checks

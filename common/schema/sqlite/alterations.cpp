#include "schema/sqlite/alterations.h"

#include <algorithm>
#include <string>
#include <utility>

#include "error.h"
#include "schema/sqlite/catalog.h"
#include "schema/sqlite/rebuild.h"
#include "schema/sqlite/rename.h"
#include "schema/sqlite/table_change.h"
#include "schema/sqlite/table_text.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

using Kind = Action::Kind;

bool is_same_table(const ObjectName& a, const ObjectName& b) {
  const bool is_same_schema = a.schema.has_value() == b.schema.has_value() &&
                              (!a.schema || equals_ignoring_case(*a.schema, *b.schema));
  return is_same_schema && equals_ignoring_case(a.name, b.name);
}

bool renames_table(const AlterTable& alter) {
  return std::any_of(alter.actions.begin(), alter.actions.end(),
                     [](const Action& action) { return action.kind == Kind::kRenameTable; });
}

// What no SQLite has natively.
bool needs_rebuild(const Action& action) {
  switch (action.kind) {
    case Kind::kSetType:
    case Kind::kDropType:
    case Kind::kSetCollation:
    case Kind::kSetDefault:
    case Kind::kDropDefault:
    case Kind::kSetExpression:
    case Kind::kDropExpression:
    case Kind::kSetOption:
    case Kind::kDropOption:
      return true;
    case Kind::kAddConstraint: {
      const Tokens tokens(action.definition);
      const std::size_t at = tokens.is_word(0, "constraint") ? 2 : 0;
      return !tokens.is_word(at, "check");
    }
    default:
      return false;
  }
}

// Where SQLite has it natively: it writes every row again for a dropped column, and reads every row
// for a constraint. A rebuild that is to come does both in its one pass.
bool visits_every_row(const Action& action) {
  return !needs_rebuild(action) &&
         (action.kind == Kind::kDropColumn || action.kind == Kind::kSetNotNull ||
          action.kind == Kind::kAddConstraint);
}

bool mentions_name(std::string_view sql, std::string_view name) {
  const Tokens tokens(sql);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto found = tokens.name(i);
    if (found && equals_ignoring_case(*found, name)) return true;
  }
  return false;
}

bool is_table(const TablePlace& place) {
  return place.type == "table" && !Tokens(place.sql).is_word(1, "virtual");
}

// What names such a column names the rowid once the column is gone: SQLite would see nothing amiss.
bool is_named_as_rowid(std::string_view column) {
  return equals_ignoring_case(column, "rowid") || equals_ignoring_case(column, "_rowid_") ||
         equals_ignoring_case(column, "oid");
}

bool has_default(const Action& action) {
  const Tokens tokens(action.definition);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens.is_word(i, "default")) return true;
  }
  return false;
}

bool is_truth_in_text(std::string_view definition) {
  const ColumnText column = read_column(definition);
  const Constraint* given = column.find(Constraint::Kind::kDefault);
  const std::string type = upper_case(slice(definition, column.type));
  const auto has = [&](const char* word) { return type.find(word) != std::string::npos; };
  const bool is_text = !has("INT") && (has("CHAR") || has("CLOB") || has("TEXT"));
  if (!given || !is_text) return false;
  const Tokens tokens(slice(definition, given->expression));
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens.is_word(i, "true") || tokens.is_word(i, "false")) return true;
  }
  return false;
}

// SQLite's own ADD COLUMN does not look for the parents of what is computed.
bool is_computed_reference(const Action& action) {
  if (action.kind != Kind::kAddColumn) return false;
  const ColumnText column = read_column(action.definition);
  return column.find(Constraint::Kind::kGenerated) && column.find(Constraint::Kind::kForeignKey);
}

std::string column_of(const Action& action) {
  if (action.kind != Kind::kAddColumn) return action.name;
  return Tokens(action.definition).name(0).value_or("");
}

bool alters_type(const Action& action) {
  return action.kind == Kind::kSetType || action.kind == Kind::kDropType;
}

// What may change the values of its column, or of one that is made of it.
bool changes_values(const Action& action) {
  return alters_type(action) || action.kind == Kind::kSetExpression ||
         action.kind == Kind::kDropOption;
}

bool gives_type(const Action& action) {
  return alters_type(action) || action.kind == Kind::kAddColumn;
}

// Both USINGs would be about the same row.
void refuse_two_types(const AlterTable& alter) {
  for (auto one = alter.actions.begin(); one != alter.actions.end(); ++one) {
    const bool is_first = std::none_of(alter.actions.begin(), one, [&](const Action& other) {
      return alters_type(*one) && gives_type(other) &&
             equals_ignoring_case(column_of(other), one->name);
    });
    if (is_first) continue;
    throw Error(ErrorCode::kInvalidScript,
                cat("cannot alter type of column \"", one->name, "\" twice"), "",
                "Write a statement of its own for each.");
  }
}

// What a rebuild has no part in.
bool is_sqlites_own(const Action& action) {
  return action.kind == Kind::kRenameColumn || action.kind == Kind::kRenameTable ||
         action.kind == Kind::kOther;
}

}  // namespace

std::size_t alterations_at_start(std::span<const Statement> statements) {
  if (statements.empty()) return 0;
  const auto first = read_alter_table(statements.front().sql);
  if (!first) return read_rename(statements.front().sql) ? 1 : 0;
  std::size_t count = 1;
  for (bool is_open = !renames_table(*first); is_open && count < statements.size(); ++count) {
    const auto next = read_alter_table(statements[count].sql);
    if (!next || !is_same_table(next->table, first->table)) break;
    is_open = !renames_table(*next);
  }
  return count;
}

Alterations::Alterations(Database& database, std::span<const Statement> statements,
                         std::function<bool()> may_edit_schema)
    : database_(database), statements_(statements), may_edit_schema_(std::move(may_edit_schema)) {}

void Alterations::run() {
  if (const auto rename = read_rename(statements_.front().sql)) {
    return run_object_rename(database_, *rename);
  }
  read();
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (i == 0 || steps_[i].statement != steps_[i - 1].statement) {
      database_.check_interrupt();
      if (needs_what_was_put_off(steps_[i].statement)) rebuild();
    }
    run_step(i);
  }
  rebuild();
}

void Alterations::read() {
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    blame(i, i);
    alters_.push_back(*read_alter_table(statements_[i].sql));
    refuse_two_types(alters_.back());
    for (const Action& action : alters_.back().actions) steps_.push_back({i, action});
  }
}

void Alterations::run_step(std::size_t index) {
  const Step& step = steps_[index];
  if (must_come_behind_what_was_put_off(step.action)) rebuild();
  const AlterTable& alter = alters_[step.statement];
  blame(step.statement, step.statement);
  if (alter.is_conditional && !find_table(database_, alter.table)) return;
  if (step.action.kind == Kind::kRenameTable) return rename_table(step);
  if (is_sqlites_own(step.action)) return database_.run_statement(native_text(step));
  // What SQLite's own ADD CHECK and SET NOT NULL (3.53) refuse is for the rebuild to judge: they
  // take NULL, which meets every condition, for a failure of a CHECK, and don't say what has
  // failed.
  if (put_off_.empty() && !is_better_put_off(index) &&
      !database_.try_statement(native_text(step))) {
    return;
  }
  put_off_.push_back(step);
}

void Alterations::rename_table(const Step& step) {
  const auto table = find_table(database_, alters_[step.statement].table);
  const std::string& new_name = step.action.new_name;
  const bool is_other_case =
      table && table->name != new_name && equals_ignoring_case(table->name, new_name);
  if (!is_other_case) return database_.run_statement(native_text(step));
  if (database_.try_statement(native_text(step))) {
    run_letter_case_rename(database_, *table, new_name);
  }
}

void Alterations::blame(std::size_t first, std::size_t last) {
  first_ = first;
  count_ = last - first + 1;
}

// A statement of one action, as a script has it or taken out of a list.
std::string Alterations::native_text(const Step& step) const {
  const AlterTable& alter = alters_[step.statement];
  if (alter.is_plain && alter.actions.size() == 1) {
    return std::string(statements_[step.statement].sql);
  }
  return cat("ALTER TABLE ", alter.written_name, " ", step.action.text);
}

// SQLite's own ADD COLUMN gives each row the default as it is: of whatever type in a STRICT table,
// and the number 1 for TRUE in a column of text.
bool Alterations::fills_with_other_type(const Step& step) const {
  if (step.action.kind != Kind::kAddColumn || !has_default(step.action)) return false;
  if (is_truth_in_text(step.action.definition)) return true;
  const auto table = find_table(database_, alters_[step.statement].table);
  return table && is_table(*table) && read_table(table->sql).has(TableOption::kStrict);
}

// What becomes the rowid has the rows' ids in one rebuild; the default would be the same for all.
bool Alterations::becomes_key(std::size_t index) const {
  const Action& added = steps_[index].action;
  if (added.kind != Kind::kAddColumn) return false;
  return std::any_of(
      steps_.begin() + static_cast<std::ptrdiff_t>(index) + 1, steps_.end(), [&](const Step& step) {
        return step.action.kind == Kind::kAddConstraint &&
               read_constraint(step.action.definition).kind == Constraint::Kind::kPrimaryKey &&
               mentions_name(step.action.definition, column_of(added));
      });
}

bool Alterations::is_better_put_off(std::size_t index) const {
  const Action& action = steps_[index].action;
  if (action.kind == Kind::kDropColumn && is_named_as_rowid(action.name)) return true;
  if (is_computed_reference(action)) return true;
  if (fills_with_other_type(steps_[index]) || becomes_key(index)) return true;
  return visits_every_row(action) &&
         std::any_of(steps_.begin() + static_cast<std::ptrdiff_t>(index) + 1, steps_.end(),
                     [](const Step& step) { return needs_rebuild(step.action); });
}

// Actions of its own statement don't count.
bool Alterations::needs_what_was_put_off(std::size_t statement) const {
  if (put_off_.empty()) return false;
  const std::vector<Action>& actions = alters_[statement].actions;
  return std::any_of(actions.begin(), actions.end(), [&](const Action& action) {
    if (action.kind == Kind::kDropExpression) return shows_other_values(action.name);
    return alters_type(action) && takes_other_values(action);
  });
}

// USING is about the row as earlier statements have left it. A value goes through each type in
// turn: '007' is 7 in between, and '7' when it is text again.
bool Alterations::takes_other_values(const Action& action) const {
  const bool is_about_it = std::any_of(put_off_.begin(), put_off_.end(), [&](const Step& earlier) {
    const std::string column = column_of(earlier.action);
    return !column.empty() &&
           (mentions_name(action.expression, column) ||
            (gives_type(earlier.action) && equals_ignoring_case(column, action.name)));
  });
  return is_about_it || reads_generated_column(action.expression) ||
         loses_any_of_strict(action.name);
}

// What a generated column shows follows the columns that it is made of.
bool Alterations::shows_other_values(std::string_view column) const {
  const std::string sql = statement_of_table();
  const TableText table = sql.empty() ? TableText() : read_table(sql);
  const ColumnText* found = table.find(column);
  const Constraint* generated = found ? found->find(Constraint::Kind::kGenerated) : nullptr;
  if (!generated) return true;
  const std::string_view expression = slice(sql, generated->expression);
  const bool follows_any = reads_generated_column(expression);
  return std::any_of(put_off_.begin(), put_off_.end(), [&](const Step& earlier) {
    const Action& action = earlier.action;
    return changes_values(action) &&
           (follows_any || action.kind == Kind::kDropOption ||
            equals_ignoring_case(action.name, column) || mentions_name(expression, action.name));
  });
}

std::string Alterations::statement_of_table() const {
  const auto place = find_table(database_, alters_[put_off_.front().statement].table);
  return place && is_table(*place) ? place->sql : "";
}

// Its value follows those of others, which may have been put off.
bool Alterations::reads_generated_column(std::string_view expression) const {
  if (expression.empty()) return false;
  const std::string sql = statement_of_table();
  if (sql.empty()) return false;
  const TableText table = read_table(sql);
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnText& column) {
    return column.find(Constraint::Kind::kGenerated) && mentions_name(expression, column.name);
  });
}

// ANY makes a number of '007', but not in a STRICT table.
bool Alterations::loses_any_of_strict(std::string_view column) const {
  const bool is_lost = std::any_of(put_off_.begin(), put_off_.end(), [](const Step& step) {
    return step.action.kind == Kind::kDropOption && step.action.option == TableOption::kStrict;
  });
  if (!is_lost) return false;
  const std::string sql = statement_of_table();
  if (sql.empty()) return false;
  const TableText table = read_table(sql);
  const ColumnText* found = table.find(column);
  return found && equals_ignoring_case(slice(sql, found->type), "any");
}

// A renamed column has its new name at once, so actions that were put off must not speak of it.
bool Alterations::must_come_behind_what_was_put_off(const Action& action) const {
  if (action.kind != Kind::kRenameColumn) return is_sqlites_own(action);
  return std::any_of(put_off_.begin(), put_off_.end(), [&](const Step& step) {
    return mentions_name(step.action.text, action.name) ||
           mentions_name(step.action.text, action.new_name);
  });
}

void Alterations::rebuild() {
  if (put_off_.empty()) return;
  blame(put_off_.front().statement, put_off_.back().statement);
  const AlterTable& alter = alters_[put_off_.front().statement];
  const std::optional<TablePlace> table = find_table(database_, alter.table);
  if (!table) throw Error(ErrorCode::kStatement, cat("no such table: ", alter.written_name));
  if (!is_table(*table)) {
    throw Error(ErrorCode::kNotSupported, cat("cannot alter \"", table->name, "\""),
                table->type == "view" ? "It is a view." : "It is a virtual table.");
  }
  TableChange change(table->sql, [&](const std::string& parent) {
    const auto place = find_table(database_, {table->schema, parent});
    return place ? primary_key_of(database_, *place) : std::vector<std::string>{};
  });
  for (const Step& step : put_off_) {
    blame(step.statement, step.statement);
    change.apply(step.action);
  }
  blame(put_off_.front().statement, put_off_.back().statement);
  change.require_a_column();
  change.require_columns_of_expressions();
  rebuild_table(database_, *table, change, may_edit_schema_ && may_edit_schema_());
  put_off_.clear();
}

}  // namespace migrate::sqlite

#include "lint/sqlite_facts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "error.h"
#include "lint/sqlite_names.h"
#include "schema/sqlite/alter_text.h"
#include "schema/sqlite/table_text.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::lint {
namespace {

using Kind = StatementFacts::Kind;
using Constraint = ConstraintFacts::Kind;
using sqlite::Tokens;

std::vector<std::string> all_folded(const std::vector<std::string>& names) {
  std::vector<std::string> result;
  result.reserve(names.size());
  for (const std::string& name : names) result.push_back(folded(name));
  return result;
}

QualifiedName name_of(const sqlite::ObjectName& name) {
  return {folded(name.schema.value_or("")), folded(name.name)};
}

// Functions of SQLite's own that read nothing but their arguments.
bool is_known_function(std::string_view name) {
  constexpr std::array known{"abs",    "coalesce", "glob",  "ifnull",    "iif",    "instr",
                             "length", "like",     "lower", "ltrim",     "max",    "min",
                             "nullif", "replace",  "round", "rtrim",     "substr", "trim",
                             "typeof", "unicode",  "upper", "in",        "and",    "or",
                             "not",    "between",  "cast",  "json_valid"};
  return std::find(known.begin(), known.end(), name) != known.end();
}

ExpressionFacts read_expression(std::string_view sql) {
  ExpressionFacts facts;
  facts.sql = std::string(sql);
  facts.is_simple = true;
  const Tokens tokens(sql);
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const auto name = tokens.name(at);
    if (!name || tokens.is_string(at)) continue;
    const std::string word = folded(*name);
    if (tokens.is_word(at, "select")) facts.is_simple = false;
    if (!tokens.is(at + 1, '(')) {
      facts.columns.push_back(word);
    } else if (!is_known_function(word)) {
      facts.functions.push_back({{}, word});
      facts.is_simple = false;
    }
  }
  facts.is_null = tokens.size() == 1 && tokens.is_word(0, "null");
  return facts;
}

std::string_view without_parentheses(std::string_view expression) {
  const std::string_view text = trim(expression);
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return text;
  return text.substr(1, text.size() - 2);
}

Constraint constraint_kind(const sqlite::Constraint& constraint, std::string_view sql) {
  switch (constraint.kind) {
    case sqlite::Constraint::Kind::kNotNull:
      return Constraint::kNotNull;
    case sqlite::Constraint::Kind::kDefault:
      return Constraint::kDefault;
    case sqlite::Constraint::Kind::kPrimaryKey:
      return Constraint::kPrimaryKey;
    case sqlite::Constraint::Kind::kUnique:
      return Constraint::kUnique;
    case sqlite::Constraint::Kind::kCheck:
      return Constraint::kCheck;
    case sqlite::Constraint::Kind::kForeignKey:
      return Constraint::kForeignKey;
    case sqlite::Constraint::Kind::kGenerated: {
      const std::string text = folded(sqlite::slice(sql, constraint.span));
      return text.ends_with("stored") ? Constraint::kGenerated : Constraint::kOther;
    }
    default:
      return Constraint::kOther;
  }
}

ConstraintFacts read(const sqlite::Constraint& constraint, std::string_view sql) {
  ConstraintFacts facts;
  facts.kind = constraint_kind(constraint, sql);
  facts.name = folded(constraint.name);
  facts.columns = all_folded(constraint.columns);
  facts.parent = {{}, folded(constraint.parent)};
  facts.parent_columns = all_folded(constraint.parent_columns);
  if (!constraint.expression.empty()) {
    facts.expression =
        read_expression(without_parentheses(sqlite::slice(sql, constraint.expression)));
  }
  return facts;
}

ColumnFacts read(const sqlite::ColumnText& column, std::string_view sql) {
  ColumnFacts facts;
  facts.name = folded(column.name);
  facts.type.name.name = folded(sqlite::slice(sql, column.type));
  for (const sqlite::Constraint& each : column.constraints) {
    facts.constraints.push_back(read(each, sql));
    if (facts.constraints.back().columns.empty()) facts.constraints.back().columns = {facts.name};
  }
  return facts;
}

// Whether the running SQLite has the action. Source: sqlite.org/lang_altertable.html; releaselog.
bool needs_rebuild(const ActionFacts& action, bool has_alter_column) {
  using Action = ActionFacts::Kind;
  switch (action.kind) {
    case Action::kSetType:
    case Action::kSetDefault:
    case Action::kDropDefault:
    case Action::kRenameConstraint:
      return true;
    case Action::kSetNotNull:
    case Action::kDropNotNull:
    case Action::kDropConstraint:
      return !has_alter_column;
    case Action::kAddConstraint:
      return !has_alter_column || action.constraint.kind != Constraint::kCheck;
    case Action::kAddColumn:
      return action.column.find(Constraint::kPrimaryKey) ||
             action.column.find(Constraint::kUnique) || action.column.find(Constraint::kGenerated);
    default:
      return false;
  }
}

// What no SQLite has and no rule looks at.
bool is_ours(sqlite::Action::Kind kind) {
  using Action = sqlite::Action::Kind;
  return kind == Action::kDropType || kind == Action::kSetCollation ||
         kind == Action::kSetExpression || kind == Action::kDropExpression ||
         kind == Action::kSetOption || kind == Action::kDropOption;
}

ActionFacts::Kind action_kind(sqlite::Action::Kind kind) {
  using From = sqlite::Action::Kind;
  using To = ActionFacts::Kind;
  switch (kind) {
    case From::kAddColumn:
      return To::kAddColumn;
    case From::kDropColumn:
      return To::kDropColumn;
    case From::kSetType:
      return To::kSetType;
    case From::kSetNotNull:
      return To::kSetNotNull;
    case From::kDropNotNull:
      return To::kDropNotNull;
    case From::kSetDefault:
      return To::kSetDefault;
    case From::kDropDefault:
      return To::kDropDefault;
    case From::kAddConstraint:
      return To::kAddConstraint;
    case From::kDropConstraint:
      return To::kDropConstraint;
    case From::kRenameConstraint:
      return To::kRenameConstraint;
    default:
      return To::kOther;
  }
}

ActionFacts read(const sqlite::Action& action) {
  ActionFacts facts;
  facts.kind = action_kind(action.kind);
  facts.name = folded(action.name);
  facts.new_name = folded(action.new_name);
  facts.is_conditional = action.is_conditional;
  if (facts.kind == ActionFacts::Kind::kAddColumn) {
    facts.column = read(sqlite::read_column(action.definition), action.definition);
    facts.name = facts.column.name;
  }
  if (facts.kind == ActionFacts::Kind::kAddConstraint) {
    facts.constraint = read(sqlite::read_constraint(action.definition), action.definition);
    facts.name = facts.constraint.name;
  }
  return facts;
}

StatementFacts read(const sqlite::AlterTable& alter, bool has_alter_column) {
  StatementFacts facts;
  facts.kind = Kind::kAlterTable;
  facts.command = "ALTER TABLE";
  facts.object = ObjectType::kTable;
  facts.names = {name_of(alter.table)};
  facts.is_conditional = alter.is_conditional;
  const sqlite::Action& first = alter.actions.front();
  const bool is_rename = first.kind == sqlite::Action::Kind::kRenameTable ||
                         first.kind == sqlite::Action::Kind::kRenameColumn;
  if (is_rename && alter.actions.size() == 1) {
    facts.kind = Kind::kRename;
    if (first.kind == sqlite::Action::Kind::kRenameColumn) facts.object = ObjectType::kColumn;
    facts.part = folded(first.name);
    facts.new_name = folded(first.new_name);
    return facts;
  }
  for (const sqlite::Action& action : alter.actions) {
    facts.actions.push_back(read(action));
    facts.actions.back().needs_rebuild =
        is_ours(action.kind) || needs_rebuild(facts.actions.back(), has_alter_column);
  }
  return facts;
}

// Reads a statement from its first words.
class Reader {
 public:
  explicit Reader(std::string_view sql) : sql_(sql), tokens_(sql) {}

  StatementFacts read_statement() {
    if (accept("create")) {
      read_create();
    } else if (accept("drop")) {
      read_drop();
    } else if (accept("pragma")) {
      read_pragma();
    } else {
      read_rows_or_session();
    }
    return std::move(facts_);
  }

 private:
  bool accept(std::string_view word) {
    if (!tokens_.is_word(at_, word)) return false;
    ++at_;
    return true;
  }

  QualifiedName read_name() {
    QualifiedName name;
    name.name = folded(tokens_.name(at_++).value_or(""));
    if (!tokens_.is(at_, '.')) return name;
    ++at_;
    name.schema = std::exchange(name.name, folded(tokens_.name(at_++).value_or("")));
    return name;
  }

  void read_if_not_exists() {
    if (accept("if") && accept("not") && accept("exists")) facts_.is_conditional = true;
  }

  void read_create() {
    facts_.command = "CREATE";
    facts_.is_temporary = accept("temp") || accept("temporary");
    const bool is_unique = accept("unique");
    if (accept("index")) return read_index(is_unique);
    facts_.kind = Kind::kCreateObject;
    if (accept("view")) facts_.object = ObjectType::kView;
    if (accept("trigger")) facts_.object = ObjectType::kTrigger;
    const bool is_virtual = accept("virtual");
    if (accept("table")) {
      facts_.kind = is_virtual ? Kind::kCreateTableAs : Kind::kCreateTable;
      facts_.object = ObjectType::kTable;
    }
    read_if_not_exists();
    facts_.names = {read_name()};
    if (facts_.kind != Kind::kCreateTable) return;
    if (tokens_.is_word(at_, "as")) {
      facts_.kind = Kind::kCreateTableAs;
      read_sources(at_);
      return;
    }
    const sqlite::TableText table = sqlite::read_table(sql_);
    for (const sqlite::ColumnText& column : table.columns) {
      facts_.columns.push_back(read(column, sql_));
    }
    for (const sqlite::Constraint& each : table.constraints) {
      facts_.constraints.push_back(read(each, sql_));
    }
  }

  void read_index(bool is_unique) {
    facts_.command = "CREATE INDEX";
    facts_.kind = Kind::kCreateIndex;
    facts_.object = ObjectType::kIndex;
    facts_.index.is_unique = is_unique;
    read_if_not_exists();
    const QualifiedName index = read_name();
    facts_.part = index.name;
    accept("on");
    facts_.names = {{index.schema, read_name().name}};
    const std::size_t close = tokens_.closing(at_);
    for (std::size_t first = at_ + 1; first < close;) {
      std::size_t last = first;
      while (last < close && !tokens_.is(last, ',')) {
        last = tokens_.is(last, '(') ? tokens_.closing(last) + 1 : last + 1;
      }
      // `name`, `name DESC`, `name COLLATE x`: all else is an expression.
      const bool is_name = tokens_.name(first) && !tokens_.is_string(first) &&
                           (last == first + 1 || tokens_.is_word(first + 1));
      facts_.index.columns.push_back(is_name ? folded(*tokens_.name(first)) : std::string());
      if (last > first + 1) facts_.index.is_ordinary = false;
      first = last + 1;
    }
    facts_.index.is_partial = tokens_.is_word(close + 1, "where");
    if (facts_.index.is_partial) facts_.index.finds_keys = lacks_only_nulls(close + 2);
  }

  // Whether `column IS NOT NULL` or `column NOT NULL`, of a column of the key, is all that follows.
  bool lacks_only_nulls(std::size_t at) const {
    const std::string column = folded(tokens_.name(at).value_or(""));
    const auto& columns = facts_.index.columns;
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) return false;
    const std::size_t test = tokens_.is_word(at + 1, "is") ? at + 2 : at + 1;
    if (tokens_.is_word(test, "notnull")) return test + 1 == tokens_.size();
    return tokens_.is_word(test, "not") && tokens_.is_word(test + 1, "null") &&
           test + 2 == tokens_.size();
  }

  void read_drop() {
    facts_.command = "DROP";
    facts_.kind = Kind::kDrop;
    if (accept("table")) facts_.object = ObjectType::kTable;
    if (accept("index")) facts_.object = ObjectType::kIndex;
    if (accept("view")) facts_.object = ObjectType::kView;
    if (accept("trigger")) facts_.object = ObjectType::kTrigger;
    if (accept("if") && accept("exists")) facts_.is_conditional = true;
    facts_.names = {read_name()};
  }

  void read_pragma() {
    facts_.command = "PRAGMA";
    facts_.kind = Kind::kPragma;
    facts_.setting = read_name().name;
    const bool is_refused = facts_.setting == "journal_mode" || facts_.setting == "synchronous";
    const bool sets = tokens_.is(at_, '=') || tokens_.is(at_, '(');
    facts_.refuses_transaction = is_refused && sets;
    if (is_refused && sets) facts_.command += cat(" ", facts_.setting);
  }

  // Tables and columns that what is written comes from; what an UPDATE's SET assigns to and its
  // WHERE are not among them.
  void read_sources(std::size_t at) {
    for (; at < tokens_.size(); ++at) {
      if (facts_.kind == Kind::kUpdate && tokens_.is_word(at, "where")) return;
      if (tokens_.is_word(at, "from") || tokens_.is_word(at, "join")) {
        QualifiedName name{{}, folded(tokens_.name(at + 1).value_or(""))};
        if (tokens_.is(at + 2, '.')) {
          name = {name.name, folded(tokens_.name(at + 3).value_or(""))};
        }
        if (!name.empty()) facts_.read.push_back(name);
      } else if (tokens_.is(at, '*')) {
        facts_.read_columns.emplace_back("*");
      } else if (const auto column = tokens_.name(at); column && !tokens_.is(at + 1, '=')) {
        facts_.read_columns.push_back(folded(*column));
      }
    }
  }

  bool has_word(std::string_view word) const {
    for (std::size_t at = at_; at < tokens_.size(); ++at) {
      if (tokens_.is_word(at, word)) return true;
    }
    return false;
  }

  void read_rows_or_session() {
    if (accept("update")) {
      if (accept("or")) ++at_;
      facts_.kind = Kind::kUpdate;
      facts_.names = {read_name()};
      facts_.has_where = has_word("where") || has_word("from");
      facts_.written = facts_.names;
      read_sources(at_);
    } else if (accept("delete")) {
      accept("from");
      facts_.kind = Kind::kDelete;
      facts_.names = {read_name()};
      facts_.has_where = has_word("where");
      facts_.written = facts_.names;
    } else if (accept("insert") || accept("replace")) {
      if (accept("or")) ++at_;
      accept("into");
      facts_.kind = Kind::kInsert;
      facts_.names = {read_name()};
      facts_.written = facts_.names;
      while (at_ < tokens_.size() && !tokens_.is_word(at_, "select")) ++at_;
      read_sources(at_);
    } else if (tokens_.is_word(0, "select") || tokens_.is_word(0, "with")) {
      facts_.kind = Kind::kSelect;
    } else if (accept("begin")) {
      facts_.kind = Kind::kBegin;
      facts_.refuses_transaction = true;
    } else if (accept("commit") || accept("end")) {
      facts_.kind = Kind::kCommit;
    } else if (accept("rollback")) {
      facts_.kind = has_word("to") ? Kind::kOther : Kind::kRollback;
    } else if (tokens_.is_word(0, "vacuum") || tokens_.is_word(0, "detach")) {
      facts_.command = tokens_.is_word(0, "vacuum") ? "VACUUM" : "DETACH";
      facts_.refuses_transaction = true;
    }
  }

  std::string_view sql_;
  Tokens tokens_;
  StatementFacts facts_;
  std::size_t at_ = 0;
};

StatementFacts read_text(std::string_view sql, bool has_alter_column) {
  if (const auto alter = sqlite::read_alter_table(sql)) return read(*alter, has_alter_column);
  if (const auto rename = sqlite::read_rename(sql)) {
    StatementFacts facts;
    facts.kind = Kind::kRename;
    facts.command = "ALTER INDEX";
    const bool is_index = rename->kind == sqlite::Rename::Kind::kIndex;
    facts.object = is_index ? ObjectType::kIndex : ObjectType::kTrigger;
    facts.names = {name_of(is_index ? rename->object : rename->table)};
    facts.new_name = folded(rename->new_name);
    facts.is_conditional = rename->is_conditional;
    return facts;
  }
  return Reader(sql).read_statement();
}

// What SQLite compiles says of the text alone; of what it needs nothing is known before it runs.
bool is_about_syntax(std::string_view message) {
  return message.find("syntax error") != std::string_view::npos ||
         message.find("incomplete input") != std::string_view::npos ||
         message.find("unrecognized token") != std::string_view::npos;
}

// Statements that do something when they are compiled, or that only migrate can read.
bool can_be_explained(const StatementFacts& facts, std::string_view sql) {
  if (facts.kind == Kind::kPragma || facts.refuses_transaction) return false;
  const Tokens tokens(sql);
  if (tokens.is_word(0, "attach") || tokens.is_word(0, "explain")) return false;
  return !tokens.is_word(0, "alter");
}

void check_syntax(Database& database, std::string_view sql, StatementFacts& facts) {
  if (!can_be_explained(facts, sql)) return;
  try {
    database.in_savepoint([&] { database.query(cat("EXPLAIN ", sql)); });
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kStatement || error.ends_work()) throw;
    if (is_about_syntax(error.message())) facts.error = error.message();
  }
}

bool has_alter_column(Database& database) {
  const std::vector<std::string> parts = split_list(
      database.query("SELECT replace(sqlite_version(), '.', ',')").at(0)[0].value_or(""));
  if (parts.size() < 2) return false;
  return std::stoi(parts[0]) > 3 || (parts[0] == "3" && std::stoi(parts[1]) >= 53);
}

}  // namespace

IndexFacts sqlite_index(std::string_view sql) { return Reader(sql).read_statement().index; }

StatementFacts sqlite_facts(Database& database, std::string_view sql) {
  StatementFacts facts;
  try {
    facts = read_text(sql, has_alter_column(database));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kInvalidScript && error.code() != ErrorCode::kNotSupported) {
      throw;
    }
    // SQLite's own message is the better one where it has one.
    facts = {};
    check_syntax(database, sql, facts);
    if (!facts.error) facts.error = error.message();
    return facts;
  }
  check_syntax(database, sql, facts);
  return facts;
}

}  // namespace migrate::lint

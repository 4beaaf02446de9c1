#include "random_model/schema.h"

#include <algorithm>

#include "text.h"

namespace migrate::test {
namespace {

// Calls `text` and `number` for the pieces of a pattern.
template <typename Text, typename Number>
void split(const Pattern& pattern, const Text& text, const Number& number) {
  std::size_t at = 0;
  for (;;) {
    const std::size_t open = pattern.find('{', at);
    text(pattern.substr(at, open - at));
    if (open == std::string::npos) return;
    const std::size_t close = pattern.find('}', open);
    number(std::stoi(pattern.substr(open + 1, close - open - 1)));
    at = close + 1;
  }
}

std::string list(const Schema& schema, const std::vector<int>& columns, bool is_descending) {
  std::string text;
  for (const int column : columns) {
    text += cat(text.empty() ? "" : ", ", schema.sql_of(reference(column)));
  }
  return cat("(", text, is_descending ? " DESC" : "", ")");
}

std::string references(const Schema& schema, const Constraint& key) {
  return cat("REFERENCES ", schema.sql_of(reference(key.parent)),
             key.parent_columns.empty() ? "" : cat(" ", list(schema, key.parent_columns, false)),
             key.actions);
}

std::string constraint_sql(const Schema& schema, const Constraint& constraint) {
  const bool is_inline = constraint.is_at_column;
  const std::string name =
      constraint.name.empty() ? "" : cat("CONSTRAINT ", quoted_name(constraint.name), " ");
  const std::string columns = list(schema, constraint.columns, constraint.is_descending);
  switch (constraint.kind) {
    case Constraint::Kind::kPrimaryKey: {
      const std::string mark = constraint.is_autoincrement ? " AUTOINCREMENT" : "";
      if (is_inline) {
        return cat(name, "PRIMARY KEY", constraint.is_descending ? " DESC" : "",
                   constraint.conflict, mark);
      }
      return cat(name, "PRIMARY KEY ", columns.substr(0, columns.size() - 1), mark, ")",
                 constraint.conflict);
    }
    case Constraint::Kind::kUnique:
      return cat(name, "UNIQUE", is_inline ? "" : cat(" ", columns), constraint.conflict);
    case Constraint::Kind::kCheck:
      return cat(name, "CHECK ", schema.sql_of(constraint.check));
    case Constraint::Kind::kForeignKey:
      return cat(name, is_inline ? "" : cat("FOREIGN KEY ", columns, " "),
                 references(schema, constraint));
  }
  return "";
}

// On a line of its own.
std::string annotation(const std::string& renamed_from) {
  return renamed_from.empty() ? "" : cat("-- @renamed from=", quoted_name(renamed_from), "\n");
}

std::string column_sql(const Schema& schema, const Table& table, const Column& column) {
  std::string sql = annotation(column.renamed_from);
  if (!sql.empty()) sql = cat("\n", sql);
  sql += quoted_name(column.name);
  if (!column.type.empty()) sql += cat(" ", column.type);
  if (!column.collation.empty()) sql += cat(" COLLATE ", column.collation);
  if (column.is_not_null) sql += cat(" NOT NULL", column.not_null_conflict);
  if (!column.default_value.empty()) sql += cat(" DEFAULT ", column.default_value);
  if (!column.generated.empty()) {
    sql += cat(" GENERATED ALWAYS AS ", schema.sql_of(column.generated),
               column.is_stored ? " STORED" : " VIRTUAL");
  }
  for (const Constraint& one : table.constraints) {
    if (one.is_at_column && one.columns.front() == column.id) {
      sql += cat(" ", constraint_sql(schema, one));
    }
  }
  return sql;
}

}  // namespace

std::string quoted_name(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) result.append(c == '"' ? 2 : 1, c);
  return result + "\"";
}

bool same_name(std::string_view a, std::string_view b) { return equals_ignoring_case(a, b); }

std::vector<int> numbers_in(const Pattern& pattern) {
  std::vector<int> numbers;
  split(
      pattern, [](const std::string&) {}, [&](int number) { numbers.push_back(number); });
  return numbers;
}

Pattern reference(int id) { return cat("{", std::to_string(id), "}"); }

const Column* Table::find(int column) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const Column& one) { return one.id == column; });
  return found == columns.end() ? nullptr : &*found;
}

const Constraint* Table::primary_key() const {
  const auto found =
      std::find_if(constraints.begin(), constraints.end(),
                   [](const Constraint& one) { return one.kind == Constraint::Kind::kPrimaryKey; });
  return found == constraints.end() ? nullptr : &*found;
}

// `INTEGER PRIMARY KEY DESC` at the column is no rowid, for the sake of old files.
const Column* Table::rowid_column() const {
  const Constraint* key = primary_key();
  if (is_without_rowid || !key || key->columns.size() != 1) return nullptr;
  if (key->is_descending && key->is_at_column) return nullptr;
  const Column* column = find(key->columns.front());
  return column && same_name(column->type, "integer") ? column : nullptr;
}

Pattern FullTextTable::arguments() const {
  return cat(columns.empty() ? reference(column) : join(columns, ", "), options);
}

const Table* Schema::find_table(int id) const {
  const auto found =
      std::find_if(tables.begin(), tables.end(), [&](const Table& one) { return one.id == id; });
  return found == tables.end() ? nullptr : &*found;
}

const std::string* Schema::name_of(int id) const {
  for (const Table& table : tables) {
    if (table.id == id) return &table.name;
    if (const Column* column = table.find(id)) return &column->name;
  }
  for (const View& view : views) {
    if (view.id == id) return &view.name;
    for (const Output& output : view.outputs) {
      if (output.id == id) return &output.name;
    }
  }
  return nullptr;
}

bool Schema::knows(const Pattern& pattern) const {
  const std::vector<int> numbers = numbers_in(pattern);
  return std::all_of(numbers.begin(), numbers.end(), [&](int id) { return name_of(id); });
}

bool Schema::has_name(std::string_view name) const {
  const auto is_named = [&](const auto& one) { return same_name(one.name, name); };
  return std::any_of(tables.begin(), tables.end(),
                     [&](const Table& table) {
                       return is_named(table) ||
                              std::any_of(table.indexes.begin(), table.indexes.end(), is_named);
                     }) ||
         std::any_of(views.begin(), views.end(), is_named) ||
         std::any_of(triggers.begin(), triggers.end(), is_named) ||
         std::any_of(full_text.begin(), full_text.end(), is_named);
}

std::string Schema::sql_of(const Pattern& pattern) const {
  std::string sql;
  split(
      pattern, [&](const std::string& text) { sql += text; },
      [&](int id) {
        const std::string* name = name_of(id);
        sql += name ? quoted_name(*name) : "missing";
      });
  return sql;
}

std::string Schema::sql_of(const Table& table) const {
  std::vector<std::string> elements;
  for (const Column& column : table.columns) elements.push_back(column_sql(*this, table, column));
  for (const Constraint& one : table.constraints) {
    if (!one.is_at_column) elements.push_back(constraint_sql(*this, one));
  }
  std::vector<std::string> options;
  if (table.is_without_rowid) options.emplace_back("WITHOUT ROWID");
  if (table.is_strict) options.emplace_back("STRICT");
  return cat(annotation(table.renamed_from), "CREATE TABLE ", quoted_name(table.name), " (",
             join(elements, ", "), ") ", join(options, ", "));
}

std::string Schema::sql_of(const Table& table, const Index& index) const {
  return cat(annotation(index.renamed_from), "CREATE ", index.is_unique ? "UNIQUE " : "", "INDEX ",
             quoted_name(index.name), " ON ", quoted_name(table.name), " (",
             sql_of(join(index.terms, ", ")), ")",
             index.where.empty() ? "" : cat(" WHERE ", sql_of(index.where)));
}

std::vector<std::string> Schema::table_statements() const {
  std::vector<std::string> result;
  for (const Table& table : tables) {
    result.push_back(sql_of(table));
    for (const Index& index : table.indexes) result.push_back(sql_of(table, index));
  }
  return result;
}

std::vector<std::string> Schema::other_statements() const {
  std::vector<std::string> result;
  for (const View& view : views) {
    std::vector<std::string> names;
    for (const Output& output : view.outputs) names.push_back(quoted_name(output.name));
    result.push_back(cat("CREATE VIEW ", quoted_name(view.name),
                         view.lists_columns ? cat(" (", join(names, ", "), ")") : "", " AS ",
                         sql_of(view.select)));
  }
  for (const FullTextTable& table : full_text) {
    result.push_back(cat("CREATE VIRTUAL TABLE ", quoted_name(table.name), " USING fts5 (",
                         sql_of(table.arguments()), ")"));
  }
  for (const Trigger& trigger : triggers) {
    result.push_back(cat("CREATE TRIGGER ", quoted_name(trigger.name), " ", sql_of(trigger.head),
                         " ON ", sql_of(reference(trigger.relation)), " ", sql_of(trigger.body)));
  }
  return result;
}

}  // namespace migrate::test

// Columns of SQLite's tables. Their keys, checks and references are objects of their own
// (sqlite_constraint.cpp), also where they stand at the column.
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "schema/kinds/kinds.h"
#include "schema/kinds/sqlite_statements.h"
#include "schema/sqlite/normal.h"
#include "schema/sqlite/reading.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate {
namespace {

using sqlite::ColumnText;
using sqlite::Constraint;
using sqlite::Tokens;

// Of several clauses of a kind the last one counts.
const Constraint* last_of(const ColumnText& column, Constraint::Kind kind) {
  const Constraint* found = nullptr;
  for (const Constraint& one : column.constraints) {
    if (one.kind == kind) found = &one;
  }
  return found;
}

Value clause(std::string_view sql, const Constraint* constraint) {
  if (!constraint) return std::nullopt;
  return std::string(sqlite::slice(sql, constraint->definition));
}

Value written_not_null(const ColumnText& column) {
  const Constraint* found = last_of(column, Constraint::Kind::kNotNull);
  if (!found) return std::nullopt;
  if (found->conflict.empty()) return "NOT NULL";
  return cat("NOT NULL ON CONFLICT ", upper_case(found->conflict));
}

// `NOT NULL ON CONFLICT ABORT` is what NOT NULL is without that.
Value not_null(const ColumnText& column) {
  const Value written = written_not_null(column);
  return written == "NOT NULL ON CONFLICT ABORT" ? "NOT NULL" : written;
}

// BINARY is what a column has without the clause.
Value collation(std::string_view sql, const ColumnText& column) {
  const Value written = clause(sql, last_of(column, Constraint::Kind::kCollate));
  if (!written) return std::nullopt;
  const std::string name = Tokens(*written).name(1).value_or("");
  return equals_ignoring_case(name, "binary") ? std::nullopt : Value(sqlite::folded_name(name));
}

Value default_value(std::string_view sql, const ColumnText& column) {
  const Constraint* found = last_of(column, Constraint::Kind::kDefault);
  if (!found) return std::nullopt;
  return std::string(sqlite::slice(sql, found->expression));
}

Value normal_default(const Value& expression) {
  if (!expression) return std::nullopt;
  const std::string normal = sqlite::normal_default(*expression);
  return normal == "null" ? std::nullopt : Value(normal);
}

Value expression(std::string_view sql, const ColumnText& column) {
  const Constraint* found = column.find(Constraint::Kind::kGenerated);
  if (!found) return std::nullopt;
  return std::string(sqlite::slice(sql, found->expression));
}

bool is_stored(std::string_view sql, const ColumnText& column) {
  const Constraint* found = column.find(Constraint::Kind::kGenerated);
  if (!found) return false;
  const Tokens tokens(sqlite::slice(sql, found->definition));
  return tokens.is_word(tokens.size() - 1, "stored");
}

// The column without what is an object of its own.
std::string definition(std::string_view sql, const ColumnText& column) {
  std::string text = sqlite::written_name(column.name);
  const std::string_view type = sqlite::slice(sql, column.type);
  if (!type.empty()) text += cat(" ", type);
  for (const Constraint& one : column.constraints) {
    switch (one.kind) {
      case Constraint::Kind::kNotNull:
      case Constraint::Kind::kDefault:
      case Constraint::Kind::kCollate:
      case Constraint::Kind::kGenerated:
        text += cat(" ", sqlite::slice(sql, one.span));
        break;
      case Constraint::Kind::kNull:
      case Constraint::Kind::kPrimaryKey:
      case Constraint::Kind::kUnique:
      case Constraint::Kind::kCheck:
      case Constraint::Kind::kForeignKey:
        break;
    }
  }
  return text;
}

void refer_to_sources(std::size_t index, const sqlite::SchemaEntry& entry, const ColumnText& column,
                      sqlite::Reading& reading) {
  const Value made_of = expression(entry.sql, column);
  if (!made_of) return;
  for (const ColumnText& other : entry.text.columns) {
    if (&other == &column || !sqlite::mentions_column(*made_of, other.name)) continue;
    reading.refer(index, kSqliteColumn, column_key(entry.name, other.name));
  }
}

// What the statements need, which is not compared.
void add_written(std::vector<Value>& values, std::string_view sql, const ColumnText& column) {
  values.emplace_back(sqlite::written_name(column.name));
  values.emplace_back(std::string(sqlite::slice(sql, column.type)));
  values.push_back(default_value(sql, column));
  values.push_back(expression(sql, column));
  values.push_back(written_not_null(column));
  values.emplace_back(definition(sql, column));
}

void read_column(const sqlite::SchemaEntry& entry, const ColumnText& column,
                 const std::string& key_of_table, std::size_t table, sqlite::Reading& reading) {
  const std::string_view sql = entry.sql;
  const Value made_of = expression(sql, column);
  std::vector<Value> values{spelling(column.name),
                            made_of ? Value(sqlite::normal_sql(*made_of)) : std::nullopt,
                            is_stored(sql, column) ? "true" : "false",
                            sqlite::normal_sql(sqlite::slice(sql, column.type)),
                            collation(sql, column),
                            not_null(column),
                            normal_default(default_value(sql, column))};
  std::string address;
  if (reading.is_whole()) {
    add_written(values, sql, column);
    address = cat(sqlite::written_name(entry.name), ".", sqlite::written_name(column.name));
  } else {
    values.resize(kSqliteColumn.attributes.size());
  }
  const std::size_t index =
      reading.add(kSqliteColumn, column.name, std::move(address),
                  cat(key_of_table, ".", table_key(column.name)), table, std::move(values));
  if (reading.is_whole()) refer_to_sources(index, entry, column, reading);
}

void read(const sqlite::SchemaEntry& entry, sqlite::Reading& reading) {
  if (entry.type != sqlite::SchemaEntry::Type::kTable) return;
  const std::string key = table_key(entry.name);
  const std::size_t table = reading.find(kSqliteTable, key);
  for (const ColumnText& column : entry.text.columns) {
    read_column(entry, column, key, table, reading);
  }
}

std::string alter_column(const Alteration& change) {
  return cat(alter_table_of(change.to, change.to_model), " ALTER COLUMN ",
             change.to.text("quoted_name"));
}

bool differ(const Alteration& change, std::string_view attribute) {
  return change.from[attribute] != change.to[attribute];
}

std::string rename(const Object& column, const Model& model, std::string_view to) {
  return cat(alter_table_of(column, model), " RENAME COLUMN ", column.text("quoted_name"), " TO ",
             to);
}

void alter_spelling(const Alteration& change, Statements& out) {
  out.add(rename(change.from, change.from_model, change.to.text("quoted_name")));
}

// What is computed and what is given need another column.
bool stays_generated_or_becomes_plain(const Alteration& change) {
  return change.from["generated"] || !change.to["generated"];
}

void alter_expression(const Alteration& change, Statements& out) {
  const Value& to = change.to["expression_sql"];
  if (to) {
    out.add(cat(alter_column(change), " SET EXPRESSION AS ", *to,
                change.to.is("stored") ? " STORED" : " VIRTUAL"),
            {rebuilds_table()});
  } else {
    out.add(cat(alter_column(change), " DROP EXPRESSION"), {rebuilds_table()});
  }
}

void alter_storage(const Alteration& change, Statements& out) {
  if (differ(change, "generated")) return;
  alter_expression(change, out);
}

std::string collate(const Object& column) {
  const Value& name = column["collation"];
  return cat(" COLLATE ", name ? sqlite::written_name(*name) : "BINARY");
}

void alter_type(const Alteration& change, Statements& out) {
  const std::string& type = change.to.text("type_sql");
  const std::string with = differ(change, "collation") ? collate(change.to) : "";
  if (type.empty()) {
    out.add(cat(alter_column(change), " DROP TYPE"), {rebuilds_table()});
    if (!with.empty()) out.add(cat(alter_column(change), " SET", with), {rebuilds_table()});
  } else {
    out.add(cat(alter_column(change), " TYPE ", type, with), {rebuilds_table()});
  }
}

void alter_collation(const Alteration& change, Statements& out) {
  if (differ(change, "type")) return;
  out.add(cat(alter_column(change), " SET", collate(change.to)), {rebuilds_table()});
}

// SQLite takes ON CONFLICT along with NOT NULL.
void alter_not_null(const Alteration& change, Statements& out) {
  const Value& to = change.to["not_null"];
  if (!to) return out.add(cat(alter_column(change), " DROP NOT NULL"));
  std::string clause = change.to.text("not_null_sql");
  if (*to == "NOT NULL" && change.from["not_null"]) clause = "NOT NULL ON CONFLICT ABORT";
  std::vector<Hazard> hazards;
  if (!change.from["not_null"]) {
    hazards = {{Hazard::Type::kScansTable, "every row is read"},
               {Hazard::Type::kCanFail, "a row may hold NULL"}};
  }
  out.add(cat(alter_column(change), " SET ", clause), std::move(hazards));
}

void alter_default(const Alteration& change, Statements& out) {
  const Value& to = change.to["default_sql"];
  out.add(change.to["default"] ? cat(alter_column(change), " SET DEFAULT ", *to)
                               : cat(alter_column(change), " DROP DEFAULT"),
          {rebuilds_table()});
}

constexpr std::array kAttributes{
    Attribute{"spelling", Action::kAlter, alter_spelling},
    Attribute{"generated", Action::kAlter, alter_expression, stays_generated_or_becomes_plain},
    Attribute{"stored", Action::kAlter, alter_storage},
    Attribute{"type", Action::kAlter, alter_type},
    Attribute{"collation", Action::kAlter, alter_collation},
    Attribute{"not_null", Action::kAlter, alter_not_null},
    Attribute{"default", Action::kAlter, alter_default},
    Attribute{"quoted_name", Action::kIgnore},
    Attribute{"type_sql", Action::kIgnore},
    Attribute{"default_sql", Action::kIgnore},
    Attribute{"expression_sql", Action::kIgnore},
    Attribute{"not_null_sql", Action::kIgnore},
    Attribute{"definition", Action::kIgnore},
};

void create(const Object& column, const Model& model, Creation& out) {
  out.before = cat(alter_table_of(column, model), " ADD COLUMN ");
  out.clause = column.text("definition");
  out.takes_suffixes = true;
  if (column["generated"]) {
    if (column.is("stored")) out.hazards.push_back(rebuilds_table());
  } else if (column["not_null"] && !column["default"]) {
    out.hazards.push_back({Hazard::Type::kCanFail, "rows that are there have no value for it"});
  }
}

}  // namespace

const Kind kSqliteColumn{
    .name = "column",
    .keyword = "COLUMN",
    .read = read,
    .attributes = kAttributes,
    .create = create,
    .drop =
        [](const Object& column, const Model& model, Statements& out) {
          out.add(cat(alter_table_of(column, model), " DROP COLUMN ", column.text("quoted_name")));
        },
    .implied = comes_with_its_table,
    .rename = rename,
    .gathered = true,
    .holds_data = true,
    .weight = 52,
};

}  // namespace migrate

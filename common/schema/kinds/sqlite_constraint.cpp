// Keys, checks and foreign keys, wherever they stand: `a int UNIQUE` and `UNIQUE (a)` are the same.
// One without a name is known by what it says.
#include <algorithm>
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
using sqlite::SchemaEntry;
using sqlite::Tokens;

bool is_object(const Constraint& constraint) {
  switch (constraint.kind) {
    case Constraint::Kind::kPrimaryKey:
    case Constraint::Kind::kUnique:
    case Constraint::Kind::kCheck:
    case Constraint::Kind::kForeignKey:
      return true;
    case Constraint::Kind::kNotNull:
    case Constraint::Kind::kNull:
    case Constraint::Kind::kDefault:
    case Constraint::Kind::kCollate:
    case Constraint::Kind::kGenerated:
      return false;
  }
  return false;
}

// `PRIMARY KEY DESC ON CONFLICT FAIL AUTOINCREMENT` of a column
//   ->  `PRIMARY KEY (id DESC AUTOINCREMENT) ON CONFLICT FAIL`
std::string primary_key_at_table(const Tokens& tokens, const std::string& column) {
  std::string key = column;
  std::string behind;
  for (std::size_t i = 2; i < tokens.size(); ++i) {
    if (tokens.is_word(i, "asc")) continue;
    const bool in_list = tokens.is_word(i, "desc") || tokens.is_word(i, "autoincrement");
    (in_list ? key : behind) += cat(" ", tokens.text(i));
  }
  return cat("PRIMARY KEY (", key, ")", behind);
}

// The constraint as it would stand at the table, without its name.
std::string at_table(std::string_view sql, const Constraint& constraint, const ColumnText* column) {
  const std::string_view text = sqlite::slice(sql, constraint.definition);
  if (!column) return std::string(text);
  const std::string name = sqlite::written_name(column->name);
  switch (constraint.kind) {
    case Constraint::Kind::kPrimaryKey:
      return primary_key_at_table(Tokens(text), name);
    case Constraint::Kind::kUnique:
      return cat("UNIQUE (", name, ")", text.substr(std::string_view("unique").size()));
    case Constraint::Kind::kForeignKey:
      return cat("FOREIGN KEY (", name, ") ", text);
    default:
      return std::string(text);
  }
}

std::string name_list(const std::vector<std::string>& names) {
  std::vector<std::string> written;
  written.reserve(names.size());
  for (const std::string& name : names) written.push_back(table_key(name));
  return cat("(", join(written, ", "), ")");
}

std::vector<std::string> columns_of(const Constraint& constraint, const ColumnText* column) {
  return column ? std::vector<std::string>{column->name} : constraint.columns;
}

std::vector<std::string> parent_columns(const Constraint& constraint,
                                        const sqlite::SchemaText& schema) {
  if (!constraint.parent_columns.empty()) return constraint.parent_columns;
  const SchemaEntry* parent = schema.relation(constraint.parent);
  if (!parent || parent->type != SchemaEntry::Type::kTable) return {};
  return primary_key(parent->text);
}

// What a foreign key does besides, without what holds anyway: `on delete cascade`.
std::string actions(const sqlite::ForeignKeyActions& actions) {
  std::vector<std::string> parts;
  if (actions.on_delete != "no action") parts.push_back(cat("on delete ", actions.on_delete));
  if (actions.on_update != "no action") parts.push_back(cat("on update ", actions.on_update));
  if (actions.is_deferred) parts.emplace_back("deferrable initially deferred");
  return join(parts, " ");
}

// What of a definition tells constraints of a table apart, and the rest.
struct Meaning {
  std::string key;
  std::string rest;

  std::string whole() const { return rest.empty() ? key : cat(key, " ", rest); }
};

Meaning meaning(std::string_view sql, const Constraint& constraint, const ColumnText* column,
                const sqlite::SchemaText& schema) {
  const std::string text = at_table(sql, constraint, column);
  switch (constraint.kind) {
    case Constraint::Kind::kForeignKey: {
      const std::vector<std::string> referenced = parent_columns(constraint, schema);
      return {cat("foreign key ", name_list(columns_of(constraint, column)), " references ",
                  table_key(constraint.parent), referenced.empty() ? "" : " ",
                  referenced.empty() ? "" : name_list(referenced)),
              actions(constraint.actions)};
    }
    case Constraint::Kind::kPrimaryKey:
      return {"primary key", sqlite::normal_order(sqlite::normal_sql(text))};
    case Constraint::Kind::kUnique:
      return {cat("unique ", name_list(columns_of(constraint, column))),
              sqlite::normal_order(sqlite::normal_sql(text))};
    default:
      return {cat("check ", sqlite::normal_sql(sqlite::slice(sql, constraint.expression))), ""};
  }
}

// The unique constraint or index of the parent that a foreign key needs; a rowid needs none but the
// primary key's.
void refer_to_key(std::size_t index, const Constraint& constraint, sqlite::Reading& reading) {
  const SchemaEntry* parent = reading.schema().relation(constraint.parent);
  if (!parent || parent->type != SchemaEntry::Type::kTable) return;
  reading.refer(index, kSqliteTable, table_key(parent->name));
  const std::vector<std::string> wanted = parent_columns(constraint, reading.schema());
  for (const std::string& column : wanted) {
    reading.refer(index, kSqliteColumn, column_key(parent->name, column));
  }
  const auto fits = [&](std::vector<std::string> columns) {
    std::vector<std::string> sought = wanted;
    for (auto* list : {&columns, &sought}) {
      for (std::string& name : *list) name = sqlite::folded_name(name);
      std::sort(list->begin(), list->end());
    }
    return columns == sought;
  };
  const auto refer_if_key = [&](const Constraint& one, const ColumnText* column) {
    const bool is_key =
        one.kind == Constraint::Kind::kPrimaryKey || one.kind == Constraint::Kind::kUnique;
    if (!is_key || !fits(columns_of(one, column))) return;
    const std::string key = meaning(parent->sql, one, column, reading.schema()).key;
    const std::string name = one.name.empty() ? key : table_key(one.name);
    reading.refer(index, kSqliteConstraint, cat(table_key(parent->name), ".", name));
  };
  for (const ColumnText& column : parent->text.columns) {
    for (const Constraint& one : column.constraints) refer_if_key(one, &column);
  }
  for (const Constraint& one : parent->text.constraints) refer_if_key(one, nullptr);
  for (const SchemaEntry* entry : reading.schema().indexes_of(parent->name)) {
    const bool has_all = std::all_of(wanted.begin(), wanted.end(), [&](const std::string& column) {
      return sqlite::mentions_column(entry->definition(), column);
    });
    if (has_all && entry->is_unique_index()) {
      reading.refer(index, kSqliteIndex, table_key(entry->name));
    }
  }
}

void refer_to_columns(std::size_t index, const SchemaEntry& entry, const Constraint& constraint,
                      const ColumnText* column, sqlite::Reading& reading) {
  if (constraint.kind == Constraint::Kind::kCheck) {
    const std::string_view expression = sqlite::slice(entry.sql, constraint.expression);
    for (const ColumnText& other : entry.text.columns) {
      if (!sqlite::mentions_column(expression, other.name)) continue;
      reading.refer(index, kSqliteColumn, column_key(entry.name, other.name), true);
    }
    return;
  }
  for (const std::string& name : columns_of(constraint, column)) {
    reading.refer(index, kSqliteColumn, column_key(entry.name, name), true);
  }
}

// One constraint, and what it stands in.
struct Place {
  const SchemaEntry& entry;
  const Constraint& constraint;
  const ColumnText* column;  // nullptr: at the table
  std::size_t parent;
};

// What the statements need, which is not compared.
void add_written(std::vector<Value>& values, const Place& place, const std::string& definition,
                 bool by_name) {
  const Constraint& constraint = place.constraint;
  const std::string name =
      constraint.name.empty() ? "" : cat("CONSTRAINT ", sqlite::written_name(constraint.name));
  values.push_back(by_name ? Value(sqlite::written_name(constraint.name)) : std::nullopt);
  values.emplace_back(cat(name, name.empty() ? "" : " ", definition));
  values.push_back(place.column
                       ? Value(std::string(sqlite::slice(place.entry.sql, constraint.span)))
                       : std::nullopt);
  values.emplace_back(by_name ? name : definition);
  values.emplace_back(constraint.kind == Constraint::Kind::kForeignKey ? "true" : "false");
  values.push_back(constraint.kind == Constraint::Kind::kPrimaryKey
                       ? Value(table_key(place.entry.name))
                       : std::nullopt);
}

// kNoObject where there is one of that key. `key`: in the table.
std::size_t add(const Place& place, const Meaning& means, std::string_view key, bool by_name,
                const std::string& key_of_table, sqlite::Reading& reading) {
  const Constraint& constraint = place.constraint;
  const bool has_name = !by_name && !constraint.name.empty();
  std::vector<Value> values{means.whole(),
                            has_name ? Value(table_key(constraint.name)) : std::nullopt};
  std::string address;
  if (reading.is_whole()) {
    const std::string definition = at_table(place.entry.sql, constraint, place.column);
    add_written(values, place, definition, by_name);
    address = cat(by_name ? sqlite::written_name(constraint.name) : definition, " ON ",
                  sqlite::written_name(place.entry.name));
  } else {
    values.resize(kSqliteConstraint.attributes.size());
  }
  return reading.add(kSqliteConstraint, constraint.name, std::move(address),
                     cat(key_of_table, ".", key), place.parent, std::move(values));
}

// A name or a definition may come up again; what is said twice counts once.
void read_one(const Place& place, const std::string& key_of_table, sqlite::Reading& reading) {
  const Constraint& constraint = place.constraint;
  const Meaning means = meaning(place.entry.sql, constraint, place.column, reading.schema());
  std::size_t index = kNoObject;
  if (!constraint.name.empty()) {
    index = add(place, means, table_key(constraint.name), true, key_of_table, reading);
  }
  if (index == kNoObject) index = add(place, means, means.key, false, key_of_table, reading);
  if (index == kNoObject) index = add(place, means, means.whole(), false, key_of_table, reading);
  if (index == kNoObject || !reading.is_whole()) return;
  refer_to_columns(index, place.entry, constraint, place.column, reading);
  if (constraint.kind == Constraint::Kind::kForeignKey) refer_to_key(index, constraint, reading);
}

void read(const SchemaEntry& entry, sqlite::Reading& reading) {
  if (entry.type != SchemaEntry::Type::kTable) return;
  const std::string key = table_key(entry.name);
  for (const ColumnText& column : entry.text.columns) {
    std::size_t parent = kNoObject;
    for (const Constraint& one : column.constraints) {
      if (!is_object(one)) continue;
      if (parent == kNoObject) {
        parent = reading.find(kSqliteColumn, cat(key, ".", table_key(column.name)));
      }
      read_one({entry, one, &column, parent}, key, reading);
    }
  }
  const std::size_t table = reading.find(kSqliteTable, key);
  for (const Constraint& one : entry.text.constraints) {
    if (is_object(one)) read_one({entry, one, nullptr, table}, key, reading);
  }
}

constexpr std::array kAttributes{
    Attribute{"definition"},
    Attribute{"name"},
    Attribute{"quoted_name", Action::kIgnore},
    Attribute{"sql", Action::kIgnore},
    Attribute{"inline_sql", Action::kIgnore},
    Attribute{"drop_sql", Action::kIgnore},
    Attribute{"is_foreign_key", Action::kIgnore},
    Attribute{"key_of", Action::kIgnore},
};

bool needs_index(const Object& constraint) {
  const std::string_view definition = constraint.text("definition");
  return definition.starts_with("unique ") || definition.starts_with("primary key");
}

void create(const Object& constraint, const Model& model, Creation& out) {
  if (constraint["inline_sql"]) out.clause = cat(" ", constraint.text("inline_sql"));
  // SQLite's own ADD COLUMN takes the others.
  if (needs_index(constraint)) out.hazards.push_back(rebuilds_table());
  out.alone.push_back(
      {cat(alter_table_of(constraint, model), " ADD ", constraint.text("sql")),
       {rebuilds_table(),
        {Hazard::Type::kCanFail,
         constraint.is("is_foreign_key") ? "a row may have no parent" : "a row may not meet it"}}});
}

void drop(const Object& constraint, const Model& model, Statements& out) {
  out.add(cat(alter_table_of(constraint, model), " DROP ", constraint.text("drop_sql")),
          {rebuilds_table()});
}

// Only one that has a name can get another.
std::string likeness(const Object& constraint, const Model& model) {
  if (!constraint["quoted_name"]) return "";
  return cat(alter_table_of(constraint, model), " ", constraint.text("definition"));
}

}  // namespace

const Kind kSqliteConstraint{
    .name = "constraint",
    .keyword = "CONSTRAINT",
    .read = read,
    .attributes = kAttributes,
    .create = create,
    .drop = drop,
    .implied = comes_with_its_table,
    .rename =
        [](const Object& from, const Model& model, std::string_view to) {
          return cat(alter_table_of(from, model), " RENAME CONSTRAINT ", from.text("quoted_name"),
                     " TO ", to);
        },
    .likeness = likeness,
    .folding = Folding::kSuffix,
    .gathered = true,
    // A table has one primary key, whatever it is called.
    .name_space = "primary key",
    .taken_name =
        [](const Object& constraint) { return constraint["key_of"].value_or(std::string()); },
    .weight = 54,
};

}  // namespace migrate

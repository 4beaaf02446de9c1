#include "random_model/random_schema.h"

#include <algorithm>
#include <array>
#include <functional>

#include "random_model/random_parts.h"
#include "random_model/repair.h"

namespace migrate::test {
namespace {

template <typename Items>
auto& any_of_them(Items& items, Dice& dice) {
  return items[dice.below(items.size())];
}

template <typename Items>
void drop_one(Items& items, Dice& dice) {
  if (!items.empty())
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(dice.below(items.size())));
}

Table& some_table(Schema& schema, Dice& dice) { return any_of_them(schema.tables, dice); }

Column& some_column(Schema& schema, Dice& dice) {
  return any_of_them(some_table(schema, dice).columns, dice);
}

void add_foreign_key(Schema& schema, Dice& dice) {
  Table& table = some_table(schema, dice);
  table.constraints.push_back(random_foreign_key(schema, table, dice));
}

void change_default(Schema& schema, Dice& dice) {
  Column& column = some_column(schema, dice);
  column.default_value = dice.one_in(3) ? "" : random_default(dice);
}

void change_not_null(Schema& schema, Dice& dice) {
  Column& column = some_column(schema, dice);
  const bool keeps = column.is_not_null && dice.one_in(2);
  column.is_not_null = keeps || !column.is_not_null;
  column.not_null_conflict = column.is_not_null ? random_conflict(dice) : "";
}

void change_collation(Schema& schema, Dice& dice) {
  some_column(schema, dice).collation = dice.pick(std::array{"", "NOCASE", "RTRIM", "BINARY"});
}

void change_type(Schema& schema, Dice& dice) {
  Table& table = some_table(schema, dice);
  any_of_them(table.columns, dice).type = random_type(table, dice);
}

void change_generated(Schema& schema, Dice& dice) {
  Table& table = some_table(schema, dice);
  Column& column = any_of_them(table.columns, dice);
  if (!column.generated.empty() && dice.one_in(3)) {
    column.generated.clear();
  } else if (!column.generated.empty() && dice.one_in(2)) {
    column.is_stored = !column.is_stored;
  } else {
    column.generated = random_generated(table, column.id, dice);
    column.is_stored = dice.one_in(2);
  }
}

void add_column(Schema& schema, Dice& dice) {
  Table& table = some_table(schema, dice);
  const Column column = random_column(schema, table, dice);
  table.columns.insert(
      table.columns.begin() + static_cast<std::ptrdiff_t>(dice.below(table.columns.size() + 1)),
      column);
}

void move_columns(Schema& schema, Dice& dice) {
  Table& table = some_table(schema, dice);
  std::swap(any_of_them(table.columns, dice), any_of_them(table.columns, dice));
}

void change_primary_key(Schema& schema, Dice& dice) {
  Table& table = some_table(schema, dice);
  std::erase_if(table.constraints,
                [](const Constraint& one) { return one.kind == Constraint::Kind::kPrimaryKey; });
  if (!dice.one_in(3)) {
    if (dice.one_in(3)) any_of_them(table.columns, dice).type = "INTEGER";
    table.constraints.push_back(random_primary_key(table, dice));
  }
}

void change_constraint(Schema& schema, Dice& dice) {
  Table& table = some_table(schema, dice);
  if (table.constraints.empty()) return;
  Constraint& constraint = any_of_them(table.constraints, dice);
  switch (dice.below(6)) {
    case 0:
      constraint.name = constraint.name.empty() ? random_constraint_name(table, dice) : "";
      break;
    case 1:
      constraint.name = random_constraint_name(table, dice);
      break;
    case 2:
      constraint.is_at_column = !constraint.is_at_column;
      break;
    case 3:
      if (constraint.kind != Constraint::Kind::kCheck) constraint.conflict = random_conflict(dice);
      break;
    case 4:
      constraint.is_autoincrement = !constraint.is_autoincrement;
      break;
    default:
      if (constraint.kind == Constraint::Kind::kCheck) {
        constraint.check = random_check(schema, table, dice);
        constraint.columns = {numbers_in(constraint.check).front()};
      }
      constraint.actions = random_actions(dice);
  }
}

void change_index(Schema& schema, Dice& dice) {
  Table& table = some_table(schema, dice);
  if (table.indexes.empty()) return;
  Index& index = any_of_them(table.indexes, dice);
  const Index other = random_index(schema, table, dice);
  switch (dice.below(4)) {
    case 0:
      index.name = other.name;
      break;
    case 1:
      index.is_unique = !index.is_unique;
      break;
    case 2:
      index.where = other.where;
      break;
    default:
      index.terms = other.terms;
  }
}

// The index of another table gets the name.
void move_index(Schema& schema, Dice& dice) {
  Table& from = some_table(schema, dice);
  Table& to = some_table(schema, dice);
  if (from.indexes.empty()) return;
  Index index = random_index(schema, to, dice);
  index.name = from.indexes.front().name;
  from.indexes.erase(from.indexes.begin());
  to.indexes.push_back(index);
}

void swap_names(Schema& schema, Dice& dice) {
  Table& table = some_table(schema, dice);
  std::swap(any_of_them(table.columns, dice).name, any_of_them(table.columns, dice).name);
}

template <typename Part>
void rename(Part& part, const std::string& name) {
  if (part.renamed_from.empty()) part.renamed_from = part.name;
  part.name = name;
}

void rename_table(Schema& schema, Dice& dice) {
  rename(some_table(schema, dice), random_relation_name(schema, dice));
}

void rename_column(Schema& schema, Dice& dice) {
  Table& table = some_table(schema, dice);
  rename(any_of_them(table.columns, dice), random_column_name(table, dice));
}

void rename_index(Schema& schema, Dice& dice) {
  Table& table = some_table(schema, dice);
  if (table.indexes.empty()) return;
  rename(any_of_them(table.indexes, dice), random_index_name(schema, dice));
}

// The names stay, and what they stand for.
void replace_table(Schema& schema, Dice& dice) {
  const std::string name = some_table(schema, dice).name;
  std::erase_if(schema.tables, [&](const Table& one) { return one.name == name; });
  schema = repaired(schema);
  if (schema.tables.empty()) return;
  if (dice.one_in(2)) {
    Table table = random_table_of(schema, dice);
    table.name = name;
    schema.tables.push_back(table);
  } else {
    View view = random_view(schema, dice);
    view.name = name;
    schema.views.push_back(view);
  }
}

template <auto Member, auto Make>
void change_one(Schema& schema, Dice& dice) {
  auto& items = schema.*Member;
  if (items.empty()) return;
  auto changed = Make(schema, dice);
  auto& item = any_of_them(items, dice);
  if (!dice.one_in(3)) changed.name = item.name;
  item = changed;
}

struct Change {
  const char* name;
  std::size_t weight;
  void (*make)(Schema&, Dice&);
};

const std::array kChanges = std::to_array<Change>({
    {"add table", 3,
     [](Schema& schema, Dice& dice) { schema.tables.push_back(random_table_of(schema, dice)); }},
    {"drop table", 2, [](Schema& schema, Dice& dice) { drop_one(schema.tables, dice); }},
    {"replace table", 2, replace_table},
    {"strict", 2,
     [](Schema& schema, Dice& dice) {
       Table& table = some_table(schema, dice);
       table.is_strict = !table.is_strict;
     }},
    {"without rowid", 2,
     [](Schema& schema, Dice& dice) {
       Table& table = some_table(schema, dice);
       table.is_without_rowid = !table.is_without_rowid;
     }},
    {"add column", 6, add_column},
    {"drop column", 6,
     [](Schema& schema, Dice& dice) { drop_one(some_table(schema, dice).columns, dice); }},
    {"move columns", 2, move_columns},
    {"swap names", 1, swap_names},
    {"rename table", 3, rename_table},
    {"rename column", 4, rename_column},
    {"rename index", 2, rename_index},
    {"type", 5, change_type},
    {"not null", 5, change_not_null},
    {"default", 5, change_default},
    {"collation", 3, change_collation},
    {"generated", 3, change_generated},
    {"primary key", 4, change_primary_key},
    {"add unique", 3,
     [](Schema& schema, Dice& dice) {
       Table& table = some_table(schema, dice);
       table.constraints.push_back(random_unique(table, dice));
     }},
    {"add check", 3,
     [](Schema& schema, Dice& dice) {
       Table& table = some_table(schema, dice);
       table.constraints.push_back(random_check_constraint(schema, table, dice));
     }},
    {"add foreign key", 6, add_foreign_key},
    {"drop constraint", 5,
     [](Schema& schema, Dice& dice) { drop_one(some_table(schema, dice).constraints, dice); }},
    {"change constraint", 6, change_constraint},
    {"add index", 4,
     [](Schema& schema, Dice& dice) {
       Table& table = some_table(schema, dice);
       table.indexes.push_back(random_index(schema, table, dice));
     }},
    {"drop index", 3,
     [](Schema& schema, Dice& dice) { drop_one(some_table(schema, dice).indexes, dice); }},
    {"change index", 3, change_index},
    {"move index", 1, move_index},
    {"add view", 3,
     [](Schema& schema, Dice& dice) { schema.views.push_back(random_view(schema, dice)); }},
    {"drop view", 2, [](Schema& schema, Dice& dice) { drop_one(schema.views, dice); }},
    {"change view", 2, change_one<&Schema::views, random_view>},
    {"add trigger", 3,
     [](Schema& schema, Dice& dice) { schema.triggers.push_back(random_trigger(schema, dice)); }},
    {"drop trigger", 2, [](Schema& schema, Dice& dice) { drop_one(schema.triggers, dice); }},
    {"change trigger", 2, change_one<&Schema::triggers, random_trigger>},
    {"add full text", 1,
     [](Schema& schema, Dice& dice) {
       schema.full_text.push_back(random_full_text(schema, dice));
     }},
    {"drop full text", 1, [](Schema& schema, Dice& dice) { drop_one(schema.full_text, dice); }},
    {"change full text", 1, change_one<&Schema::full_text, random_full_text>},
});

const Change& random_change(Dice& dice) {
  std::size_t sum = 0;
  for (const Change& change : kChanges) sum += change.weight;
  std::size_t at = dice.below(sum);
  for (const Change& change : kChanges) {
    if (at < change.weight) return change;
    at -= change.weight;
  }
  return kChanges[0];
}

// Keeps a part only where SQLite takes it.
template <typename Add>
void try_to(Schema& schema, std::size_t times, const Add& add) {
  for (std::size_t i = times; i > 0; --i) {
    Schema bigger = schema;
    add(bigger);
    bigger = repaired(bigger);
    if (is_loadable(bigger)) schema = bigger;
  }
}

// SQLite forgets the UNIQUE where it renames a column that is an INTEGER PRIMARY KEY besides.
bool can_be_renamed(const Table& table, const Column& column) {
  const Constraint* key = table.primary_key();
  const bool is_integer_key =
      key && key->columns == std::vector<int>{column.id} && column.type == "INTEGER";
  return !is_integer_key || std::none_of(table.constraints.begin(), table.constraints.end(),
                                         [&](const Constraint& one) {
                                           return one.kind == Constraint::Kind::kUnique &&
                                                  std::find(one.columns.begin(), one.columns.end(),
                                                            column.id) != one.columns.end();
                                         });
}

template <typename Part>
bool has_named(const std::vector<Part>& parts, const std::string& name) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const Part& one) { return same_name(one.name, name); });
}

// An annotation stays where the old name is free afterwards and the other one was free before.
template <typename Part>
void annotate(const std::vector<Part>& before, std::vector<Part>& after) {
  for (Part& part : after) {
    const std::string& from = part.renamed_from;
    const bool is_rename = !from.empty() && from.find('"') == std::string::npos &&
                           has_named(before, from) && !has_named(after, from) &&
                           !has_named(before, part.name);
    const bool is_first = std::none_of(after.begin(), after.end(), [&](const Part& other) {
      return &other < &part && same_name(other.renamed_from, from);
    });
    if (!is_rename || !is_first) part.renamed_from.clear();
  }
}

void annotate_renames(const Schema& before, Schema& after) {
  for (Table& table : after.tables) {
    // What was another kind of relation is no table that gets another name.
    if (before.has_name(table.name) || after.has_name(table.renamed_from)) {
      table.renamed_from.clear();
    }
  }
  annotate(before.tables, after.tables);
  for (Table& table : after.tables) {
    const auto old = std::find_if(before.tables.begin(), before.tables.end(),
                                  [&](const Table& one) { return is_same_part(one, table); });
    const Table none;
    const Table& known = old == before.tables.end() ? none : *old;
    for (Column& column : table.columns) {
      const bool could =
          std::all_of(known.columns.begin(), known.columns.end(), [&](const Column& one) {
            return !is_same_part(one, column) || can_be_renamed(known, one);
          });
      if (!could || !can_be_renamed(table, column)) column.renamed_from.clear();
    }
    annotate(known.columns, table.columns);
    for (Index& index : table.indexes) {
      if (before.has_name(index.name) || after.has_name(index.renamed_from)) {
        index.renamed_from.clear();
      }
    }
    annotate(known.indexes, table.indexes);
  }
}

}  // namespace

Schema random_schema(Dice& dice) {
  Schema schema;
  while (schema.tables.empty()) {
    try_to(schema, 1 + dice.below(4),
           [&](Schema& bigger) { bigger.tables.push_back(random_table_of(bigger, dice)); });
  }
  try_to(schema, dice.below(4), [&](Schema& bigger) {
    Table& table = some_table(bigger, dice);
    table.indexes.push_back(random_index(bigger, table, dice));
  });
  try_to(schema, dice.below(6), [&](Schema& bigger) { add_foreign_key(bigger, dice); });
  try_to(schema, dice.below(4),
         [&](Schema& bigger) { bigger.views.push_back(random_view(bigger, dice)); });
  try_to(schema, dice.below(4),
         [&](Schema& bigger) { bigger.triggers.push_back(random_trigger(bigger, dice)); });
  try_to(schema, dice.one_in(4) ? 1 : 0,
         [&](Schema& bigger) { bigger.full_text.push_back(random_full_text(bigger, dice)); });
  return schema;
}

Schema changed_schema(const Schema& schema, Dice& dice, std::vector<std::string>& log) {
  Schema result = schema;
  for (std::size_t i = 1 + dice.below(8); i > 0; --i) {
    const Change& change = random_change(dice);
    Schema changed = result;
    change.make(changed, dice);
    changed = repaired(changed);
    if (!is_loadable(changed)) continue;
    result = changed;
    log.emplace_back(change.name);
  }
  annotate_renames(schema, result);
  return result;
}

}  // namespace migrate::test

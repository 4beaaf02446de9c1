// Views, triggers and full-text tables: what names others.
#include <algorithm>
#include <array>

#include "random_model/random_parts.h"
#include "text.h"

namespace migrate::test {
namespace {

struct Relation {
  int id = 0;
  std::vector<int> columns;
};

std::vector<Relation> relations(const Schema& schema, bool with_views) {
  std::vector<Relation> result;
  for (const Table& table : schema.tables) {
    Relation relation{table.id, {}};
    for (const Column& column : table.columns) relation.columns.push_back(column.id);
    result.push_back(relation);
  }
  for (const View& view : schema.views) {
    if (!with_views) break;
    Relation relation{view.id, {}};
    for (const Output& output : view.outputs) relation.columns.push_back(output.id);
    if (!relation.columns.empty()) result.push_back(relation);
  }
  return result;
}

// A statement of a trigger's body. `row` is OLD, NEW or empty, `of` its columns.
Pattern random_action(const Schema& schema, const std::string& row, const Relation& of,
                      Dice& dice) {
  std::vector<Table> tables = schema.tables;
  const Table& target = dice.pick(tables);
  std::vector<int> plain;
  for (const Column& column : target.columns) {
    if (column.generated.empty()) plain.push_back(column.id);
  }
  const std::string value = cat(row, ".", reference(dice.pick(of.columns)));
  const std::string column = reference(dice.pick(plain));
  const std::string relation = reference(target.id);
  switch (dice.below(4)) {
    case 0:
      return cat("INSERT INTO ", relation, " (", column, ") VALUES (", value, ")");
    case 1:
      return cat("UPDATE ", relation, " SET ", column, " = ", value, " WHERE ", column, " IS ",
                 value);
    case 2:
      return cat("DELETE FROM ", relation, " WHERE ", column, " IS ", value);
    default:
      return cat("SELECT count(*) FROM ", relation, " WHERE ", column, " = ", value);
  }
}

}  // namespace

View random_view(Schema& schema, Dice& dice) {
  View view;
  view.id = schema.next_id++;
  view.name = random_relation_name(schema, dice);
  const std::vector<Relation> sources = relations(schema, true);
  const Relation& first = dice.pick(sources);
  if (dice.one_in(6)) {
    view.select = cat("SELECT * FROM ", reference(first.id));
    return view;
  }
  const Relation& second = dice.pick(sources);
  const bool is_join = dice.one_in(3);
  Table names;
  std::string list;
  view.lists_columns = dice.one_in(4);
  for (std::size_t i = 1 + dice.below(3); i > 0; --i) {
    const bool from_second = is_join && dice.one_in(2);
    const int source = dice.pick((from_second ? second : first).columns);
    Column output;
    output.name = random_column_name(names, dice);
    names.columns.push_back(output);
    view.outputs.push_back({schema.next_id++, output.name});
    list += cat(list.empty() ? "" : ", ", from_second ? "q." : "p.", reference(source),
                view.lists_columns ? "" : cat(" AS ", reference(view.outputs.back().id)));
  }
  view.select = cat("SELECT ", list, " FROM ", reference(first.id), " AS p");
  if (is_join) {
    view.select +=
        cat(" LEFT JOIN ", reference(second.id), " AS q ON p.", reference(dice.pick(first.columns)),
            " = q.", reference(dice.pick(second.columns)));
  }
  if (dice.one_in(3)) {
    view.select += cat(" WHERE p.", reference(dice.pick(first.columns)), " IS NOT ",
                       std::to_string(dice.below(100)));
  }
  return view;
}

Trigger random_trigger(Schema& schema, Dice& dice) {
  Trigger trigger;
  trigger.id = schema.next_id++;
  trigger.name = random_index_name(schema, dice);
  const std::vector<Relation> all = relations(schema, true);
  const Relation& on = dice.pick(all);
  trigger.relation = on.id;
  const bool is_view = !schema.find_table(on.id);
  const std::string event = dice.pick(std::array{"INSERT", "UPDATE", "DELETE"});
  const std::string row = event == "DELETE" ? "OLD" : "NEW";
  trigger.head = cat(is_view ? "INSTEAD OF" : dice.pick(std::array{"AFTER", "BEFORE"}), " ", event);
  if (event == "UPDATE" && dice.one_in(2)) {
    trigger.head += cat(" OF ", reference(dice.pick(on.columns)));
  }
  trigger.body = "FOR EACH ROW ";
  if (dice.one_in(3)) {
    trigger.body += cat("WHEN ", row, ".", reference(dice.pick(on.columns)), " IS NOT NULL ");
  }
  trigger.body += "BEGIN ";
  for (std::size_t i = 1 + dice.below(2); i > 0; --i) {
    trigger.body += cat(random_action(schema, row, on, dice), "; ");
  }
  trigger.body += "END";
  return trigger;
}

FullTextTable random_full_text(Schema& schema, Dice& dice) {
  FullTextTable table;
  table.id = schema.next_id++;
  table.name = random_relation_name(schema, dice);
  if (dice.one_in(2)) {
    table.columns = {"body"};
    if (dice.one_in(2)) table.columns.emplace_back("title");
    table.options = dice.pick(std::array{"", ", tokenize = 'porter ascii'", ", prefix = '2 3'"});
    return table;
  }
  const Table& content = dice.pick(schema.tables);
  table.content = content.id;
  table.column = dice.pick(content.columns).id;
  table.options = cat(", content=", reference(content.id));
  // A column called rowid would be taken for it without that.
  const Column* rowid = content.rowid_column();
  table.options += cat(", content_rowid=", rowid ? reference(rowid->id) : "_rowid_");
  return table;
}

}  // namespace migrate::test

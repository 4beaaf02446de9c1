#include "random_model/full_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "text.h"

namespace migrate::test {
namespace {

std::string place(const FullTextTable& table) { return cat("main.", quoted_name(table.name)); }

const FullTextTable* find(const Schema& schema, const std::string& name) {
  const auto found =
      std::find_if(schema.full_text.begin(), schema.full_text.end(),
                   [&](const FullTextTable& one) { return same_name(one.name, name); });
  return found == schema.full_text.end() ? nullptr : &*found;
}

// What it indexes: rowids and values.
using Indexed = std::vector<std::pair<std::string, std::string>>;

Indexed indexed(const Schema& schema, const FullTextTable& table, const AllRows& rows) {
  Indexed result;
  const Table* content = schema.find_table(table.content);
  for (const StoredRow& row : rows.at(content->name).rows) {
    result.emplace_back(row.rowid, row.values.at(content->find(table.column)->name));
  }
  return result;
}

// Whether the column that was the content's rowid is another one by now.
bool has_lost_rowid(const Schema& schema, const FullTextTable& table) {
  const Table* content = schema.find_table(table.content);
  const std::vector<int> named = numbers_in(table.options);
  return std::any_of(named.begin(), named.end(), [&](int id) {
    const Column* column = content->find(id);
    return column && column != content->rowid_column();
  });
}

}  // namespace

void insert_full_text(const Connection& db, const Schema& schema, Dice& dice) {
  for (const FullTextTable& table : schema.full_text) {
    if (table.columns.empty()) {
      db.run(
          cat("INSERT INTO ", place(table), " (", quoted_name(table.name), ") VALUES ('rebuild')"));
    }
    for (std::size_t i = dice.below(4); i > 0 && !table.columns.empty(); --i) {
      std::string values;
      for (std::size_t j = 0; j < table.columns.size(); ++j) {
        values += cat(", ", dice.pick(std::array{"'some text'", "NULL", "5", "'it''s öl'"}));
      }
      db.run(cat("INSERT OR IGNORE INTO ", place(table), " (rowid, ", join(table.columns, ", "),
                 ") VALUES (", std::to_string(dice.below(90)), values, ")"));
    }
  }
}

void read_full_text(const Connection& db, const Schema& schema, AllRows& all) {
  for (const FullTextTable& table : schema.full_text) {
    TableRows& result = all[table.name];
    if (table.columns.empty()) continue;
    for (const std::vector<std::string>& cells :
         query(db, cat("SELECT rowid, quote(", join(table.columns, "), quote("), ") FROM ",
                       place(table), " ORDER BY rowid"))) {
      StoredRow row{cells[0], {}};
      for (std::size_t i = 1; i < cells.size(); ++i) row.values[table.columns[i - 1]] = cells[i];
      result.rows.push_back(row);
    }
  }
}

void carry_full_text(const Schema& from, const AllRows& rows, const Schema& to, AllRows& all) {
  for (const FullTextTable& table : to.full_text) {
    const FullTextTable* old = find(from, table.name);
    all[table.name].rows.clear();
    if (!old) continue;
    for (const StoredRow& old_row : rows.at(old->name).rows) {
      StoredRow row{old_row.rowid, {}};
      for (const std::string& column : table.columns) {
        const auto found = old_row.values.find(column);
        row.values[column] = found == old_row.values.end() ? "NULL" : found->second;
      }
      if (!row.values.empty()) all[table.name].rows.push_back(row);
    }
  }
}

std::set<std::string> stale_full_text(const Connection& db, const Schema& schema) {
  std::set<std::string> stale;
  for (const FullTextTable& table : schema.full_text) {
    const Failure failure = db.run(cat("INSERT INTO ", place(table), " (", quoted_name(table.name),
                                       ", rank) VALUES ('integrity-check', 1)"));
    if (failure != Failure{}) stale.insert(table.name);
  }
  return stale;
}

std::set<std::string> wrongly_stale(const std::set<std::string>& stale,
                                    const std::set<std::string>& stale_before, const Schema& from,
                                    const AllRows& before, const Schema& to, const AllRows& after) {
  std::set<std::string> wrong = stale;
  std::erase_if(wrong, [&](const std::string& name) {
    const FullTextTable& table = *find(to, name);
    const FullTextTable* old = find(from, name);
    const bool stays = old && from.sql_of(old->arguments()) == to.sql_of(table.arguments());
    if (!table.columns.empty()) return false;
    if (has_lost_rowid(to, table)) return true;
    return stays && (stale_before.count(old->name) > 0 ||
                     indexed(from, *old, before) != indexed(to, table, after));
  });
  return wrong;
}

}  // namespace migrate::test

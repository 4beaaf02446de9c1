// What a table must be, kept apart from the code under test: columns, constraints, indexes and
// rows.
#pragma once

#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "unit/sqlite/connection.h"

namespace migrate::test {

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}

  /// 0 … count - 1.
  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(engine_);
  }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <typename Items>
  auto pick(const Items& items) {
    return items[below(std::size(items))];
  }

 private:
  std::mt19937 engine_;
};

struct ModelColumn {
  std::string name;  // as it is written, with its quotes
  std::string type;
  std::string collation;
  bool is_not_null = false;
  std::string not_null_conflict;  // behind ON CONFLICT; empty: none
  bool is_unique = false;
  std::string default_clause;  // behind DEFAULT; empty: none
  std::string check_mark;      // a string that it must not be; empty: none
  std::string generated_from;  // the column that it is made of; empty: stored as given
  bool is_virtual = false;     // where it is generated
  std::string parent;          // REFERENCES; empty: none
  std::string comment;
  bool has_new_type = false;  // in the statement that is being written
};

struct ModelConstraint {
  enum class Kind { kCheck, kUnique, kForeignKey };
  Kind kind = Kind::kCheck;
  std::string name;
  std::string mark;  // of a check
  std::vector<std::string> columns;
  std::string clause;  // ON CONFLICT of a unique one, ON DELETE of a foreign key; empty: none

  std::string definition() const;
};

struct ModelIndex {
  std::string name;
  std::vector<std::string> columns;  // two, which may be the same
  bool is_partial = false;

  std::string sql() const;
};

/// Values are SQL literals, as quote() gives them.
struct ModelRow {
  std::string rowid;
  std::map<std::string, std::string> values;  // by column; generated ones included
};

enum class Key { kNone, kInteger, kAutoincrement, kText, kWithoutRowid };

struct TableModel {
  Key key = Key::kNone;
  bool is_strict = false;
  // In the script that is being written; there and back in one rebuild is nothing.
  bool has_new_strict = false;
  bool has_new_rowids = false;
  std::vector<ModelColumn> columns;  // the key is the first
  std::vector<ModelConstraint> constraints;
  std::vector<ModelIndex> indexes;
  std::vector<ModelRow> rows;
  int next_number = 1;  // for names and marks

  ModelColumn* find(const std::string& name);
  const ModelColumn* find(const std::string& name) const;
  /// Whether the key is the rowid.
  bool has_rowid_key() const { return key == Key::kInteger || key == Key::kAutoincrement; }
  /// The CREATE statement; without comments and in one line where `is_plain`.
  std::string sql(bool is_plain) const;
};

inline constexpr const char* kTable = "\"the t\"";

/// A table of random columns with indexes, without rows.
TableModel random_table(Dice& dice);
ModelColumn random_column(TableModel& table, Dice& dice);
std::string random_literal(Dice& dice);

/// Fills the table of that schema with random rows and reads them into the model.
void insert_rows(const Connection& db, TableModel& table, Dice& dice);
/// The rows that the database has, in the order of their rowids or keys.
std::vector<ModelRow> read_rows(const Connection& db, const TableModel& table);
/// In the order of read_rows.
std::string shown(std::vector<ModelRow> rows);

/// Makes of the rows' values, which may be expressions, what a table of these columns stores, in a
/// database of its own. Result: false where a row doesn't fit.
bool settle(TableModel& table);

}  // namespace migrate::test

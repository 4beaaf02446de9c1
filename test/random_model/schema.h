// A schema as data that can be changed: what refers to something does so by its number, which stays
// the same when it gets another name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migrate::test {

/// SQL in which `{12}` stands for the name of column or relation 12.
using Pattern = std::string;

struct Column {
  int id = 0;
  std::string name;
  std::string renamed_from;  // as an annotation says; empty: none does
  std::string type;
  bool is_not_null = false;
  std::string not_null_conflict;  // ` ON CONFLICT FAIL`
  std::string default_value;      // behind DEFAULT; empty: none
  std::string collation;
  Pattern generated;  // in parentheses; empty: stored as given
  bool is_stored = false;
};

struct Constraint {
  enum class Kind { kPrimaryKey, kUnique, kCheck, kForeignKey };
  Kind kind = Kind::kCheck;
  std::string name;
  bool is_at_column = false;  // of one column, or of the first of a check
  std::vector<int> columns;
  std::string conflict;
  bool is_autoincrement = false;
  bool is_descending = false;  // the last column of a key
  Pattern check;               // in parentheses
  int parent = 0;
  std::vector<int> parent_columns;  // empty: its primary key
  std::string actions;
};

struct Index {
  int id = 0;
  std::string name;
  std::string renamed_from;
  bool is_unique = false;
  std::vector<Pattern> terms;
  Pattern where;  // empty: for all rows
};

struct Table {
  int id = 0;
  std::string name;
  std::string renamed_from;
  bool is_strict = false;
  bool is_without_rowid = false;
  std::vector<Column> columns;
  std::vector<Constraint> constraints;
  std::vector<Index> indexes;

  const Column* find(int column) const;
  const Constraint* primary_key() const;
  /// The column that is the rowid; nullptr where none is.
  const Column* rowid_column() const;
};

struct Output {
  int id = 0;
  std::string name;
};

struct View {
  int id = 0;
  std::string name;
  std::vector<Output> outputs;
  Pattern select;
  bool lists_columns = false;  // behind the name
};

struct Trigger {
  int id = 0;
  std::string name;
  int relation = 0;
  Pattern head;  // `AFTER INSERT`
  Pattern body;  // `WHEN … BEGIN … END`
};

struct FullTextTable {
  int id = 0;
  std::string name;
  std::vector<std::string> columns;  // of its own rows; none: it has another table's
  int content = 0;                   // that table, and the column that is indexed
  int column = 0;
  Pattern options;  // `, content={3}`

  Pattern arguments() const;
};

struct Schema {
  int next_id = 1;
  std::vector<Table> tables;
  std::vector<View> views;
  std::vector<Trigger> triggers;
  std::vector<FullTextTable> full_text;

  const Table* find_table(int id) const;
  /// Of a column, a table or a view; nullptr where there is none.
  const std::string* name_of(int id) const;
  /// Whether all that the pattern names is there.
  bool knows(const Pattern& pattern) const;
  /// Whether an index, a relation or a trigger has that name, in any case.
  bool has_name(std::string_view name) const;

  std::string sql_of(const Pattern& pattern) const;
  std::string sql_of(const Table& table) const;
  std::string sql_of(const Table& table, const Index& index) const;

  /// Tables and their indexes; what else there is; statements without semicolons.
  std::vector<std::string> table_statements() const;
  std::vector<std::string> other_statements() const;
};

/// `"a ""b"""`
std::string quoted_name(std::string_view name);
bool same_name(std::string_view a, std::string_view b);

/// Whether two tables or columns of a schema and its successor are the same to migrate.
template <typename Part>
bool is_same_part(const Part& a, const Part& b) {
  return same_name(a.name, b.name) ||
         (!a.renamed_from.empty() && same_name(a.renamed_from, b.name)) ||
         (!b.renamed_from.empty() && same_name(b.renamed_from, a.name));
}

/// The numbers in a pattern.
std::vector<int> numbers_in(const Pattern& pattern);
/// `{12}`
Pattern reference(int id);

}  // namespace migrate::test

// Several changes of one table as one: the statement that creates it anew, and what its rows hold.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/sqlite/alter_text.h"
#include "schema/sqlite/table_edit.h"

namespace migrate::sqlite {

class TableChange {
 public:
  /// `sql` is the table's CREATE TABLE statement.
  explicit TableChange(std::string sql, PrimaryKeyOf key_of = {})
      : before_(sql), sql_(std::move(sql)), key_of_(std::move(key_of)) {}

  /// Errors: those of table_edit.h; kInvalidScript for a definition that cannot be read.
  /// REQUIRES: the action is no rename of a table or a column, and is not kOther.
  void apply(const Action& action);

  /// Errors: kWrongState where a CHECK that was added, or the expression that was given to a
  /// generated column, names a column, in double quotes, that the table doesn't have after all
  /// changes.
  void require_columns_of_expressions() const;

  /// Errors: kWrongState where the only column was dropped and none has come for it since.
  void require_a_column() const;

  const std::string& old_sql() const { return before_; }
  const std::string& sql() const { return sql_; }
  /// Whether the new table has the columns of the old one, with their values.
  bool copies_all() const { return values_.empty() && added_.empty() && dropped_.empty(); }
  bool is_nothing() const { return before_ == sql_ && values_.empty(); }
  /// Names of columns of the old table that are gone, also where a new one has such a name.
  const std::vector<std::string>& dropped_columns() const { return dropped_; }
  /// Whether columns become a key that has no NULL: a new one, or that of a table WITHOUT ROWID.
  bool gives_key() const { return adds_primary_key_ || takes_rowid_away(); }
  /// Whether the table becomes one WITHOUT ROWID.
  bool takes_rowid_away() const;
  /// Whether the column has the values and the declaration that it had, and the table the keys: a
  /// foreign key over such columns finds what it found.
  bool leaves_key_column(std::string_view column) const;

  /// How a column of the new table gets its value.
  struct Source {
    std::string column;
    std::string expression;  // over the old row
    bool is_copy = true;     // of the old column of that name
  };
  /// For each column that is neither generated nor left to its default, in their order.
  std::vector<Source> sources() const;

 private:
  struct Given {
    std::string column;
    std::string expression;
  };

  void add_column(const Action& action);
  void drop_column(const Action& action);
  void set_type(const Action& action);
  void set_expression(const Action& action);
  void drop_expression(const Action& action);
  void note_constraint(std::string_view definition);
  void drop_constraint(const Action& action);
  void keep_default_of_added(std::string_view column);
  Given* given(std::string_view column);
  bool is_added(std::string_view column) const;

  std::string before_;
  std::string sql_;
  PrimaryKeyOf key_of_;
  std::vector<Given> values_;       // columns whose value is not the old one
  std::vector<std::string> added_;  // columns that the old table lacks
  std::vector<std::string> dropped_;
  std::optional<Action> awaits_column_;  // a drop of the only column, made behind the next addition
  std::vector<std::string> expressions_;  // of checks and columns, in their parentheses
  bool adds_primary_key_ = false;
};

}  // namespace migrate::sqlite

// A CREATE TABLE statement as text: where its columns and constraints stand in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/sqlite/tokens.h"

namespace migrate::sqlite {

/// What a foreign key does, in lower case.
struct ForeignKeyActions {
  std::string on_delete = "no action";
  std::string on_update = "no action";
  bool is_deferred = false;

  bool operator==(const ForeignKeyActions&) const = default;
};

/// A clause of a column or of a table.
struct Constraint {
  enum class Kind {
    kNotNull,
    kNull,
    kDefault,
    kPrimaryKey,
    kUnique,
    kCheck,
    kForeignKey,
    kCollate,
    kGenerated,
  };
  Kind kind = Kind::kNull;
  std::string name;  // behind CONSTRAINT; empty: none
  Span name_span;
  Span span;        // with CONSTRAINT and the name
  Span definition;  // without
  // PRIMARY KEY and UNIQUE of a table: their columns; FOREIGN KEY of a table: the child's.
  std::vector<std::string> columns;
  std::string parent;                       // REFERENCES: the table
  std::vector<std::string> parent_columns;  // empty: its primary key
  ForeignKeyActions actions;
  bool has_actions = false;  // whether any is written, NO ACTION too
  std::string conflict;      // behind ON CONFLICT, in lower case; empty: not written
  Span expression;           // DEFAULT, CHECK, generated: with its parentheses
};

struct ColumnText {
  std::string name;
  Span name_span;
  Span type;  // empty, behind the name, where there is none
  Span span;
  std::vector<Constraint> constraints;

  /// The first of that kind; nullptr where there is none.
  const Constraint* find(Constraint::Kind kind) const;
};

enum class TableOption { kStrict, kWithoutRowid };

struct OptionText {
  TableOption option = TableOption::kStrict;
  Span span;
};

struct TableText {
  Span name;  // as it is written
  std::vector<ColumnText> columns;
  std::vector<Constraint> constraints;
  Span body;  // with its parentheses
  std::vector<OptionText> options;

  bool has(TableOption option) const;
  /// nullptr where there is none of that name.
  const ColumnText* find(std::string_view column) const&;
  const ColumnText* find(std::string_view column) const&& = delete;  // it would not live
};

/// Reads a statement as sqlite_schema keeps it. Comments belong to no span of a token's; table
/// constraints need no comma between them, as in SQLite.
/// Errors: kNotSupported for text that is no CREATE TABLE with a list of columns.
/// Source: sqlite.org/lang_createtable.html; parse.y, create_table_args.
TableText read_table(std::string_view sql);

/// Reads a column's definition alone: `price numeric(10,2) NOT NULL`. Errors: kInvalidScript.
ColumnText read_column(std::string_view definition);

/// Reads a table constraint alone: `CONSTRAINT n CHECK (a > 0)`. What identifies one is enough:
/// `PRIMARY KEY`, `FOREIGN KEY (a)`. Errors: kInvalidScript.
Constraint read_constraint(std::string_view definition);

}  // namespace migrate::sqlite

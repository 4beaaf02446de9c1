// Changes of a CREATE TABLE statement as text: what they don't concern stays as it is, comments and
// white space included.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/sqlite/table_text.h"

namespace migrate::sqlite {

/// Each takes a statement that read_table can read and returns it changed. `table` in errors is the
/// name as it stands in the statement.
/// Errors: kWrongState where the column or constraint doesn't exist, or exists already; those of
/// the reader.

/// Behind the last column, in a line of its own where that column has one.
///   add_column("CREATE TABLE t (a, UNIQUE (a))", "b int")  ->  CREATE TABLE t (a, b int, UNIQUE
///   (a))
std::string add_column(std::string_view sql, std::string_view definition);

/// With the constraints that refer to it, as in PostgreSQL, and the comment behind it on its line.
/// Errors: also where a generated column refers to it, or where it is the only one.
std::string drop_column(std::string_view sql, std::string_view column);

/// Empty collation: as it was.
std::string set_type(std::string_view sql, std::string_view column, std::string_view type,
                     std::string_view collation);
std::string drop_type(std::string_view sql, std::string_view column);
std::string set_collation(std::string_view sql, std::string_view column,
                          std::string_view collation);
/// `clause`: `NOT NULL`, with an ON CONFLICT where the column is to have one. It takes the place of
/// another, and of that one's name, as SQLite's own does.
std::string set_not_null(std::string_view sql, std::string_view column, std::string_view clause);
std::string drop_not_null(std::string_view sql, std::string_view column);
/// In parentheses where SQLite asks for them: `now + 1` -> `DEFAULT (now + 1)`.
std::string set_default(std::string_view sql, std::string_view column, std::string_view expression);
std::string drop_default(std::string_view sql, std::string_view column);

/// `storage`: STORED or VIRTUAL; empty: as it was. Errors: also where the column isn't generated.
std::string set_expression(std::string_view sql, std::string_view column,
                           std::string_view expression, std::string_view storage);
std::string drop_expression(std::string_view sql, std::string_view column);

/// The primary key of a table, which a foreign key without columns of the parent refers to; empty
/// where it isn't known.
using PrimaryKeyOf = std::function<std::vector<std::string>(const std::string& table)>;

/// Behind all others.
std::string add_constraint(std::string_view sql, std::string_view definition);
/// By name. Errors: also where several have it.
std::string drop_constraint(std::string_view sql, std::string_view name);
/// By definition, whether it stands at the table or at a column: `CHECK (a > 0)`, `UNIQUE (a)`,
/// `PRIMARY KEY`, `FOREIGN KEY (a)`. What the definition leaves out may be anything: the name, ON
/// CONFLICT, the parent, its columns, the actions. Where several fit, those that haven't it either
/// go; all where there are none.
std::string drop_constraint_like(std::string_view sql, std::string_view definition,
                                 const PrimaryKeyOf& key_of = {});
/// Whether there is one that fits.
bool has_constraint_like(std::string_view sql, std::string_view definition);
std::string rename_constraint(std::string_view sql, std::string_view name,
                              std::string_view new_name);

/// Behind the others; as it is where the table has it.
///   add_option("CREATE TABLE t (a) STRICT", kWithoutRowid)  ->
///   CREATE TABLE t (a) STRICT, WITHOUT ROWID
std::string add_option(std::string_view sql, TableOption option);
std::string drop_option(std::string_view sql, TableOption option);

/// Whether there is a constraint of that name.
bool has_constraint(std::string_view sql, std::string_view name);

}  // namespace migrate::sqlite

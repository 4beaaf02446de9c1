// ALTER TABLE as a script writes it: SQLite's own and PostgreSQL's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/sqlite/table_text.h"

namespace migrate::sqlite {

/// One change of a table. The views are into the statement.
struct Action {
  enum class Kind {
    kAddColumn,         // definition
    kDropColumn,        // name
    kSetType,           // name, definition, collation, expression (USING)
    kDropType,          // name
    kSetCollation,      // name, collation
    kSetNotNull,        // name, definition: from NOT on
    kDropNotNull,       // name
    kSetDefault,        // name, expression
    kDropDefault,       // name
    kSetExpression,     // name, expression in its parentheses, definition: STORED, VIRTUAL or empty
    kDropExpression,    // name
    kAddConstraint,     // definition
    kDropConstraint,    // name, or definition
    kRenameConstraint,  // name, new_name
    kRenameColumn,      // name, new_name
    kRenameTable,       // new_name
    kSetOption,         // option
    kDropOption,        // option
    kOther,             // nothing that we know: SQLite's, or an error
  };
  Kind kind = Kind::kOther;
  std::string_view text;  // without the comma
  std::string name;
  std::string new_name;
  std::string_view definition;
  std::string_view expression;
  std::string_view collation;
  TableOption option = TableOption::kStrict;
  bool is_conditional = false;  // IF EXISTS, IF NOT EXISTS
};

/// The name of a table, an index or a trigger.
struct ObjectName {
  std::optional<std::string> schema;
  std::string name;
};

struct AlterTable {
  ObjectName table;
  std::string_view written_name;  // with the schema
  bool is_conditional = false;    // IF EXISTS
  bool is_plain = true;           // without words that only PostgreSQL has in front of the actions
  std::vector<Action> actions;    // at least one
};

/// `ALTER TABLE [IF EXISTS] [ONLY] name action, …`; nothing for every other statement.
///   `ALTER TABLE t ALTER COLUMN a TYPE text USING upper(a), DROP b`  ->  kSetType, kDropColumn
/// Errors: kNotSupported for CASCADE.
/// Sources: PostgreSQL 15 docs, ALTER TABLE; sqlite.org/lang_altertable.html.
std::optional<AlterTable> read_alter_table(std::string_view sql);

/// `ALTER INDEX [IF EXISTS] name RENAME TO new`, `ALTER TRIGGER name ON table RENAME TO new`
struct Rename {
  enum class Kind { kIndex, kTrigger };
  Kind kind = Kind::kIndex;
  ObjectName object;
  ObjectName table;  // of a trigger
  std::string new_name;
  bool is_conditional = false;
};

/// Nothing for every other statement.
std::optional<Rename> read_rename(std::string_view sql);

/// Whether only migrate can run the statement: what no SQLite has, and lists of actions.
bool needs_migrate(std::string_view sql);

}  // namespace migrate::sqlite

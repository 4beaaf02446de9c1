// What one statement of a script says, in words that know no database: filled from PostgreSQL's own
// parse tree, on SQLite from what the core reads of its text (lint/sqlite_facts.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace migrate {

/// A name as a statement gives it, without quotes; without a schema the search path finds it.
struct QualifiedName {
  std::string schema;
  std::string name;

  bool empty() const { return name.empty(); }
  bool operator==(const QualifiedName&) const = default;
};

/// Locks on a table, the weakest first. Source: PostgreSQL 15 docs, §13.3.1.
enum class TableLock {
  kNone,
  kAccessShare,
  kRowShare,
  kRowExclusive,
  kShareUpdateExclusive,
  kShare,
  kShareRowExclusive,
  kExclusive,
  kAccessExclusive,
};

/// A type as the grammar reads it: `int` is pg_catalog.int4, `text` is just that.
struct TypeFacts {
  QualifiedName name;
  std::vector<std::string> modifiers;  // numbers: varchar(50) has 50
  bool is_array = false;

  bool empty() const { return name.empty(); }
};

struct ExpressionFacts {
  std::string sql;                       // without the parentheses around it; empty: not known
  std::vector<QualifiedName> functions;  // that it calls
  std::vector<std::string> columns;      // that it names
  bool is_null = false;                  // the constant NULL
  /// Nothing but columns, constants, operators, casts and calls, none with a schema: what it means
  /// under a search path of the system's own schema alone is known.
  bool is_simple = false;

  bool empty() const { return sql.empty() && functions.empty() && !is_null; }
};

/// A clause of a column, of a table or of a domain.
struct ConstraintFacts {
  enum class Kind {
    kNotNull,
    kDefault,
    kIdentity,
    kGenerated,  // stored with the row
    kCheck,
    kPrimaryKey,
    kUnique,
    kExclusion,
    kForeignKey,
    kOther,
  };
  Kind kind = Kind::kOther;
  std::string name;                         // empty: the database makes one up
  std::vector<std::string> columns;         // of the table's own; a column's clause: that column
  ExpressionFacts expression;               // of kDefault, kGenerated, kCheck
  QualifiedName parent;                     // kForeignKey
  std::vector<std::string> parent_columns;  // empty: its primary key
  std::string index;                        // USING INDEX
  bool is_valid = true;                     // false: NOT VALID
};

struct ColumnFacts {
  std::string name;
  TypeFacts type;
  std::vector<ConstraintFacts> constraints;

  /// The first of that kind; nullptr where there is none.
  const ConstraintFacts* find(ConstraintFacts::Kind kind) const {
    for (const ConstraintFacts& each : constraints) {
      if (each.kind == kind) return &each;
    }
    return nullptr;
  }
};

/// One action of ALTER TABLE or ALTER DOMAIN.
struct ActionFacts {
  enum class Kind {
    kAddColumn,  // column
    kDropColumn,
    kSetType,  // type, expression (USING)
    kSetNotNull,
    kDropNotNull,
    kSetDefault,
    kDropDefault,
    kAddConstraint,  // constraint
    kValidateConstraint,
    kDropConstraint,
    kRenameConstraint,  // new_name
    kAttachPartition,   // table
    kDetachPartition,   // table
    kRewrite,           // SET LOGGED, UNLOGGED, TABLESPACE, ACCESS METHOD
    kOther,
  };
  Kind kind = Kind::kOther;
  std::string name;  // of the column or the constraint
  std::string new_name;
  TypeFacts type;
  ExpressionFacts expression;
  ColumnFacts column;
  ConstraintFacts constraint;
  QualifiedName table;
  bool is_conditional = false;  // IF EXISTS, IF NOT EXISTS
  bool is_cascade = false;
  bool is_concurrent = false;
  bool needs_rebuild = false;  // SQLite has no ALTER TABLE for it
};

struct IndexFacts {
  std::vector<std::string> columns;  // of the key; an expression is an empty name
  bool is_unique = false;
  bool is_partial = false;
  /// Rows of a given key are found by it: a b-tree or hash, with all rows but those without a key.
  bool finds_keys = true;
  /// A b-tree in the columns' own order and collation, with nothing else in it.
  bool is_ordinary = true;
};

enum class ObjectType {
  kOther,
  kTable,
  kColumn,
  kConstraint,
  kIndex,
  kView,
  kMaterializedView,
  kSequence,
  kType,
  kDomain,
  kFunction,
  kTrigger,
  kSchema,
  kDatabase,
};

struct StatementFacts {
  enum class Kind {
    kOther,
    kOpaque,  // DO, CALL, EXECUTE: may do anything
    kCreateTable,
    kCreateTableAs,  // also SELECT INTO and CREATE MATERIALIZED VIEW
    kCreateObject,   // of another type
    kAlterTable,
    kAlterDomain,
    kAddEnumValue,
    kRename,
    kSetSchema,
    kDrop,
    kTruncate,
    kCreateIndex,
    kReindex,
    kCluster,
    kVacuum,
    kRefresh,
    kInsert,
    kUpdate,
    kDelete,
    kSelect,
    kLockTable,
    kSet,
    kBegin,
    kCommit,
    kRollback,
    kPragma,
  };
  Kind kind = Kind::kOther;
  std::string command;  // "ALTER TABLE"
  ObjectType object = ObjectType::kOther;
  /// What it is about: the altered table, the table of the index, everything that is dropped.
  std::vector<QualifiedName> names;
  std::string part;      // kRename: the column or constraint; kCreateIndex: the index's name
  std::string new_name;  // kRename, kSetSchema, kAddEnumValue (the value)
  std::vector<ColumnFacts> columns;
  std::vector<ConstraintFacts> constraints;
  std::vector<ActionFacts> actions;
  IndexFacts index;
  std::vector<QualifiedName> written;  // tables whose rows it changes, in a WITH too
  /// What the rows that it writes are made of: tables, and columns by whatever table; "*" is all.
  std::vector<QualifiedName> read;
  std::vector<std::string> read_columns;
  /// Columns that are declared or assigned together, so that none may come twice: of each UPDATE's
  /// SET, INSERT and result that is given a name. Without those of `columns`.
  std::vector<std::vector<std::string>> assigned;
  std::string setting;                // kSet, kPragma
  std::string value;                  // kPragma
  TableLock lock = TableLock::kNone;  // on `names`; DROP INDEX: on their tables
  bool is_conditional = false;        // IF EXISTS, IF NOT EXISTS, OR REPLACE
  bool is_cascade = false;
  bool is_concurrent = false;
  bool is_temporary = false;
  bool is_full = false;       // VACUUM FULL
  bool is_partition = false;  // CREATE TABLE … PARTITION OF, LIKE, INHERITS, OF type; foreign
  bool has_where = false;     // kUpdate, kDelete
  bool has_position = false;  // kAddEnumValue: BEFORE or AFTER
  bool refuses_transaction = false;
  /// Where it cannot be parsed: the database's message, and the byte at which it stopped.
  std::optional<std::string> error;
  std::size_t error_offset = 0;
};

}  // namespace migrate

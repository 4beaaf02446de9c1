// Every SQL function in one table: both extensions register, describe and call what stands here.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "db/database.h"

namespace migrate {

enum class Type { kText, kBoolean, kInteger, kDouble, kTimestamp };

struct Parameter {
  std::string_view name;
  Type type = Type::kText;
  bool required = false;
  /// SQL text of the default, as migrate_help and CREATE FUNCTION show it; NULL = decided by the
  /// verb.
  std::string_view default_sql = "NULL";
};

struct Column {
  std::string_view name;
  Type type = Type::kText;
};

struct Verb {
  enum class Kind {
    kRead,       // scalar, never writes
    kChange,     // scalar, writes; revoked from PUBLIC, SQLITE_DIRECTONLY
    kProcedure,  // as kChange; on PostgreSQL a procedure that commits
    kList,       // rows, never writes
    kRehearsal,  // rows; runs scripts and undoes that; revoked and SQLITE_DIRECTONLY as kChange
  };
  std::string_view name;
  Kind kind;
  std::span<const Parameter> parameters;
  std::span<const Column> columns;  // of rows
  std::string_view summary;         // one line, a sentence without its period
  /// Arguments in declaration order, one for each parameter, defaults not filled in (nothing = NULL
  /// or left out). Scalars return one row of one value.
  Rows (*run)(Database& database, const Row& arguments);

  bool returns_rows() const { return kind == Kind::kList || kind == Kind::kRehearsal; }
};

/// In the order in which the documentation lists them. Two rows of one name differ in their number
/// of parameters (migrate_setting).
std::span<const Verb> verbs();

/// The row for `name` that takes `parameter_count` parameters; nullptr where there is none.
const Verb* find_verb(std::string_view name, std::size_t parameter_count);

/// `migrate_upgrade(target text DEFAULT 'head') → text`, for migrate_help and the docs.
std::string signature(const Verb& verb);

}  // namespace migrate

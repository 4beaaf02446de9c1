// What the linter asks the database. Nothing is written and no lock above ACCESS SHARE is taken.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "db/statement_facts.h"

namespace migrate::lint {

/// How many rows of a table are looked at to know what its rows say.
inline constexpr std::string_view kSample = "100000";

struct TableEntry {
  enum class Kind { kTable, kView, kMaterializedView, kIndex, kSequence, kOther };
  std::string id;  // PostgreSQL: oid; SQLite: quoted and qualified name
  QualifiedName name;
  Kind kind = Kind::kTable;
  std::optional<long long> rows;  // PostgreSQL: the planner's estimate, children included
  std::optional<long long> bytes;
  bool has_more_rows = false;  // `rows` is where counting was given up
  bool is_readable = true;     // its rows can be read by the caller, as they all are
  bool is_owned = true;        // the caller can alter it
  bool is_droppable = true;    // and drop it, as the owner of its schema can too
};

struct ColumnEntry {
  QualifiedName type;
  std::vector<std::string> modifiers;
  std::string type_text;  // as the database writes it
  bool is_not_null = false;
  bool is_generated = false;
};

struct IndexEntry {
  QualifiedName name;
  std::vector<std::string> columns;  // of the key; an expression is an empty name
  bool is_unique = false;
  bool is_partial = false;
  bool is_valid = true;
  // As those of IndexFacts.
  bool finds_keys = true;
  bool is_ordinary = true;
};

struct TypeEntry {
  QualifiedName name;
  std::string text;              // as the database writes it, without modifiers
  bool has_constraints = false;  // a domain with CHECK or NOT NULL
};

struct FunctionEntry {
  std::string name;       // without its schema
  std::string signature;  // `public.f(integer)`
};

/// An object that needs another.
struct Dependent {
  std::string description;  // `view public.v`
  QualifiedName name;       // where it is a relation
  QualifiedName owner;      // where it is a part of one: that relation
  std::string part;         // the name of a constraint, trigger, rule or policy
};

class Catalog {
 public:
  virtual ~Catalog() = default;

  /// The schemas in which a name without one is looked for, in order; the first gets what is made.
  virtual std::vector<std::string> search_path() = 0;
  /// A table, view, index … of a schema.
  virtual std::optional<TableEntry> table(const QualifiedName& name) = 0;
  virtual std::optional<ColumnEntry> column(const TableEntry& table, const std::string& name) = 0;
  virtual std::vector<std::string> primary_key(const TableEntry& table) = 0;
  virtual std::vector<IndexEntry> indexes(const TableEntry& table) = 0;
  /// The table of an index.
  virtual std::optional<TableEntry> table_of_index(const TableEntry& index) = 0;

  /// Whether dropping something fails while another object needs it; else that breaks.
  virtual bool refuses_to_break() const { return true; }
  /// What could not be there without the table, or without one of its columns.
  virtual std::vector<Dependent> dependents(const TableEntry& table, const std::string& column) = 0;
  /// Functions whose text has these words; not all where there are many.
  virtual std::vector<FunctionEntry> functions_with(const std::vector<std::string>& words) = 0;

  virtual std::optional<TypeEntry> type(const TypeFacts& type) = 0;
  /// Whether values of one type are values of the other as they are stored.
  virtual bool is_binary_coercible(const QualifiedName& from, const QualifiedName& to) = 0;
  /// Those that may give another value for each row, or that the database doesn't know.
  virtual std::vector<std::string> volatile_functions(
      const std::vector<QualifiedName>& functions) = 0;
  /// Whether a validated CHECK says that the column holds no NULL.
  virtual bool has_not_null_check(const TableEntry& table, const std::string& column) = 0;
  virtual std::string setting(std::string_view name) = 0;

  // What the rows say. Only some of a large table's rows are looked at, and nothing is answered
  // where they cannot be read, where that would run code that is not the server's own, or where a
  // lock is in the way.
  virtual std::optional<bool> has_rows(const TableEntry& table) = 0;
  virtual std::optional<bool> has_nulls(const TableEntry& table, const std::string& column) = 0;
  virtual std::optional<bool> has_values(const TableEntry& table, const std::string& column) = 0;
  virtual std::optional<bool> fails(const TableEntry& table, const ExpressionFacts& check) = 0;
  virtual std::optional<bool> has_duplicates(const TableEntry& table,
                                             const std::vector<std::string>& columns) = 0;
  virtual std::optional<bool> has_orphans(const TableEntry& table,
                                          const std::vector<std::string>& columns,
                                          const TableEntry& parent,
                                          const std::vector<std::string>& parent_columns) = 0;
};

std::unique_ptr<Catalog> postgres_catalog(Database& database);
std::unique_ptr<Catalog> sqlite_catalog(Database& database);

/// Runs queries that may fail or have to wait. Result: false where they did. Errors: those that end
/// the work.
bool ask(Database& database, const std::function<void()>& body);

}  // namespace migrate::lint

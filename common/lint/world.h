// The schema as a script meets it: what is in the database, and what the scripts before it have
// made of it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lint/catalog.h"
#include "lint/script_view.h"

namespace migrate::lint {

/// A table, view or index, with its schema.
struct Relation {
  QualifiedName name;
  bool is_made = false;  // by the scripts: it has no rows that matter and nobody else uses it
  std::optional<TableEntry> entry;  // in the database

  /// In the database and in use there.
  bool is_live() const { return entry && !is_made; }
  bool exists() const { return entry || is_made; }
};

class World {
 public:
  explicit World(Catalog& catalog);

  Catalog& catalog() const { return catalog_; }
  const std::vector<std::string>& search_path() const { return search_path_; }

  /// What a name means where the script is. One that nothing has is in the schema in which it would
  /// be made.
  Relation find(const QualifiedName& name) const;
  /// The tables that a DROP INDEX or REINDEX INDEX locks; for other statements its `names`.
  std::vector<Relation> locked(const StatementFacts& facts) const;

  /// Tables in use that the statement locks against everyone.
  std::vector<QualifiedName> exclusively_locked(const StatementFacts& facts) const;

  bool is_made_column(const Relation& table, const std::string& column) const;
  /// Indexes of the table, those that the scripts have made included.
  std::vector<IndexEntry> indexes(const Relation& table) const;
  bool is_dropped(const QualifiedName& name) const { return dropped_.contains(key(name)); }
  bool is_dropped_column(const Relation& table, const std::string& column) const;
  /// Whether a valid CHECK says that the column holds no NULL.
  bool has_not_null_check(const Relation& table, const std::string& column) const;

  /// A statement that can have made anything has run: names that nothing has may mean something.
  bool is_opaque() const { return is_opaque_; }

  /// The scripts have made something, with which indexes and sequences can have come whose names
  /// they don't give.
  bool has_made() const { return !made_.empty() || !indexes_.empty() || !columns_.empty(); }

  /// Goes past a statement.
  void apply(const StatementFacts& facts);

 private:
  using Key = std::string;
  static Key key(const QualifiedName& name);

  void make(const QualifiedName& name);
  void drop(const QualifiedName& name);
  void alter(const StatementFacts& facts);
  void rename(const StatementFacts& facts);
  void note_constraint(const Relation& table, const ConstraintFacts& constraint);

  Catalog& catalog_;
  std::vector<std::string> search_path_;
  mutable std::map<Key, std::optional<TableEntry>> entries_;  // that have been asked for
  std::set<Key> made_;
  std::set<Key> dropped_;
  std::map<Key, QualifiedName> renamed_;          // to what the database calls it
  std::map<Key, std::set<std::string>> columns_;  // made on a table
  std::map<Key, std::set<std::string>> dropped_columns_;
  std::map<Key, std::vector<IndexEntry>> indexes_;        // made on a table
  std::map<Key, std::set<std::string>> not_null_checks_;  // valid, by table: columns
  std::map<Key, std::map<std::string, std::string>> unvalidated_checks_;  // name: column
  bool is_opaque_ = false;
};

}  // namespace migrate::lint

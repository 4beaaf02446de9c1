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
  /// By the scripts.
  bool is_renamed() const { return is_live() && entry->name != name; }
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

  /// Tables in use that the statement keeps others from writing, those that a foreign key refers to
  /// included.
  std::vector<QualifiedName> write_locked(const StatementFacts& facts) const;

  bool is_made_column(const Relation& table, const std::string& column) const;
  /// Indexes of the table, those that the scripts have made included.
  std::vector<IndexEntry> indexes(const Relation& table) const;
  bool is_dropped(const QualifiedName& name) const { return dropped_.contains(key(name)); }
  bool is_dropped_column(const Relation& table, const std::string& column) const;
  /// Whether a valid CHECK says that the column holds no NULL.
  bool has_not_null_check(const Relation& table, const std::string& column) const;

  /// The scripts have changed rows of the table.
  bool is_written(const Relation& table) const;
  /// The scripts have used its rows, or a column's values, for rows that they have written.
  bool is_copied(const Relation& table) const;
  bool is_copied_column(const Relation& table, const std::string& column) const;

  /// A statement that can have made anything has run: names that nothing has may mean something,
  /// those that are in use may be free, and rows may be others.
  bool is_opaque() const { return is_opaque_; }
  /// Objects have gone with others, so that columns that are there may be gone.
  bool has_cascaded() const { return has_cascaded_; }
  /// So may what is in the database be: a column takes its sequence along.
  bool may_be_gone(const Relation& relation) const;
  /// The scripts have made something, with which indexes and sequences can have come whose names
  /// they don't give.
  bool has_made() const;

  /// The scripts have dropped what needs another object, or changed it so that this may be over.
  bool may_be_gone(const Dependent& dependent) const;
  /// Names without schemas of the functions that the scripts have made, replaced or dropped.
  const std::set<std::string>& changed_functions() const { return functions_; }

  /// Goes past a statement.
  void apply(const StatementFacts& facts);

 private:
  using Key = std::string;
  static Key key(const QualifiedName& name);

  /// Without a name the database makes one up; PostgreSQL's is `default_name`.
  struct MadeIndex {
    IndexEntry entry;
    std::string default_name;

    bool is_called(const std::string& name) const {
      return entry.name.name.empty() ? default_name == name : entry.name.name == name;
    }
  };

  /// What the scripts have done to a table or view.
  struct Changes {
    std::set<std::string> columns;  // made
    std::set<std::string> dropped_columns;
    std::map<std::string, std::string> renamed_columns;     // what the database calls it: now
    std::vector<MadeIndex> indexes;                         // made
    std::set<std::string> not_null_checks;                  // columns of valid ones
    std::map<std::string, std::string> unvalidated_checks;  // name: column
    std::set<std::string> dropped_parts;   // constraints, triggers, policies and rules
    std::set<std::string> copied_columns;  // "*" is all
    bool is_copied = false;
    bool is_written = false;
    bool is_replaced = false;        // by a CREATE OR REPLACE VIEW
    bool has_other_changes = false;  // of defaults and whatever else
  };

  const Changes& changes(const Relation& table) const;
  Changes& changes(const QualifiedName& name) { return changes_[key(find(name).name)]; }

  void make(const QualifiedName& name);
  void create_relation(const StatementFacts& facts);
  void drop(const StatementFacts& facts);
  void drop(const QualifiedName& name);
  void create_table(const StatementFacts& facts);
  void create_index(const StatementFacts& facts);
  void alter(const StatementFacts& facts);
  void rename(const StatementFacts& facts);
  void note_rows(const StatementFacts& facts);
  void drop_index(const std::string& name);
  static void rename_column(Changes& changes, const std::string& from, const std::string& to);
  static void note_constraint(const Relation& table, const ConstraintFacts& constraint,
                              Changes& changes);

  Catalog& catalog_;
  std::vector<std::string> search_path_;
  mutable std::map<Key, std::optional<TableEntry>> entries_;  // that have been asked for
  std::set<Key> made_;
  std::set<Key> dropped_;
  std::map<Key, QualifiedName> renamed_;  // to what the database calls it
  std::map<Key, Changes> changes_;
  bool is_opaque_ = false;
  bool has_cascaded_ = false;
  bool has_dropped_columns_ = false;
  bool has_dropped_others_ = false;
  std::set<std::string> dropped_triggers_;  // SQLite: of whatever table
  std::set<std::string> functions_;  // that the scripts make, replace or drop, without schemas
};

}  // namespace migrate::lint

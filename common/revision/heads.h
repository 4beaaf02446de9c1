// The version rows: which revisions the database says are applied, and how a step changes them.
#pragma once

#include <string>
#include <vector>

#include "revision/graph.h"

namespace migrate {

/// One change of table migrate_version.
struct RowChange {
  enum class Kind { kInsert, kUpdate, kDelete };
  Kind kind;
  std::string from;  // kUpdate, kDelete
  std::string to;    // kInsert, kUpdate

  bool operator==(const RowChange&) const = default;
};

/// The applied revisions. The rows are the maximal ones: no row is an ancestor (down_revision or
/// depends_on) of another.
class Heads {
 public:
  /// From the rows' ids. Errors: kWrongState when a row names a revision that is not stored
  /// (`revision "zz" in migrate_version does not exist`, HINT names migrate_stamp(…, purge)).
  /// A row that another row implies is tolerated and kept until a step removes it.
  Heads(const RevisionGraph& graph, const std::vector<std::string>& rows);
  /// As if `rows` were the version rows: for scripts made without looking at what is applied.
  static Heads at(const RevisionGraph& graph, const Nodes& rows);

  bool is_applied(Node node) const { return applied_[node]; }
  const std::vector<bool>& applied() const { return applied_; }
  /// The rows, in graph order.
  Nodes rows() const;
  /// What migrate_current shows: the rows and the branch heads that they imply by dependency.
  /// Graph order. Source: Alembic's _get_all_current.
  Nodes current() const;

  /// Marks `node` as applied. Result: the row changes, deletes before the one insert or update.
  /// Source: Alembic 1.19, runtime/migration.py, RevisionStep and HeadMaintainer.update_to_step.
  /// REQUIRES: every ancestor is applied, `node` is not.
  std::vector<RowChange> apply(Node node);
  /// Marks `node` as not applied. Result: inserts before the one update or delete.
  /// REQUIRES: `node` is applied and no descendant is.
  std::vector<RowChange> revert(Node node);

 private:
  explicit Heads(const RevisionGraph& graph);
  void set_rows(const Nodes& rows);

  const RevisionGraph* graph_;
  std::vector<bool> applied_;
  std::vector<bool> is_row_;
  std::vector<std::uint32_t> applied_above_;  // nodes whose normalized_down holds it; 0 = a row
};

}  // namespace migrate

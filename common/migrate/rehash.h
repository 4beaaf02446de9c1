// The hashes of a history that is about to change.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "db/database.h"
#include "migrate/history_change.h"
#include "migrate/store.h"
#include "revision/graph.h"

namespace migrate {

class Rehash {
 public:
  /// `stored` with `edit` done to it; both outlive this. Errors: those of RevisionGraph::build.
  Rehash(Database& database, const Store& store, const StoredHistory& stored,
         const HistoryEdit& edit);

  /// Works out every hash. What stands on a changed revision gets another one, if it is what it was
  /// when it got its last: a hash is never lent to a text that we have not stored.
  /// Errors: as change_history.
  void run();

  /// The history as it will be, and its hashes by node.
  const RevisionGraph& graph() const { return graph_; }
  const std::vector<std::string>& hashes() const { return hashes_; }

  /// Whether `id` is stored with `hash`.
  bool is_stored_with(const std::string& id, const std::string& hash) const;

 private:
  using Given = std::map<std::string, const HistoryEdit::Change*>;

  static Given given_by(const HistoryEdit& edit);
  void collect();
  std::string stored_hash(const std::string& id) const;
  std::string hash(const Script& script, Node node) const;
  std::string inherited(Node node) const;
  void require_original(const HistoryEdit::Change& change, const std::string& hash) const;
  void require_sealed() const;
  bool is_edited(const std::string& id) const;

  Database& database_;
  const Store& store_;
  const HistoryEdit& edit_;
  std::map<std::string, Seal> seals_;         // as stored
  std::map<std::string, std::string> names_;  // ids and labels, as stored, to ids
  Given given_;
  RevisionGraph graph_;
  std::vector<std::string> hashes_;
  std::vector<bool> affected_;              // by node: given, or standing on what is
  std::map<std::string, Script> standing_;  // affected, but not given
};

}  // namespace migrate

// What is kept in the database: scripts, version rows, the log. The only place that knows our
// tables.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "db/database.h"
#include "revision/graph.h"
#include "revision/heads.h"
#include "script/script.h"

namespace migrate {

/// The history and the version rows, read by one statement: one consistent moment.
/// The graph's order is the order in which the revisions were stored; messages are left out.
struct State {
  RevisionGraph graph;
  std::vector<std::string> version_rows;
};

/// The same, not linked yet: also what is no history can be looked at.
struct StoredHistory {
  std::vector<Revision> revisions;  // in the order in which they were stored
  std::vector<std::string> version_rows;
};

/// What a revision's row says of its place in the history beside its script.
struct Seal {
  std::string hash;  // empty: not written by us
  bool is_head = false;
};

struct SealedScript {
  Script script;
  std::string hash;
};

/// One direction of a stored script, as a step needs it.
struct StoredSection {
  std::string message;
  Section section;
  bool exists = true;  // false: no downgrade
  Value hash;          // of the whole script
};

struct LogEntry {
  std::string operation;  // upgrade, downgrade, stamp, failure
  Value revision;
  double duration_ms = 0;
  Value error;
  Value hash = {};  // of the script that was run; nothing: the revision's, as it is stored then
};

/// Who calls and from where, for the log.
struct Caller {
  Value user;
  Client client;
};

class Store {
 public:
  explicit Store(Database& database, std::optional<Caller> caller = std::nullopt)
      : database_(database), caller_(std::move(caller)) {}

  /// Asks the database once.
  const Caller& caller();

  /// Empty where there are no tables. Errors: those of RevisionGraph::build.
  State load() const;
  StoredHistory load_history() const;

  /// Sorted; empty where there are no tables.
  std::vector<std::string> load_version_rows() const;

  /// The one head that is stored, where its row is the only version row: all is applied then. Found
  /// by an index, without reading the history; nothing in every other case.
  Value only_head_if_applied() const;

  /// In the order of load(): what each revision has beside its place in the graph.
  struct Description {
    std::string message;
    std::string create_date;
    std::string hash;
  };
  std::vector<Description> load_descriptions() const;

  /// When each revision was last upgraded to or stamped, by id; the database's timestamp text.
  std::map<std::string, std::string> load_applied_times() const;

  /// By id. Nothing where there are no tables.
  std::map<std::string, Seal> load_seals() const;
  /// The same for some; what is not stored is left out.
  std::map<std::string, std::string> load_hashes(const std::vector<std::string>& ids) const;
  /// The heads and their hashes as mark_heads has written them.
  std::map<std::string, std::string> load_sealed_heads() const;
  /// The hash with which `id` was last applied or stamped; nothing where the log doesn't say.
  Value load_applied_hash(const std::string& id) const;

  Script load_script(const std::string& id) const;
  /// Several at once, in any order; what is not stored is left out.
  std::vector<SealedScript> load_scripts(std::span<const std::string> ids) const;
  StoredSection load_section(const std::string& id, bool upgrade) const;
  /// Several at once, by id; what is not stored is left out.
  std::map<std::string, StoredSection> load_sections(const std::vector<std::string>& ids,
                                                     bool upgrade) const;
  /// Ids whose section in this direction is missing, or refuses a transaction.
  std::vector<std::string> ids_without_downgrade() const;
  std::vector<std::string> ids_not_transactional(bool upgrade) const;
  /// Of one script; true where it is not stored.
  bool is_transactional(const std::string& id, bool upgrade) const;

  /// Behind all that are stored; as stored by the caller.
  void insert(const Script& script, const std::string& hash);
  /// Everything but the id and the position; as stored by the caller.
  void update(const Script& script, const std::string& hash);
  void update_hash(const std::string& id, const std::string& hash);
  void remove(const std::string& id);

  /// Writes which of the stored revisions are `graph`'s heads, for only_head_if_applied and
  /// load_sealed_heads. `hashes`: by node. REQUIRES: `graph` holds exactly what is stored.
  void mark_heads(const RevisionGraph& graph, const std::vector<std::string>& hashes);

  /// A change of the version rows, written with others by write_version_rows or write_pending: what
  /// several steps of one transaction come to is one change.
  void apply(const RowChange& change);
  /// Errors: kWrongState where a change finds no row or several.
  void write_version_rows();
  void delete_all_version_rows();

  /// The entry bears this moment; it is written with others by write_pending or a later log().
  void log(LogEntry entry);

  /// Writes an entry about a verb that has failed and been undone, where the database can keep it;
  /// see Database::execute_after_failure.
  void log_after_failure(const LogEntry& entry);

  /// Drops what apply and log have not written yet, after their transaction has been undone.
  void forget_pending();

  /// Writes the version rows and the log. REQUIRES: called before their transaction ends.
  void write_pending();

 private:
  void insert_at(const Script& script, const std::string& hash, const Value& position);
  void mark(std::string_view id, bool is_head);
  std::int64_t next_number(std::string_view table, std::string_view column) const;

  struct PendingEntry {
    LogEntry entry;
    std::string logged_at;
  };

  void write_log();
  void write(const RowChange& change);

  Database& database_;
  std::optional<Caller> caller_;
  std::set<std::string> removed_rows_, added_rows_;  // of migrate_version, not written yet
  std::vector<PendingEntry> pending_log_;
  std::int64_t next_position_ = 0;  // 0 = not read yet
  std::int64_t next_log_id_ = 0;
};

}  // namespace migrate

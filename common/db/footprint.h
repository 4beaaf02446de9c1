// What a session leaves in the database while it works: for telling what a statement costs.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace migrate {

/// How far a rehearsal may go.
struct RehearsalLimits {
  // Of each wait for a lock, where the session has no limit; 0 = none.
  std::chrono::milliseconds lock_timeout{0};
  std::int64_t max_bytes = 0;  // of what is copied or changed; 0 = no limit
};

/// A table, an index, a view, … of a user.
struct Relation {
  enum class Kind { kTable, kIndex, kOther };  // kTable: what holds rows

  std::string id;    // the same after a change of the name
  std::string name;  // quoted where needed and with its schema: `public.customer`
  Kind kind = Kind::kTable;
  std::string table_id;   // kIndex: what it is an index of
  std::string storage;    // another one after the relation has been written anew; empty = none
  bool is_shared = true;  // other sessions can use it
  /// Inserted, updated and deleted in this transaction, what has been undone included; nothing
  /// where the server does not count.
  std::optional<std::int64_t> rows_changed;
};

struct RelationLock {
  std::string relation_id;
  int strength = 0;  // a stronger mode conflicts with at least as much
  std::string mode;  // `ACCESS EXCLUSIVE`

  bool operator==(const RelationLock&) const = default;
};

struct Footprint {
  std::vector<RelationLock> locks;  // held on the users' relations
  std::vector<Relation> locked;     // the relations of `locks` that still exist
  std::int64_t rows_changed = 0;    // besides those that the relations count
  std::int64_t bytes_written = 0;   // PostgreSQL: to the WAL; SQLite: to the file
};

}  // namespace migrate

// What PgDatabase tells of a rehearsed statement: facts from pg_locks, pg_class and the counters of
// this session. What they mean is decided in the core.
#include <array>
#include <charconv>

#include "error.h"
#include "guard.h"
#include "pg_database.h"
#include "text.h"

extern "C" {
#include "postgres.h"

#include "access/xact.h"
#include "executor/instrument.h"
#include "storage/proc.h"
}

namespace migrate {
namespace {

struct LockMode {
  std::string_view in_pg_locks;
  std::string_view name;  // as LOCK TABLE has it
};

// From the weakest to the strongest. Source: PostgreSQL 15 docs, "Table-Level Locks".
constexpr std::array kModes{
    LockMode{"AccessShareLock", "ACCESS SHARE"},
    LockMode{"RowShareLock", "ROW SHARE"},
    LockMode{"RowExclusiveLock", "ROW EXCLUSIVE"},
    LockMode{"ShareUpdateExclusiveLock", "SHARE UPDATE EXCLUSIVE"},
    LockMode{"ShareLock", "SHARE"},
    LockMode{"ShareRowExclusiveLock", "SHARE ROW EXCLUSIVE"},
    LockMode{"ExclusiveLock", "EXCLUSIVE"},
    LockMode{"AccessExclusiveLock", "ACCESS EXCLUSIVE"},
};

constexpr std::string_view kHeldLocks =
    "SELECT l.relation, l.mode FROM pg_locks l WHERE l.locktype = 'relation' AND l.granted"
    " AND l.pid = pg_backend_pid()"
    " AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())";

// Without the server's own and without ours. Temporary tables are nobody else's.
constexpr std::string_view kRelations =
    "WITH ours AS (SELECT d.objid FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid"
    " WHERE d.refclassid = 'pg_extension'::regclass AND d.classid = 'pg_class'::regclass"
    " AND d.deptype = 'e' AND e.extname = 'migrate')"
    " SELECT c.oid, format('%I.%I', n.nspname, c.relname), c.relkind, i.indrelid, c.relfilenode,"
    " c.relpersistence <> 't', CASE WHEN current_setting('track_counts')::boolean"
    " THEN pg_stat_get_xact_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_updated(c.oid)"
    " + pg_stat_get_xact_tuples_deleted(c.oid) END"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " LEFT JOIN pg_index i ON i.indexrelid = c.oid"
    " WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f', 'S', 'i', 'I')"
    " AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'"
    " AND NOT EXISTS (SELECT FROM ours WHERE objid IN (c.oid, i.indrelid))";

std::int64_t number(const std::string& text) {
  std::int64_t result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

Relation::Kind kind_of(const std::string& relkind) {
  if (relkind == "i" || relkind == "I") return Relation::Kind::kIndex;
  const bool has_rows = relkind == "r" || relkind == "p" || relkind == "m";
  return has_rows ? Relation::Kind::kTable : Relation::Kind::kOther;
}

std::vector<Relation> as_relations(const Rows& rows) {
  std::vector<Relation> result;
  for (const Row& row : rows) {
    Relation relation;
    relation.id = *row[0];
    relation.name = *row[1];
    relation.kind = kind_of(*row[2]);
    relation.table_id = row[3].value_or("");
    relation.storage = *row[4] == "0" ? "" : *row[4];
    relation.is_shared = *row[5] == "true";
    if (row[6]) relation.rows_changed = number(*row[6]);
    result.push_back(std::move(relation));
  }
  return result;
}

}  // namespace

void PgDatabase::in_rehearsal(const RehearsalLimits& limits,
                              const std::function<void(Database& area)>& body) {
  if (pg_call([]() noexcept { return XactReadOnly; })) {
    throw Error(ErrorCode::kNotSupported, "cannot rehearse in a read-only transaction", "",
                "Scripts are run and rolled back, in a transaction that can write.");
  }
  in_undone_savepoint([&] {
    if (limits.lock_timeout.count() > 0 && LockTimeout == 0) {
      query("SELECT set_config('lock_timeout', $1, true)",
            {std::to_string(limits.lock_timeout.count())});
    }
    body(*this);
  });
}

std::vector<Relation> PgDatabase::relations() { return as_relations(query(kRelations, {})); }

Footprint PgDatabase::footprint() {
  Footprint result;
  result.bytes_written = static_cast<std::int64_t>(pgWalUsage.wal_bytes);
  for (const Row& row : query(kHeldLocks, {})) {
    for (std::size_t i = 0; i < kModes.size(); ++i) {
      if (kModes[i].in_pg_locks != *row[1]) continue;
      result.locks.push_back({*row[0], static_cast<int>(i) + 1, std::string(kModes[i].name)});
    }
  }
  std::vector<std::string> ids;
  for (const RelationLock& lock : result.locks) ids.push_back(lock.relation_id);
  result.locked = as_relations(
      query(cat(kRelations, " AND c.oid = ANY ($1::oid[])"), {cat("{", join(ids, ","), "}")}));
  return result;
}

}  // namespace migrate

// What introspection asks a database besides each kind's own queries.
#pragma once

#include <string_view>

#include "db/database.h"
#include "schema/kind.h"

namespace migrate {

struct CatalogQueries {
  /// Reads everything by itself, from texts instead of catalogs; the queries down to `unmodelled`
  /// are not asked then.
  Model (*read)(Database& database) = nullptr;
  Model (*read_objects)(Database& database) = nullptr;

  /// Sets that a reading waits for locks a short while only; empty: nobody else has any.
  std::string_view wait_shortly = {};

  /// quoted names: the event triggers of migrate_watch_ddl that are there; empty: none can be
  std::string_view ddl_watch = {};

  std::string_view begin = {};    // settings under which many rows are read fast
  std::string_view end = {};      // and back
  std::string_view schemas = {};  // oid, name: those that users made
  std::string_view present = {};  // words for what may be there, as kinds ask for them
  std::string_view members = {};  // class, object, sub of what belongs to an extension, and its own
  std::string_view aliases = {};  // class, object, sub and what it stands for
  /// dependent's and referenced class, object, sub; type ('n' = normal)
  std::string_view edges = {};
  std::string_view casts = {};       // `integer>bigint`, whether an assignment does it
  std::string_view unmodelled = {};  // names of what no kind reads; $1: the schemas, as for kinds
  /// one text: what the wording of readings depends on; first a number
  std::string_view version = {};

  std::string_view Kind::*kind_query = nullptr;
  std::string_view Kind::*kind_if = nullptr;
  std::string_view Kind::*kind_aliases = nullptr;
  std::string_view Kind::*kind_edges = nullptr;
  std::string_view Kind::*kind_edges_if = nullptr;

  std::string_view of_kind(const Kind& kind) const { return kind.*kind_query; }
  std::string_view condition_of_kind(const Kind& kind) const { return kind.*kind_if; }
  std::string_view aliases_of_kind(const Kind& kind) const { return kind.*kind_aliases; }
  std::string_view edges_of_kind(const Kind& kind) const { return kind.*kind_edges; }
  std::string_view edges_condition_of_kind(const Kind& kind) const { return kind.*kind_edges_if; }
};

const CatalogQueries& catalog_queries(const Dialect& dialect);

}  // namespace migrate

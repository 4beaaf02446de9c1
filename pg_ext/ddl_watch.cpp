// The function behind the event triggers of migrate_watch_ddl: writes a row of migrate_ddl_log for
// each object that a statement outside of migrations has created, changed or dropped.
//
// It is called with the rights of whoever runs the statement, and most of them may not write to the
// log. They are lent none for it: what is to be written is read by one fixed query, with the
// caller's own rights and a fixed search path, and the row is put into the heap and its index
// directly, as the server does with its catalogs. No statement, trigger, default or expression is
// run with anybody else's rights, so nobody's code can be. What a caller decides is the content of
// the row: the text of the statement, the names, the name of the application.
//
// A statement does not fail because it could not be recorded: that is a warning.
#include <string>

#include "encoding.h"
#include "error.h"
#include "guard.h"
#include "pg_error.h"
#include "running_script.h"

extern "C" {
#include "postgres.h"

#include "access/genam.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_am.h"
#include "catalog/pg_class.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "commands/event_trigger.h"
#include "commands/sequence.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/relcache.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

extern PGDLLEXPORT Datum migrate_record_ddl(PG_FUNCTION_ARGS);
PG_FUNCTION_INFO_V1(migrate_record_ddl);
}

namespace migrate {
namespace {

// What the two queries give, in the order of the log's columns from `command` on. Temporary objects
// and what an extension makes of itself are no changes of the schema.
constexpr const char* kMade =
    "SELECT command_tag, object_type, object_identity, false, session_user, current_user,"
    " host(inet_client_addr()), nullif(current_setting('application_name'), ''),"
    " left(current_query(), 100000)"
    " FROM pg_event_trigger_ddl_commands() WHERE NOT in_extension"
    " AND schema_name IS DISTINCT FROM 'pg_temp'"
    " AND command_tag <> 'REFRESH MATERIALIZED VIEW'";
constexpr const char* kDropped =
    "SELECT $1, object_type, object_identity, true, session_user, current_user,"
    " host(inet_client_addr()), nullif(current_setting('application_name'), ''),"
    " left(current_query(), 100000)"
    " FROM pg_event_trigger_dropped_objects() WHERE (original OR normal) AND NOT is_temporary";

constexpr Oid kColumns[] = {INT8OID, TIMESTAMPTZOID, TEXTOID, TEXTOID, TEXTOID, BOOLOID,
                            TEXTOID, TEXTOID,        TEXTOID, TEXTOID, TEXTOID};
constexpr int kColumnCount = lengthof(kColumns);
constexpr int kFirstRead = 2;  // id and time come before
constexpr int kIsDropped = 5;

struct Event {
  Oid function;
  bool is_drop;
  const char* tag;
};

// Plain C from here on: called inside of one pg_call.

// A table of that name which is not the extension's could have been put there by anybody.
Relation open_log(Oid function) {
  const Oid log = get_relname_relid("migrate_ddl_log", get_func_namespace(function));
  const Oid extension = getExtensionOfObject(ProcedureRelationId, function);
  if (!OidIsValid(log) || !OidIsValid(extension) ||
      getExtensionOfObject(RelationRelationId, log) != extension) {
    elog(ERROR, "table \"migrate_ddl_log\" of the extension does not exist");
  }
  Relation relation = table_open(log, RowExclusiveLock);
  const TupleDesc row = RelationGetDescr(relation);
  bool fits = relation->rd_rel->relkind == RELKIND_RELATION &&
              relation->rd_rel->relam == HEAP_TABLE_AM_OID && row->natts == kColumnCount;
  for (int i = 0; fits && i < kColumnCount; ++i) {
    fits = TupleDescAttr(row, i)->atttypid == kColumns[i] && !TupleDescAttr(row, i)->attisdropped;
  }
  if (!fits) elog(ERROR, "table \"migrate_ddl_log\" has been altered");
  return relation;
}

// An index on expressions would have code to run.
void require_plain_indexes(Relation log) {
  ListCell* cell;
  foreach (cell, RelationGetIndexList(log)) {
    Relation index = index_open(lfirst_oid(cell), AccessShareLock);
    const bool is_plain =
        RelationGetIndexExpressions(index) == NIL && RelationGetIndexPredicate(index) == NIL;
    index_close(index, AccessShareLock);
    if (!is_plain) elog(ERROR, "table \"migrate_ddl_log\" has an index on expressions");
  }
}

void insert_row(Relation log, Oid ids, HeapTuple found, TupleDesc row) {
  Datum values[kColumnCount];
  bool nulls[kColumnCount] = {};
  values[0] = Int64GetDatum(nextval_internal(ids, false));
  values[1] = TimestampTzGetDatum(GetCurrentTimestamp());
  for (int i = kFirstRead; i < kColumnCount; ++i) {
    char* text = SPI_getvalue(found, row, i - kFirstRead + 1);
    nulls[i] = text == nullptr;
    if (i == kIsDropped) {
      values[i] = BoolGetDatum(text && *text == 't');
    } else {
      values[i] = text ? CStringGetTextDatum(text) : Datum{0};
    }
  }
  CatalogTupleInsert(log, heap_form_tuple(RelationGetDescr(log), values, nulls));
}

void read_objects(const Event& event) {
  Oid types[] = {TEXTOID};
  Datum tag[] = {CStringGetTextDatum(event.tag)};
  const int result = event.is_drop
                         ? SPI_execute_with_args(kDropped, 1, types, tag, nullptr, false, 0)
                         : SPI_execute(kMade, false, 0);
  if (result != SPI_OK_SELECT) elog(ERROR, "unexpected result of SPI: %d", result);
}

void record(const Event& event) {
  SPI_connect();
  const int level = NewGUCNestLevel();
  set_config_option("search_path", "pg_catalog, pg_temp", PGC_USERSET, PGC_S_SESSION,
                    GUC_ACTION_SAVE, true, 0, false);
  read_objects(event);
  if (SPI_processed > 0) {
    Relation log = open_log(event.function);
    require_plain_indexes(log);
    const Oid ids = getIdentitySequence(RelationGetRelid(log), 1, false);
    PushActiveSnapshot(GetTransactionSnapshot());
    for (uint64 i = 0; i < SPI_processed; ++i) {
      insert_row(log, ids, SPI_tuptable->vals[i], SPI_tuptable->tupdesc);
    }
    PopActiveSnapshot();
    table_close(log, RowExclusiveLock);
    CommandCounterIncrement();
  }
  AtEOXact_GUC(true, level);
  SPI_finish();
}

// C++ again.

Event event_of(FunctionCallInfo call) {
  if (!CALLED_AS_EVENT_TRIGGER(call)) {
    throw Error(ErrorCode::kNotSupported,
                "function \"migrate_record_ddl\" can only be called by an event trigger");
  }
  const auto* data = reinterpret_cast<const EventTriggerData*>(call->context);
  return {call->flinfo->fn_oid, strcmp(data->event, "sql_drop") == 0,
          pg_call([&]() noexcept { return GetCommandTagName(data->tag); })};
}

void warn(const Error& error) {
  const std::string text = to_server_lossy(error.message());
  const char* message = text.c_str();
  pg_call([&]() noexcept {
    ereport(WARNING, errmsg("could not record a change of the schema: %s", message));
  });
}

Datum record_ddl(FunctionCallInfo call) {
  const Event event = event_of(call);
  if (RunningScript::is_any()) return 0;
  const ResourceOwner owner = CurrentResourceOwner;
  pg_call([]() noexcept { BeginInternalSubTransaction(nullptr); });
  try {
    pg_call([&]() noexcept {
      record(event);
      ReleaseCurrentSubTransaction();
      CurrentResourceOwner = owner;
    });
  } catch (const PgError& error) {
    pg_call([&]() noexcept {
      RollbackAndReleaseCurrentSubTransaction();
      CurrentResourceOwner = owner;
    });
    if (error.ends_work()) throw;
    warn(error);
  }
  return 0;
}

}  // namespace
}  // namespace migrate

extern "C" Datum migrate_record_ddl(PG_FUNCTION_ARGS) {
  return migrate::pg_entry(fcinfo, migrate::record_ddl);
}

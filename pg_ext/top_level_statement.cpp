// Source: PostgreSQL 15 docs, "Portals" and "Simple Query" of the protocol; tcop/pquery.h.
#include "top_level_statement.h"

extern "C" {
#include "postgres.h"

#include "access/xact.h"
#include "nodes/parsenodes.h"
#include "parser/analyze.h"
#include "storage/proc.h"
#include "tcop/dest.h"
#include "tcop/pquery.h"
#include "tcop/tcopprot.h"
#include "tcop/utility.h"
#include "utils/memutils.h"
#include "utils/portal.h"
#include "utils/snapmgr.h"
#include "utils/timeout.h"
}

namespace migrate {
namespace {

RawStmt* parse_one(const char* sql) {
  List* statements = pg_parse_query(sql);
  if (list_length(statements) != 1) {
    ereport(ERROR, errcode(ERRCODE_SYNTAX_ERROR), errmsg("expected one statement"));
  }
  return linitial_node(RawStmt, statements);
}

// What would need a client, or would leave the worker inside a transaction block.
void refuse_unfit(const Node* statement) {
  if (IsA(statement, TransactionStmt)) {
    ereport(ERROR, errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
            errmsg("transaction control is not allowed in a script"));
  }
  if (!IsA(statement, CopyStmt)) return;
  const auto* copy = reinterpret_cast<const CopyStmt*>(statement);
  if (copy->filename || copy->is_program) return;
  ereport(ERROR, errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
          errmsg("cannot copy to or from the client in a script"),
          errhint("Use INSERT, or COPY with a file of the server."));
}

List* plan(RawStmt* statement, const char* sql) {
  const bool needs_snapshot = analyze_requires_snapshot(statement);
  if (needs_snapshot) PushActiveSnapshot(GetTransactionSnapshot());
#if PG_VERSION_NUM >= 150000
  List* queries = pg_analyze_and_rewrite_fixedparams(statement, sql, nullptr, 0, nullptr);
#else
  List* queries = pg_analyze_and_rewrite(statement, sql, nullptr, 0, nullptr);
#endif
  List* plans = pg_plan_queries(queries, sql, CURSOR_OPT_PARALLEL_OK, nullptr);
  if (needs_snapshot) PopActiveSnapshot();
  return plans;
}

}  // namespace

void run_at_top_level(const char* sql) {
  SetCurrentStatementStartTimestamp();
  StartTransactionCommand();
  // The statement's own commits free the transaction's memory.
  MemoryContextSwitchTo(MessageContext);
  if (StatementTimeout > 0) enable_timeout_after(STATEMENT_TIMEOUT, StatementTimeout);
  RawStmt* statement = parse_one(sql);
  refuse_unfit(statement->stmt);
  List* plans = plan(statement, sql);
  const Portal portal = CreatePortal("", true, true);
  portal->visible = false;
  PortalDefineQuery(portal, nullptr, sql, CreateCommandTag(statement->stmt), plans, nullptr);
  PortalStart(portal, nullptr, 0, InvalidSnapshot);
  QueryCompletion completion;
  (void)PortalRun(portal, FETCH_ALL, true, true, None_Receiver, None_Receiver, &completion);
  PortalDrop(portal, false);
  CommandCounterIncrement();
  disable_timeout(STATEMENT_TIMEOUT, false);
}

}  // namespace migrate

#include "snapshot.h"

#include "error.h"
#include "guard.h"
#include "text.h"

extern "C" {
#include "postgres.h"

#include "access/xact.h"
#include "executor/spi.h"
#include "utils/snapmgr.h"
}

namespace migrate {
namespace {

// Which row versions of `table` a snapshot sees.
std::string fingerprint_sql(const std::string& table) {
  return cat(
      "SELECT pg_catalog.md5(pg_catalog.string_agg(ctid::text || xmin::text, ','"
      " ORDER BY ctid)) FROM ",
      table);
}

std::string fingerprint(SPIPlanPtr plan, bool latest) {
  const char* value = pg_call([&]() noexcept {
    const Snapshot snapshot = latest ? GetLatestSnapshot() : GetTransactionSnapshot();
    SPI_execute_snapshot(plan, nullptr, nullptr, snapshot, InvalidSnapshot, true, false, 0);
    return SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
  });
  return value ? value : "";
}

}  // namespace

void require_current_snapshot(const std::vector<std::string>& tables) {
  if (!IsolationUsesXactSnapshot()) return;
  for (const std::string& table : tables) {
    const std::string sql = fingerprint_sql(table);
    const char* text = sql.c_str();
    const SPIPlanPtr plan = pg_call([&]() noexcept { return SPI_prepare(text, 0, nullptr); });
    if (fingerprint(plan, false) == fingerprint(plan, true)) continue;
    throw Error(ErrorCode::kSerialization,
                "could not serialize access due to a concurrent migration",
                "Another session has changed the migrations since this transaction began.",
                "Retry in a new transaction.");
  }
}

}  // namespace migrate

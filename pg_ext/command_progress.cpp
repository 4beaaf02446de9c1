#include "command_progress.h"

#include <cstdint>
#include <string_view>

#include "guard.h"
#include "text.h"

extern "C" {
#include "postgres.h"

#include "commands/progress.h"
#include "pgstat.h"
#include "utils/backend_status.h"
}

namespace migrate {
namespace {

// Plain data.
struct Report {
  ProgressCommandType command;
  std::int64_t values[PGSTAT_NUM_PROGRESS_PARAM];
};

Report read(int process) {
#if PG_VERSION_NUM >= 150000
  pgstat_clear_backend_activity_snapshot();
#else
  pgstat_clear_snapshot();
#endif
  Report report = {PROGRESS_COMMAND_INVALID, {}};
  const int count = pgstat_fetch_stat_numbackends();
  for (int i = 1; i <= count; ++i) {
    const LocalPgBackendStatus* local = pgstat_fetch_stat_local_beentry(i);
    if (!local || local->backendStatus.st_procpid != process) continue;
    report.command = local->backendStatus.st_progress_command;
    memcpy(report.values, local->backendStatus.st_progress_param, sizeof report.values);
    break;
  }
  return report;
}

// Empty where there is nothing to count.
std::string of(std::string_view what, std::int64_t done, std::int64_t total) {
  if (total <= 0) return {};
  return cat(", ", what, " ", std::to_string(done), " of ", std::to_string(total));
}

std::string_view index_phase(std::int64_t phase) {
  switch (phase) {
    case PROGRESS_CREATEIDX_PHASE_WAIT_1:
      return "waiting for writers before build";
    case PROGRESS_CREATEIDX_PHASE_BUILD:
      return "building index";
    case PROGRESS_CREATEIDX_PHASE_WAIT_2:
      return "waiting for writers before validation";
    case PROGRESS_CREATEIDX_PHASE_VALIDATE_IDXSCAN:
      return "index validation: scanning index";
    case PROGRESS_CREATEIDX_PHASE_VALIDATE_SORT:
      return "index validation: sorting tuples";
    case PROGRESS_CREATEIDX_PHASE_VALIDATE_TABLESCAN:
      return "index validation: scanning table";
    case PROGRESS_CREATEIDX_PHASE_WAIT_3:
      return "waiting for old snapshots";
    case PROGRESS_CREATEIDX_PHASE_WAIT_4:
      return "waiting for readers before marking dead";
    case PROGRESS_CREATEIDX_PHASE_WAIT_5:
      return "waiting for readers before dropping";
    default:
      return "initializing";
  }
}

std::string index_progress(const std::int64_t* values) {
  std::string text(index_phase(values[PROGRESS_CREATEIDX_PHASE]));
  if (values[PROGRESS_WAITFOR_TOTAL] > 0) {
    text += of("session", values[PROGRESS_WAITFOR_DONE] + 1, values[PROGRESS_WAITFOR_TOTAL]);
    if (const std::int64_t process = values[PROGRESS_WAITFOR_CURRENT_PID]; process > 0) {
      text += cat(", process ", std::to_string(process));
    }
  } else if (values[PROGRESS_CREATEIDX_TUPLES_TOTAL] > 0) {
    text +=
        of("row", values[PROGRESS_CREATEIDX_TUPLES_DONE], values[PROGRESS_CREATEIDX_TUPLES_TOTAL]);
  } else {
    text += of("block", values[PROGRESS_SCAN_BLOCKS_DONE], values[PROGRESS_SCAN_BLOCKS_TOTAL]);
  }
  return text;
}

std::string vacuum_progress(const std::int64_t* values) {
  const std::int64_t blocks = values[PROGRESS_VACUUM_TOTAL_HEAP_BLKS];
  switch (values[PROGRESS_VACUUM_PHASE]) {
    case PROGRESS_VACUUM_PHASE_SCAN_HEAP:
      return cat("scanning heap", of("block", values[PROGRESS_VACUUM_HEAP_BLKS_SCANNED], blocks));
    case PROGRESS_VACUUM_PHASE_VACUUM_INDEX:
      return "vacuuming indexes";
    case PROGRESS_VACUUM_PHASE_VACUUM_HEAP:
      return cat("vacuuming heap", of("block", values[PROGRESS_VACUUM_HEAP_BLKS_VACUUMED], blocks));
    case PROGRESS_VACUUM_PHASE_INDEX_CLEANUP:
      return "cleaning up indexes";
    case PROGRESS_VACUUM_PHASE_TRUNCATE:
      return "truncating heap";
    case PROGRESS_VACUUM_PHASE_FINAL_CLEANUP:
      return "performing final cleanup";
    default:
      return "initializing";
  }
}

std::string analyze_progress(const std::int64_t* values) {
  switch (values[PROGRESS_ANALYZE_PHASE]) {
    case PROGRESS_ANALYZE_PHASE_ACQUIRE_SAMPLE_ROWS:
    case PROGRESS_ANALYZE_PHASE_ACQUIRE_SAMPLE_ROWS_INH:
      return cat("acquiring sample rows", of("block", values[PROGRESS_ANALYZE_BLOCKS_DONE],
                                             values[PROGRESS_ANALYZE_BLOCKS_TOTAL]));
    case PROGRESS_ANALYZE_PHASE_COMPUTE_STATS:
    case PROGRESS_ANALYZE_PHASE_COMPUTE_EXT_STATS:
      return "computing statistics";
    case PROGRESS_ANALYZE_PHASE_FINALIZE_ANALYZE:
      return "finalizing analyze";
    default:
      return "initializing";
  }
}

// CLUSTER and VACUUM FULL.
std::string rewrite_progress(const std::int64_t* values) {
  switch (values[PROGRESS_CLUSTER_PHASE]) {
    case PROGRESS_CLUSTER_PHASE_SEQ_SCAN_HEAP:
      return cat("seq scanning heap", of("block", values[PROGRESS_CLUSTER_HEAP_BLKS_SCANNED],
                                         values[PROGRESS_CLUSTER_TOTAL_HEAP_BLKS]));
    case PROGRESS_CLUSTER_PHASE_INDEX_SCAN_HEAP:
      return cat("index scanning heap, row ",
                 std::to_string(values[PROGRESS_CLUSTER_HEAP_TUPLES_SCANNED]));
    case PROGRESS_CLUSTER_PHASE_SORT_TUPLES:
      return "sorting tuples";
    case PROGRESS_CLUSTER_PHASE_WRITE_NEW_HEAP:
      return cat("writing new heap, row ",
                 std::to_string(values[PROGRESS_CLUSTER_HEAP_TUPLES_WRITTEN]));
    case PROGRESS_CLUSTER_PHASE_SWAP_REL_FILES:
      return "swapping relation files";
    case PROGRESS_CLUSTER_PHASE_REBUILD_INDEX:
      return "rebuilding index";
    case PROGRESS_CLUSTER_PHASE_FINAL_CLEANUP:
      return "performing final cleanup";
    default:
      return "initializing";
  }
}

}  // namespace

std::optional<std::string> command_progress(int process) {
  const Report report = pg_call([&]() noexcept { return read(process); });
  switch (report.command) {
    case PROGRESS_COMMAND_CREATE_INDEX:
      return index_progress(report.values);
    case PROGRESS_COMMAND_VACUUM:
      return vacuum_progress(report.values);
    case PROGRESS_COMMAND_ANALYZE:
      return analyze_progress(report.values);
    case PROGRESS_COMMAND_CLUSTER:
      return rewrite_progress(report.values);
    case PROGRESS_COMMAND_COPY:
      return cat("copying, row ", std::to_string(report.values[PROGRESS_COPY_TUPLES_PROCESSED]));
    default:
      return std::nullopt;
  }
}

}  // namespace migrate

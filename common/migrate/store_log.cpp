// The part of the store that writes table migrate_log.
#include <algorithm>
#include <utility>

#include "migrate/identity.h"
#include "migrate/parameters.h"
#include "migrate/store.h"
#include "text.h"

namespace migrate {
namespace {

// Rows in one INSERT of the log: a statement for each would cost as much as a small script.
constexpr std::size_t kLogBatch = 50;

// What an entry of the log holds behind its id, but for the hash. One row's parameters.
constexpr std::string_view kLogColumns =
    "logged_at, operation, revision, executed_by, client_address, application_name, duration_ms,"
    " error";
constexpr std::size_t kLogColumnCount = 8;

Row log_parameters(const LogEntry& entry, const std::string& logged_at, const Caller& caller) {
  return {logged_at,
          entry.operation,
          entry.revision,
          caller.user,
          caller.client.address,
          caller.client.application,
          std::to_string(entry.duration_ms),
          entry.error};
}

// The hash of the revision that is parameter `number`.
std::string hash_of(const Database& database, std::size_t number) {
  return cat("(SELECT hash FROM ", database.table("migrate_script"), " WHERE revision = $",
             std::to_string(number), ")");
}

}  // namespace

void Store::log(LogEntry entry) {
  pending_log_.push_back({std::move(entry), utc_timestamp()});
  if (pending_log_.size() == kLogBatch) write_log();
}

// Behind the entries that only this session sees too, whose ids must not be taken.
void Store::log_after_failure(const LogEntry& entry) {
  const std::string table = database_.table("migrate_log");
  Row parameters = {std::to_string(next_number("migrate_log", "log_id"))};
  for (Value& value : log_parameters(entry, utc_timestamp(), caller())) {
    parameters.push_back(std::move(value));
  }
  const std::string behind_all =
      cat("(SELECT max(log_id) FROM (SELECT CAST($1 AS bigint) AS log_id"
          " UNION ALL SELECT log_id + 1 FROM ",
          table, ") ids)");
  database_.execute_after_failure(
      cat("INSERT INTO ", table, " (log_id, ", kLogColumns, ", hash) VALUES (", behind_all, ", ",
          list_of(2, kLogColumnCount + 1), ", ", hash_of(database_, 4), ")"),
      parameters);
}

// Hashes that are not known are read by one statement for all: a subquery for each would cost more
// than the rows.
void Store::write_log() {
  if (pending_log_.empty()) return;
  if (next_log_id_ == 0) next_log_id_ = next_number("migrate_log", "log_id");
  std::vector<std::string> ids;
  for (const auto& [entry, logged_at] : pending_log_) {
    if (entry.revision && !entry.hash) ids.push_back(*entry.revision);
  }
  const std::map<std::string, std::string> hashes = load_hashes(ids);
  const std::size_t together = database_.dialect().rows_per_insert();
  for (std::size_t begin = 0; begin < pending_log_.size(); begin += together) {
    Row parameters;
    std::string rows;
    const std::size_t end = std::min(begin + together, pending_log_.size());
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t first = parameters.size() + 1;
      rows += cat(i > begin ? ", (" : "(", list_of(first, first + kLogColumnCount + 1), ")");
      parameters.push_back(std::to_string(next_log_id_++));
      const auto& [entry, logged_at] = pending_log_[i];
      const Row row = log_parameters(entry, logged_at, caller());
      parameters.insert(parameters.end(), row.begin(), row.end());
      const auto stored = hashes.find(entry.revision.value_or(""));
      const bool is_stored = !entry.hash && stored != hashes.end();
      parameters.push_back(is_stored ? Value(stored->second) : entry.hash);
    }
    database_.execute(cat("INSERT INTO ", database_.table("migrate_log"), " (log_id, ", kLogColumns,
                          ", hash) VALUES ", rows),
                      parameters);
  }
  pending_log_.clear();
}

}  // namespace migrate

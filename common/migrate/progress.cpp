#include "migrate/progress.h"

#include <utility>

#include "migrate/identity.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kKey = " WHERE revision = $1 AND operation = $2";

}  // namespace

Progress::Progress(Database& database, std::string revision, std::string operation)
    : database_(database),
      table_(database.table("migrate_progress")),
      revision_(std::move(revision)),
      operation_(std::move(operation)) {}

std::map<std::size_t, StatementProgress> Progress::load() const {
  std::map<std::size_t, StatementProgress> result;
  for (const Row& row : database_.query(
           cat("SELECT CAST(statement AS text), sql, state, before FROM ", table_, kKey),
           {revision_, operation_})) {
    result[std::stoul(*row[0])] = {row[1].value_or(""), row[2] == "done", row[3].value_or("")};
  }
  return result;
}

void Progress::begin(std::size_t number, std::string_view sql, std::string_view before) {
  forget(number);
  database_.execute(cat("INSERT INTO ", table_,
                        " (revision, operation, statement, sql, state, before, noted_at)"
                        " VALUES ($1, $2, $3, $4, 'begun', $5, $6)"),
                    {revision_, operation_, std::to_string(number), std::string(sql),
                     std::string(before), utc_timestamp()});
}

void Progress::forget(std::size_t number) {
  const OwnStatement statement = deletion(number);
  database_.execute(statement.sql, statement.parameters);
}

void Progress::finish(std::size_t number) {
  database_.execute(cat("UPDATE ", table_, " SET state = 'done', noted_at = $1",
                        " WHERE revision = $2 AND operation = $3 AND statement = $4"),
                    {utc_timestamp(), revision_, operation_, std::to_string(number)});
}

void Progress::forget_all() {
  database_.execute(cat("DELETE FROM ", table_, " WHERE revision = $1"), {revision_});
}

std::vector<OwnStatement> Progress::record_of(std::size_t number, std::string_view sql,
                                              bool is_begun) const {
  std::vector<OwnStatement> record;
  if (is_begun) record.push_back(deletion(number));
  record.push_back(
      {cat("INSERT INTO ", table_,
           " (revision, operation, statement, sql, state, before, noted_at)"
           " VALUES ($1, $2, $3, $4, 'done', NULL, $5)"),
       {revision_, operation_, std::to_string(number), std::string(sql), utc_timestamp()}});
  return record;
}

OwnStatement Progress::deletion(std::size_t number) const {
  return {cat("DELETE FROM ", table_, kKey, " AND statement = $3"),
          {revision_, operation_, std::to_string(number)}};
}

bool has_progress(Database& database) {
  return !database.query(cat("SELECT 1 FROM ", database.table("migrate_progress"), " LIMIT 1"))
              .empty();
}

}  // namespace migrate

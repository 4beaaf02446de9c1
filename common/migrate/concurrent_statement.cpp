// An index is known to be the statement's own by its name where it has one, and else by not having
// been there before; `before` is the list of those that were.
#include "migrate/concurrent_statement.h"

#include <algorithm>

#include "error.h"
#include "text.h"

namespace migrate {
namespace {

using Kind = OutsideFacts::Kind;

constexpr std::chrono::milliseconds kWithoutLimit(0);

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

bool contains(const std::vector<std::string>& items, const std::string& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

}  // namespace

// For REINDEX, which builds copies beside the originals: what looks like one of its copies; of the
// whole database where it names no table, but a schema or the database.
std::vector<ConcurrentStatement::Index> ConcurrentStatement::indexes() const {
  if (facts_.kind != Kind::kReindex && facts_.table.empty()) return {};
  const Rows rows = database_.query(
      facts_.kind == Kind::kReindex
          ? "SELECT i.indexrelid::regclass::text, coalesce(t.oid, i.indrelid)::regclass::text,"
            " 'false' FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " LEFT JOIN pg_class t ON t.reltoastrelid = i.indrelid"
            " WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND ($1 = ''"
            " OR to_regclass(nullif($1, '')) IN (i.indrelid, t.oid)"
            " OR coalesce(t.oid, i.indrelid) IN"
            " (SELECT relid FROM pg_partition_tree(to_regclass(nullif($1, '')))))"
            " ORDER BY 1"
          : "SELECT indexrelid::regclass::text, indrelid::regclass::text, indisvalid::text"
            " FROM pg_index WHERE indrelid = to_regclass($1) ORDER BY 1",
      {facts_.table});
  std::vector<Index> result;
  for (const Row& row : rows) result.push_back({*row[0], *row[1], row[2] == "true"});
  return result;
}

std::string ConcurrentStatement::before() const {
  if (facts_.kind == Kind::kDropIndex) return facts_.object;
  if (facts_.kind == Kind::kDetachPartition) return {};
  std::vector<std::string> names;
  for (const Index& index : indexes()) names.push_back(index.name);
  return join(names, "\n");
}

std::vector<ConcurrentStatement::Index> ConcurrentStatement::left_invalid(
    const std::vector<std::string>& known) const {
  std::vector<Index> result;
  if (facts_.kind != Kind::kCreateIndex && facts_.kind != Kind::kReindex) return result;
  for (Index& index : indexes()) {
    const bool is_own = facts_.object.empty() || facts_.kind == Kind::kReindex
                            ? !contains(known, index.name)
                            : index.name == facts_.object;
    if (is_own && !index.is_valid) result.push_back(std::move(index));
  }
  return result;
}

bool ConcurrentStatement::is_invalid(const Index& index) const {
  return !database_
              .query("SELECT 1 FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid",
                     {index.name})
              .empty();
}

ConcurrentStatement::Removal ConcurrentStatement::drop(const Index& index,
                                                       std::chrono::milliseconds patience) {
  try {
    // Whoever builds an index has this lock: what is invalid after us is nobody's.
    session_.run("",
                 {{cat("LOCK TABLE ONLY ", index.table, " IN SHARE UPDATE EXCLUSIVE MODE"), {}}},
                 patience);
    if (!is_invalid(index)) return Removal::kAnothers;
    session_.run(cat("DROP INDEX CONCURRENTLY IF EXISTS ", index.name), {}, patience);
  } catch (const Error& error) {
    if (error.ends_work()) throw;
    return Removal::kFailed;
  }
  database_.notice(cat("dropped invalid index ", index.name, ", which a build had left"));
  return Removal::kDropped;
}

std::vector<std::string> ConcurrentStatement::take_away(std::string_view before,
                                                        std::chrono::milliseconds patience) {
  std::vector<std::string> kept;
  const std::vector<std::string> known = lines(before);
  for (const Index& index : left_invalid(known)) {
    // One that was there before is not this statement's.
    if (contains(known, index.name)) continue;
    if (drop(index, patience) == Removal::kFailed) kept.push_back(index.name);
  }
  return kept;
}

std::optional<std::string> ConcurrentStatement::settle_index(std::string_view before) {
  std::vector<std::string> known = lines(before);
  for (const Index& index : left_invalid(known)) {
    if (contains(known, index.name) && !facts_.if_not_exists) continue;
    switch (drop(index, kWithoutLimit)) {
      case Removal::kDropped:
        break;
      case Removal::kAnothers:
        known.push_back(index.name);
        break;
      case Removal::kFailed:
        throw_invalid(index.name);
    }
  }
  if (facts_.kind == Kind::kReindex) return std::string(sql_);
  for (const Index& index : indexes()) {
    const bool is_own =
        !contains(known, index.name) && (facts_.object.empty() || index.name == facts_.object);
    if (!is_own) continue;
    database_.notice(cat("index ", index.name, " has been built by the run before"));
    return std::nullopt;
  }
  return std::string(sql_);
}

void ConcurrentStatement::throw_invalid(const std::string& index) {
  throw Error(ErrorCode::kWrongState, cat("index ", index, " is invalid"),
              "A build that did not end has left it, and it could not be dropped.",
              cat("Drop it with DROP INDEX CONCURRENTLY ", index, "."));
}

std::optional<std::string> ConcurrentStatement::settle_detaching(bool is_begun) {
  if (!is_begun) return std::string(sql_);
  if (facts_.object.empty() || facts_.table.empty()) return std::string(sql_);
  const Rows rows = database_.query(
      "SELECT inhdetachpending::text FROM pg_inherits"
      " WHERE inhrelid = to_regclass($1) AND inhparent = to_regclass($2)",
      {facts_.object, facts_.table});
  if (rows.empty()) return std::nullopt;
  if (rows[0][0] != "true") return std::string(sql_);
  return cat("ALTER TABLE ", facts_.table, " DETACH PARTITION ", facts_.object, " FINALIZE");
}

std::optional<std::string> ConcurrentStatement::settle(std::string_view before, bool is_begun) {
  switch (facts_.kind) {
    case Kind::kCreateIndex:
    case Kind::kReindex:
      return settle_index(before);
    case Kind::kDetachPartition:
      return settle_detaching(is_begun);
    case Kind::kDropIndex:
      if (is_begun && !before.empty() && facts_.object.empty()) return std::nullopt;
      return std::string(sql_);
    case Kind::kPlain:
    case Kind::kSession:
      break;
  }
  return std::string(sql_);
}

}  // namespace migrate

#include "migrate/store.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <set>
#include <utility>

#include "error.h"
#include "migrate/identity.h"
#include "migrate/parameters.h"
#include "text.h"

namespace migrate {
namespace {

// Scripts that are read by one statement.
constexpr std::size_t kScriptBatch = 50;

std::int64_t to_number(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_true(const Value& value) {
  return value && (*value == "1" || *value == "t" || *value == "true");
}

std::string bool_text(bool value) { return value ? "true" : "false"; }

// SQLite's booleans are integers and PostgreSQL's are not, and both know TRUE and FALSE.
std::string bool_parameter(std::string_view parameter) {
  return cat("CASE WHEN ", parameter, " = 'true' THEN TRUE ELSE FALSE END");
}

Row script_parameters(const Script& script) {
  const Revision& revision = script.revision;
  return {revision.id,
          join(revision.down_revisions, ","),
          join(revision.branch_labels, ","),
          join(revision.depends_on, ","),
          revision.message,
          script.create_date,
          script.upgrade.sql,
          bool_text(script.upgrade.transactional),
          script.downgrade ? Value(script.downgrade->sql) : std::nullopt,
          bool_text(!script.downgrade || script.downgrade->transactional)};
}

// Sorts `revisions` by `positions`. Sorting the scan here is cheaper than in the database, as rows
// mostly lie in the order in which they were stored.
void sort_by(const std::vector<std::int64_t>& positions, std::vector<Revision>& revisions) {
  if (std::is_sorted(positions.begin(), positions.end())) return;
  std::vector<std::size_t> order(positions.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return positions[a] < positions[b]; });
  std::vector<Revision> sorted;
  sorted.reserve(revisions.size());
  for (std::size_t i : order) sorted.push_back(std::move(revisions[i]));
  revisions = std::move(sorted);
}

}  // namespace

const Caller& Store::caller() {
  if (!caller_) caller_ = Caller{database_.current_user(), database_.client()};
  return *caller_;
}

State Store::load() const {
  StoredHistory stored = load_history();
  return {RevisionGraph::build(std::move(stored.revisions)), std::move(stored.version_rows)};
}

StoredHistory Store::load_history() const {
  StoredHistory stored;
  std::vector<Revision>& revisions = stored.revisions;
  std::vector<std::int64_t> positions;
  if (database_.has_tables()) {
    database_.for_each(
        cat("SELECT CAST(position AS text), revision, down_revision, branch_labels, depends_on"
            " FROM ",
            database_.table("migrate_script"),
            " UNION ALL SELECT NULL, version_num, '', '', '' FROM ",
            database_.table("migrate_version")),
        {}, [&](std::span<const std::optional<std::string_view>> row) {
          if (!row[0]) {
            stored.version_rows.emplace_back(*row[1]);
            return;
          }
          positions.push_back(to_number(*row[0]));
          Revision& revision = revisions.emplace_back();
          revision.id = *row[1];
          revision.down_revisions = split_list(*row[2]);
          revision.branch_labels = split_list(*row[3]);
          revision.depends_on = split_list(*row[4]);
        });
  }
  sort_by(positions, revisions);
  std::sort(stored.version_rows.begin(), stored.version_rows.end());
  return stored;
}

std::vector<std::string> Store::load_version_rows() const {
  std::vector<std::string> result;
  if (!database_.has_tables()) return result;
  for (Row& row :
       database_.query(cat("SELECT version_num FROM ", database_.table("migrate_version")))) {
    result.push_back(std::move(*row[0]));
  }
  std::sort(result.begin(), result.end());
  return result;
}

Value Store::only_head_if_applied() const {
  if (!database_.has_tables()) return std::nullopt;
  const Rows rows =
      database_.query(cat("SELECT revision, NULL FROM ", database_.table("migrate_script"),
                          " WHERE is_head UNION ALL SELECT NULL, version_num FROM ",
                          database_.table("migrate_version")));
  if (rows.size() != 2) return std::nullopt;
  const Value& head = rows[0][0] ? rows[0][0] : rows[1][0];
  const Value& row = rows[0][1] ? rows[0][1] : rows[1][1];
  return head && head == row ? head : std::nullopt;
}

std::vector<Store::Description> Store::load_descriptions() const {
  if (!database_.has_tables()) return {};
  const Rows rows = database_.query(cat("SELECT message, create_date, hash FROM ",
                                        database_.table("migrate_script"), " ORDER BY position"));
  std::vector<Description> result;
  result.reserve(rows.size());
  for (const Row& row : rows) {
    result.push_back({row[0].value_or(""), row[1].value_or(""), row[2].value_or("")});
  }
  return result;
}

std::map<std::string, std::string> Store::load_applied_times() const {
  std::map<std::string, std::string> result;
  if (!database_.has_tables()) return result;
  const Rows rows =
      database_.query(cat("SELECT revision, max(logged_at) FROM ", database_.table("migrate_log"),
                          " WHERE operation IN ('upgrade', 'stamp')"
                          " AND revision IS NOT NULL GROUP BY revision"));
  for (const Row& row : rows) result.emplace(row[0].value_or(""), row[1].value_or(""));
  return result;
}

std::map<std::string, Seal> Store::load_seals() const {
  std::map<std::string, Seal> result;
  if (!database_.has_tables()) return result;
  for (const Row& row : database_.query(
           cat("SELECT revision, hash, is_head FROM ", database_.table("migrate_script")))) {
    result.emplace(row[0].value_or(""), Seal{row[1].value_or(""), is_true(row[2])});
  }
  return result;
}

std::map<std::string, std::string> Store::load_hashes(const std::vector<std::string>& ids) const {
  std::map<std::string, std::string> result;
  for (std::size_t begin = 0; begin < ids.size(); begin += kScriptBatch) {
    const std::size_t count = std::min(ids.size() - begin, kScriptBatch);
    for (const Row& row :
         database_.query(cat("SELECT revision, hash FROM ", database_.table("migrate_script"),
                             " WHERE revision IN (", list_of(1, count), ")"),
                         Row(ids.begin() + static_cast<std::ptrdiff_t>(begin),
                             ids.begin() + static_cast<std::ptrdiff_t>(begin + count)))) {
      result.emplace(row[0].value_or(""), row[1].value_or(""));
    }
  }
  return result;
}

std::map<std::string, std::string> Store::load_sealed_heads() const {
  std::map<std::string, std::string> result;
  if (!database_.has_tables()) return result;
  for (const Row& row :
       database_.query(cat("SELECT revision, hash FROM ", database_.table("migrate_seal")))) {
    result.emplace(row[0].value_or(""), row[1].value_or(""));
  }
  return result;
}

// After a downgrade the log says nothing: what was applied since may have come from a script
// without the extension.
Value Store::load_applied_hash(const std::string& id) const {
  const Rows rows = database_.query(
      cat("SELECT operation, hash FROM ", database_.table("migrate_log"),
          " WHERE revision = $1 AND operation <> 'failure' ORDER BY log_id DESC LIMIT 1"),
      {id});
  if (rows.empty() || rows[0][0] == "downgrade") return std::nullopt;
  return rows[0][1];
}

Script Store::load_script(const std::string& id) const {
  std::vector<SealedScript> scripts = load_scripts(std::span(&id, 1));
  if (scripts.empty()) {
    throw Error(ErrorCode::kUndefinedRevision, cat("revision \"", id, "\" does not exist"));
  }
  return std::move(scripts.front().script);
}

std::vector<SealedScript> Store::load_scripts(std::span<const std::string> ids) const {
  std::vector<SealedScript> result;
  while (!ids.empty()) {
    const auto some = ids.first(std::min(ids.size(), kScriptBatch));
    ids = ids.subspan(some.size());
    for (const Row& row : database_.query(
             cat("SELECT revision, down_revision, branch_labels, depends_on, message, create_date,"
                 " upgrade, upgrade_transactional, downgrade, downgrade_transactional, hash FROM ",
                 database_.table("migrate_script"), " WHERE revision IN (", list_of(1, some.size()),
                 ")"),
             Row(some.begin(), some.end()))) {
      SealedScript& stored = result.emplace_back();
      Script& script = stored.script;
      script.revision = {*row[0], split_list(*row[1]), split_list(*row[3]), split_list(*row[2]),
                         *row[4]};
      script.create_date = *row[5];
      script.upgrade = {*row[6], is_true(row[7])};
      if (row[8]) script.downgrade = Section{*row[8], is_true(row[9])};
      stored.hash = row[10].value_or("");
    }
  }
  return result;
}

StoredSection Store::load_section(const std::string& id, bool upgrade) const {
  std::map<std::string, StoredSection> sections = load_sections({id}, upgrade);
  if (sections.empty()) {
    throw Error(ErrorCode::kUndefinedRevision, cat("revision \"", id, "\" does not exist"));
  }
  return std::move(sections.begin()->second);
}

std::map<std::string, StoredSection> Store::load_sections(const std::vector<std::string>& ids,
                                                          bool upgrade) const {
  const std::string_view columns =
      upgrade ? "upgrade, upgrade_transactional" : "downgrade, downgrade_transactional";
  const Rows rows = database_.query(
      cat("SELECT revision, message, ", columns, ", hash FROM ", database_.table("migrate_script"),
          " WHERE revision IN (", list_of(1, ids.size()), ")"),
      Row(ids.begin(), ids.end()));
  std::map<std::string, StoredSection> result;
  for (const Row& row : rows) {
    result[*row[0]] = {
        row[1].value_or(""), {row[2].value_or(""), is_true(row[3])}, row[2].has_value(), row[4]};
  }
  return result;
}

std::vector<std::string> Store::ids_without_downgrade() const {
  const Rows rows = database_.query(cat("SELECT revision FROM ", database_.table("migrate_script"),
                                        " WHERE downgrade IS NULL ORDER BY revision"));
  std::vector<std::string> result;
  for (const Row& row : rows) result.push_back(*row[0]);
  return result;
}

std::vector<std::string> Store::ids_not_transactional(bool upgrade) const {
  const Rows rows = database_.query(
      cat("SELECT revision FROM ", database_.table("migrate_script"), " WHERE NOT ",
          upgrade ? "upgrade_transactional" : "downgrade_transactional", " ORDER BY revision"));
  std::vector<std::string> result;
  for (const Row& row : rows) result.push_back(*row[0]);
  return result;
}

bool Store::is_transactional(const std::string& id, bool upgrade) const {
  const Rows rows =
      database_.query(cat("SELECT ", upgrade ? "upgrade_transactional" : "downgrade_transactional",
                          " FROM ", database_.table("migrate_script"), " WHERE revision = $1"),
                      {id});
  return rows.empty() || is_true(rows[0][0]);
}

std::int64_t Store::next_number(std::string_view table, std::string_view column) const {
  const Rows rows = database_.query(
      cat("SELECT coalesce(max(", column, "), 0) + 1 FROM ", database_.table(table)));
  return to_number(*rows[0][0]);
}

void Store::insert(const Script& script, const std::string& hash) {
  if (next_position_ == 0) next_position_ = next_number("migrate_script", "position");
  insert_at(script, hash, std::to_string(next_position_++));
}

// Who stores it is the column's default, so that no right to write it need be given.
void Store::insert_at(const Script& script, const std::string& hash, const Value& position) {
  Row parameters = script_parameters(script);
  parameters.push_back(hash);
  parameters.push_back(position);
  database_.execute(
      cat("INSERT INTO ", database_.table("migrate_script"),
          " (revision, down_revision, branch_labels, depends_on, message, create_date, upgrade,"
          " upgrade_transactional, downgrade, downgrade_transactional, hash, position, is_head)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7, ",
          bool_parameter("$8"), ", $9, ", bool_parameter("$10"), ", $11, $12, FALSE)"),
      parameters);
}

void Store::update(const Script& script, const std::string& hash) {
  const std::string& id = script.revision.id;
  const Rows rows = database_.query(
      cat("SELECT position FROM ", database_.table("migrate_script"), " WHERE revision = $1"),
      {id});
  remove(id);
  insert_at(script, hash, rows.at(0).at(0));
}

void Store::update_hash(const std::string& id, const std::string& hash) {
  database_.execute(
      cat("UPDATE ", database_.table("migrate_script"), " SET hash = $1 WHERE revision = $2"),
      {hash, id});
}

void Store::remove(const std::string& id) {
  database_.execute(cat("DELETE FROM ", database_.table("migrate_script"), " WHERE revision = $1"),
                    {id});
}

void Store::mark(std::string_view id, bool is_head) {
  database_.execute(cat("UPDATE ", database_.table("migrate_script"),
                        " SET is_head = ", is_head ? "TRUE" : "FALSE", " WHERE revision = $1"),
                    {std::string(id)});
}

void Store::mark_heads(const RevisionGraph& graph, const std::vector<std::string>& hashes) {
  std::map<std::string, std::string> wanted;
  for (Node node : graph.heads()) wanted.emplace(graph.id(node), hashes[node]);
  std::map<std::string, std::string> unmarked = wanted;
  for (const Row& row : database_.query(
           cat("SELECT revision FROM ", database_.table("migrate_script"), " WHERE is_head"))) {
    if (unmarked.erase(*row[0]) == 0) mark(*row[0], false);
  }
  for (const auto& [id, hash] : unmarked) mark(id, true);
  const std::string table = database_.table("migrate_seal");
  for (const auto& [id, hash] : load_sealed_heads()) {
    const auto found = wanted.find(id);
    if (found != wanted.end() && found->second == hash) {
      wanted.erase(found);
    } else {
      database_.execute(cat("DELETE FROM ", table, " WHERE revision = $1"), {id});
    }
  }
  for (const auto& [id, hash] : wanted) {
    database_.execute(cat("INSERT INTO ", table, " (revision, hash) VALUES ($1, $2)"), {id, hash});
  }
}

void Store::apply(const RowChange& change) {
  if (change.kind != RowChange::Kind::kInsert && added_rows_.erase(change.from) == 0) {
    removed_rows_.insert(change.from);
  }
  if (change.kind != RowChange::Kind::kDelete && removed_rows_.erase(change.to) == 0) {
    added_rows_.insert(change.to);
  }
}

void Store::write_version_rows() {
  auto removed = removed_rows_.begin();
  auto added = added_rows_.begin();
  for (; removed != removed_rows_.end() && added != added_rows_.end(); ++removed, ++added) {
    write({RowChange::Kind::kUpdate, *removed, *added});
  }
  for (; removed != removed_rows_.end(); ++removed) {
    write({RowChange::Kind::kDelete, *removed, ""});
  }
  for (; added != added_rows_.end(); ++added) write({RowChange::Kind::kInsert, "", *added});
  removed_rows_.clear();
  added_rows_.clear();
}

void Store::forget_pending() {
  removed_rows_.clear();
  added_rows_.clear();
  pending_log_.clear();
}

void Store::write_pending() {
  write_version_rows();
  write_log();
}

void Store::write(const RowChange& change) {
  const std::string table = database_.table("migrate_version");
  std::int64_t changed = 0;
  switch (change.kind) {
    case RowChange::Kind::kInsert:
      changed =
          database_.execute(cat("INSERT INTO ", table, " (version_num) VALUES ($1)"), {change.to});
      break;
    case RowChange::Kind::kUpdate:
      changed =
          database_.execute(cat("UPDATE ", table, " SET version_num = $1 WHERE version_num = $2"),
                            {change.to, change.from});
      break;
    case RowChange::Kind::kDelete:
      changed =
          database_.execute(cat("DELETE FROM ", table, " WHERE version_num = $1"), {change.from});
      break;
  }
  if (changed == 1) return;
  const std::string& row = change.kind == RowChange::Kind::kInsert ? change.to : change.from;
  throw Error(ErrorCode::kWrongState,
              cat("could not change the row \"", row, "\" of migrate_version"),
              cat("One row was expected to change, ", std::to_string(changed), " did."),
              "A script must not change table migrate_version.");
}

void Store::delete_all_version_rows() {
  database_.execute(cat("DELETE FROM ", database_.table("migrate_version")));
}

}  // namespace migrate

#include "migrate/measuring.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "text.h"

namespace migrate {
namespace {

std::map<std::string, int, std::less<>> strongest(const std::vector<RelationLock>& locks) {
  std::map<std::string, int, std::less<>> result;
  for (const RelationLock& lock : locks) {
    int& strength = result[lock.relation_id];
    strength = std::max(strength, lock.strength);
  }
  return result;
}

int strength_of(const std::map<std::string, int, std::less<>>& strengths, std::string_view id) {
  const auto found = strengths.find(id);
  return found == strengths.end() ? 0 : found->second;
}

}  // namespace

Meter::Meter(Database& database) : database_(database) {
  refresh();
  for (const auto& [id, relation] : known_) {
    if (relation.is_shared) shared_.insert(id);
  }
}

void Meter::refresh() {
  known_.clear();
  for (Relation& relation : database_.relations()) {
    std::string id = relation.id;
    known_.emplace(std::move(id), std::move(relation));
  }
}

Measurement Meter::measure(const std::function<void()>& body) {
  const Footprint before = database_.footprint();
  const auto start = std::chrono::steady_clock::now();
  body();
  const std::chrono::duration<double, std::milli> elapsed =
      std::chrono::steady_clock::now() - start;
  Footprint after = database_.footprint();
  Measurement result{elapsed.count(), added_locks(before, after), rewritten(after),
                     rows_changed(before, after), after.bytes_written - before.bytes_written};
  for (Relation& relation : after.locked) {
    std::string id = relation.id;
    known_.insert_or_assign(std::move(id), std::move(relation));
  }
  return result;
}

const Relation* Meter::known(std::string_view id) const {
  const auto found = known_.find(id);
  return found == known_.end() ? nullptr : &found->second;
}

bool Meter::blocks_others(std::string_view id) const {
  return shared_.contains(id) && known(id) != nullptr;
}

// A lock that is no stronger than what the session had keeps nobody further away, and a lock on an
// index nobody whom the one on its table lets through.
std::vector<std::string> Meter::added_locks(const Footprint& before, const Footprint& after) const {
  const Strengths had = strongest(before.locks);
  const Strengths has = strongest(after.locks);
  std::vector<std::pair<int, std::string>> lines;
  for (const RelationLock& lock : after.locks) {
    const std::string& id = lock.relation_id;
    if (!blocks_others(id)) continue;
    if (lock.strength < strength_of(has, id) || lock.strength <= strength_of(had, id)) continue;
    const Relation& relation = *known(id);
    if (relation.kind == Relation::Kind::kIndex &&
        lock.strength <= strength_of(has, relation.table_id)) {
      continue;
    }
    lines.emplace_back(-lock.strength, cat(lock.mode, " on ", relation.name));
  }
  std::sort(lines.begin(), lines.end());
  std::vector<std::string> result;
  result.reserve(lines.size());
  for (auto& [strength, line] : lines) result.push_back(std::move(line));
  return result;
}

// Indexes are always written anew with their table.
std::vector<std::string> Meter::rewritten(const Footprint& after) const {
  std::set<std::string, std::less<>> changed;
  for (const Relation& now : after.locked) {
    const Relation* before = known(now.id);
    if (before && !before->storage.empty() && before->storage != now.storage) {
      changed.insert(now.id);
    }
  }
  std::vector<std::string> names;
  for (const std::string& id : changed) {
    const Relation& relation = *known(id);
    if (relation.kind == Relation::Kind::kOther || !blocks_others(id)) continue;
    if (!changed.contains(relation.table_id)) names.push_back(relation.name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<std::int64_t> Meter::rows_changed(const Footprint& before,
                                                const Footprint& after) const {
  std::int64_t sum = after.rows_changed - before.rows_changed;
  for (const Relation& now : after.locked) {
    if (!now.rows_changed) return std::nullopt;
    const Relation* then = known(now.id);
    // TRUNCATE sets the server's counters back.
    sum +=
        std::max(std::int64_t{0}, *now.rows_changed - (then ? then->rows_changed.value_or(0) : 0));
  }
  return sum;
}

}  // namespace migrate

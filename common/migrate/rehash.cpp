#include "migrate/rehash.h"

#include <algorithm>
#include <utility>

#include "error.h"
#include "migrate/integrity.h"
#include "migrate/revision_hash.h"
#include "text.h"

namespace migrate {

Rehash::Rehash(Database& database, const Store& store, const StoredHistory& stored,
               const HistoryEdit& edit)
    : database_(database),
      store_(store),
      edit_(edit),
      seals_(store.load_seals()),
      names_(declared_names(stored.revisions)),
      given_(given_by(edit)),
      graph_(RevisionGraph::build(edited(stored, edit))),
      hashes_(graph_.size()) {
  collect();
}

Rehash::Given Rehash::given_by(const HistoryEdit& edit) {
  Given given;
  for (const auto* list : {&edit.added, &edit.changed}) {
    for (const HistoryEdit::Change& change : *list) {
      given.emplace(change.script.revision.id, &change);
    }
  }
  return given;
}

bool Rehash::is_stored_with(const std::string& id, const std::string& hash) const {
  const auto found = seals_.find(id);
  return found != seals_.end() && found->second.hash == hash;
}

// Marks what the change can give another hash, and reads what of it is not given.
void Rehash::collect() {
  Nodes touched;
  for (const auto& [id, change] : given_) touched.push_back(*graph_.find(id));
  affected_ = graph_.descendants(touched, true);
  std::vector<std::string> wanted;
  for (Node node = 0; node < graph_.size(); ++node) {
    if (affected_[node] && !given_.contains(graph_.id(node))) wanted.push_back(graph_.id(node));
  }
  for (SealedScript& each : store_.load_scripts(wanted)) {
    std::string id = each.script.revision.id;
    standing_.emplace(std::move(id), std::move(each.script));
  }
}

std::string Rehash::stored_hash(const std::string& id) const {
  const auto found = seals_.find(id);
  return found == seals_.end() ? "" : found->second.hash;
}

void Rehash::run() {
  for (const Node node : graph_.topological()) {
    const std::string& id = graph_.id(node);
    const auto given = given_.find(id);
    if (given != given_.end()) {
      hashes_[node] = hash(given->second->script, node);
      if (given->second->is_applied) require_original(*given->second, hashes_[node]);
    } else {
      hashes_[node] = affected_[node] ? inherited(node) : stored_hash(id);
    }
  }
  require_sealed();
}

std::string Rehash::hash(const Script& script, Node node) const {
  std::vector<std::string> down, dependencies;
  for (const std::string& id : graph_.at(node).down_revisions) {
    down.push_back(hashes_[*graph_.find(id)]);
  }
  for (const std::string& name : graph_.at(node).depends_on) {
    const auto found = graph_.find(name);
    dependencies.push_back(hashes_[found ? *found : *graph_.find_label(name)]);
  }
  return revision_hash(database_, script, down, dependencies);
}

std::string Rehash::inherited(Node node) const {
  const std::string& id = graph_.id(node);
  const Script& script = standing_.at(id);
  std::string now = hash(script, node);
  if (is_stored_with(id, now)) return now;
  std::vector<std::string> down, dependencies;
  for (const std::string& each : script.revision.down_revisions) down.push_back(stored_hash(each));
  for (const std::string& name : script.revision.depends_on) {
    const auto found = names_.find(name);
    dependencies.push_back(found == names_.end() ? "" : stored_hash(found->second));
  }
  if (!is_stored_with(id, revision_hash(database_, script, down, dependencies))) {
    throw_changed_outside(id);
  }
  return now;
}

void Rehash::require_original(const HistoryEdit::Change& change, const std::string& hash) const {
  const std::string& id = change.script.revision.id;
  if (is_stored_with(id, hash)) return;
  const Value applied = store_.load_applied_hash(id);
  if (applied == hash || (!applied && !seals_.contains(id))) return;
  if (change.difference.empty()) throw_changed_outside(id);
  throw Error(ErrorCode::kWrongState, cat("revision \"", id, "\" is applied and cannot change"),
              change.difference,
              "Downgrade the database below it first, or store a further revision.");
}

bool Rehash::is_edited(const std::string& id) const {
  return given_.contains(id) ||
         std::find(edit_.removed.begin(), edit_.removed.end(), id) != edit_.removed.end();
}

// The heads are about to be sealed anew: what has been added or deleted behind our back could not
// be told any more.
void Rehash::require_sealed() const {
  const std::map<std::string, std::string> sealed = store_.load_sealed_heads();
  bool fits = true;
  for (const auto& [id, hash] : sealed) fits = fits && (is_edited(id) || is_stored_with(id, hash));
  for (const Node node : graph_.heads()) {
    const std::string& id = graph_.id(node);
    fits = fits && (is_edited(id) || sealed.contains(id) || !edit_.removed.empty());
  }
  if (!fits) require_whole_history(database_);
}

}  // namespace migrate

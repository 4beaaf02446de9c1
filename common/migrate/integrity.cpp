// Works on rows, not on a graph: what has been changed by hand may be no history at all.
//
// A revision is judged by the hashes that its row and those of the revisions below it hold, so that
// only the one is named whose script was changed, not all that stand on it. Who gives a changed
// script its proper hash is found out by the hashes above it, by the sealed heads, and by the log.
#include "migrate/integrity.h"

#include <algorithm>
#include <set>
#include <utility>

#include "error.h"
#include "migrate/revision_hash.h"
#include "text.h"

namespace migrate {
namespace {

using Names = std::set<std::string>;

constexpr std::string_view kHint =
    "Import the original text with migrate_import.  What is not applied can also be imported with "
    "another text, or removed with migrate_remove.";

struct Findings {
  Names changed;  // the script is not the one that the hash is of
  Names added;    // never stored by us
  Names missing;  // revised, needed, applied or sealed, but not there
  Names marked;   // is_head is not what it should be

  bool empty() const {
    return changed.empty() && added.empty() && missing.empty() && marked.empty();
  }
};

std::string listed(std::string_view title, const Names& names) {
  if (names.empty()) return {};
  return cat(title, ": ", quoted_list({names.begin(), names.end()}), ".");
}

[[noreturn]] void throw_findings(const Findings& findings) {
  Names all = findings.changed;
  for (const Names* more : {&findings.added, &findings.missing, &findings.marked}) {
    all.insert(more->begin(), more->end());
  }
  std::vector<std::string> sentences;
  for (std::string sentence : {listed("Changed", findings.changed), listed("Added", findings.added),
                               listed("Missing", findings.missing),
                               listed("Marked wrongly in is_head", findings.marked)}) {
    if (!sentence.empty()) sentences.push_back(std::move(sentence));
  }
  throw Error(ErrorCode::kHistoryChanged,
              all.size() == 1
                  ? cat("revision \"", *all.begin(), "\" was changed outside of migrate")
                  : cat(std::to_string(all.size()), " revisions were changed outside of migrate"),
              join(sentences, "  "), std::string(kHint));
}

class Inspection {
 public:
  explicit Inspection(Database& database)
      : database_(database),
        store_(database),
        history_(store_.load_history()),
        seals_(store_.load_seals()),
        names_(declared_names(history_.revisions)) {}

  Findings findings() {
    look_for_missing();
    look_at_scripts();
    look_at_applied();
    // What is not there leaves marks and seals that do not fit: those come when it is back.
    if (findings_.missing.empty()) look_at_heads();
    return std::move(findings_);
  }

 private:
  void look_for_missing() {
    for (const Revision& revision : history_.revisions) {
      for (const std::string& id : revision.down_revisions) require_id(id);
      for (const std::string& name : revision.depends_on) {
        if (!names_.contains(name)) findings_.missing.insert(name);
      }
    }
    for (const std::string& id : history_.version_rows) require_id(id);
    for (const auto& [id, hash] : store_.load_sealed_heads()) require_id(id);
  }

  void require_id(const std::string& id) {
    if (!seals_.contains(id)) findings_.missing.insert(id);
  }

  void look_at_scripts() {
    std::vector<std::string> ids;
    for (const Revision& revision : history_.revisions) ids.push_back(revision.id);
    // In parts, so that not all scripts are in memory at once.
    constexpr std::size_t kTogether = 50;
    for (std::size_t begin = 0; begin < ids.size(); begin += kTogether) {
      const std::size_t count = std::min(kTogether, ids.size() - begin);
      for (const SealedScript& each : store_.load_scripts(std::span(ids).subspan(begin, count))) {
        look_at(each);
      }
    }
  }

  void look_at(const SealedScript& stored) {
    const std::string& id = stored.script.revision.id;
    if (stored.hash.empty()) {
      findings_.added.insert(id);
    } else if (const Value hash = hash_of(stored.script); hash && hash != stored.hash) {
      findings_.changed.insert(id);
    }
  }

  // Nothing where a revision below is not there.
  Value hash_of(const Script& script) const {
    std::vector<std::string> down, dependencies;
    for (const std::string& id : script.revision.down_revisions) {
      const auto found = seals_.find(id);
      if (found == seals_.end()) return std::nullopt;
      down.push_back(found->second.hash);
    }
    for (const std::string& name : script.revision.depends_on) {
      const auto found = names_.find(name);
      if (found == names_.end()) return std::nullopt;
      dependencies.push_back(seals_.at(found->second).hash);
    }
    return revision_hash(database_, script, down, dependencies);
  }

  // The hash of a version row covers all that is applied below it.
  void look_at_applied() {
    for (const std::string& row : history_.version_rows) {
      const auto found = seals_.find(row);
      if (found == seals_.end()) continue;
      const Value applied = store_.load_applied_hash(row);
      if (applied && !applied->empty() && applied != found->second.hash) {
        findings_.changed.insert(row);
      }
    }
  }

  void look_at_heads() {
    Names revised;
    for (const Revision& revision : history_.revisions) {
      revised.insert(revision.down_revisions.begin(), revision.down_revisions.end());
    }
    const std::map<std::string, std::string> sealed = store_.load_sealed_heads();
    for (const auto& [id, seal] : seals_) {
      const bool is_head = !revised.contains(id);
      const auto found = sealed.find(id);
      if (found != sealed.end() && found->second != seal.hash) findings_.changed.insert(id);
      if (is_head && found == sealed.end()) findings_.added.insert(id);
      if (is_head != seal.is_head && findings_.added.empty()) findings_.marked.insert(id);
    }
  }

  Database& database_;
  Store store_;
  StoredHistory history_;
  std::map<std::string, Seal> seals_;
  std::map<std::string, std::string> names_;
  Findings findings_;
};

}  // namespace

std::map<std::string, std::string> declared_names(const std::vector<Revision>& revisions) {
  std::map<std::string, std::string> names;
  for (const Revision& revision : revisions) {
    names.emplace(revision.id, revision.id);
    for (const std::string& label : revision.branch_labels) names.emplace(label, revision.id);
  }
  return names;
}

void throw_changed_outside(const std::string& id) { throw_findings({{id}, {}, {}, {}}); }

void require_whole_history(Database& database) {
  if (!database.has_tables()) return;
  const Findings findings = Inspection(database).findings();
  if (!findings.empty()) throw_findings(findings);
}

void require_unchanged(Database& database, const RevisionGraph& graph, const Nodes& nodes) {
  const Store store(database);
  std::vector<std::string> ids, below;
  for (const Node node : nodes) {
    ids.push_back(graph.id(node));
    for (const Node down : graph.down(node)) below.push_back(graph.id(down));
    for (const Node dependency : graph.dependencies(node)) below.push_back(graph.id(dependency));
  }
  const std::map<std::string, std::string> hashes = store.load_hashes(below);
  const auto hash_of = [&](std::string_view name) {
    const auto found = graph.find(name);
    return hashes.at(graph.id(found ? *found : *graph.find_label(name)));
  };
  constexpr std::size_t kTogether = 50;
  for (std::size_t begin = 0; begin < ids.size(); begin += kTogether) {
    const std::size_t count = std::min(kTogether, ids.size() - begin);
    for (const SealedScript& each : store.load_scripts(std::span(ids).subspan(begin, count))) {
      std::vector<std::string> down, dependencies;
      for (const auto& id : each.script.revision.down_revisions) down.push_back(hash_of(id));
      for (const auto& name : each.script.revision.depends_on)
        dependencies.push_back(hash_of(name));
      if (revision_hash(database, each.script, down, dependencies) == each.hash) continue;
      require_whole_history(database);  // which names all
      throw_changed_outside(each.script.revision.id);
    }
  }
}

}  // namespace migrate

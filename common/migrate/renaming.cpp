// A rename changes more than a name: definitions that mention it read differently afterwards. So
// the server itself does it, in a scratch area, and the result is read from there. First the
// objects, then their parts, whose statements name the objects, then what is alike but for its
// name.
#include "migrate/renaming.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "error.h"
#include "schema/diff.h"
#include "schema/kind.h"
#include "text.h"

namespace migrate {
namespace {

class Follower {
 public:
  Follower(Database& database, const Model& from, const Model& to, const Selection& selection)
      : database_(database), start_(from), from_(from), to_(to), selection_(selection) {}

  void follow(const std::vector<RenameNote>& notes, bool parts);
  void follow_likeness();
  Renamed result() && { return {std::move(from_), std::move(renames_)}; }

 private:
  std::size_t find_object(const Model& model, const RenameNote& note,
                          const std::string& name) const;
  void rename_object(const RenameNote& note);
  void rename_part(const RenameNote& note);
  void add(const Object& from, const Object& to, std::string reason);
  void run();

  Database& database_;
  const Model& start_;
  Model from_;
  const Model& to_;
  const Selection& selection_;
  std::vector<Rename> renames_;
  std::size_t done_ = 0;  // renames that from_ has had
  std::size_t turn_ = 0;
};

// What belongs to something is renamed while that has its old name: a trigger before its table.
bool is_part_of_what_follows(const Rename& a, const Rename& b) {
  return a.kind->weight > b.kind->weight;
}

[[noreturn]] void throw_unknown(const RenameNote& note) {
  throw Error(ErrorCode::kInvalidParameter,
              cat("\"@renamed\" annotation on \"", note.part.empty() ? note.name : note.part,
                  "\", which the model does not have or which cannot be renamed"),
              cat("Line ", std::to_string(note.line), " of the model."));
}

bool ends_with_word(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  const std::size_t before = text.size() - word.size();
  return equals_ignoring_case(text.substr(before), word) &&
         (before == 0 || text[before - 1] == ' ');
}

// A word of CREATE names several kinds: TABLE a table or a foreign table. A domain has the keyword
// of a type.
bool is_created_as(const Kind& kind, std::string_view word) {
  return ends_with_word(kind.keyword, word) || ends_with_word(kind.name, word);
}

std::size_t Follower::find_object(const Model& model, const RenameNote& note,
                                  const std::string& name) const {
  for (std::size_t i = 0; i < model.size(); ++i) {
    const Object& object = model[i];
    if (object.name == name && (note.schema.empty() || object.schema == note.schema) &&
        object.kind->rename && is_created_as(*object.kind, note.type)) {
      return i;
    }
  }
  return kNoObject;
}

// In quotes only where its address has them: the server knows which names need them.
std::string quoted_name(const Dialect& dialect, const Object& object) {
  const std::string quoted = dialect.quote_identifier(object.name);
  const bool as_is = object.address.find(quoted) == std::string::npos &&
                     object.address.find(object.name) != std::string::npos;
  return as_is ? object.name : quoted;
}

std::string reason_of(const RenameNote& note) {
  return cat("line ", std::to_string(note.line), " of the model says so");
}

void Follower::add(const Object& from, const Object& to, std::string reason) {
  const Dialect& dialect = database_.dialect();
  renames_.push_back({from.kind, from.address,
                      from.kind->rename(from, from_, quoted_name(dialect, to)),
                      to.kind->rename(to, to_, quoted_name(dialect, from)), std::move(reason),
                      from.id, to.id, turn_});
}

void Follower::rename_object(const RenameNote& note) {
  const std::size_t to = find_object(to_, note, note.name);
  if (to == kNoObject) throw_unknown(note);
  RenameNote old = note;
  old.schema = to_[to].schema;
  const std::size_t from = find_object(from_, old, note.from);
  if (from == kNoObject || from_.find(to_[to].id) != kNoObject) return;
  if (to_.find(from_[from].id) != kNoObject) return;  // both exist in the model
  add(from_[from], to_[to], reason_of(note));
}

void Follower::rename_part(const RenameNote& note) {
  std::size_t parent = kNoObject;
  for (std::size_t i = 0; i < to_.size() && parent == kNoObject; ++i) {
    const Object& object = to_[i];
    if (object.name != note.name || object.parent != kNoObject) continue;
    if (!note.schema.empty() && object.schema != note.schema) continue;
    if (is_created_as(*object.kind, note.type)) parent = i;
  }
  if (parent == kNoObject) throw_unknown(note);
  const std::size_t from_parent = from_.find(to_[parent].id);
  for (std::size_t child : to_.children(parent)) {
    const Object& object = to_[child];
    if (object.name != note.part || !object.kind->rename) continue;
    if (from_parent == kNoObject || from_.find(object.id) != kNoObject) return;
    for (std::size_t other : from_.children(from_parent)) {
      if (from_[other].kind == object.kind && from_[other].name == note.from) {
        return add(from_[other], object, reason_of(note));
      }
    }
    return;
  }
  const Object& whole = to_[parent];
  if (!whole.kind->rename_part) throw_unknown(note);
  const std::string backward = whole.kind->rename_part(whole, note.part, note.from);
  if (backward.empty()) throw_unknown(note);
  if (from_parent == kNoObject) return;
  std::string forward = whole.kind->rename_part(from_[from_parent], note.from, note.part);
  if (forward.empty()) return;
  renames_.push_back(
      {whole.kind, whole.address, std::move(forward), backward, reason_of(note), "", "", turn_});
}

void Follower::run() {
  ++turn_;
  if (done_ == renames_.size()) return;
  std::stable_sort(renames_.begin() + static_cast<std::ptrdiff_t>(done_), renames_.end(),
                   is_part_of_what_follows);
  std::vector<std::string> statements;
  for (const Rename& rename : renames_) statements.push_back(rename.forward);
  from_ = after_script(database_, start_, statements_script(statements), selection_, start_);
  done_ = renames_.size();
}

void Follower::follow(const std::vector<RenameNote>& notes, bool parts) {
  for (const RenameNote& note : notes) {
    if (note.part.empty() == parts) continue;
    if (parts) {
      rename_part(note);
    } else {
      rename_object(note);
    }
  }
  run();
}

// Only where it is certain: one that is gone and one that is there.
void Follower::follow_likeness() {
  struct Pair {
    std::vector<std::size_t> gone;
    std::vector<std::size_t> added;
  };
  std::map<std::string, Pair> alike;
  const auto key = [](const Model& model, std::size_t index) {
    const Object& object = model[index];
    if (!object.kind->likeness || !object.kind->rename) return std::string();
    const std::string likeness = object.kind->likeness(object, model);
    return likeness.empty() ? likeness : cat(object.kind->name, " ", object.schema, " ", likeness);
  };
  for (const Change& change : diff(from_, to_)) {
    if (change.from != kNoObject && change.to == kNoObject) {
      alike[key(from_, change.from)].gone.push_back(change.from);
    } else if (change.from == kNoObject) {
      alike[key(to_, change.to)].added.push_back(change.to);
    }
  }
  alike.erase(std::string());
  for (const auto& [likeness, pair] : alike) {
    if (pair.gone.size() != 1 || pair.added.size() != 1) continue;
    add(from_[pair.gone[0]], to_[pair.added[0]], "only the name differs");
  }
  run();
}

}  // namespace

std::vector<std::string> undo(std::vector<Rename> renames) {
  std::reverse(renames.begin(), renames.end());
  std::stable_sort(renames.begin(), renames.end(), [](const Rename& a, const Rename& b) {
    return a.turn != b.turn ? a.turn > b.turn : is_part_of_what_follows(a, b);
  });
  std::vector<std::string> statements;
  statements.reserve(renames.size());
  for (const Rename& rename : renames) statements.push_back(rename.backward);
  return statements;
}

Ids renamed_ids(const std::vector<Rename>& renames) {
  Ids ids;
  for (const Rename& rename : renames) {
    if (!rename.from_id.empty()) ids.emplace_back(rename.from_id, rename.to_id);
  }
  return ids;
}

std::string statements_script(const std::vector<std::string>& statements) {
  std::string script;
  for (const std::string& statement : statements) script += cat(statement, ";\n");
  return script;
}

Model after_script(Database& database, const Model& from, std::string_view script,
                   const Selection& selection, const Model& other) {
  const std::string build = difference_script(
      Model(), only_buildable(with_rest(database, from, selection), compared(database)));
  Model result;
  database.in_scratch([&](Database& scratch) {
    run_model(scratch, build, "rebuilt schema");
    run_model(scratch, script, "renames");
    result = read_selected(scratch, selection, other);
  });
  return result;
}

Renamed follow_renames(Database& database, const Model& from, const Model& to,
                       const std::vector<RenameNote>& notes, const Selection& selection) {
  Follower follower(database, from, to, selection);
  follower.follow(notes, false);
  follower.follow(notes, true);
  follower.follow_likeness();
  Renamed renamed = std::move(follower).result();
  if (!renamed.renames.empty()) {
    renamed.model = with_owners(renamed.model, from, renamed_ids(renamed.renames));
  }
  return renamed;
}

}  // namespace migrate

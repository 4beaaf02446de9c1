#include "lint/world.h"

#include <algorithm>
#include <utility>

#include "text.h"

namespace migrate::lint {
namespace {

using Kind = StatementFacts::Kind;

// The column of `column IS NOT NULL`; empty for every other expression.
std::string not_null_column(const ExpressionFacts& check) {
  constexpr std::string_view suffix = "is not null";
  const std::string_view sql = trim(check.sql);
  if (check.columns.size() != 1 || sql.size() <= suffix.size()) return {};
  if (!equals_ignoring_case(sql.substr(sql.size() - suffix.size()), suffix)) return {};
  const std::string_view rest = trim(sql.substr(0, sql.size() - suffix.size()));
  const std::string& column = check.columns.front();
  const bool is_column = equals_ignoring_case(rest, column) || rest == cat("\"", column, "\"");
  return is_column ? column : std::string();
}

bool is_relation(ObjectType type) {
  return type == ObjectType::kTable || type == ObjectType::kView ||
         type == ObjectType::kMaterializedView || type == ObjectType::kIndex ||
         type == ObjectType::kSequence;
}

bool has_one_of(const std::vector<std::string>& names, const std::set<std::string>& others) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return others.contains(name); });
}

// Whether a DROP can take relations along that it doesn't name: a table its sequences and
// partitions, an extension what it has made.
bool takes_along(const StatementFacts& facts) {
  return facts.is_cascade || facts.object == ObjectType::kTable ||
         (facts.object == ObjectType::kOther && facts.part.empty());
}

}  // namespace

World::World(Catalog& catalog) : catalog_(catalog), search_path_(catalog.search_path()) {}

World::Key World::key(const QualifiedName& name) { return cat(name.schema, "\n", name.name); }

Relation World::find(const QualifiedName& name) const {
  std::vector<std::string> schemas = search_path_;
  if (!name.schema.empty()) schemas = {name.schema};
  for (const std::string& schema : schemas) {
    Relation relation{{schema, name.name}, false, std::nullopt};
    const Key place = key(relation.name);
    if (made_.contains(place)) {
      relation.is_made = true;
      return relation;
    }
    if (dropped_.contains(place)) continue;
    const auto renamed = renamed_.find(place);
    const QualifiedName& stored = renamed == renamed_.end() ? relation.name : renamed->second;
    auto found = entries_.find(key(stored));
    if (found == entries_.end()) {
      found = entries_.emplace(key(stored), catalog_.table(stored)).first;
    }
    relation.entry = found->second;
    if (relation.entry) return relation;
  }
  return {{schemas.empty() ? "" : schemas.front(), name.name}, false, std::nullopt};
}

std::vector<Relation> World::locked(const StatementFacts& facts) const {
  std::vector<Relation> relations;
  for (const QualifiedName& name : facts.names) {
    Relation relation = find(name);
    if (relation.entry && relation.entry->kind == TableEntry::Kind::kIndex) {
      const auto table = catalog_.table_of_index(*relation.entry);
      if (!table) continue;
      relation = find(table->name);
    }
    relations.push_back(std::move(relation));
  }
  return relations;
}

std::vector<QualifiedName> World::exclusively_locked(const StatementFacts& facts) const {
  std::vector<QualifiedName> names;
  if (facts.lock != TableLock::kAccessExclusive) return names;
  for (const Relation& relation : locked(facts)) {
    if (relation.is_live()) names.push_back(relation.entry->name);
  }
  return names;
}

std::vector<QualifiedName> World::write_locked(const StatementFacts& facts) const {
  std::vector<QualifiedName> names = exclusively_locked(facts);
  if (names.empty() && facts.lock >= TableLock::kShare) {
    for (const Relation& relation : locked(facts)) {
      const bool has_rows = relation.is_live() && relation.entry->kind == TableEntry::Kind::kTable;
      if (has_rows) names.push_back(relation.entry->name);
    }
  }
  const auto add_parent = [&](const ConstraintFacts& constraint) {
    if (constraint.kind != ConstraintFacts::Kind::kForeignKey) return;
    const Relation parent = find(constraint.parent);
    if (parent.is_live()) names.push_back(parent.entry->name);
  };
  const auto add_parents = [&](const ColumnFacts& column) {
    for (const ConstraintFacts& each : column.constraints) add_parent(each);
  };
  for (const ConstraintFacts& each : facts.constraints) add_parent(each);
  for (const ColumnFacts& column : facts.columns) add_parents(column);
  for (const ActionFacts& action : facts.actions) {
    add_parent(action.constraint);
    add_parents(action.column);
  }
  return names;
}

const World::Changes& World::changes(const Relation& table) const {
  static const Changes none;
  const auto found = changes_.find(key(table.name));
  return found == changes_.end() ? none : found->second;
}

bool World::is_made_column(const Relation& table, const std::string& column) const {
  return table.is_made || changes(table).columns.contains(column);
}

bool World::is_dropped_column(const Relation& table, const std::string& column) const {
  const Changes& change = changes(table);
  return change.dropped_columns.contains(column) || change.renamed_columns.contains(column);
}

std::vector<IndexEntry> World::indexes(const Relation& table) const {
  const Changes& change = changes(table);
  std::vector<IndexEntry> all;
  if (table.is_live()) all = catalog_.indexes(*table.entry);
  std::erase_if(all, [&](const IndexEntry& index) {
    return is_dropped(index.name) || change.dropped_parts.contains(index.name.name) ||
           has_one_of(index.columns, change.dropped_columns);
  });
  for (IndexEntry& index : all) {
    for (std::string& column : index.columns) {
      const auto renamed = change.renamed_columns.find(column);
      if (renamed != change.renamed_columns.end()) column = renamed->second;
    }
  }
  for (const MadeIndex& made : change.indexes) all.push_back(made.entry);
  return all;
}

bool World::has_not_null_check(const Relation& table, const std::string& column) const {
  if (changes(table).not_null_checks.contains(column)) return true;
  return table.is_live() && catalog_.has_not_null_check(*table.entry, column);
}

bool World::may_be_gone(const Relation& relation) const {
  if (!relation.is_live()) return false;
  const bool is_sequence = relation.entry->kind == TableEntry::Kind::kSequence;
  return has_cascaded_ || (is_sequence && has_dropped_columns_);
}

bool World::may_be_gone(const Dependent& dependent) const {
  if (!dependent.name.empty()) {
    const Relation relation = find(dependent.name);
    return !relation.is_live() || changes(relation).is_replaced;
  }
  if (dependent.owner.empty()) return has_dropped_others_ || !functions_.empty();
  const Relation owner = find(dependent.owner);
  const Changes& change = changes(owner);
  if (!owner.is_live() || !change.dropped_columns.empty()) return true;
  return dependent.part.empty() ? change.has_other_changes
                                : change.dropped_parts.contains(dependent.part) ||
                                      dropped_triggers_.contains(dependent.part);
}

bool World::is_written(const Relation& table) const { return changes(table).is_written; }

bool World::is_copied(const Relation& table) const { return changes(table).is_copied; }

bool World::is_copied_column(const Relation& table, const std::string& column) const {
  const auto& columns = changes(table).copied_columns;
  return columns.contains(column) || columns.contains("*");
}

bool World::has_made() const {
  if (!made_.empty()) return true;
  return std::any_of(changes_.begin(), changes_.end(), [](const auto& change) {
    return !change.second.indexes.empty() || !change.second.columns.empty();
  });
}

void World::make(const QualifiedName& name) {
  const std::string schema =
      !name.schema.empty() || search_path_.empty() ? name.schema : search_path_.front();
  const Key place = key({schema, name.name});
  made_.insert(place);
  dropped_.erase(place);
}

void World::create_relation(const StatementFacts& facts) {
  const QualifiedName& name = facts.names.front();
  if (!is_relation(facts.object)) return;
  if (!facts.is_conditional || !find(name).exists()) return make(name);
  if (facts.object == ObjectType::kView) changes(name).is_replaced = true;
}

void World::drop(const StatementFacts& facts) {
  for (const QualifiedName& name : facts.names) {
    if (!facts.part.empty()) {
      changes(name).dropped_parts.insert(facts.part);
    } else if (is_relation(facts.object)) {
      drop(name);
      if (facts.object == ObjectType::kIndex) drop_index(name.name);
    } else if (facts.object == ObjectType::kFunction) {
      functions_.insert(name.name);
    } else if (facts.object == ObjectType::kTrigger) {
      dropped_triggers_.insert(name.name);
    } else {
      has_dropped_others_ = true;
    }
  }
}

void World::drop_index(const std::string& name) {
  for (auto& [table, change] : changes_) {
    std::erase_if(change.indexes, [&](const MadeIndex& index) { return index.is_called(name); });
  }
}

void World::drop(const QualifiedName& name) {
  const Key place = key(find(name).name);
  made_.erase(place);
  renamed_.erase(place);
  changes_.erase(place);
  dropped_.insert(place);
}

void World::note_constraint(const Relation& table, const ConstraintFacts& constraint,
                            Changes& changes) {
  using Constraint = ConstraintFacts::Kind;
  if (constraint.kind == Constraint::kPrimaryKey || constraint.kind == Constraint::kUnique) {
    const bool is_primary = constraint.kind == Constraint::kPrimaryKey;
    const std::string columns = is_primary ? "" : cat("_", join(constraint.columns, "_"));
    changes.indexes.push_back({{{table.name.schema, constraint.name}, constraint.columns, true},
                               cat(table.name.name, columns, is_primary ? "_pkey" : "_key")});
  }
  if (constraint.kind != Constraint::kCheck) return;
  const std::string column = not_null_column(constraint.expression);
  if (column.empty()) return;
  if (constraint.is_valid) {
    changes.not_null_checks.insert(column);
  } else {
    changes.unvalidated_checks[constraint.name] = column;
  }
}

void World::create_table(const StatementFacts& facts) {
  const QualifiedName& name = facts.names.front();
  if (facts.is_conditional && find(name).exists()) return;
  make(name);
  const Relation table = find(name);
  Changes& change = changes_[key(table.name)];
  for (const ColumnFacts& column : facts.columns) {
    for (const ConstraintFacts& each : column.constraints) note_constraint(table, each, change);
  }
  for (const ConstraintFacts& each : facts.constraints) note_constraint(table, each, change);
}

void World::create_index(const StatementFacts& facts) {
  const Relation table = find(facts.names.front());
  IndexEntry entry{{table.name.schema, facts.part},
                   facts.index.columns,
                   facts.index.is_unique,
                   facts.index.is_partial};
  entry.finds_keys = facts.index.finds_keys;
  entry.is_ordinary = facts.index.is_ordinary;
  changes_[key(table.name)].indexes.push_back(
      {std::move(entry), cat(table.name.name, "_", join(facts.index.columns, "_"), "_idx")});
  if (!facts.part.empty()) make({table.name.schema, facts.part});
}

void World::alter(const StatementFacts& facts) {
  using Action = ActionFacts::Kind;
  const Relation table = find(facts.names.front());
  Changes& change = changes_[key(table.name)];
  for (const ActionFacts& action : facts.actions) {
    if (action.kind == Action::kAddColumn) {
      change.columns.insert(action.column.name);
      for (const ConstraintFacts& each : action.column.constraints) {
        note_constraint(table, each, change);
      }
    }
    if (action.kind == Action::kDropColumn) change.dropped_columns.insert(action.name);
    if (action.kind == Action::kDropConstraint) {
      change.dropped_parts.insert(action.name);
      std::erase_if(change.indexes,
                    [&](const MadeIndex& index) { return index.is_called(action.name); });
    }
    if (action.kind == Action::kSetDefault || action.kind == Action::kDropDefault ||
        action.kind == Action::kOther) {
      change.has_other_changes = true;
    }
    if (action.kind == Action::kAddConstraint) note_constraint(table, action.constraint, change);
    if (action.kind == Action::kValidateConstraint) {
      const auto check = change.unvalidated_checks.find(action.name);
      if (check != change.unvalidated_checks.end()) change.not_null_checks.insert(check->second);
    }
    if (action.kind == Action::kDropColumn) {
      has_dropped_columns_ = true;
      std::erase_if(change.indexes, [&](const MadeIndex& index) {
        return has_one_of(index.entry.columns, {action.name});
      });
    }
    if (action.is_cascade) has_cascaded_ = true;
  }
}

void World::rename_column(Changes& changes, const std::string& from, const std::string& to) {
  changes.columns.insert(to);
  for (MadeIndex& index : changes.indexes) {
    std::replace(index.entry.columns.begin(), index.entry.columns.end(), from, to);
  }
  for (auto& [stored, name] : changes.renamed_columns) {
    if (name != from) continue;
    name = to;
    return;
  }
  changes.renamed_columns[from] = to;
}

void World::rename(const StatementFacts& facts) {
  const Relation relation = find(facts.names.front());
  const QualifiedName next = facts.kind == Kind::kSetSchema
                                 ? QualifiedName{facts.new_name, relation.name.name}
                                 : QualifiedName{relation.name.schema, facts.new_name};
  if (facts.object == ObjectType::kColumn) {
    return rename_column(changes_[key(relation.name)], facts.part, facts.new_name);
  }
  if (!is_relation(facts.object) || !relation.exists()) return;
  const Key from = key(relation.name);
  const Key to = key(next);
  if (relation.is_made) {
    made_.erase(from);
    made_.insert(to);
  } else {
    renamed_[to] = relation.entry->name;
    dropped_.insert(from);
  }
  dropped_.erase(to);
  changes_.erase(to);
  if (auto node = changes_.extract(from)) {
    node.key() = to;
    changes_.insert(std::move(node));
  }
}

void World::note_rows(const StatementFacts& facts) {
  const bool copies = !facts.written.empty() || facts.kind == Kind::kCreateTableAs;
  const auto copy = [&](const QualifiedName& name) {
    changes(name).copied_columns.insert(facts.read_columns.begin(), facts.read_columns.end());
  };
  for (const QualifiedName& name : facts.written) {
    changes(name).is_written = true;
    if (facts.kind == Kind::kUpdate) copy(name);
  }
  if (facts.kind == Kind::kTruncate) {
    for (const QualifiedName& name : facts.names) changes(name).is_written = true;
  }
  if (!copies) return;
  for (const QualifiedName& name : facts.read) {
    changes(name).is_copied = true;
    copy(name);
  }
}

void World::apply(const StatementFacts& facts) {
  if (facts.kind == Kind::kOpaque || facts.kind == Kind::kSelect || facts.error) is_opaque_ = true;
  // A path that the script sets is not followed.
  if (facts.kind == Kind::kSet && facts.setting == "search_path") is_opaque_ = true;
  note_rows(facts);
  if (facts.kind == Kind::kDrop && takes_along(facts)) has_cascaded_ = true;
  if (facts.names.empty()) return;
  switch (facts.kind) {
    case Kind::kCreateTable:
    case Kind::kCreateTableAs:
      return create_table(facts);
    case Kind::kCreateObject:
      if (facts.object == ObjectType::kFunction) functions_.insert(facts.names.front().name);
      return create_relation(facts);
    case Kind::kCreateIndex:
      return create_index(facts);
    case Kind::kDrop:
      return drop(facts);
    case Kind::kRename:
    case Kind::kSetSchema:
      return rename(facts);
    case Kind::kAlterTable:
      return alter(facts);
    default:
      return;
  }
}

}  // namespace migrate::lint

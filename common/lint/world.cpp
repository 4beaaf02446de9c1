#include "lint/world.h"

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
    if (relation.is_live()) names.push_back(relation.name);
  }
  return names;
}

bool World::is_made_column(const Relation& table, const std::string& column) const {
  if (table.is_made) return true;
  const auto columns = columns_.find(key(table.name));
  return columns != columns_.end() && columns->second.contains(column);
}

bool World::is_dropped_column(const Relation& table, const std::string& column) const {
  const auto columns = dropped_columns_.find(key(table.name));
  return columns != dropped_columns_.end() && columns->second.contains(column);
}

std::vector<IndexEntry> World::indexes(const Relation& table) const {
  std::vector<IndexEntry> all;
  if (table.is_live()) all = catalog_.indexes(*table.entry);
  std::erase_if(all, [&](const IndexEntry& index) { return is_dropped(index.name); });
  const auto made = indexes_.find(key(table.name));
  if (made != indexes_.end()) all.insert(all.end(), made->second.begin(), made->second.end());
  return all;
}

bool World::has_not_null_check(const Relation& table, const std::string& column) const {
  const auto checks = not_null_checks_.find(key(table.name));
  if (checks != not_null_checks_.end() && checks->second.contains(column)) return true;
  return table.is_live() && catalog_.has_not_null_check(*table.entry, column);
}

void World::make(const QualifiedName& name) {
  const std::string schema =
      !name.schema.empty() || search_path_.empty() ? name.schema : search_path_.front();
  const Key place = key({schema, name.name});
  made_.insert(place);
  dropped_.erase(place);
}

void World::drop(const QualifiedName& name) {
  const Key place = key(find(name).name);
  made_.erase(place);
  renamed_.erase(place);
  indexes_.erase(place);
  columns_.erase(place);
  dropped_.insert(place);
}

void World::note_constraint(const Relation& table, const ConstraintFacts& constraint) {
  using Constraint = ConstraintFacts::Kind;
  const Key place = key(table.name);
  if (constraint.kind == Constraint::kPrimaryKey || constraint.kind == Constraint::kUnique) {
    indexes_[place].push_back({{table.name.schema, constraint.name}, constraint.columns, true});
  }
  if (constraint.kind != Constraint::kCheck) return;
  const std::string column = not_null_column(constraint.expression);
  if (column.empty()) return;
  if (constraint.is_valid) {
    not_null_checks_[place].insert(column);
  } else {
    unvalidated_checks_[place][constraint.name] = column;
  }
}

void World::alter(const StatementFacts& facts) {
  using Action = ActionFacts::Kind;
  const Relation table = find(facts.names.front());
  const Key place = key(table.name);
  for (const ActionFacts& action : facts.actions) {
    if (action.kind == Action::kAddColumn) {
      columns_[place].insert(action.column.name);
      for (const ConstraintFacts& each : action.column.constraints) note_constraint(table, each);
    }
    if (action.kind == Action::kDropColumn) dropped_columns_[place].insert(action.name);
    if (action.kind == Action::kAddConstraint) note_constraint(table, action.constraint);
    if (action.kind == Action::kValidateConstraint) {
      const auto check = unvalidated_checks_[place].find(action.name);
      if (check != unvalidated_checks_[place].end()) not_null_checks_[place].insert(check->second);
    }
  }
}

void World::rename(const StatementFacts& facts) {
  const Relation relation = find(facts.names.front());
  const QualifiedName next = facts.kind == Kind::kSetSchema
                                 ? QualifiedName{facts.new_name, relation.name.name}
                                 : QualifiedName{relation.name.schema, facts.new_name};
  if (facts.object == ObjectType::kColumn) {
    columns_[key(relation.name)].insert(facts.new_name);
    dropped_columns_[key(relation.name)].insert(facts.part);
    return;
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
  if (const auto node = columns_.extract(from)) columns_[to] = node.mapped();
  if (const auto node = indexes_.extract(from)) indexes_[to] = node.mapped();
}

void World::apply(const StatementFacts& facts) {
  if (facts.kind == Kind::kOpaque || facts.kind == Kind::kSelect || facts.error) is_opaque_ = true;
  // A path that the script sets is not followed.
  if (facts.kind == Kind::kSet && facts.setting == "search_path") is_opaque_ = true;
  if (facts.names.empty()) return;
  switch (facts.kind) {
    case Kind::kCreateTable:
    case Kind::kCreateTableAs:
      if (facts.is_conditional && find(facts.names.front()).entry) return;
      make(facts.names.front());
      for (const ColumnFacts& column : facts.columns) {
        for (const ConstraintFacts& each : column.constraints) {
          note_constraint(find(facts.names.front()), each);
        }
      }
      for (const ConstraintFacts& each : facts.constraints) {
        note_constraint(find(facts.names.front()), each);
      }
      return;
    case Kind::kCreateObject:
      if (is_relation(facts.object)) make(facts.names.front());
      return;
    case Kind::kCreateIndex: {
      const Relation table = find(facts.names.front());
      indexes_[key(table.name)].push_back({{table.name.schema, facts.part},
                                           facts.index.columns,
                                           facts.index.is_unique,
                                           facts.index.is_partial});
      if (!facts.part.empty()) make({table.name.schema, facts.part});
      return;
    }
    case Kind::kDrop:
      if (!is_relation(facts.object)) return;
      for (const QualifiedName& name : facts.names) drop(name);
      return;
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

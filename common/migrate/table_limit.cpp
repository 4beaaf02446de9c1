#include "migrate/table_limit.h"

#include <string>
#include <vector>

#include "db/statement_facts.h"
#include "error.h"
#include "lint/catalog.h"
#include "lint/world.h"
#include "text.h"

namespace migrate {
namespace {

void add_parents(const std::vector<ConstraintFacts>& constraints,
                 std::vector<QualifiedName>& names) {
  for (const ConstraintFacts& constraint : constraints) {
    if (!constraint.parent.empty()) names.push_back(constraint.parent);
  }
}

// The tables besides the statement's own that it locks.
std::vector<QualifiedName> further_names(const StatementFacts& facts) {
  std::vector<QualifiedName> names;
  add_parents(facts.constraints, names);
  for (const ColumnFacts& column : facts.columns) add_parents(column.constraints, names);
  for (const ActionFacts& action : facts.actions) {
    add_parents({action.constraint}, names);
    add_parents(action.column.constraints, names);
    if (!action.table.empty()) names.push_back(action.table);
  }
  return names;
}

bool changes_its_own(const StatementFacts& facts) {
  return facts.lock > TableLock::kRowExclusive || facts.kind == StatementFacts::Kind::kUpdate ||
         facts.kind == StatementFacts::Kind::kDelete;
}

void require_small(const lint::Relation& relation, std::int64_t max_bytes) {
  if (!relation.entry || relation.entry->bytes.value_or(0) <= max_bytes) return;
  const QualifiedName& name = relation.entry->name;
  throw Error(ErrorCode::kProgramLimit, "table is too large to be changed in a rehearsal",
              cat("Table \"", name.schema, ".", name.name, "\" has ",
                  std::to_string(*relation.entry->bytes), " bytes; the limit is ",
                  std::to_string(max_bytes), "."),
              "Rehearse on a copy, or raise setting \"rehearse_max_bytes\".");
}

}  // namespace

void require_small_tables(Database& database, std::span<const Statement> statements,
                          std::int64_t max_bytes) {
  if (max_bytes == 0) return;
  for (const Statement& statement : statements) {
    const std::optional<StatementFacts> facts = database.statement_facts(statement.sql);
    if (!facts || facts->error) continue;
    const std::unique_ptr<lint::Catalog> catalog = lint::postgres_catalog(database);
    const lint::World world(*catalog);
    if (changes_its_own(*facts)) {
      for (const lint::Relation& table : world.locked(*facts)) require_small(table, max_bytes);
    }
    for (const QualifiedName& name : further_names(*facts)) {
      require_small(world.find(name), max_bytes);
    }
  }
}

}  // namespace migrate

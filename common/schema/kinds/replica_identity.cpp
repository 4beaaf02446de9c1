// An index as a table's replica identity; FULL and NOTHING are attributes of the table.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 13, c.oid, 0, 'pg_class'::regclass::oid, c.oid, 0, n.nspname, c.relname,
  format('%I.%I', n.nspname, c.relname),
  quote_ident(i.relname) AS index
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_index x ON x.indrelid = c.oid AND x.indisreplident JOIN pg_class i ON i.oid = x.indexrelid
WHERE c.relnamespace = ANY ($1::oid[]) AND c.relreplident = 'i')";

constexpr std::string_view kEdges = R"(
SELECT 13, x.indrelid, 0, 'pg_class'::regclass::oid, x.indexrelid, 0
FROM pg_index x WHERE x.indisreplident)";

std::string identity(const Object& fact, const Model& model, std::string_view what) {
  return cat(alter_table(model.parent(fact)), " REPLICA IDENTITY ", what);
}

std::string using_index(const Object& fact, const Model& model) {
  return identity(fact, model, cat("USING INDEX ", fact.text("index")));
}

constexpr std::array kAttributes{
    Attribute{"index", Action::kAlter, [](const Alteration& change, Statements& out) {
                out.add(using_index(change.to, change.to_model));
              }}};

}  // namespace

// Without the statement that drops it, a table whose index is dropped is left with no identity.
const Kind kReplicaIdentity{
    .name = "replica identity",
    .keyword = "REPLICA IDENTITY",
    .postgres = kQuery,
    .postgres_if = "marked index",
    .postgres_edges = kEdges,
    .attributes = kAttributes,
    .create = [](const Object& fact, const Model& model,
                 Creation& out) { out.before = using_index(fact, model); },
    .drop = [](const Object& fact, const Model& model,
               Statements& out) { out.add(identity(fact, model, "DEFAULT")); },
    .weight = 80,
};

}  // namespace migrate

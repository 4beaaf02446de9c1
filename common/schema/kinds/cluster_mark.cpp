// The index that CLUSTER goes by when it is told nothing else.
#include <array>

#include "schema/kinds/kinds.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 14, c.oid, 0, 'pg_class'::regclass::oid, c.oid, 0, n.nspname, c.relname,
  format('%I.%I', n.nspname, c.relname),
  quote_ident(i.relname) AS index
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_index x ON x.indrelid = c.oid AND x.indisclustered JOIN pg_class i ON i.oid = x.indexrelid
WHERE c.relnamespace = ANY ($1::oid[]))";

constexpr std::string_view kEdges = R"(
SELECT 14, x.indrelid, 0, 'pg_class'::regclass::oid, x.indexrelid, 0, 'a'
FROM pg_index x WHERE x.indisclustered)";

std::string cluster_on(const Object& fact, const Model& model) {
  return cat("ALTER ", model.parent(fact).id, " CLUSTER ON ", fact.text("index"));
}

constexpr std::array kAttributes{
    Attribute{"index", Action::kAlter, [](const Alteration& change, Statements& out) {
                out.add(cluster_on(change.to, change.to_model));
              }}};

}  // namespace

const Kind kClusterMark{
    .name = "cluster mark",
    .keyword = "CLUSTER MARK",
    .postgres = kQuery,
    .postgres_if = "marked index",
    .postgres_edges = kEdges,
    .attributes = kAttributes,
    .create = [](const Object& fact, const Model& model,
                 Creation& out) { out.before = cluster_on(fact, model); },
    .drop =
        [](const Object& fact, const Model& model, Statements& out) {
          out.add(cat("ALTER ", model.parent(fact).id, " SET WITHOUT CLUSTER"));
        },
    .weight = 80,
};

}  // namespace migrate

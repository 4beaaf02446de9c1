// Inheritance between tables that are there already; a table that is created names its parents.
#include <array>

#include "schema/kinds/kinds.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 15, c.oid, i.inhseqno, 'pg_class'::regclass::oid, c.oid, 0, n.nspname, c.relname,
  format('%I.%I FROM %I.%I', n.nspname, c.relname, pn.nspname, p.relname),
  format('%I.%I', n.nspname, c.relname) AS child,
  format('%I.%I', pn.nspname, p.relname) AS parent,
  CASE c.relkind WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END AS child_keyword,
  i.inhseqno AS position
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_inherits i ON i.inhrelid = c.oid
  JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
WHERE c.relnamespace = ANY ($1::oid[]) AND NOT c.relispartition AND c.relkind IN ('r', 'f'))";

constexpr std::string_view kEdges = R"(
SELECT 15, i.inhrelid, i.inhseqno, 'pg_class'::regclass::oid, i.inhparent, 0, 'n'
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'f')
WHERE NOT c.relispartition
UNION ALL
SELECT 15, i.inhrelid, i.inhseqno, 15, o.inhrelid, o.inhseqno, 'w'
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'f')
  JOIN pg_inherits o ON o.inhrelid = i.inhrelid AND o.inhseqno < i.inhseqno
WHERE NOT c.relispartition
UNION ALL
SELECT 15, i.inhrelid, i.inhseqno, 'pg_class'::regclass::oid, a.attrelid, a.attnum, 'w'
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'f')
  JOIN pg_attribute a ON a.attrelid IN (i.inhrelid, i.inhparent) AND a.attnum > 0
WHERE NOT c.relispartition AND NOT a.attisdropped
UNION ALL
SELECT 15, i.inhrelid, i.inhseqno, 'pg_constraint'::regclass::oid, k.oid, 0, 'w'
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'f')
  JOIN pg_constraint k ON k.conrelid IN (i.inhrelid, i.inhparent) AND k.contype = 'c'
WHERE NOT c.relispartition)";

constexpr std::array kAttributes{
    Attribute{"child", Action::kIgnore},
    Attribute{"parent", Action::kIgnore},
    Attribute{"child_keyword", Action::kIgnore},
    Attribute{"position", Action::kIgnore},
};

std::string alter_child(const Object& fact) {
  return cat("ALTER ", fact.text("child_keyword"), " ", fact.text("child"));
}

bool implied(const Object*, const Object* to, const Model* from_model, const Model* to_model) {
  return to && from_model->find(to_model->parent(*to).id) == kNoObject;
}

}  // namespace

const Kind kInheritance{
    .name = "inheritance",
    .keyword = "INHERITANCE",
    .postgres = kQuery,
    .postgres_if = "descendant",
    .postgres_edges = kEdges,
    .attributes = kAttributes,
    .create =
        [](const Object& fact, const Model&, Creation& out) {
          out.before = cat(alter_child(fact), " INHERIT ", fact.text("parent"));
        },
    .drop =
        [](const Object& fact, const Model&, Statements& out) {
          out.add(cat(alter_child(fact), " NO INHERIT ", fact.text("parent")));
        },
    .implied = implied,
    .weight = 75,
};

}  // namespace migrate

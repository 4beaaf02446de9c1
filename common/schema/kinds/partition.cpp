// Partitions as attachments: a partition is a table like others, created with all its columns,
// constraints and indexes and then attached, as is each of its indexes and keys to its parent's.
#include <array>

#include "error.h"
#include "schema/kinds/kinds.h"
#include "schema/kinds/tree.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 11, c.oid, 0, 'pg_class'::regclass::oid, c.oid, 0, n.nspname, c.relname,
  format('%I.%I OF %I.%I', n.nspname, c.relname, pn.nspname, p.relname),
  pg_get_expr(c.relpartbound, c.oid) AS bound,
  format('%I.%I', n.nspname, c.relname) AS partition,
  format('%I.%I', pn.nspname, p.relname) AS partitioned
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_inherits i ON i.inhrelid = c.oid
  JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
WHERE c.relnamespace = ANY ($1::oid[]) AND c.relispartition AND c.relkind IN ('r', 'p', 'f'))";

// ATTACH wants the columns and the CHECK constraints of the parent and takes the indexes that are
// there, if they are whole: those of its own partitions are attached before. An index that some
// partition lacks is made when all are attached, or they would get theirs. A foreign key that is
// called as the parent's comes with it.
constexpr std::string_view kEdges = R"(
SELECT 11, i.inhrelid, 0, 'pg_class'::regclass::oid, i.inhparent, 0, 'n'
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'p', 'f')
WHERE c.relispartition
UNION ALL
SELECT 11, i.inhrelid, 0, 'pg_class'::regclass::oid, a.attrelid, a.attnum, 'w'
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'p', 'f')
  JOIN pg_attribute a ON a.attrelid IN (i.inhrelid, i.inhparent) AND a.attnum > 0
WHERE c.relispartition AND NOT a.attisdropped
UNION ALL
SELECT 11, i.inhrelid, 0, 'pg_constraint'::regclass::oid, k.oid, 0, 'w'
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'p', 'f')
  JOIN pg_constraint k ON k.conrelid = i.inhrelid OR k.conrelid = i.inhparent AND k.contype = 'c'
WHERE c.relispartition AND NOT EXISTS (SELECT FROM pg_constraint pk WHERE k.contype = 'f'
  AND pk.oid = k.conparentid AND pk.conname = k.conname)
UNION ALL
SELECT 11, i.inhrelid, 0, 'pg_class'::regclass::oid, x.indexrelid, 0, 'w'
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'p', 'f')
  JOIN pg_index x ON x.indrelid = i.inhrelid
WHERE c.relispartition
UNION ALL
SELECT 11, i.inhrelid, 0, 'pg_class'::regclass::oid, xi.inhparent, 0, 'w'
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'p', 'f')
  JOIN pg_index x ON x.indrelid = i.inhrelid JOIN pg_inherits xi ON xi.inhrelid = x.indexrelid
  JOIN pg_index px ON px.indexrelid = xi.inhparent
WHERE c.relispartition AND px.indisvalid
UNION ALL
SELECT 'pg_class'::regclass::oid, px.indexrelid, 0, 11, i.inhrelid, 0, 'w'
FROM pg_index px JOIN pg_inherits i ON i.inhparent = px.indrelid
  JOIN pg_class c ON c.oid = i.inhrelid AND c.relispartition
WHERE NOT px.indisvalid
UNION ALL
SELECT 11, i.inhrelid, 0, 12, xi.inhrelid, 0, 'w'
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind = 'p'
  JOIN pg_index x ON x.indrelid = i.inhrelid JOIN pg_inherits xi ON xi.inhparent = x.indexrelid
WHERE c.relispartition AND x.indisvalid)";

constexpr std::array kAttributes{
    Attribute{"bound", Action::kReplace},
    Attribute{"partition", Action::kIgnore},
    Attribute{"partitioned", Action::kIgnore},
};

void create(const Object& fact, const Model&, Creation& out) {
  out.before = cat("ALTER TABLE ", fact.text("partitioned"), " ATTACH PARTITION ",
                   fact.text("partition"), " ", fact.text("bound"));
  out.hazards = {{Hazard::Type::kScansTable,
                  cat("the rows of ", fact.text("partition"), " are checked against the bounds")},
                 {Hazard::Type::kCanFail, "a row may not fit the bounds"}};
}

void drop(const Object& fact, const Model&, Statements& out) {
  out.add(
      cat("ALTER TABLE ", fact.text("partitioned"), " DETACH PARTITION ", fact.text("partition")));
}

constexpr std::string_view kIndexQuery = R"(
SELECT 12, c.oid, 0, 'pg_class'::regclass::oid, t.oid, 0, n.nspname, c.relname,
  format('%I.%I OF %I.%I', n.nspname, c.relname, pn.nspname, p.relname),
  format('%I.%I', n.nspname, c.relname) AS partition,
  format('%I.%I', pn.nspname, p.relname) AS partitioned,
  format('%I.%I', n.nspname, t.relname) AS table,
  format('%I.%I', pn.nspname, pt.relname) AS partitioned_table,
  px.indisvalid AS complete
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_inherits i ON i.inhrelid = c.oid
  JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
  JOIN pg_index x ON x.indexrelid = c.oid JOIN pg_class t ON t.oid = x.indrelid
  JOIN pg_index px ON px.indexrelid = p.oid JOIN pg_class pt ON pt.oid = px.indrelid
WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('i', 'I'))";

constexpr std::string_view kIndexEdges = R"(
SELECT 12, i.inhrelid, 0, 'pg_class'::regclass::oid, i.inhparent, 0, 'n'
FROM pg_inherits i JOIN pg_index x ON x.indexrelid = i.inhrelid
UNION ALL
SELECT 12, i.inhrelid, 0, 'pg_class'::regclass::oid, i.inhrelid, 0, 'a'
FROM pg_inherits i JOIN pg_index x ON x.indexrelid = i.inhrelid
UNION ALL
SELECT 12, i.inhrelid, 0, 11, x.indrelid, 0, 'f'
FROM pg_inherits i JOIN pg_index x ON x.indexrelid = i.inhrelid)";

constexpr std::array kIndexAttributes{
    Attribute{"partition", Action::kIgnore}, Attribute{"partitioned", Action::kIgnore},
    Attribute{"table", Action::kIgnore},     Attribute{"partitioned_table", Action::kIgnore},
    Attribute{"complete", Action::kIgnore},
};

// A table that is attached brings its indexes along, if their parents are there.
bool index_is_attached(const Object*, const Object* to, const Model* from_model,
                       const Model* to_model) {
  return to && to->is("complete") &&
         !stays_child(to->text("table"), to->text("partitioned_table"), *from_model, *to_model);
}

void drop_index_attachment(const Object& fact, const Model&, Statements&) {
  throw Error(ErrorCode::kNotSupported, cat("cannot detach index \"", fact.text("partition"), "\""),
              cat("It stays an index of a partition whose parent has index ",
                  fact.text("partitioned"), "."));
}

}  // namespace

const Kind kPartition{
    .name = "partition",
    .keyword = "PARTITION",
    .postgres = kQuery,
    .postgres_if = "descendant",
    .postgres_edges = kEdges,
    .attributes = kAttributes,
    .create = create,
    .drop = drop,
    .places_rows = true,
    .weight = 75,
};

const Kind kIndexPartition{
    .name = "index partition",
    .keyword = "INDEX PARTITION",
    .postgres = kIndexQuery,
    .postgres_if = "descendant",
    .postgres_edges = kIndexEdges,
    .attributes = kIndexAttributes,
    .create =
        [](const Object& fact, const Model&, Creation& out) {
          out.before = cat("ALTER INDEX ", fact.text("partitioned"), " ATTACH PARTITION ",
                           fact.text("partition"));
        },
    .drop = drop_index_attachment,
    .implied = index_is_attached,
    .weight = 76,
};

}  // namespace migrate

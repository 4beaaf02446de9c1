// Constraints of tables: primary keys, unique, check, foreign keys, exclusion.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "schema/kinds/tree.h"
#include "text.h"

namespace migrate {
namespace {

// A foreign key to a partitioned table has a copy for each of its partitions, on the same table.
constexpr std::string_view kQuery = R"(
SELECT 'pg_constraint'::regclass::oid, k.oid, 0, 'pg_class'::regclass::oid, c.oid, 0,
  n.nspname, k.conname, format('%I ON %I.%I', k.conname, n.nspname, c.relname),
  CASE WHEN k.convalidated THEN pg_get_constraintdef(k.oid)
    ELSE regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', '') END AS definition,
  k.convalidated AS validated,
  quote_ident(ts.spcname) AS tablespace,
  CASE WHEN i.reloptions IS NOT NULL THEN
    (SELECT string_agg(format('%s=%L', o.option_name, o.option_value), E'\x1f')
     FROM pg_options_to_table(i.reloptions) o) END AS options,
  quote_ident(k.conname) AS quoted_name,
  k.contype AS type,
  k.coninhcount > 0 AND NOT k.conislocal AS inherited,
  CASE WHEN k.coninhcount > 0 THEN
    (SELECT format('%I.%I', pn.nspname, p.relname)
     FROM pg_inherits ti JOIN pg_class p ON p.oid = ti.inhparent
       JOIN pg_namespace pn ON pn.oid = p.relnamespace
       JOIN pg_constraint pk ON pk.conrelid = p.oid
         AND CASE WHEN k.contype = 'c' THEN pk.conname = k.conname AND pk.contype = 'c'
           ELSE pk.oid = k.conparentid END
     WHERE ti.inhrelid = c.oid ORDER BY ti.inhseqno LIMIT 1) END AS inherited_from,
  pk.conname = k.conname AS called_as_parent,
  quote_ident(n.nspname) || '.' || quote_ident(i.relname) AS index
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_class i ON i.oid = k.conindid AND k.contype IN ('p', 'u', 'x')
  LEFT JOIN pg_tablespace ts ON ts.oid = i.reltablespace
  LEFT JOIN pg_constraint pk ON pk.oid = k.conparentid
WHERE c.relnamespace = ANY ($1::oid[]) AND k.contype IN ('p', 'u', 'x', 'c', 'f')
  AND NOT (k.contype = 'f' AND pk.oid IS NOT NULL AND pk.conrelid = k.conrelid))";

constexpr std::string_view kAliases = R"(
SELECT 'pg_class'::regclass::oid, k.conindid, 0, 'pg_constraint'::regclass::oid, k.oid, 0
FROM pg_constraint k WHERE k.contype IN ('p', 'u', 'x') AND k.conindid >= 16384)";

// A child's CHECK is its parent's of that name. A foreign key needs the key that it refers to to be
// whole, which it is once all partitions' are attached.
constexpr std::string_view kEdges = R"(
SELECT 'pg_constraint'::regclass::oid, k.oid, 0, 'pg_constraint'::regclass::oid, pk.oid, 0, 'f'
FROM pg_inherits i JOIN pg_constraint k ON k.conrelid = i.inhrelid AND k.contype = 'c'
  JOIN pg_constraint pk ON pk.conrelid = i.inhparent AND pk.conname = k.conname
    AND pk.contype = 'c'
WHERE k.coninhcount > 0
UNION ALL
SELECT 'pg_constraint'::regclass::oid, k.oid, 0, 'pg_constraint'::regclass::oid, k.conparentid, 0,
  'f'
FROM pg_constraint k WHERE k.contype = 'f' AND k.conparentid <> 0
UNION ALL
SELECT 'pg_constraint'::regclass::oid, k.oid, 0, 11, k.conrelid, 0, 'f'
FROM pg_constraint k JOIN pg_constraint pk ON pk.oid = k.conparentid AND pk.conname = k.conname
WHERE k.contype = 'f'
UNION ALL
SELECT 'pg_constraint'::regclass::oid, k.oid, 0, 12, t.relid, 0, 'w'
FROM pg_constraint k JOIN pg_class i ON i.oid = k.conindid AND i.relkind = 'I',
  pg_partition_tree(k.conindid) t
WHERE k.contype = 'f' AND t.level > 0)";

bool has_index(const Object& constraint) {
  const std::string& type = constraint.text("type");
  return type == "p" || type == "u" || type == "x";
}

// ONLY where a partitioned table's constraint is made of its partitions' own.
std::string alter(const Object& constraint, const Model& model) {
  const Object& table = model.parent(constraint);
  return has_index(constraint) ? alter_only(table) : alter_table(table);
}

std::vector<Hazard> hazards(const Object& constraint, const Object& table) {
  const std::string& type = constraint.text("type");
  std::vector<Hazard> hazards;
  if (has_index(constraint)) {
    hazards.push_back({Hazard::Type::kBlocksReads, cat("an index is built on table ", table.address,
                                                       " under an exclusive lock")});
    hazards.push_back({Hazard::Type::kCanFail, "existing rows may violate it"});
  } else if (constraint.is("validated")) {
    hazards.push_back(
        {Hazard::Type::kScansTable, type == "f" ? "every row is looked up in the referenced table"
                                                : "every row is checked under an exclusive lock"});
    hazards.push_back({Hazard::Type::kCanFail, "existing rows may violate it"});
  }
  return hazards;
}

void create(const Object& constraint, const Model& model, Creation& out) {
  const Object& table = model.parent(constraint);
  out.before = cat(alter(constraint, model), " ADD ");
  std::string text =
      cat("CONSTRAINT ", constraint.text("quoted_name"), " ", constraint.text("definition"));
  // CREATE TABLE would take it as valid.
  if (constraint.is("validated")) {
    out.clause = std::move(text);
  } else {
    out.before += cat(text, " NOT VALID");
  }
  out.hazards = hazards(constraint, table);
  const std::string alter_index = cat("ALTER INDEX ", constraint.text("index"), " SET ");
  if (constraint["options"]) {
    const std::string options = join(list_items(constraint["options"]), ", ");
    out.following.push_back({cat(alter_index, "(", options, ")"), {}});
  }
  if (constraint["tablespace"]) {
    out.following.push_back({cat(alter_index, "TABLESPACE ", constraint.text("tablespace")), {}});
  }
}

void drop(const Object& constraint, const Model& model, Statements& out) {
  out.add(cat(alter_table(model.parent(constraint)), " DROP CONSTRAINT ",
              constraint.text("quoted_name")));
}

void validate(const Alteration& change, Statements& out) {
  const Object& table = change.to_model.parent(change.to);
  if (stays_child(table.address, change.to.text("inherited_from"), change.from_model,
                  change.to_model)) {
    return;
  }
  out.add(cat(alter_table(table), " VALIDATE CONSTRAINT ", change.to.text("quoted_name")),
          {{Hazard::Type::kScansTable, "every row is checked; reads and writes go on"},
           {Hazard::Type::kCanFail, "existing rows may violate it"}});
}

// A parent's constraint brings those of its children, but the keys. A partition is created with its
// own and attached then, which brings the foreign keys.
bool implied(const Object*, const Object* to, const Model* from_model, const Model* to_model) {
  if (!to || !to->is("inherited") || has_index(*to)) return false;
  const Object& table = to_model->parent(*to);
  const std::string& parent = to->text("inherited_from");
  if (to->text("type") == "f" && to->is("called_as_parent")) return true;
  if (from_model->find(table.id) == kNoObject) {
    return !is_partition(table.address, parent, *to_model);
  }
  return stays_child(table.address, parent, *from_model, *to_model);
}

// A foreign key stays when its partition is detached.
bool dies(const Object& dependent, const Object& referenced, const Model& from, const Model& to) {
  if (referenced.kind == &kPartition) return false;
  if (referenced.kind == dependent.kind && !dependent.is("inherited")) return false;
  return dies_in_tree(dependent, referenced, from, to);
}

// PostgreSQL makes them again for one changed column at a time, which fails where two columns
// change or an expression names the old type.
bool blocks(const Object& constraint, const Alteration& change) {
  const std::string& type = constraint.text("type");
  return type != "p" && type != "u" && changes_base_type(change);
}

constexpr std::array kAttributes{
    sql_text({"definition", Action::kReplace}),
    Attribute{"validated", Action::kAlter, validate,
              [](const Alteration& change) { return change.to.is("validated"); }},
    Attribute{"tablespace", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                const Value& tablespace = change.to["tablespace"];
                out.add(cat("ALTER INDEX ", change.to.text("index"), " SET TABLESPACE ",
                            tablespace ? *tablespace : "pg_default"));
              }},
    any_order({"options", Action::kAlter,
               [](const Alteration& change, Statements& out) {
                 alter_options(cat("ALTER INDEX ", change.to.text("index")), change.from["options"],
                               change.to["options"], out);
               }}),
    Attribute{"quoted_name", Action::kIgnore},
    Attribute{"type", Action::kIgnore},
    Attribute{"inherited", Action::kIgnore},
    Attribute{"inherited_from", Action::kIgnore},
    Attribute{"called_as_parent", Action::kIgnore},
    Attribute{"index", Action::kIgnore},
};

}  // namespace

const Kind kConstraint{
    .name = "constraint",
    .keyword = "CONSTRAINT",
    .postgres = kQuery,
    .postgres_aliases = kAliases,
    .postgres_edges = kEdges,
    .postgres_edges_if = "descendant",
    .attributes = kAttributes,
    .create = create,
    .drop = drop,
    .implied = implied,
    .dies = dies,
    .rename =
        [](const Object& from, const Model& model, std::string_view to) {
          return cat(alter_table(model.parent(from)), " RENAME CONSTRAINT ",
                     from.text("quoted_name"), " TO ", to);
        },
    .likeness =
        [](const Object& constraint, const Model& model) {
          if (constraint.is("inherited")) return std::string();
          return cat(model.parent(constraint).id, " ", constraint.text("definition"), " ",
                     constraint.text("validated"));
        },
    .folding = Folding::kElement,
    .blocks = blocks,
    .minds_rows = [](const Object& constraint) { return constraint.text("type") == "f"; },
    .evaluates = true,
    .name_space = "relation",
    .taken_name = [](const Object& constraint) { return constraint.text("index"); },
    .weight = 60,
};

}  // namespace migrate

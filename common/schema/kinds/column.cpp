// Columns of tables and foreign tables. What a partition or a child table has from its parent comes
// and goes with the parent's.
#include <algorithm>
#include <array>
#include <charconv>

#include "schema/kinds/column.h"
#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "schema/kinds/tree.h"
#include "text.h"

namespace migrate {
namespace {

// Options that start with pg_ are the server's own marks, which every column may have. What few
// rows need is made behind the joins, and left out by the server where it is not asked for.
constexpr std::string_view kQuery = R"(
WITH identity AS MATERIALIZED (
  SELECT dep.refobjid AS relation, dep.refobjsubid AS number, sn.nspname, sc.relname, sq.*,
    CASE seqtypid WHEN 'smallint'::regtype THEN 32767 WHEN 'integer'::regtype THEN 2147483647
      ELSE 9223372036854775807 END AS highest
  FROM pg_depend dep JOIN pg_sequence sq ON sq.seqrelid = dep.objid
    JOIN pg_class sc ON sc.oid = dep.objid JOIN pg_namespace sn ON sn.oid = sc.relnamespace
  WHERE dep.refclassid = 'pg_class'::regclass AND dep.classid = 'pg_class'::regclass
    AND dep.deptype = 'i' AND dep.refobjsubid > 0)
SELECT 'pg_class'::regclass::oid, c.oid, a.attnum,
  'pg_class'::regclass::oid, c.oid, 0, NULL, a.attname, '.' || quote_ident(a.attname),
  format_type(a.atttypid, a.atttypmod) AS type,
  CASE WHEN a.attcollation <> t.typcollation THEN
    (SELECT format('%I.%I', cn.nspname, l.collname) FROM pg_collation l
     JOIN pg_namespace cn ON cn.oid = l.collnamespace WHERE l.oid = a.attcollation) END AS collation,
  CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END AS generated,
  a.attnotnull AS not_null,
  CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END AS identity,
  CASE WHEN s.relation IS NOT NULL THEN format('%I.%I', s.nspname, s.relname) END
    AS identity_sequence,
  CASE WHEN s.relation IS NOT NULL THEN nullif(concat_ws(E'\x1f',
      CASE WHEN seqstart <> CASE WHEN seqincrement > 0 THEN seqmin ELSE seqmax END
        THEN 'START WITH ' || seqstart END,
      CASE WHEN seqincrement <> 1 THEN 'INCREMENT BY ' || seqincrement END,
      CASE WHEN seqmin <> CASE WHEN seqincrement > 0 THEN 1 ELSE -s.highest - 1 END
        THEN 'MINVALUE ' || seqmin END,
      CASE WHEN seqmax <> CASE WHEN seqincrement < 0 THEN -1 ELSE s.highest END
        THEN 'MAXVALUE ' || seqmax END,
      CASE WHEN seqcache <> 1 THEN 'CACHE ' || seqcache END,
      CASE WHEN seqcycle THEN 'CYCLE' END), '') END AS identity_options,
  CASE WHEN a.attstorage <> t.typstorage THEN
    CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
      ELSE 'EXTENDED' END END AS storage,
  CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
  CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics,
  CASE WHEN cardinality(a.attoptions) > 1 OR NOT starts_with(a.attoptions[1], 'pg_') THEN
    (SELECT string_agg(format('%s=%L', o.option_name, o.option_value), E'\x1f')
     FROM pg_options_to_table(a.attoptions) o WHERE o.option_name !~ '^pg_') END AS options,
  CASE WHEN a.attfdwoptions IS NOT NULL THEN
    (SELECT string_agg(format('%I %L', o.option_name, o.option_value), E'\x1f')
     FROM pg_options_to_table(a.attfdwoptions) o) END AS foreign_options,
  quote_ident(a.attname) AS quoted_name,
  a.attnum AS position,
  CASE WHEN t.typtype = 'd' OR t.typcategory = 'A' AND t.typelem >= 16384 THEN (
    WITH RECURSIVE up AS (
      SELECT b.oid, b.typbasetype, b.typtype FROM pg_type b
      WHERE b.oid = CASE t.typtype WHEN 'd' THEN t.oid ELSE t.typelem END UNION ALL
      SELECT b.oid, b.typbasetype, b.typtype FROM up JOIN pg_type b ON b.oid = up.typbasetype
      WHERE up.typtype = 'd')
    SELECT format_type(up.oid, NULL) || CASE t.typtype WHEN 'd' THEN '' ELSE '[]' END
    FROM up WHERE up.typtype <> 'd') ELSE format_type(a.atttypid, NULL) END AS base_type,
  a.attinhcount > 0 AND NOT a.attislocal AS inherited,
  CASE WHEN a.attinhcount > 0 THEN
    (SELECT format('%I.%I', pn.nspname, p.relname)
     FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
       JOIN pg_namespace pn ON pn.oid = p.relnamespace
       JOIN pg_attribute pa ON pa.attrelid = p.oid AND pa.attname = a.attname
     WHERE i.inhrelid = c.oid ORDER BY i.inhseqno LIMIT 1) END AS inherited_from,
  quote_ident(s.relname) AS identity_name,
  CASE WHEN s.relation IS NOT NULL THEN
    format(E'START WITH %s\x1fINCREMENT BY %s\x1fMINVALUE %s\x1fMAXVALUE %s\x1fCACHE %s\x1f%s',
      seqstart, seqincrement, seqmin, seqmax, seqcache,
      CASE WHEN seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END) END AS identity_full_options,
  CASE WHEN t.oid >= 16384 THEN EXISTS (
    WITH RECURSIVE inner_type AS (SELECT t.oid, t.typtype, t.typbasetype, t.typelem UNION ALL
      SELECT i.oid, i.typtype, i.typbasetype, i.typelem FROM inner_type o
      JOIN pg_type i ON i.oid = CASE o.typtype WHEN 'd' THEN o.typbasetype ELSE o.typelem END)
    SELECT FROM inner_type WHERE typtype = 'c') END AS holds_rows,
  a.attnum = ANY (pt.partattrs::int2[]) AS in_partition_key,
  CASE t.typstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
    ELSE 'EXTENDED' END AS default_storage,
  c.reloftype <> 0 AS typed
FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    AND CASE WHEN c.oid > 0 THEN NOT a.attisdropped END
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_partitioned_table pt ON pt.partrelid = c.oid
  LEFT JOIN pg_attrdef d ON a.attgenerated <> '' AND d.adrelid = c.oid AND d.adnum = a.attnum
  LEFT JOIN identity s ON a.attidentity <> '' AND s.relation = c.oid AND s.number = a.attnum
WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p', 'f'))";

// A generated column's expression and an identity column's sequence belong to the column.
constexpr std::string_view kAliases = R"(
SELECT 'pg_attrdef'::regclass::oid, d.oid, 0, 'pg_class'::regclass::oid, d.adrelid, d.adnum
FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
WHERE a.attgenerated <> ''
UNION ALL
SELECT classid, objid, 0, refclassid, refobjid, refobjsubid
FROM pg_depend WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass
  AND objsubid = 0 AND refobjsubid > 0 AND deptype = 'i')";

// What is done to a column of a parent is done to those of its children.
constexpr std::string_view kEdges = R"(
SELECT 'pg_class'::regclass::oid, a.attrelid, a.attnum, 'pg_class'::regclass::oid, pa.attrelid,
  pa.attnum, 'f'
FROM pg_inherits i JOIN pg_attribute a ON a.attrelid = i.inhrelid AND a.attinhcount > 0
  JOIN pg_attribute pa ON pa.attrelid = i.inhparent AND pa.attname = a.attname
WHERE a.attnum > 0 AND NOT a.attisdropped AND NOT pa.attisdropped)";

const Object* default_of(const Object& column, const Model& model) {
  const auto& children = model.children(model.find(column.id));
  const auto found = std::find_if(children.begin(), children.end(), [&](std::size_t child) {
    return model[child].kind == &kColumnDefault;
  });
  return found == children.end() ? nullptr : &model[*found];
}

bool has_default(const Object& column, const Model& model) { return default_of(column, model); }

bool stays_typed(const Object& table, const Model& other) {
  const std::size_t index = other.find(table.id);
  return index != kNoObject && other[index].text("of_type") == table.text("of_type");
}

bool is_partitioned(const Object& table) { return table.kind == &kTable && table["partition_by"]; }

// Partitions that keep what their parent gives up get it back.
void keep_in_partitions(const Object& column, const Model& model, Statements& out) {
  for (std::size_t position : model.dependents(model.find(column.id))) {
    const Edge& edge = model.edges()[position];
    const Object& inherited = model[edge.dependent];
    if (!edge.follows || inherited.kind != &kColumn) continue;
    if (inherited.is("not_null")) {
      out.add(alter_column(inherited, model) + " SET NOT NULL");
    } else {
      keep_in_partitions(inherited, model, out);
    }
  }
}

// A partitioned table's partitions cannot be left out; other children may differ from their parent.
void alter_not_null(const Alteration& change, Statements& out) {
  const Object& table = change.to_model.parent(change.to);
  const bool partition =
      is_partition(table.address, change.to.text("inherited_from"), change.to_model);
  if (partition && comes_from_parent(change, "not_null")) return;
  const bool partitioned = is_partitioned(table);
  const std::string alter = partitioned ? alter_column(change.to, change.to_model)
                                        : alter_column_only(change.to, change.to_model);
  if (!change.to.is("not_null")) {
    out.add(alter + " DROP NOT NULL");
    if (partitioned) keep_in_partitions(change.to, change.to_model, out);
    return;
  }
  out.add(alter + " SET NOT NULL",
          {{Hazard::Type::kScansTable, "every row is checked under an exclusive lock"},
           {Hazard::Type::kCanFail, cat("a row may hold NULL in column ", change.to.address)}});
}

void alter_storage(const Alteration& change, Statements& out) {
  const Value& storage = change.to["storage"];
  out.add(cat(alter_column_only(change.to, change.to_model), " SET STORAGE ",
              storage ? *storage : change.to.text("default_storage")));
}

void alter_compression(const Alteration& change, Statements& out) {
  const Value& compression = change.to["compression"];
  out.add(cat(alter_column_only(change.to, change.to_model), " SET COMPRESSION ",
              compression ? *compression : "default"));
}

void alter_statistics(const Alteration& change, Statements& out) {
  const Value& statistics = change.to["statistics"];
  out.add(cat(alter_column_only(change.to, change.to_model), " SET STATISTICS ",
              statistics ? *statistics : "-1"));
}

void alter_foreign_options(const Alteration& change, Statements& out) {
  out.add(
      cat("ALTER FOREIGN TABLE ", change.to_model.parent(change.to).address, " ALTER COLUMN ",
          change.to.text("quoted_name"),
          foreign_option_changes(change.from["foreign_options"], change.to["foreign_options"])));
}

constexpr std::array kAttributes{
    Attribute{"type", Action::kAlter, alter_type, is_no_key, true},
    Attribute{"collation", Action::kAlter, alter_collation, is_no_key, true},
    sql_text({"generated", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                if (comes_from_parent(change, "generated")) return;
                out.add(alter_column(change.to, change.to_model) + " DROP EXPRESSION");
              },
              [](const Alteration& change) { return !change.to["generated"]; }}),
    Attribute{"not_null", Action::kAlter, alter_not_null},
    Attribute{"identity", Action::kAlter, alter_identity},
    Attribute{"identity_sequence", Action::kAlter, alter_identity_sequence},
    Attribute{"identity_options", Action::kAlter, alter_identity_options},
    Attribute{"storage", Action::kAlter, alter_storage},
    Attribute{"compression", Action::kAlter, alter_compression},
    Attribute{"statistics", Action::kAlter, alter_statistics},
    any_order({"options", Action::kAlter,
               [](const Alteration& change, Statements& out) {
                 alter_options(alter_column_only(change.to, change.to_model),
                               change.from["options"], change.to["options"], out);
               }}),
    any_order({"foreign_options", Action::kAlter, alter_foreign_options}),
    Attribute{"quoted_name", Action::kIgnore},
    Attribute{"position", Action::kIgnore},
    Attribute{"base_type", Action::kIgnore},
    Attribute{"inherited", Action::kIgnore},
    Attribute{"inherited_from", Action::kIgnore},
    Attribute{"identity_name", Action::kIgnore},
    Attribute{"identity_full_options", Action::kIgnore},
    Attribute{"holds_rows", Action::kIgnore},
    Attribute{"in_partition_key", Action::kIgnore},
    Attribute{"default_storage", Action::kIgnore},
    Attribute{"typed", Action::kIgnore},
};

// What CREATE TABLE and ADD COLUMN cannot say.
void add_settings(const Object& column, const Model& model, Creation& out) {
  const std::string alter = alter_column_only(column, model);
  if (column["storage"]) {
    out.following.push_back({cat(alter, " SET STORAGE ", column.text("storage")), {}});
  }
  if (column["statistics"]) {
    out.following.push_back({cat(alter, " SET STATISTICS ", column.text("statistics")), {}});
  }
  if (column["options"]) {
    const std::string options = join(list_items(column["options"]), ", ");
    out.following.push_back({cat(alter, " SET (", options, ")"), {}});
  }
}

void create(const Object& column, const Model& model, Creation& out) {
  const Object& table = model.parent(column);
  out.before = cat(alter_table(table), " ADD COLUMN ");
  out.clause = cat(column.text("quoted_name"), " ",
                   column.is("typed") ? "WITH OPTIONS" : column.text("type"));
  if (column["foreign_options"]) {
    out.clause += cat(" OPTIONS (", join(list_items(column["foreign_options"]), ", "), ")");
  }
  if (column["compression"]) out.clause += cat(" COMPRESSION ", column.text("compression"));
  if (column["collation"] && !column.is("typed"))
    out.clause += cat(" COLLATE ", column.text("collation"));
  if (column["generated"]) {
    out.clause += cat(" GENERATED ALWAYS AS (", column.text("generated"), ") STORED");
    out.hazards.push_back({Hazard::Type::kRewritesTable, "the generated values are stored"});
  }
  if (column["identity"]) {
    if (has_children(table)) {
      Statements alone;
      add_identity_column(column, model, out.clause, alone);
      out.alone = alone.list();
    }
    out.clause += identity_clause(column);
    out.hazards.push_back({Hazard::Type::kRewritesTable, "every row gets a number"});
  } else if (column.is("not_null")) {
    out.clause += " NOT NULL";
    if (!column["generated"] && !has_default(column, model)) {
      out.hazards.push_back(
          {Hazard::Type::kCanFail, cat("existing rows have no value for column ", column.address)});
    }
  }
  const Object* value = default_of(column, model);
  if (value && value->is("volatile")) {
    out.hazards.push_back({Hazard::Type::kRewritesTable, "every row gets a value of its own"});
  }
  out.takes_suffixes = true;
  std::from_chars(column.text("position").data(),
                  column.text("position").data() + column.text("position").size(), out.position);
  add_settings(column, model, out);
}

// With ADD COLUMN or INHERITS come the type and the default, and NOT NULL if the parent has it;
// with ADD ATTRIBUTE only the type.
void complete(const Object& column, const Model& model, Creation& out) {
  const Object* parent = parent_column(column, model);
  const std::string alter = alter_column_only(column, model);
  if (column.is("not_null") && (parent ? !parent->is("not_null") : column.is("typed"))) {
    out.following.push_back({alter + " SET NOT NULL", {}});
  }
  if (parent && !has_default(column, model) && has_default(*parent, model)) {
    out.following.push_back({alter + " DROP DEFAULT", {}});
  }
  add_settings(column, model, out);
}

// Other children than partitions keep the column as their own: it may not be theirs to lose.
void drop(const Object& column, const Model& model, Statements& out) {
  const Object& table = model.parent(column);
  out.add(cat(is_partitioned(table) ? alter_table(table) : alter_only(table), " DROP COLUMN ",
              column.text("quoted_name")));
}

bool dies(const Object& dependent, const Object& referenced, const Model& from, const Model& to) {
  if (dependent.kind == referenced.kind && !is_partitioned(from.parent(referenced))) return false;
  return dies_in_tree(dependent, referenced, from, to);
}

// A table that inherits gets the columns with INHERITS or from its parent; a partition is created
// with all its columns and attached then.
bool implied(const Object* from, const Object* to, const Model* from_model, const Model* to_model) {
  if (is_typed(to) && !from) return stays_typed(to_model->parent(*to), *from_model);
  if (is_typed(from) && !to) return stays_typed(from_model->parent(*from), *to_model);
  if (!to || !to->is("inherited")) return false;
  const Object& table = to_model->parent(*to);
  const std::string& parent = to->text("inherited_from");
  if (from_model->find(table.id) == kNoObject) {
    return !is_partition(table.address, parent, *to_model);
  }
  return stays_child(table.address, parent, *from_model, *to_model);
}

}  // namespace

std::string alter_column(const Object& column, const Model& model) {
  return cat(alter_table(model.parent(column)), " ALTER COLUMN ", column.text("quoted_name"));
}

std::string alter_column_only(const Object& column, const Model& model) {
  return cat(alter_only(model.parent(column)), " ALTER COLUMN ", column.text("quoted_name"));
}

const Object* parent_column(const Object& column, const Model& model) {
  const std::size_t index = model.find(cat(column.kind->keyword, " ", column.text("inherited_from"),
                                           ".", column.text("quoted_name")));
  return index == kNoObject ? nullptr : &model[index];
}

bool comes_from_parent(const Alteration& change, std::string_view attribute) {
  const std::string& table = change.to_model.parent(change.to).address;
  if (!stays_child(table, change.to.text("inherited_from"), change.from_model, change.to_model)) {
    return false;
  }
  const Object* from = parent_column(change.from, change.from_model);
  const Object* to = parent_column(change.to, change.to_model);
  return from && to && (*from)[attribute] != (*to)[attribute];
}

bool is_typed(const Object* column) { return column && column->is("typed"); }

const Kind kColumn{
    .name = "column",
    .keyword = "COLUMN",
    .postgres = kQuery,
    .postgres_aliases = kAliases,
    .postgres_edges = kEdges,
    .postgres_edges_if = "descendant",
    .attributes = kAttributes,
    .create = create,
    .complete = complete,
    .drop = drop,
    .convert = convert_column,
    .implied = implied,
    .dies = dies,
    .rename =
        [](const Object& from, const Model& model, std::string_view to) {
          return cat(alter_table(model.parent(from)), " RENAME COLUMN ", from.text("quoted_name"),
                     " TO ", to);
        },
    .folding = Folding::kElement,
    .rebuild_of =
        [](const Object& column) {
          if (column.is("in_partition_key")) return Rebuild::kParent;
          return column["generated"] ? Rebuild::kRecreate : Rebuild::kConvert;
        },
    .blocks_change = true,
    .embedded = [](const Object& column) { return !column["generated"]; },
    .holds_data = true,
    .evaluates = true,
    .name_space = "relation",
    .taken_name = [](const Object& column) { return column.text("identity_sequence"); },
    .weight = 52,
};

}  // namespace migrate

// Sequences that are not an identity column's.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/sequence_options.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 'pg_class'::regclass::oid, c.oid, 0, NULL, NULL, NULL, n.nspname, c.relname,
  format('%I.%I', n.nspname, c.relname),
  c.relpersistence = 'u' AS unlogged,
  format_type(s.seqtypid, NULL) AS type,
  format(E'START WITH %s\x1fINCREMENT BY %s\x1fMINVALUE %s\x1fMAXVALUE %s\x1fCACHE %s\x1f%s',
    seqstart, seqincrement, seqmin, seqmax, seqcache,
    CASE WHEN seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END) AS options,
  concat(CASE WHEN s.seqtypid <> 'bigint'::regtype THEN ' AS ' || format_type(s.seqtypid, NULL) END,
    CASE WHEN seqstart <> CASE WHEN seqincrement > 0 THEN seqmin ELSE seqmax END
      THEN ' START WITH ' || seqstart END,
    CASE WHEN seqincrement <> 1 THEN ' INCREMENT BY ' || seqincrement END,
    CASE WHEN seqmin <> CASE WHEN seqincrement > 0 THEN 1 ELSE -(2 ^ (t.typlen * 8 - 1)) END
      THEN ' MINVALUE ' || seqmin END,
    CASE WHEN seqmax::numeric <> CASE WHEN seqincrement < 0 THEN -1
      ELSE 2::numeric ^ (t.typlen * 8 - 1) - 1 END THEN ' MAXVALUE ' || seqmax END,
    CASE WHEN seqcache <> 1 THEN ' CACHE ' || seqcache END,
    CASE WHEN seqcycle THEN ' CYCLE' END) AS definition
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_sequence s ON s.seqrelid = c.oid JOIN pg_type t ON t.oid = s.seqtypid
WHERE c.relnamespace = ANY ($1::oid[])
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
    AND d.objid = c.oid AND d.objsubid = 0 AND d.refclassid = 'pg_class'::regclass
    AND d.deptype = 'i'))";

// Changing the type can change the limits: both are said in one statement.
void alter_options(const Alteration& change, Statements& out) {
  const bool retyped = change.from["type"] != change.to["type"];
  change_sequence_options(cat("ALTER SEQUENCE ", change.to.address), " ", change.to.address,
                          retyped ? cat(" AS ", change.to.text("type")) : "",
                          change.from["options"], change.to["options"], out);
}

void alter_type(const Alteration& change, Statements& out) {
  if (change.from["options"] == change.to["options"]) alter_options(change, out);
}

constexpr std::array kAttributes{
    Attribute{"unlogged", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                out.add(cat("ALTER SEQUENCE ", change.to.address,
                            change.to.is("unlogged") ? " SET UNLOGGED" : " SET LOGGED"));
              }},
    Attribute{"type", Action::kAlter, alter_type},
    Attribute{"options", Action::kAlter, alter_options},
    Attribute{"definition", Action::kIgnore},
};

void create(const Object& sequence, const Model&, Creation& out) {
  out.before = cat("CREATE ", sequence.is("unlogged") ? "UNLOGGED " : "", "SEQUENCE ",
                   sequence.address, sequence.text("definition"));
}

// A column's own sequence is known by its column.
std::string owner_likeness(const Object& sequence, const Model& model) {
  for (std::size_t child : model.children(model.find(sequence.id))) {
    if (model[child].kind != &kSequenceOwner) continue;
    return cat(model[child].text("column"), " ", sequence.text("type"));
  }
  return "";
}

constexpr std::string_view kOwnerQuery = R"(
SELECT 10, s.oid, 0, 'pg_class'::regclass::oid, s.oid, 0, sn.nspname, s.relname,
  format('%I.%I', sn.nspname, s.relname),
  format('%I.%I.%I', n.nspname, c.relname, a.attname) AS column
FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
  JOIN pg_namespace sn ON sn.oid = s.relnamespace
  JOIN pg_class c ON c.oid = d.refobjid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
  AND d.deptype = 'a' AND d.refobjsubid > 0 AND s.relnamespace = ANY ($1::oid[]))";

constexpr std::string_view kOwnerEdges = R"(
SELECT 10, d.objid, 0, 'pg_class'::regclass::oid, d.refobjid, d.refobjsubid
FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
  AND d.deptype = 'a' AND d.refobjsubid > 0)";

std::string owned_by(const Object& owner, const std::string& column) {
  return cat("ALTER SEQUENCE ", owner.address, " OWNED BY ", column);
}

constexpr std::array kOwnerAttributes{
    Attribute{"column", Action::kAlter, [](const Alteration& change, Statements& out) {
                out.add(owned_by(change.to, change.to.text("column")));
              }}};

}  // namespace

const Kind kSequence{
    .name = "sequence",
    .keyword = "SEQUENCE",
    .postgres = kQuery,
    .postgres_if = "sequence",
    .attributes = kAttributes,
    .create = create,
    .rename =
        [](const Object& from, const Model&, std::string_view to) {
          return cat("ALTER SEQUENCE ", from.address, " RENAME TO ", to);
        },
    .likeness = owner_likeness,
    .owned = true,
    .name_space = "relation",
    .weight = 45,
};

const Kind kSequenceOwner{
    .name = "sequence owner",
    .keyword = "SEQUENCE OWNER",
    .postgres = kOwnerQuery,
    .postgres_if = "sequence",
    .postgres_edges = kOwnerEdges,
    .attributes = kOwnerAttributes,
    .create = [](const Object& owner, const Model&,
                 Creation& out) { out.before = owned_by(owner, owner.text("column")); },
    .drop = [](const Object& owner, const Model&,
               Statements& out) { out.add(owned_by(owner, "NONE")); },
    .weight = 56,
};

}  // namespace migrate

// Defaults of columns, of views' columns too. A fact of its own, since a default may need a
// function that needs the table.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

// An expression that names no column needs no relation to be read, which the server would open.
// Only the columns that were found are asked whether they are generated.
constexpr std::string_view kQuery = R"(
SELECT 'pg_attrdef'::regclass::oid, d.oid, 0, 'pg_class'::regclass::oid, d.adrelid, d.adnum,
  n.nspname, a.attname, format('%I.%I.%I', n.nspname, c.relname, a.attname),
  pg_get_expr(d.adbin, 0) AS expression,
  format('ALTER TABLE %s%I.%I ALTER COLUMN %I',
    CASE WHEN c.relkind = 'p' OR (c.relhassubclass
      AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid)) THEN 'ONLY ' END, n.nspname, c.relname, a.attname) AS statement,
  CASE WHEN strpos(pg_get_expr(d.adbin, d.adrelid), '(') > 0 THEN EXISTS (
    SELECT FROM regexp_matches(pg_get_expr(d.adbin, d.adrelid), '\w+(?=[(])', 'g') word
      JOIN pg_proc p ON p.proname = word[1] AND p.provolatile = 'v') END AS volatile
FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum
WHERE c.relnamespace = ANY ($1::oid[]) AND CASE WHEN d.oid > 0 THEN a.attgenerated = '' END)";

// A sequence that takes over the numbering of a column goes on behind its highest value.
void continue_numbering(const Object& object, const Model& model, Statements& out) {
  for (const Edge& edge : model.references(model.find(object.id))) {
    const Object& sequence = model[edge.referenced];
    if (sequence.kind != &kSequence || !edge.needs) continue;
    if (object.text("expression").rfind("nextval(", 0) != 0) continue;
    const Object& column = model.parent(object);
    if (column.kind != &kColumn) continue;
    const std::string highest = cat("max(", column.text("quoted_name"), ")");
    out.add(cat("SELECT pg_catalog.setval(", postgres_dialect().quote_literal(sequence.address),
                "::pg_catalog.regclass, ", highest, ") FROM ", model.parent(column).address,
                " HAVING ", highest, " >= (SELECT last_value FROM ", sequence.address, ")"),
            {{Hazard::Type::kScansTable, "the highest value is looked for"}});
  }
}

void alter(const Alteration& change, Statements& out) {
  out.add(cat(change.to.text("statement"), " SET DEFAULT ", change.to.text("expression")));
  continue_numbering(change.to, change.to_model, out);
}

constexpr std::array kAttributes{sql_text({"expression", Action::kAlter, alter}),
                                 Attribute{"statement", Action::kIgnore},
                                 Attribute{"volatile", Action::kIgnore}};

void create(const Object& object, const Model& model, Creation& out) {
  out.before = cat(object.text("statement"), " SET");
  out.clause = cat(" DEFAULT ", object.text("expression"));
  Statements alone;
  alone.add(cat(out.before, out.clause));
  continue_numbering(object, model, alone);
  out.alone = alone.list();
}

void drop(const Object& object, const Model&, Statements& out) {
  out.add(object.text("statement") + " DROP DEFAULT");
}

}  // namespace

const Kind kColumnDefault{
    .name = "default",
    .keyword = "DEFAULT",
    .postgres = kQuery,
    .attributes = kAttributes,
    .create = create,
    .drop = drop,
    .folding = Folding::kSuffix,
    .blocks_change = true,
    .weight = 54,
};

}  // namespace migrate

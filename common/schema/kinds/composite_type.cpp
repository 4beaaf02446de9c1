// Composite types and their attributes. Attributes are added, dropped and, where no row holds a
// value of the type, changed in place; else the type is replaced, and a cast leads each value over,
// attribute by attribute.
#include <algorithm>
#include <array>
#include <charconv>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "schema/kinds/types.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 'pg_type'::regclass::oid, t.oid, 0, NULL, NULL, NULL, n.nspname, t.typname,
  format('%I.%I', n.nspname, t.typname),
  (SELECT string_agg(a.attname, E'\x1f' ORDER BY a.attnum)
   FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS names,
  (SELECT string_agg(concat(format_type(a.atttypid, a.atttypmod), ' ', a.attcollation::regcollation), E'\x1f'
     ORDER BY a.attnum)
   FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS types
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_class c ON c.oid = t.typrelid
WHERE t.typnamespace = ANY ($1::oid[]) AND c.relkind = 'c')";

constexpr std::string_view kAttributeQuery = R"(
SELECT 'pg_class'::regclass::oid, c.oid, a.attnum, 'pg_type'::regclass::oid, c.reltype, 0,
  n.nspname, a.attname, format('%I.%I.%I', n.nspname, c.relname, a.attname),
  format_type(a.atttypid, a.atttypmod) AS type,
  CASE WHEN a.attcollation <> t.typcollation THEN
    (SELECT format('%I.%I', cn.nspname, l.collname) FROM pg_collation l
     JOIN pg_namespace cn ON cn.oid = l.collnamespace WHERE l.oid = a.attcollation) END AS collation,
  quote_ident(a.attname) AS quoted_name,
  a.attnum AS position,
  t.oid >= 16384 AND NOT EXISTS (
    WITH RECURSIVE inner_type AS (SELECT t.oid, t.typtype, t.typbasetype, t.typelem UNION ALL
      SELECT i.oid, i.typtype, i.typbasetype, i.typelem FROM inner_type o
      JOIN pg_type i ON i.oid = CASE o.typtype WHEN 'd' THEN o.typbasetype ELSE o.typelem END)
    SELECT FROM inner_type WHERE typtype = 'c') AS converts_by_text
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind = 'c')";

bool has(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// ADD ATTRIBUTE puts attributes behind the others, and no rewriting reaches rows inside of tables.
bool changes_in_place(const Alteration& change) {
  const std::vector<std::string> from = list_items(change.from["names"]);
  const std::vector<std::string> to = list_items(change.to["names"]);
  const std::vector<std::string> from_types = list_items(change.from["types"]);
  const std::vector<std::string> to_types = list_items(change.to["types"]);
  std::size_t j = 0;
  bool retyped = false;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (!has(to, from[i])) continue;
    if (j >= to.size() || to[j] != from[i]) return false;
    retyped = retyped || from_types[i] != to_types[j];
    ++j;
  }
  return !retyped || !is_stored(change.from_model, change.from_model.find(change.from.id));
}

// Statements come from the attributes.
void leave_to_attributes(const Alteration&, Statements&) {}

constexpr std::array kAttributes{
    Attribute{"names", Action::kAlter, leave_to_attributes, changes_in_place},
    Attribute{"types", Action::kAlter, leave_to_attributes, changes_in_place},
};

void create(const Object& type, const Model&, Creation& out) {
  out.before = cat("CREATE TYPE ", type.address, " AS ");
  out.has_elements = true;
}

std::vector<const Object*> attributes_of(const Object& type, const Model& model) {
  std::vector<const Object*> attributes;
  for (const std::string& name : list_items(type["names"])) {
    for (std::size_t child : model.children(model.find(type.id))) {
      const Object& object = model[child];
      if (object.kind == &kTypeAttribute && object.name == name) attributes.push_back(&object);
    }
  }
  return attributes;
}

// The parameter's attribute in a shape that the row's cast can coerce to the other type.
std::string converted(const Object& from, const Object& to, const Casts& casts) {
  std::string value = cat("($1).", from.text("quoted_name"));
  const std::string& type = from.text("type");
  const bool castable = type == to.text("type") || casts.explicit_.empty() ||
                        casts.explicit_.count(cat(type, ">", to.text("type"))) > 0;
  if (from.is("converts_by_text") || to.is("converts_by_text") || !castable) value += "::text";
  return value;
}

// A cast reaches the elements of arrays too.
void move_aside(const Alteration& change, Swap& out) {
  const AsideName aside = aside_name(change);
  out.move.add(cat("ALTER TYPE ", change.from.address, " RENAME TO ", aside.name));
  if (change.to.kind == change.from.kind) {
    std::vector<std::string> values;
    const auto before = attributes_of(change.from, change.from_model);
    for (const Object* attribute : attributes_of(change.to, change.to_model)) {
      const auto old = std::find_if(before.begin(), before.end(), [&](const Object* other) {
        return other->name == attribute->name;
      });
      values.push_back(old == before.end() ? "NULL"
                                           : converted(**old, *attribute, change.from_model.casts));
    }
    const std::string function = cat(aside.address, "(", aside.address, ")");
    const std::string body = cat("SELECT ROW(", join(values, ", "), ")::", change.to.address);
    out.bridge.add(cat("CREATE FUNCTION ", function, " RETURNS ", change.to.address,
                       " LANGUAGE sql STRICT AS ", postgres_dialect().quote_literal(body)));
    const std::string cast = cat("CAST (", aside.address, " AS ", change.to.address, ")");
    out.bridge.add(cat("CREATE ", cast, " WITH FUNCTION ", function));
    out.drop.add(cat("DROP ", cast));
    out.drop.add(cat("DROP FUNCTION ", function));
  }
  out.drop.add(cat("DROP TYPE ", aside.address));
}

std::string alter_type(const Object& attribute, const Model& model) {
  return cat("ALTER TYPE ", model.parent(attribute).address);
}

// Typed tables follow only when told so.
std::string cascade(const Object& attribute, const Model& model) {
  const auto& dependents = model.dependents(attribute.parent);
  const bool typed = std::any_of(dependents.begin(), dependents.end(), [&](std::size_t edge) {
    return model[model.edges()[edge].dependent].kind == &kTable;
  });
  return typed ? " CASCADE" : "";
}

std::string definition(const Object& attribute) {
  return cat(attribute.text("type"),
             attribute["collation"] ? cat(" COLLATE ", attribute.text("collation")) : "");
}

void retype(const Alteration& change, Statements& out) {
  out.add(cat(alter_type(change.to, change.to_model), " ALTER ATTRIBUTE ",
              change.to.text("quoted_name"), " TYPE ", definition(change.to),
              cascade(change.to, change.to_model)));
}

constexpr std::array kAttributeAttributes{
    Attribute{"type", Action::kAlter, retype, nullptr, true},
    Attribute{"collation", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                if (change.from["type"] == change.to["type"]) retype(change, out);
              },
              nullptr, true},
    Attribute{"quoted_name", Action::kIgnore},
    Attribute{"position", Action::kIgnore},
    Attribute{"converts_by_text", Action::kIgnore},
};

void create_attribute(const Object& attribute, const Model& model, Creation& out) {
  out.before = cat(alter_type(attribute, model), " ADD ATTRIBUTE ");
  out.clause = cat(attribute.text("quoted_name"), " ", definition(attribute));
  out.after = cascade(attribute, model);
  const std::string& position = attribute.text("position");
  std::from_chars(position.data(), position.data() + position.size(), out.position);
}

void drop_attribute(const Object& attribute, const Model& model, Statements& out) {
  std::vector<Hazard> hazards;
  if (is_stored(model, attribute.parent)) {
    hazards.push_back({Hazard::Type::kDeletesData,
                       cat("the values of attribute ", attribute.address, " are lost")});
  }
  out.add(cat(alter_type(attribute, model), " DROP ATTRIBUTE ", attribute.text("quoted_name"),
              cascade(attribute, model)),
          std::move(hazards));
}

}  // namespace

const Kind kCompositeType{
    .name = "composite type",
    .keyword = "TYPE",
    .postgres = kQuery,
    .postgres_if = "relation c",
    .attributes = kAttributes,
    .create = create,
    .move_aside = move_aside,
    .rename = rename_type,
    .rebuild = Rebuild::kSwap,
    .name_space = "relation",
    .weight = 24,
};

const Kind kTypeAttribute{
    .name = "attribute",
    .keyword = "COLUMN",
    .postgres = kAttributeQuery,
    .postgres_if = "relation c",
    .attributes = kAttributeAttributes,
    .create = create_attribute,
    .drop = drop_attribute,
    .rename =
        [](const Object& attribute, const Model& model, std::string_view to) {
          return cat(alter_type(attribute, model), " RENAME ATTRIBUTE ",
                     attribute.text("quoted_name"), " TO ", to);
        },
    .folding = Folding::kElement,
    .rebuild = Rebuild::kParent,
    .embedded = [](const Object&) { return true; },
    .weight = 25,
};

}  // namespace migrate

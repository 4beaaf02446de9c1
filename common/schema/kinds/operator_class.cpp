// Operator families, what was added to them alone, and operator classes with what they are made of.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kFamilyQuery = R"(
SELECT 'pg_opfamily'::regclass::oid, f.oid, 0, NULL, NULL, NULL, n.nspname, f.opfname,
  format('%I.%I USING %I', n.nspname, f.opfname, am.amname)
FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace JOIN pg_am am ON am.oid = f.opfmethod
WHERE f.opfnamespace = ANY ($1::oid[]))";

// pg_depend tells whether an operator or a function is a class's or the family's own.
constexpr std::string_view kMemberQuery = R"(
SELECT m.class, m.oid, 0, 'pg_opfamily'::regclass::oid, m.family, 0, n.nspname, NULL,
  format('%s (%s, %s) OF %I.%I USING %I', m.item, format_type(m.left_type, NULL),
    format_type(m.right_type, NULL), n.nspname, f.opfname, am.amname),
  m.definition, m.item, format('(%s, %s)', format_type(m.left_type, NULL),
    format_type(m.right_type, NULL)) AS types
FROM (
  SELECT 'pg_amop'::regclass::oid AS class, o.oid, o.amopfamily AS family,
    'OPERATOR ' || o.amopstrategy AS item, o.amoplefttype AS left_type,
    o.amoprighttype AS right_type,
    concat(o.amopopr::regoperator, (SELECT format(' FOR ORDER BY %I.%I', sn.nspname, sf.opfname)
      FROM pg_opfamily sf JOIN pg_namespace sn ON sn.oid = sf.opfnamespace
      WHERE sf.oid = o.amopsortfamily)) AS definition
  FROM pg_amop o
  UNION ALL
  SELECT 'pg_amproc'::regclass, p.oid, p.amprocfamily, 'FUNCTION ' || p.amprocnum,
    p.amproclefttype, p.amprocrighttype, p.amproc::regprocedure::text FROM pg_amproc p) m
  JOIN pg_opfamily f ON f.oid = m.family JOIN pg_namespace n ON n.oid = f.opfnamespace
  JOIN pg_am am ON am.oid = f.opfmethod
WHERE f.opfnamespace = ANY ($1::oid[])
  AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = m.class AND d.objid = m.oid
    AND d.refclassid = 'pg_opfamily'::regclass AND d.refobjid = f.oid))";

constexpr std::string_view kClassQuery = R"(
SELECT 'pg_opclass'::regclass::oid, c.oid, 0, NULL, NULL, NULL, n.nspname, c.opcname,
  format('%I.%I USING %I', n.nspname, c.opcname, am.amname),
  format_type(c.opcintype, NULL) AS type,
  c.opcdefault AS is_default,
  format('%I.%I', fn.nspname, f.opfname) AS family,
  CASE WHEN c.opckeytype <> 0 THEN format_type(c.opckeytype, NULL) END AS storage,
  (SELECT string_agg(concat('OPERATOR ', o.amopstrategy, ' ', o.amopopr::regoperator,
      (SELECT format(' FOR ORDER BY %I.%I', sn.nspname, sf.opfname)
       FROM pg_opfamily sf JOIN pg_namespace sn ON sn.oid = sf.opfnamespace
       WHERE sf.oid = o.amopsortfamily)), E'\x1f'
     ORDER BY o.amopstrategy, o.amopopr::regoperator::text)
   FROM pg_depend d JOIN pg_amop o ON o.oid = d.objid
   WHERE d.classid = 'pg_amop'::regclass AND d.refclassid = 'pg_opclass'::regclass
     AND d.refobjid = c.oid) AS operators,
  (SELECT string_agg(format('FUNCTION %s (%s, %s) %s', p.amprocnum,
      format_type(p.amproclefttype, NULL), format_type(p.amprocrighttype, NULL),
      p.amproc::regprocedure), E'\x1f' ORDER BY p.amprocnum, p.amproc::regprocedure::text)
   FROM pg_depend d JOIN pg_amproc p ON p.oid = d.objid
   WHERE d.classid = 'pg_amproc'::regclass AND d.refclassid = 'pg_opclass'::regclass
     AND d.refobjid = c.oid) AS functions,
  format('%I.%I', n.nspname, c.opcname) AS quoted_name,
  quote_ident(am.amname) AS method
FROM pg_opclass c JOIN pg_namespace n ON n.oid = c.opcnamespace
  JOIN pg_am am ON am.oid = c.opcmethod JOIN pg_opfamily f ON f.oid = c.opcfamily
  JOIN pg_namespace fn ON fn.oid = f.opfnamespace
WHERE c.opcnamespace = ANY ($1::oid[]))";

// A class's operators and functions are the class.
constexpr std::string_view kClassAliases = R"(
SELECT classid, objid, 0, refclassid, refobjid, 0 FROM pg_depend
WHERE classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass)
  AND refclassid = 'pg_opclass'::regclass AND objid >= 16384)";

constexpr std::array kMemberAttributes{
    Attribute{"definition"},
    Attribute{"item", Action::kIgnore},
    Attribute{"types", Action::kIgnore},
};

std::string alter_family(const Object& member, const Model& model) {
  return cat("ALTER OPERATOR FAMILY ", model.parent(member).address);
}

// `OPERATOR 1 public.=== (a, b)`, but `FUNCTION 1 (a, b) public.f(a,b)`.
void add_member(const Object& member, const Model& model, Creation& out) {
  const std::string& item = member.text("item");
  const std::string types = item.rfind("FUNCTION", 0) == 0 ? cat(member.text("types"), " ") : "";
  out.before =
      cat(alter_family(member, model), " ADD ", item, " ", types, member.text("definition"));
}

void drop_member(const Object& member, const Model& model, Statements& out) {
  out.add(
      cat(alter_family(member, model), " DROP ", member.text("item"), " ", member.text("types")));
}

constexpr std::array kClassAttributes{
    Attribute{"type"},
    Attribute{"is_default"},
    Attribute{"family"},
    Attribute{"storage"},
    Attribute{"operators"},
    Attribute{"functions"},
    Attribute{"quoted_name", Action::kIgnore},
    Attribute{"method", Action::kIgnore},
};

// The list of items may not be empty: without others it says how values are stored.
void create_class(const Object& object, const Model&, Creation& out) {
  std::vector<std::string> items = list_items(object["operators"]);
  for (std::string& function : list_items(object["functions"])) {
    items.push_back(std::move(function));
  }
  if (object["storage"] || items.empty()) {
    items.push_back(cat("STORAGE ", object.text(object["storage"] ? "storage" : "type")));
  }
  out.before = cat("CREATE OPERATOR CLASS ", object.text("quoted_name"),
                   object.is("is_default") ? " DEFAULT" : "", " FOR TYPE ", object.text("type"),
                   " USING ", object.text("method"), " FAMILY ", object.text("family"), " AS\n    ",
                   join(items, ",\n    "));
}

}  // namespace

const Kind kOperatorFamily{
    .name = "operator family",
    .keyword = "OPERATOR FAMILY",
    .postgres = kFamilyQuery,
    .postgres_if = "pg_opfamily",
    .create = [](const Object& family, const Model&,
                 Creation& out) { out.before = cat("CREATE OPERATOR FAMILY ", family.address); },
    .rename =
        [](const Object& family, const Model&, std::string_view to) {
          return cat("ALTER OPERATOR FAMILY ", family.address, " RENAME TO ", to);
        },
    .name_space = "operator family",
    .weight = 45,
};

const Kind kOperatorFamilyMember{
    .name = "operator family member",
    .keyword = "OPERATOR FAMILY MEMBER",
    .postgres = kMemberQuery,
    .postgres_if = "pg_opfamily",
    .attributes = kMemberAttributes,
    .create = add_member,
    .drop = drop_member,
    .weight = 47,
};

const Kind kOperatorClass{
    .name = "operator class",
    .keyword = "OPERATOR CLASS",
    .postgres = kClassQuery,
    .postgres_if = "pg_opclass",
    .postgres_aliases = kClassAliases,
    .attributes = kClassAttributes,
    .create = create_class,
    .rename =
        [](const Object& object, const Model&, std::string_view to) {
          return cat("ALTER OPERATOR CLASS ", object.address, " RENAME TO ", to);
        },
    .name_space = "operator class",
    .weight = 46,
};

}  // namespace migrate

// Objects move by UPDATE of their catalog rows, with their dependencies on the schema. That takes
// no lock on them, tables included: other sessions go on with the old rows, and nobody looks for
// them by name in this one but the statements of the scratch area.
#include "extension_members.h"

#include <array>
#include <utility>

#include "text.h"

namespace migrate {
namespace {

struct Catalog {
  std::string_view name;
  std::string_view schema;  // its column
};

constexpr std::array kCatalogs{
    Catalog{"pg_class", "relnamespace"},      Catalog{"pg_type", "typnamespace"},
    Catalog{"pg_proc", "pronamespace"},       Catalog{"pg_operator", "oprnamespace"},
    Catalog{"pg_opclass", "opcnamespace"},    Catalog{"pg_opfamily", "opfnamespace"},
    Catalog{"pg_collation", "collnamespace"}, Catalog{"pg_conversion", "connamespace"},
    Catalog{"pg_constraint", "connamespace"}, Catalog{"pg_ts_parser", "prsnamespace"},
    Catalog{"pg_ts_dict", "dictnamespace"},   Catalog{"pg_ts_template", "tmplnamespace"},
    Catalog{"pg_ts_config", "cfgnamespace"},  Catalog{"pg_statistic_ext", "stxnamespace"},
    Catalog{"pg_extension", "extnamespace"},
};

// Extension $1 (NULL: all) with its objects and what comes and goes with them in the same schema:
// array types, row types, indexes, constraints.
std::string objects_sql() {
  std::string sql = R"(
WITH RECURSIVE member (classid, objid) AS (
  SELECT 'pg_extension'::regclass::oid, e.oid FROM pg_extension e
  WHERE e.extname = coalesce($1, e.extname)
  UNION
  SELECT d.classid, d.objid FROM member m
  JOIN pg_depend d ON d.refclassid = m.classid AND d.refobjid = m.objid
  WHERE d.deptype = 'e'
    OR d.deptype = 'i' AND d.classid IN ('pg_type'::regclass, 'pg_class'::regclass)
    OR d.deptype IN ('i', 'a') AND d.classid = 'pg_constraint'::regclass
    OR d.deptype = 'a' AND d.classid = 'pg_class'::regclass
      AND EXISTS (SELECT FROM pg_class i WHERE i.oid = d.objid AND i.relkind IN ('i', 'I')))
SELECT schema, catalog, array_agg(oid) FROM ()";
  std::string_view separator;
  for (const Catalog& catalog : kCatalogs) {
    sql += cat(separator, "SELECT o.", catalog.schema, " AS schema, '", catalog.name,
               "' AS catalog, o.oid FROM member m JOIN ", catalog.name,
               " o ON o.oid = m.objid WHERE m.classid = '", catalog.name, "'::regclass");
    separator = "\nUNION ALL ";
  }
  return sql + ") object GROUP BY schema, catalog";
}

}  // namespace

std::string oid_array(const std::vector<std::string>& oids) {
  return cat("{", join(oids, ","), "}");
}

std::string has_users_objects(std::string_view schema) {
  return cat(
      "EXISTS (SELECT FROM pg_depend o"
      " WHERE o.refclassid = 'pg_namespace'::regclass AND o.refobjid = ",
      schema,
      " AND o.deptype = 'n' AND o.classid <> 'pg_extension'::regclass"
      " AND NOT EXISTS (SELECT FROM pg_depend e"
      " WHERE e.classid = o.classid AND e.objid = o.objid AND e.deptype = 'e'))");
}

Value schema_oid(const CatalogAccess& catalogs, const std::string& name) {
  const Rows rows = catalogs.query("SELECT oid FROM pg_namespace WHERE nspname = $1", {name});
  return rows.empty() ? std::nullopt : rows[0][0];
}

std::map<std::string, ExtensionMembers::Objects> ExtensionMembers::read(
    const Value& extension) const {
  std::map<std::string, Objects> result;
  for (const Row& row : catalogs_.query(objects_sql(), {extension})) {
    result[*row[0]][*row[1]] = *row[2];
  }
  return result;
}

const std::map<std::string, ExtensionMembers::Objects>& ExtensionMembers::by_schema() {
  if (by_schema_.empty()) by_schema_ = read(std::nullopt);
  return by_schema_;
}

void ExtensionMembers::move(const Objects& objects, const std::string& from,
                            const std::string& to) {
  for (const Catalog& catalog : kCatalogs) {
    const auto oids = objects.find(std::string(catalog.name));
    if (oids == objects.end()) continue;
    catalogs_.change(cat("UPDATE ", catalog.name, " SET ", catalog.schema, " = $2 WHERE ",
                         catalog.schema, " = $1 AND oid = ANY ($3::oid[])"),
                     {from, to, oids->second});
  }
}

void ExtensionMembers::move_all(const std::string& from, const std::string& to, bool may_use) {
  const auto inside = by_schema().find(from);
  if (inside == by_schema().end()) return;
  Objects objects = inside->second;
  if (!may_use)
    std::erase_if(objects, [](const auto& entry) { return entry.first != "pg_extension"; });
  move(objects, from, to);
  if (may_use && !by_schema_.contains(to)) {
    by_schema_.erase(from);
    by_schema_[to] = std::move(objects);
  } else {
    by_schema_.clear();
  }
}

void ExtensionMembers::move_extension(const std::string& extension, const std::string& from,
                                      const std::string& to) {
  const std::map<std::string, Objects> objects = read(extension);
  if (const auto inside = objects.find(from); inside != objects.end()) {
    move(inside->second, from, to);
  }
  by_schema_.clear();
}

// Without a name the copy is out of the way, like what is set aside.
std::string ExtensionMembers::copy_schema(const std::string& original, const Value& name) {
  const Rows copy = catalogs_.change(
      "INSERT INTO pg_namespace (oid, nspname, nspowner, nspacl)"
      " SELECT new.oid, coalesce($2, 'migrate set aside ' || new.oid), n.nspowner, n.nspacl"
      " FROM pg_namespace n,"
      " pg_nextoid('pg_namespace', 'oid', 'pg_namespace_oid_index') new (oid)"
      " WHERE n.oid = $1 RETURNING oid",
      {original, name});
  for (const std::string_view sql :
       {"INSERT INTO pg_description SELECT $2, classoid, objsubid, description FROM pg_description"
        " WHERE classoid = 'pg_namespace'::regclass AND objoid = $1",
        "INSERT INTO pg_init_privs SELECT $2, classoid, objsubid, privtype, initprivs"
        " FROM pg_init_privs WHERE classoid = 'pg_namespace'::regclass AND objoid = $1",
        "UPDATE pg_depend SET objid = $2"
        " WHERE classid = 'pg_namespace'::regclass AND objid = $1 AND deptype = 'e'"}) {
    catalogs_.change(sql, {original, copy[0][0]});
  }
  return *copy[0][0];
}

void ExtensionMembers::stand_in(const std::string& schema, const std::string& name) {
  if (!by_schema().contains(schema)) return;
  const std::string copy = copy_schema(schema, name);
  move_all(schema, copy, true);
  resting_[name] = copy;
}

void ExtensionMembers::offer(const std::string& schema, const std::string& name,
                             const Value& privileges) {
  if (!resting_.contains(name)) resting_[name] = copy_schema(schema, name);
  catalogs_.change("UPDATE pg_namespace SET nspacl = $2::aclitem[] WHERE oid = $1",
                   {resting_[name], privileges});
  offered_.insert(resting_[name]);
}

void ExtensionMembers::before_create(const std::string& name) {
  displaced_.reset();
  const auto resting = resting_.find(name);
  if (resting == resting_.end()) return;
  // A statement may have renamed it, or put something into it: then its objects stay there.
  const Rows renamed = catalogs_.change(
      cat("UPDATE pg_namespace SET nspname = 'migrate set aside ' || oid"
          " WHERE oid = $1 AND (nspname = $2 OR nspname = 'migrate set aside ' || oid) AND NOT ",
          has_users_objects("oid"), " RETURNING oid"),
      {resting->second, name});
  if (!renamed.empty()) displaced_ = resting->second;
  resting_.erase(resting);
}

// Who makes a schema owns it, and could use in it what another owner has kept closed.
void ExtensionMembers::after_create(const std::string& name) {
  if (!displaced_) return;
  const Rows schema = catalogs_.query(
      "SELECT oid, has_schema_privilege($2::oid, 'USAGE') FROM pg_namespace WHERE nspname = $1",
      {name, displaced_});
  move_all(*displaced_, *schema.at(0)[0], schema[0][1] == "true");
  displaced_.reset();
}

void ExtensionMembers::before_drop(const std::string& name) {
  const Value schema = schema_oid(catalogs_, name);
  if (!schema || !by_schema().contains(*schema)) return;
  const std::string copy = copy_schema(*schema, std::nullopt);
  move_all(*schema, copy, true);
  resting_[name] = copy;
}

std::string ExtensionMembers::resting_schemas() const {
  std::vector<std::string> oids;
  for (const auto& [name, oid] : resting_) {
    if (!offered_.contains(oid)) oids.push_back(oid);
  }
  return oid_array(oids);
}

void ExtensionMembers::hide_stand_ins(const std::vector<std::string>& named) {
  if (resting_.empty()) return;
  catalogs_.change(
      cat("INSERT INTO pg_depend"
          " SELECT 'pg_namespace'::regclass, s.oid, 0, 'pg_extension'::regclass, m.oid, 0, 'e'"
          " FROM unnest($1::oid[]) s (oid), pg_extension m WHERE m.extname = 'migrate'"
          " AND NOT EXISTS (SELECT FROM pg_depend d"
          " WHERE d.classid = 'pg_namespace'::regclass AND d.objid = s.oid AND d.deptype = 'e')"
          " AND NOT EXISTS (SELECT FROM pg_extension e"
          " WHERE e.extnamespace = s.oid AND e.oid = ANY ($2::oid[])) AND NOT ",
          has_users_objects("s.oid")),
      {resting_schemas(), oid_array(named)});
}

void ExtensionMembers::show_stand_ins() {
  if (resting_.empty()) return;
  catalogs_.change(
      "DELETE FROM pg_depend d USING pg_extension m WHERE m.extname = 'migrate'"
      " AND d.refclassid = 'pg_extension'::regclass AND d.refobjid = m.oid AND d.deptype = 'e'"
      " AND d.classid = 'pg_namespace'::regclass AND d.objid = ANY ($1::oid[])",
      {resting_schemas()});
}

}  // namespace migrate

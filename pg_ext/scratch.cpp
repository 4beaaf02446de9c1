// Everything here is done by UPDATE, INSERT and DELETE of catalog rows: that locks the rows and no
// object, fires no event trigger, and PostgreSQL's caches follow.
//
// A schema is set aside by its name alone, so its objects stay as they are; what extensions have in
// it moves into a stand-in. Objects that belong to no schema lose their names too. Schema public is
// made anew, as a fresh database has it.
//
// Who calls can give any name a meaning of their own here, so no code may run as anybody else:
// functions lose SECURITY DEFINER, and set-aside schemas are closed, as a statement there could
// fire a trigger in the name of a table's owner.
#include "scratch.h"

#include <array>
#include <utility>

#include "error.h"
#include "text.h"

extern "C" {
#include "pg_config.h"
}

namespace migrate {
namespace {

struct Catalog {
  std::string_view name;
  std::string_view column;  // of the objects' names
};

constexpr std::array kDatabaseWide{
    Catalog{"pg_publication", "pubname"},
    Catalog{"pg_foreign_data_wrapper", "fdwname"},
    Catalog{"pg_foreign_server", "srvname"},
    Catalog{"pg_language", "lanname"},
    Catalog{"pg_am", "amname"},
    Catalog{"pg_event_trigger", "evtname"},
};

// Neither initdb's, which are below this oid, nor an extension's, nor a part of something else.
std::string made_by_users(std::string_view catalog) {
  return cat("oid >= 16384 AND oid NOT IN (SELECT objid FROM pg_depend WHERE classid = '", catalog,
             "'::regclass AND deptype IN ('e', 'i'))");
}

}  // namespace

void Scratch::set_up() {
  for (const Row& row : catalogs_.query("SELECT extname, oid FROM pg_extension")) {
    extensions_[*row[0]] = *row[1];
  }
  set_aside_database_wide();
  set_aside_temporary();
  set_aside_schemas();
  shows_to_statements_ = true;
}

void Scratch::set_aside_database_wide() {
  catalogs_.change("UPDATE pg_event_trigger SET evtenabled = 'D'");
  for (const Catalog& catalog : kDatabaseWide) {
    catalogs_.change(cat("UPDATE ", catalog.name, " SET ", catalog.column,
                         " = 'migrate set aside ' || oid WHERE ", made_by_users(catalog.name)));
  }
  catalogs_.change(
      "UPDATE pg_subscription SET subname = 'migrate set aside ' || oid"
      " WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())");
  // Some act on all objects, under whatever name: a publication of all tables asks of new ones that
  // they have a replica identity, a type has one cast to another and one default operator class.
  catalogs_.change("UPDATE pg_publication SET puballtables = false WHERE puballtables");
  catalogs_.change(cat("UPDATE pg_opclass SET opcdefault = false WHERE opcdefault AND ",
                       made_by_users("pg_opclass")));
  catalogs_.change(cat("DELETE FROM pg_cast WHERE ", made_by_users("pg_cast")));
  catalogs_.change(cat("DELETE FROM pg_transform WHERE ", made_by_users("pg_transform")));
  catalogs_.change("DELETE FROM pg_default_acl WHERE defaclnamespace = 0");
  catalogs_.change("UPDATE pg_proc SET prosecdef = false WHERE prosecdef");
}

// The session's temporary schema comes first in every search path.
void Scratch::set_aside_temporary() {
  if (catalogs_.query("SELECT WHERE pg_my_temp_schema() <> 0").empty()) return;
  catalogs_.change(
      "UPDATE pg_class SET relname = 'migrate set aside ' || oid"
      " WHERE relnamespace = pg_my_temp_schema()");
  catalogs_.change(
      "UPDATE pg_type SET typname = 'migrate set aside ' || oid"
      " WHERE typnamespace = pg_my_temp_schema()");
}

// A schema that belongs to an extension stays, unless users have put something into it.
void Scratch::set_aside_schemas() {
  const Rows schemas = catalogs_.query(cat(
      "SELECT n.oid, n.nspname, coalesce(has_schema_privilege(n.oid, 'USAGE'), false), n.nspacl"
      " FROM pg_namespace n WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
      " AND n.nspname !~ '^migrate set aside ' AND (NOT EXISTS (SELECT FROM pg_depend d"
      " WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e') OR ",
      has_users_objects("n.oid"), ")"));
  std::vector<std::string> oids;
  for (const Row& row : schemas) oids.push_back(*row[0]);
  catalogs_.change(
      "UPDATE pg_namespace SET nspname = 'migrate set aside ' || oid WHERE oid = ANY ($1::oid[])",
      {oid_array(oids)});
  const std::string fresh = create_public();
  for (const Row& row : schemas) {
    if (*row[1] == "public") {
      members_.move_all(*row[0], fresh, *row[2] == "true");
    } else {
      members_.stand_in(*row[0], *row[1]);
      set_aside_[*row[1]] = {*row[0], row[3]};
    }
  }
  catalogs_.change(
      "UPDATE pg_namespace SET nspacl = ARRAY[makeaclitem(10, 10, 'USAGE', false)]"
      " WHERE oid = ANY ($1::oid[])",
      {oid_array(oids)});
}

void Scratch::offer_schema(const std::string& name) {
  const auto schema = set_aside_.find(name);
  if (schema == set_aside_.end()) return;
  const auto& [oid, privileges] = schema->second;
  members_.offer(oid, name, privileges);
}

// As initdb leaves it. In a database of their own callers could create objects in it, so they can
// here.
std::string Scratch::create_public() {
#if PG_VERSION_NUM >= 150000
  const std::string owner = "pg_database_owner";
  constexpr std::string_view everyone = "=U";
#else
  const std::string owner = *catalogs_.query("SELECT pg_get_userbyid(10)").at(0)[0];
  constexpr std::string_view everyone = "=UC";
#endif
  const Rows schema = catalogs_.change(
      "INSERT INTO pg_namespace (oid, nspname, nspowner, nspacl)"
      " SELECT new.oid, 'public', o.oid, ARRAY[format('%1$I=UC/%1$I', o.rolname)::aclitem,"
      " format('%s/%I', $2, o.rolname)::aclitem]"
      " FROM pg_authid o,"
      " pg_nextoid('pg_namespace', 'oid', 'pg_namespace_oid_index') new (oid)"
      " WHERE o.rolname = $1 RETURNING oid",
      {owner, std::string(everyone)});
  const Value oid = schema.at(0)[0];
  catalogs_.change(
      "INSERT INTO pg_description VALUES ($1, 'pg_namespace'::regclass, 0,"
      " 'standard public schema')",
      {oid});
  catalogs_.change(
      "INSERT INTO pg_init_privs SELECT oid, 'pg_namespace'::regclass, 0, 'i', nspacl"
      " FROM pg_namespace WHERE oid = $1",
      {oid});
  const Rows closed = catalogs_.query(
      "SELECT makeaclitem(oid, 10, 'CREATE', false) FROM pg_roles WHERE rolname = current_user"
      " AND NOT has_schema_privilege($1::oid, 'CREATE')",
      {oid});
  if (!closed.empty()) {
    lent_ = closed[0][0];
    lend();
  }
  return *oid;
}

bool Scratch::all_were_there(const std::vector<std::string>& extensions) const {
  std::size_t count = 0;
  for (const std::string& name : extensions) count += extensions_.count(name);
  if (count == 0 || count == extensions.size()) return count > 0;
  throw Error(ErrorCode::kNotSupported, "cannot drop extensions of the database and of the text",
              "", "Drop them in separate statements.");
}

bool Scratch::take_as_done(const ModelStatement& statement) {
  using Kind = ModelStatement::Kind;
  switch (statement.kind) {
    case Kind::kNothing:
      return true;
    case Kind::kOther:
    case Kind::kDropSchema:
    case Kind::kEventTrigger:
      return false;
    case Kind::kCreateSchema:
      return create_schema(statement);
    case Kind::kCommentOnSchema:
      // pg_dump and we ourselves write it, whoever owns the database.
      if (statement.names[0] != "public" || !schema_oid(catalogs_, "public")) return false;
      comment_on("pg_namespace", schema_oid(catalogs_, "public"), statement.comment);
      return true;
    case Kind::kCreateExtension:
    case Kind::kMoveExtension:
    case Kind::kUpdateExtension:
    case Kind::kDropExtension:
    case Kind::kCommentOnExtension:
      if (!all_were_there(statement.names)) return false;
      change_extensions(statement);
      return true;
  }
  return false;
}

// Schema public is there already. Who may not create schemas in this database could do so in one of
// their own.
bool Scratch::create_schema(const ModelStatement& statement) {
  const std::string& name = statement.names[0];
  if (statement.has_elements) return false;
  if (name == "public" && schema_oid(catalogs_, name)) return true;
  const Rows owner = catalogs_.query(
      "SELECT r.oid FROM pg_roles r WHERE r.rolname = coalesce($1, current_user)"
      " AND pg_has_role(r.oid, 'MEMBER') AND $2 !~ '^pg_'"
      " AND NOT has_database_privilege(current_database(), 'CREATE')",
      {statement.owner, name});
  if (owner.empty()) return false;
  members_.before_create(name);
  if (schema_oid(catalogs_, name)) {
    if (statement.if_not_exists) return true;
    throw Error(ErrorCode::kWrongState, cat("schema \"", name, "\" already exists"));
  }
  catalogs_.change(
      "INSERT INTO pg_namespace (oid, nspname, nspowner)"
      " SELECT pg_nextoid('pg_namespace', 'oid', 'pg_namespace_oid_index'), $1, $2",
      {name, owner[0][0]});
  members_.after_create(name);
  return true;
}

// What the statement does to extensions that are there: only what is read of them.
void Scratch::change_extensions(const ModelStatement& statement) {
  using Kind = ModelStatement::Kind;
  const std::string& name = statement.names[0];
  if (statement.kind == Kind::kDropExtension) {
    for (const std::string& dropped : statement.names) named_.erase(dropped);
    return;
  }
  if (statement.kind == Kind::kCommentOnExtension) {
    return comment_on("pg_extension", extensions_.at(name), statement.comment);
  }
  if (statement.kind == Kind::kCreateExtension) named_.insert(name);
  if (statement.schema) move_extension(name, *statement.schema);
  if (statement.version || statement.kind == Kind::kUpdateExtension) {
    set_version(name, statement.version);
  }
}

void Scratch::move_extension(const std::string& name, const std::string& schema) {
  const Row row = catalogs_.query(
      "SELECT e.extnamespace, n.nspname, e.extrelocatable FROM pg_extension e"
      " JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = $1",
      {name})[0];
  if (row[1] == schema) return;
  const Value to = schema_oid(catalogs_, schema);
  if (!to) throw Error(ErrorCode::kWrongState, cat("schema \"", schema, "\" does not exist"));
  if (row[2] != "true") {
    throw Error(ErrorCode::kNotSupported,
                cat("cannot move extension \"", name, "\" to schema \"", schema, "\""),
                cat("It is in schema \"", *row[1], "\" and does not support SET SCHEMA."));
  }
  members_.move_extension(name, *row[0], *to);
}

// Its objects stay those of the version that is there.
void Scratch::set_version(const std::string& name, const Value& version) {
  const Row row = catalogs_.query(
      "SELECT e.extversion, coalesce($2, a.default_version) FROM pg_extension e"
      " LEFT JOIN pg_available_extensions() a ON a.name = e.extname WHERE e.extname = $1",
      {name, version})[0];
  if (!row[1] || row[0] == row[1]) return;
  const Rows path = catalogs_.query(
      "SELECT FROM pg_extension_update_paths($1)"
      " WHERE source = $2 AND target = $3 AND path IS NOT NULL",
      {name, row[0], row[1]});
  if (path.empty()) {
    throw Error(ErrorCode::kNotSupported,
                cat("extension \"", name, "\" has no update path from version \"", *row[0],
                    "\" to version \"", *row[1], "\""));
  }
  catalogs_.change("UPDATE pg_extension SET extversion = $2 WHERE extname = $1", {name, row[1]});
}

// As COMMENT ON does, which only the owner could.
void Scratch::comment_on(const std::string& catalog, const Value& oid, const Value& comment) {
  catalogs_.change(
      "DELETE FROM pg_description WHERE classoid = $1::regclass AND objoid = $2 AND objsubid = 0",
      {catalog, oid});
  if (comment.value_or("").empty()) return;
  catalogs_.change("INSERT INTO pg_description VALUES ($2, $1::regclass, 0, $3)",
                   {catalog, oid, comment});
}

void Scratch::before(const ModelStatement& statement) {
  using Kind = ModelStatement::Kind;
  show_to_statements();
  if (statement.kind == Kind::kCreateSchema) members_.before_create(statement.names[0]);
  if (statement.kind != Kind::kDropSchema) return;
  for (const std::string& name : statement.names) members_.before_drop(name);
}

void Scratch::after(const ModelStatement& statement) {
  using Kind = ModelStatement::Kind;
  if (statement.kind == Kind::kCreateSchema) members_.after_create(statement.names[0]);
  if (statement.kind != Kind::kEventTrigger) return;
  const Rows trigger = catalogs_.query(
      "SELECT oid, evtenabled FROM pg_event_trigger WHERE evtname = $1", {statement.names[0]});
  event_triggers_[*trigger.at(0)[0]] = *trigger[0][1];
  catalogs_.change("UPDATE pg_event_trigger SET evtenabled = 'D' WHERE oid = $1", {trigger[0][0]});
}

void Scratch::lend() {
  catalogs_.change(
      "UPDATE pg_namespace SET nspacl = nspacl || $1::aclitem WHERE nspname = 'public'", {lent_});
}

void Scratch::show_to_readers() {
  if (!std::exchange(shows_to_statements_, false)) return;
  std::vector<std::string> named;
  for (const std::string& name : named_) named.push_back(extensions_.at(name));
  members_.hide_stand_ins(named);
  for (const auto& [oid, enabled] : event_triggers_) {
    catalogs_.change("UPDATE pg_event_trigger SET evtenabled = $2 WHERE oid = $1", {oid, enabled});
  }
  if (!lent_) return;
  // Its grantor is not the schema's owner, so it is not what a statement has granted. Where nothing
  // is left, an entry without privileges: PostgreSQL refuses the empty array that SQL makes.
  catalogs_.change(
      "UPDATE pg_namespace SET nspacl = CASE WHEN nspacl = ARRAY[$1::aclitem]"
      " THEN ARRAY[format('=/%I', pg_get_userbyid(nspowner))::aclitem]"
      " ELSE array_remove(nspacl, $1::aclitem) END WHERE nspname = 'public'",
      {lent_});
}

void Scratch::show_to_statements() {
  if (std::exchange(shows_to_statements_, true)) return;
  members_.show_stand_ins();
  if (!event_triggers_.empty()) {
    catalogs_.change("UPDATE pg_event_trigger SET evtenabled = 'D' WHERE evtenabled <> 'D'");
  }
  if (lent_) lend();
}

std::vector<std::string> Scratch::model_extensions() {
  std::set<std::string> names = named_;
  for (const Row& row : catalogs_.query("SELECT extname FROM pg_extension")) {
    if (!extensions_.contains(*row[0])) names.insert(*row[0]);
  }
  return {names.begin(), names.end()};
}

}  // namespace migrate

// Foreign data wrappers, servers and user mappings.
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

std::string options_clause(const Object& object) {
  if (!object["options"]) return "";
  return cat(" OPTIONS (", join(list_items(object["options"]), ", "), ")");
}

void alter_options(const Alteration& change, Statements& out) {
  out.add(cat("ALTER ", change.to.id,
              foreign_option_changes(change.from["options"], change.to["options"])));
}

constexpr std::string_view kWrapperQuery = R"(
SELECT 'pg_foreign_data_wrapper'::regclass::oid, w.oid, 0, NULL, NULL, NULL, NULL, w.fdwname,
  quote_ident(w.fdwname),
  CASE WHEN w.fdwhandler <> 0 THEN w.fdwhandler::regproc END AS handler,
  CASE WHEN w.fdwvalidator <> 0 THEN w.fdwvalidator::regproc END AS validator,
  (SELECT string_agg(format('%I %L', o.option_name, o.option_value), E'\x1f')
   FROM pg_options_to_table(w.fdwoptions) o) AS options
FROM pg_foreign_data_wrapper w WHERE w.fdwname !~ '^migrate set aside ')";

void alter_handler(const Alteration& change, Statements& out) {
  const Value& handler = change.to["handler"];
  out.add(cat("ALTER ", change.to.id, handler ? cat(" HANDLER ", *handler) : " NO HANDLER"));
}

void alter_validator(const Alteration& change, Statements& out) {
  const Value& validator = change.to["validator"];
  out.add(
      cat("ALTER ", change.to.id, validator ? cat(" VALIDATOR ", *validator) : " NO VALIDATOR"));
}

constexpr std::array kWrapperAttributes{
    Attribute{"handler", Action::kAlter, alter_handler},
    Attribute{"validator", Action::kAlter, alter_validator},
    any_order({"options", Action::kAlter, alter_options}),
};

void create_wrapper(const Object& wrapper, const Model&, Creation& out) {
  out.before = cat("CREATE ", wrapper.id);
  if (wrapper["handler"]) out.before += cat(" HANDLER ", wrapper.text("handler"));
  if (wrapper["validator"]) out.before += cat(" VALIDATOR ", wrapper.text("validator"));
  out.before += options_clause(wrapper);
}

constexpr std::string_view kServerQuery = R"(
SELECT 'pg_foreign_server'::regclass::oid, s.oid, 0, NULL, NULL, NULL, NULL, s.srvname,
  quote_ident(s.srvname),
  quote_ident(w.fdwname) AS wrapper,
  quote_literal(s.srvtype) AS type,
  quote_literal(s.srvversion) AS version,
  (SELECT string_agg(format('%I %L', o.option_name, o.option_value), E'\x1f')
   FROM pg_options_to_table(s.srvoptions) o) AS options
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
WHERE s.srvname !~ '^migrate set aside ')";

// ALTER SERVER can give a version, not take it away.
constexpr std::array kServerAttributes{
    Attribute{"wrapper", Action::kReplace},
    Attribute{"type", Action::kReplace},
    Attribute{"version", Action::kAlter,
              [](const Alteration& change, Statements& out) {
                out.add(cat("ALTER ", change.to.id, " VERSION ", change.to.text("version")));
              },
              [](const Alteration& change) { return change.to["version"].has_value(); }},
    any_order({"options", Action::kAlter, alter_options}),
};

void create_server(const Object& server, const Model&, Creation& out) {
  out.before = cat("CREATE ", server.id);
  if (server["type"]) out.before += cat(" TYPE ", server.text("type"));
  if (server["version"]) out.before += cat(" VERSION ", server.text("version"));
  out.before += cat(" FOREIGN DATA WRAPPER ", server.text("wrapper"), options_clause(server));
}

// The view shows the options to those who may see them.
constexpr std::string_view kMappingQuery = R"(
SELECT 'pg_user_mapping'::regclass::oid, m.umid, 0, NULL, NULL, NULL, NULL,
  format('%s on %s', m.usename, m.srvname),
  format('FOR %s SERVER %I', CASE WHEN m.umuser = 0 THEN 'PUBLIC' ELSE quote_ident(m.usename) END,
    m.srvname),
  (SELECT string_agg(format('%I %L', o.option_name, o.option_value), E'\x1f')
   FROM pg_options_to_table(m.umoptions) o) AS options
FROM pg_user_mappings m WHERE m.srvname !~ '^migrate set aside ')";

constexpr std::array kMappingAttributes{any_order({"options", Action::kAlter, alter_options})};

}  // namespace

const Kind kForeignDataWrapper{
    .name = "foreign data wrapper",
    .keyword = "FOREIGN DATA WRAPPER",
    .postgres = kWrapperQuery,
    .postgres_if = "pg_foreign_data_wrapper",
    .attributes = kWrapperAttributes,
    .create = create_wrapper,
    .rename = [](const Object& from, const Model&,
                 std::string_view to) { return cat("ALTER ", from.id, " RENAME TO ", to); },
    .database_wide = true,
    .weight = 21,
};

const Kind kForeignServer{
    .name = "foreign server",
    .keyword = "SERVER",
    .postgres = kServerQuery,
    .postgres_if = "pg_foreign_data_wrapper",
    .attributes = kServerAttributes,
    .create = create_server,
    .rename = [](const Object& from, const Model&,
                 std::string_view to) { return cat("ALTER ", from.id, " RENAME TO ", to); },
    .database_wide = true,
    .weight = 22,
};

const Kind kUserMapping{
    .name = "user mapping",
    .keyword = "USER MAPPING",
    .postgres = kMappingQuery,
    .postgres_if = "pg_foreign_data_wrapper",
    .attributes = kMappingAttributes,
    .create =
        [](const Object& mapping, const Model&, Creation& out) {
          out.before = cat("CREATE ", mapping.id, options_clause(mapping));
        },
    .database_wide = true,
    .is_secret = true,
    .weight = 23,
};

}  // namespace migrate

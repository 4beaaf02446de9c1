// Identity columns and their sequences.
#include <algorithm>
#include <array>
#include <utility>

#include "schema/kinds/column.h"
#include "schema/kinds/kinds.h"
#include "schema/kinds/sequence_options.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

bool keeps_identity(const Alteration& change) {
  return change.from["identity"] && change.to["identity"];
}

// Where the type becomes smaller, the limits of the sequence do so before.
bool narrows(const Alteration& change) {
  constexpr std::array kTypes{"smallint", "integer", "bigint"};
  const auto size = [&](const Object& column) {
    return std::find(kTypes.begin(), kTypes.end(), column.text("base_type"));
  };
  return size(change.to) < size(change.from);
}

void change_identity_options(const Alteration& change, Statements& out) {
  change_sequence_options(
      alter_column(change.to, change.to_model), " SET ", change.to.text("identity_sequence"), "",
      change.from["identity_full_options"], change.to["identity_full_options"], out);
}

// The column may have had values before.
void add_identity(const Object& column, const Model& model, Statements& out) {
  out.add(cat(alter_column(column, model), " ADD", identity_clause(column)));
  go_on_behind_values(column, model, out);
}

}  // namespace

std::string identity_clause(const Object& column) {
  std::string clause = cat(" GENERATED ", column.text("identity"), " AS IDENTITY");
  std::vector<std::string> options = list_items(column["identity_options"]);
  const std::string& sequence = column.text("identity_sequence");
  if (!sequence.empty()) options.insert(options.begin(), cat("SEQUENCE NAME ", sequence));
  if (!options.empty()) clause += cat(" (", join(options, " "), ")");
  return clause;
}

void go_on_behind_values(const Object& column, const Model& model, Statements& out) {
  const std::string& name = column.text("quoted_name");
  const std::string sequence = postgres_dialect().quote_literal(column.text("identity_sequence"));
  out.add(cat("SELECT pg_catalog.setval(", sequence, "::pg_catalog.regclass, max(", name,
              ")) FROM ", model.parent(column).address, " HAVING max(", name, ") > 0"),
          {{Hazard::Type::kScansTable, "the highest value is looked for"}});
}

void narrow_identity(const Alteration& change, Statements& out) {
  const bool changes =
      keeps_identity(change) && change.from["identity_options"] != change.to["identity_options"];
  if (changes && narrows(change)) change_identity_options(change, out);
}

void alter_identity(const Alteration& change, Statements& out) {
  if (comes_from_parent(change, "identity")) return;
  const Object& column = change.to;
  const std::string alter = alter_column(column, change.to_model);
  if (!column["identity"]) return out.add(alter + " DROP IDENTITY");
  if (!change.from["identity"]) return add_identity(column, change.to_model, out);
  out.add(cat(alter, " SET GENERATED ", column.text("identity")));
}

// ADD COLUMN refuses an identity where it would reach further tables: the rows are numbered first.
void add_identity_column(const Object& column, const Model& model, const std::string& definition,
                         Statements& out) {
  const std::string& table = model.parent(column).address;
  const std::string& name = column.text("quoted_name");
  const std::vector<std::string> options = list_items(column["identity_full_options"]);
  const auto number = [&](std::size_t option) {
    return options[option].substr(options[option].rfind(' ') + 1);
  };
  out.add(cat("ALTER TABLE ", table, " ADD COLUMN ", definition));
  out.add(
      cat("UPDATE ", table, " SET ", name, " = number FROM (SELECT tableoid AS of, ctid AS at, ",
          number(0), " + (row_number() OVER () - 1) * ", number(1), " AS number FROM ", table,
          ") AS numbered WHERE ", table, ".tableoid = of AND ", table, ".ctid = at"),
      {{Hazard::Type::kRewritesTable, "every row gets a number"}});
  out.add(cat("ALTER TABLE ", table, " ALTER COLUMN ", name, " SET NOT NULL"));
  add_identity(column, model, out);
}

void alter_identity_options(const Alteration& change, Statements& out) {
  if (keeps_identity(change) && !narrows(change)) change_identity_options(change, out);
}

// The sequence has been called otherwise since before the table got its name.
void alter_identity_sequence(const Alteration& change, Statements& out) {
  if (!keeps_identity(change)) return;
  const std::string& from = change.from.text("identity_sequence");
  out.add(cat("ALTER SEQUENCE ", from, " RENAME TO ", change.to.text("identity_name")));
}

}  // namespace migrate

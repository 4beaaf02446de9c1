// Columns that get another type or collation, and how their values get into it.
#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <system_error>
#include <vector>

#include "schema/kinds/column.h"
#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "schema/kinds/tree.h"
#include "text.h"

namespace migrate {
namespace {

bool comes_from_type(const Alteration& change) {
  return is_typed(&change.from) && is_typed(&change.to);
}

bool is_text(const std::string& type) {
  return type == "text" || type == "character varying" || type == "character" ||
         type == "\"char\"" || type == "name";
}

// How the values get into the other type; empty where PostgreSQL does it by itself. An explicit
// cast would cut what is too long instead of failing, so it is used only where there is no other.
// Arrays are converted as their elements are.
std::string using_clause(const Alteration& change) {
  std::string from = change.from.text("base_type");
  std::string to = change.to.text("base_type");
  if (from == to || change.to["generated"]) return "";
  if (from.ends_with("[]") && to.ends_with("[]")) {
    from.resize(from.size() - 2);
    to.resize(to.size() - 2);
  }
  const std::string& name = change.to.text("quoted_name");
  const std::string pair = cat(from, ">", to);
  const Casts& casts =
      change.from_model.casts.explicit_.empty() ? change.to_model.casts : change.from_model.casts;
  if (casts.assignment.count(pair) > 0 || to == "text" || to == "character varying" ||
      to == "character") {
    return "";
  }
  const std::string& type = change.to.text("type");
  if (casts.explicit_.count(pair) > 0 || is_text(from)) return cat(" USING ", name, "::", type);
  return cat(" USING ", name, "::text::", type);
}

// `numeric(10,2)` -> 10, 2.
std::vector<int> modifiers(const std::string& type) {
  std::vector<int> result;
  const std::size_t open = type.find('(');
  if (open == std::string::npos) return result;
  const char* at = type.data() + open + 1;
  const char* const end = type.data() + type.size();
  for (int value = 0;; ++at) {
    const auto read = std::from_chars(at, end, value);
    if (read.ec != std::errc()) return result;
    result.push_back(value);
    at = read.ptr;
    if (at == end || *at != ',') return result;
  }
}

// Whether every value of the one fits the other, both being of one base type.
bool has_more_room(const std::string& from, const std::string& to) {
  const std::vector<int> before = modifiers(from);
  const std::vector<int> after = modifiers(to);
  if (after.empty() || before.empty()) return after.empty();
  if (after.size() > 1 || before.size() > 1) {
    return before.size() == after.size() && before[1] == after[1] && before[0] <= after[0];
  }
  return before[0] <= after[0];
}

// Whether every value of the one base type is one of the other.
bool is_wider(const std::string& from, const std::string& to) {
  constexpr std::array kWider{"smallint>integer",      "smallint>bigint",
                              "integer>bigint",        "smallint>numeric",
                              "integer>numeric",       "bigint>numeric",
                              "real>double precision", "date>timestamp without time zone"};
  const std::string pair = cat(from, ">", to);
  return to == "text" || std::find(kWider.begin(), kWider.end(), pair) != kWider.end();
}

// PostgreSQL rewrites no table for a type with more room, but for types that it pads.
std::vector<Hazard> type_hazards(const Alteration& change) {
  const std::string& from = change.from.text("base_type");
  const std::string& to = change.to.text("base_type");
  const std::string& from_type = change.from.text("type");
  const std::string& to_type = change.to.text("type");
  const bool more_room = from == to && has_more_room(from_type, to_type);
  const bool padded = from == "character" || from == "bit";
  const bool from_varying = from == "character varying" || from == "text";
  const bool to_varying = to_type == "text" || to_type == "character varying";
  if ((more_room && !padded && from_type != to_type) || (from_varying && to_varying)) return {};
  std::vector<Hazard> hazards{
      {Hazard::Type::kRewritesTable,
       cat("the values of column ", change.to.address, " become ", to_type)}};
  const bool fits = from == to ? more_room : is_wider(from, to) && modifiers(to_type).empty();
  if (!fits) hazards.push_back({Hazard::Type::kCanFail, "a value may not fit the type"});
  return hazards;
}

// The values of a foreign table are converted elsewhere, whenever they are read.
void change_type(const Alteration& change, const std::string& conversion,
                 std::vector<Hazard> hazards, Statements& out) {
  const Value& collation = change.to["collation"];
  std::string sql = cat(alter_column(change.to, change.to_model), " TYPE ", change.to.text("type"),
                        collation ? cat(" COLLATE ", *collation) : "");
  if (change.to_model.parent(change.to).kind == &kForeignTable) return out.add(std::move(sql));
  out.add(cat(sql, conversion), std::move(hazards));
}

// From a type that was moved aside to its successor. Rows have a cast of their own.
std::string conversion(const Alteration& change) {
  const std::string& type = change.to.text("type");
  const std::string& name = change.to.text("quoted_name");
  if (change.from.is("holds_rows") && change.to.is("holds_rows")) {
    return cat(" USING ", name, "::", type);
  }
  const std::string& base = change.to.text("base_type");
  const bool built_in = base.find('.') == std::string::npos;
  if (change.from.text("base_type") != base || built_in) return using_clause(change);
  return cat(" USING ", name, "::text::", type);
}

}  // namespace

// A table whose partition key changes is made anew.
bool is_no_key(const Alteration& change) { return !change.from.is("in_partition_key"); }

void alter_type(const Alteration& change, Statements& out) {
  if (comes_from_parent(change, "type") || comes_from_type(change)) return;
  narrow_identity(change, out);
  change_type(change, using_clause(change), type_hazards(change), out);
}

void alter_collation(const Alteration& change, Statements& out) {
  if (change.from["type"] != change.to["type"] || comes_from_parent(change, "collation") ||
      comes_from_type(change)) {
    return;
  }
  change_type(change, "", type_hazards(change), out);
}

void convert_column(const Alteration& change, Statements& out) {
  const std::string& table = change.to_model.parent(change.to).address;
  if (stays_child(table, change.to.text("inherited_from"), change.from_model, change.to_model)) {
    return;
  }
  change_type(
      change, conversion(change),
      {{Hazard::Type::kRewritesTable, cat("the type or collation of column ", change.to.address,
                                          " is replaced by another of its name")},
       {Hazard::Type::kCanFail, "a value may not fit the type"}},
      out);
}

std::string converted_value(const Alteration& change) {
  constexpr std::string_view kUsing = " USING ";
  const std::string clause = conversion(change);
  return clause.empty() ? change.from.text("quoted_name") : clause.substr(kUsing.size());
}

bool changes_base_type(const Alteration& change) {
  if (change.from.kind != &kColumn) return false;
  const bool same = change.from["type"] == change.to["type"] &&
                    change.from["collation"] == change.to["collation"];
  return same || change.from["base_type"] != change.to["base_type"];
}

}  // namespace migrate

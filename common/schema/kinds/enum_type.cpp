// Enum types. Labels are added in place, unless the same script uses one of them: PostgreSQL
// refuses that before the transaction that added it is committed. Labels that are gone or stand in
// another order need another type.
#include <algorithm>
#include <array>
#include <set>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "schema/kinds/types.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kQuery = R"(
SELECT 'pg_type'::regclass::oid, t.oid, 0, NULL, NULL, NULL, n.nspname, t.typname,
  format('%I.%I', n.nspname, t.typname),
  (SELECT string_agg(quote_literal(e.enumlabel), E'\x1f' ORDER BY e.enumsortorder)
   FROM pg_enum e WHERE e.enumtypid = t.oid) AS labels
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typnamespace = ANY ($1::oid[]) AND t.typtype = 'e')";

// The label that a literal of quote_literal() stands for.
std::string label_of(const std::string& literal) {
  const bool escapes = literal.front() == 'E';
  std::string label;
  for (std::size_t i = escapes ? 2 : 1; i + 1 < literal.size(); ++i) {
    if (literal[i] == '\'' || (escapes && literal[i] == '\\')) ++i;
    label += literal[i];
  }
  return label;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80U;
}

// Whether it is the literal's value or an element of it: '{a,"b c"}'.
bool is_named_in(const std::string& literal, const std::string& label) {
  if (label.empty()) return literal.empty();
  for (std::size_t at = literal.find(label); at != std::string::npos;
       at = literal.find(label, at + 1)) {
    const std::size_t end = at + label.size();
    const bool begins = at == 0 || !is_word(literal[at - 1]);
    if (begins && (end == literal.size() || !is_word(literal[end]))) return true;
  }
  return false;
}

// Whether SQL text has a string that names the label. Dollar-quoted bodies of functions are not
// looked at by PostgreSQL before they run.
bool mentions(const std::string& sql, const std::string& label) {
  const Dialect& dialect = postgres_dialect();
  for (Token token = dialect.next_token(sql, 0); token.kind != Token::Kind::kEnd;
       token = dialect.next_token(sql, token.end)) {
    if (token.kind != Token::Kind::kQuoted) continue;
    const std::string text = sql.substr(token.begin, token.end - token.begin);
    if (text.back() != '\'') continue;
    const std::string literal = text.substr(text.find('\''));
    if (is_named_in(label_of(text.front() == '\'' ? literal : cat("E", literal)), label)) {
      return true;
    }
  }
  return false;
}

// Everything that can hold the type's values or literals: what depends on it, and what else belongs
// to a table that has it.
std::set<std::size_t> users(const Model& model, std::size_t type) {
  std::set<std::size_t> found{type};
  std::vector<std::size_t> queue{type};
  const auto add = [&](std::size_t index) {
    if (found.insert(index).second) queue.push_back(index);
  };
  while (!queue.empty()) {
    const std::size_t index = queue.back();
    queue.pop_back();
    for (std::size_t edge : model.dependents(index)) add(model.edges()[edge].dependent);
    for (std::size_t child : model.children(index)) add(child);
    if (model[index].parent != kNoObject && index != type) add(model[index].parent);
  }
  return found;
}

// Whether an object that is made or changed names one of the labels; a column that changes to the
// type may hold any of them.
bool uses_labels(const Alteration& change, const std::vector<std::string>& labels) {
  const Model& to_model = change.to_model;
  const std::size_t type = to_model.find(change.to.id);
  for (std::size_t index : users(to_model, type)) {
    const Object& object = to_model[index];
    if (index == type) continue;
    const std::size_t before = change.from_model.find(object.id);
    const bool differs = before == kNoObject || change.from_model[before].kind != object.kind ||
                         change.from_model[before].values != object.values;
    if (!differs) continue;
    if (object.kind->convert && before != kNoObject &&
        change.from_model[before]["type"] != object["type"]) {
      return true;
    }
    for (const Value& value : object.values) {
      if (value && std::any_of(labels.begin(), labels.end(),
                               [&](const std::string& label) { return mentions(*value, label); })) {
        return true;
      }
    }
  }
  return false;
}

bool can_add(const Alteration& change) {
  const std::vector<std::string> from = list_items(change.from["labels"]);
  const std::vector<std::string> to = list_items(change.to["labels"]);
  std::size_t kept = 0;
  std::vector<std::string> added;
  for (const std::string& label : to) {
    if (kept < from.size() && from[kept] == label) {
      ++kept;
    } else {
      added.push_back(label_of(label));
    }
  }
  return kept == from.size() && !uses_labels(change, added);
}

void add_labels(const Alteration& change, Statements& out) {
  const std::vector<std::string> from = list_items(change.from["labels"]);
  const std::vector<std::string> to = list_items(change.to["labels"]);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (kept < from.size() && from[kept] == to[i]) {
      ++kept;
      continue;
    }
    std::string place;
    if (kept < from.size()) {
      place = i == 0 ? cat(" BEFORE ", from.front()) : cat(" AFTER ", to[i - 1]);
    }
    out.add(cat("ALTER TYPE ", change.to.address, " ADD VALUE ", to[i], place));
  }
}

constexpr std::array kAttributes{Attribute{"labels", Action::kAlter, add_labels, can_add}};

void create(const Object& type, const Model&, Creation& out) {
  out.before =
      cat("CREATE TYPE ", type.address, " AS ENUM (", join(list_items(type["labels"]), ", "), ")");
}

std::string rename_label(const Object& type, std::string_view from, std::string_view to) {
  const Dialect& dialect = postgres_dialect();
  const std::vector<std::string> labels = list_items(type["labels"]);
  const bool there = std::any_of(labels.begin(), labels.end(),
                                 [&](const std::string& label) { return label_of(label) == from; });
  if (!there) return "";
  return cat("ALTER TYPE ", type.address, " RENAME VALUE ", dialect.quote_literal(from), " TO ",
             dialect.quote_literal(to));
}

}  // namespace

const Kind kEnumType{
    .name = "enum type",
    .keyword = "TYPE",
    .postgres = kQuery,
    .postgres_if = "type e",
    .attributes = kAttributes,
    .create = create,
    .move_aside = move_type_aside,
    .rename = rename_type,
    .rename_part = rename_label,
    .rebuild = Rebuild::kSwap,
    .name_space = "type",
    .weight = 20,
};

}  // namespace migrate

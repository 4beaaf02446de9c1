#include "schema/kinds/sequence_options.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

struct Limits {
  std::int64_t start = 0;
  std::int64_t increment = 0;
  std::int64_t least = 0;
  std::int64_t greatest = 0;
};

Limits limits(const Value& options) {
  Limits result;
  for (const std::string& option : list_items(options)) {
    const std::size_t space = option.rfind(' ');
    if (space == std::string::npos) continue;
    const std::string_view name = std::string_view(option).substr(0, space);
    std::int64_t* value = name == "START WITH"     ? &result.start
                          : name == "INCREMENT BY" ? &result.increment
                          : name == "MINVALUE"     ? &result.least
                          : name == "MAXVALUE"     ? &result.greatest
                                                   : nullptr;
    if (value) std::from_chars(option.data() + space + 1, option.data() + option.size(), *value);
  }
  return result;
}

void widen(std::string_view alter, std::string_view separator, const Limits& from, const Limits& to,
           Statements& out) {
  std::string sql(alter);
  if (to.least < from.least) sql += cat(separator, "MINVALUE ", std::to_string(to.least));
  if (to.greatest > from.greatest) {
    sql += cat(separator, "MAXVALUE ", std::to_string(to.greatest));
  }
  if (sql.size() > alter.size()) out.add(std::move(sql));
}

// One that was never used starts again; one that has passed its end stays there.
void move_inside(std::string_view sequence, const Limits& to, Statements& out) {
  const std::string least = std::to_string(to.least);
  const std::string greatest = std::to_string(to.greatest);
  out.add(cat("SELECT pg_catalog.setval(", postgres_dialect().quote_literal(sequence),
              "::pg_catalog.regclass, CASE WHEN"
              " is_called THEN least(greatest(last_value, ",
              least, "), ", greatest, ") ELSE ", std::to_string(to.start),
              " END, is_called AND last_value ",
              to.increment > 0 ? cat("> ", greatest) : cat("< ", least), ") FROM ", sequence,
              " WHERE last_value NOT BETWEEN ", least, " AND ", greatest));
}

}  // namespace

void change_sequence_options(std::string_view alter, std::string_view separator,
                             std::string_view sequence, std::string_view further, const Value& from,
                             const Value& to, Statements& out) {
  const Limits before = limits(from);
  const Limits after = limits(to);
  if (after.least > before.least || after.greatest < before.greatest) {
    widen(alter, separator, before, after, out);
    move_inside(sequence, after, out);
  }
  std::string sql = cat(alter, further);
  for (const std::string& option : further.empty() ? items_missing_in(to, from) : list_items(to)) {
    sql += cat(separator, option);
  }
  out.add(std::move(sql));
}

}  // namespace migrate

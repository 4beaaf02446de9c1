#include "random_model/schema_facts.h"

#include <algorithm>
#include <iterator>

#include "random_model/schema.h"

namespace migrate::test {
namespace {

using Row = std::vector<std::string>;

std::vector<Row> rows(const Connection& db, const std::string& sql) {
  std::vector<Row> result;
  const auto add_row = [](void* data, int count, char** values, char**) {
    Row row;
    for (int i = 0; i < count; ++i) row.emplace_back(values[i] ? values[i] : "NULL");
    static_cast<std::vector<Row>*>(data)->push_back(row);
    return 0;
  };
  char* message = nullptr;
  sqlite3_exec(db.get(), sql.c_str(), add_row, &result, &message);
  if (message) result.push_back({std::string("error: ") + message});
  sqlite3_free(message);
  return result;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : " ") + part;
  return text;
}

std::string normal(const std::string& sql) { return joined(sql_tokens(sql)); }

// Without CREATE … name, and without ASC.
std::string definition(const std::string& sql) {
  std::vector<std::string> tokens = sql_tokens(sql);
  std::size_t at = 1;
  std::string kind;
  for (; tokens[at] == "unique" || tokens[at] == "virtual"; ++at) kind += tokens[at] + " ";
  if (tokens[at + 1] == "if") at += 3;
  tokens.erase(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(at) + 2);
  std::erase(tokens, "asc");
  return kind + joined(tokens);
}

// `REFERENCES p` is `REFERENCES p (id)` where p's key is id.
std::string with_parent_columns(const Connection& db, std::string fact) {
  const std::string mark = " references ";
  const std::size_t found = fact.find(mark);
  if (fact.find("foreign key (") == std::string::npos || found == std::string::npos) return fact;
  std::size_t end = found + mark.size();
  if (fact[end] == '"') end = fact.find('"', end + 1);
  while (end < fact.size() && fact[end] != ' ') ++end;
  if (fact.compare(end, 2, " (") == 0) return fact;
  const std::string parent = fact.substr(found + mark.size(), end - found - mark.size());
  const std::string plain = parent.front() == '"' ? parent.substr(1, parent.size() - 2) : parent;
  std::string columns;
  for (const Row& row : rows(db, "SELECT name FROM pragma_table_xinfo(" + literal(plain) +
                                     ", 'main') WHERE pk > 0 ORDER BY pk")) {
    columns += (columns.empty() ? "" : " , ") + normal(quoted_name(row[0]));
  }
  return fact.insert(end, " ( " + columns + " )");
}

void add_table(const Connection& db, const std::string& name, const std::string& sql,
               std::vector<std::string>& facts) {
  const std::string of = "table " + name + ": ";
  const std::string argument = literal(name) + ", 'main'";
  for (Row row : rows(db,
                      "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM "
                      "pragma_table_xinfo(" +
                          argument + ")")) {
    row[1] = normal(row[1]);
    row[3] = normal(row[3]);
    facts.push_back(of + "column " + joined(row));
  }
  // Of two keys over the same columns the first one makes the index, with its DESC.
  for (const Row& row : rows(db,
                             "SELECT CASE origin WHEN 'c' THEN l.name END, \"unique\", origin, "
                             "partial, group_concat(coalesce(x.name, 'expression') || ' ' || "
                             "iif(origin = 'c', x.\"desc\", '') || lower(x.coll) || x.key) FROM "
                             "pragma_index_list(" +
                                 argument +
                                 ") AS l, pragma_index_xinfo(l.name, 'main') AS x "
                                 "WHERE x.key GROUP BY l.name")) {
    facts.push_back(of + "index " + joined(row));
  }
  for (const Row& row : rows(db,
                             "SELECT wr, strict FROM pragma_table_list WHERE schema = 'main' "
                             "AND name = " +
                                 literal(name))) {
    facts.push_back(of + "options " + joined(row));
  }
  for (const std::string& fact : table_facts(sql)) {
    facts.push_back(of + with_parent_columns(db, fact));
  }
}

}  // namespace

std::vector<std::string> schema_facts(const Connection& db) {
  std::vector<std::string> facts;
  for (const Row& row :
       rows(db,
            "SELECT type, name, tbl_name, sql FROM main.sqlite_master AS m WHERE sql NOT NULL "
            "AND name NOT LIKE 'migrate\\_%' ESCAPE '\\' "
            "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name NOT LIKE 'migrate\\_%' "
            "ESCAPE '\\' AND NOT EXISTS (SELECT 1 FROM pragma_table_list AS l "
            "WHERE l.schema = 'main' AND l.name = m.tbl_name AND l.type = 'shadow')")) {
    if (row[0] == "table" && sql_tokens(row[3])[1] != "virtual") {
      facts.push_back("table " + row[1]);
      add_table(db, row[1], row[3], facts);
    } else {
      facts.push_back(row[0] + " " + row[1] + " of " + normal(quoted_name(row[2])) + ": " +
                      definition(row[3]));
    }
  }
  std::sort(facts.begin(), facts.end());
  return facts;
}

std::string difference(std::vector<std::string> found, std::vector<std::string> wanted) {
  std::sort(found.begin(), found.end());
  std::sort(wanted.begin(), wanted.end());
  std::vector<std::string> extra;
  std::vector<std::string> missing;
  std::set_difference(found.begin(), found.end(), wanted.begin(), wanted.end(),
                      std::back_inserter(extra));
  std::set_difference(wanted.begin(), wanted.end(), found.begin(), found.end(),
                      std::back_inserter(missing));
  std::string text;
  for (const std::string& line : extra) text += "- " + line + "\n";
  for (const std::string& line : missing) text += "+ " + line + "\n";
  return text;
}

}  // namespace migrate::test

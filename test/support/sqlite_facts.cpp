#include "support/sqlite_facts.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "schema/kind.h"
#include "schema/sqlite/reading.h"
#include "text.h"

namespace migrate::test {
namespace {

std::string in_lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += cat(text.empty() ? "" : ", ", "<", in_lower_case(name), ">");
  }
  return text;
}

// What two spellings of a type or a default have in common: no space, no comments, no parentheses
// around the whole.
std::string compact(const std::string& sql) {
  std::string text;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql.compare(i, 2, "/*") == 0) {
      i = sql.find("*/", i) + 1;
    } else if (sql.compare(i, 2, "--") == 0) {
      i = sql.find('\n', i);
      if (i == std::string::npos) break;
    } else if (std::isspace(static_cast<unsigned char>(sql[i])) == 0) {
      text += sql[i];
    }
  }
  while (text.size() > 1 && text.front() == '(' && text.back() == ')') {
    text = text.substr(1, text.size() - 2);
  }
  return in_lower_case(text);
}

// SQLite takes the quotes off.
std::string compact_type(const std::string& sql) {
  std::string text = compact(sql);
  std::erase_if(text,
                [](char c) { return std::string_view("\"'`[]").find(c) != std::string::npos; });
  return text;
}

// The list in parentheses that begins behind `from`: `("a b" desc, c)` -> a b, c
std::vector<std::string> names_in(const std::string& sql, std::size_t& from) {
  std::vector<std::string> names;
  from = sql.find('(', from) + 1;
  for (;;) {
    std::string name;
    const char quote = sql[from];
    if (quote == '"' || quote == '\'') {
      for (++from; sql[from] != quote || sql[from + 1] == quote; ++from) {
        if (sql[from] == quote) ++from;
        name += sql[from];
      }
      ++from;
    } else {
      while (sql[from] != ',' && sql[from] != ')' && sql[from] != ' ') name += sql[from++];
    }
    names.push_back(name);
    while (sql[from] != ',' && sql[from] != ')') ++from;
    if (sql[from++] == ')') return names;
    while (sql[from] == ' ') ++from;
  }
}

const Object& table_of(const Model& model, const Object& object) {
  const Object* above = &object;
  while (above->parent != kNoObject) above = &model.parent(*above);
  return *above;
}

// Reads `primary key (a desc)`, `unique (a, b)`, `foreign key (a) references p (b) on …`.
class ReaderFacts {
 public:
  explicit ReaderFacts(const Model& model) : model_(model) {
    for (const Object& object : model.objects()) {
      if (object.kind->name == "constraint") read_key(object);
    }
  }

  std::set<std::string> run() {
    for (const Object& object : model_.objects()) {
      if (object.kind->name == "table") {
        facts_.insert(cat("table ", object.name, " strict ", object.is("strict") ? "1" : "0",
                          " without rowid ", object.is("without_rowid") ? "1" : "0"));
      } else if (object.kind->name == "column") {
        add_column(object);
      }
    }
    return facts_;
  }

 private:
  void read_key(const Object& constraint) {
    const std::string& text = constraint.text("definition");
    const std::string table = table_of(model_, constraint).name;
    std::size_t at = 0;
    if (text.starts_with("primary key ") || text.starts_with("unique ")) {
      const std::vector<std::string> columns = names_in(text, at);
      facts_.insert(cat("key of ", table, ": ", listed(columns)));
      if (text.starts_with("primary key ")) {
        keys_[table] = columns;
        // For the sake of old files.
        if (constraint["inline_sql"] && text.find(" desc)") != std::string::npos) {
          no_rowid_.insert(table);
        }
      }
      if (text.find(" autoincrement") != std::string::npos) facts_.insert("autoincrement");
    } else if (text.starts_with("foreign key ")) {
      const std::vector<std::string> columns = names_in(text, at);
      const std::size_t parent = text.find("references ", at) + 11;
      std::size_t end = parent;
      std::string name;
      if (text[end] == '"') {
        std::size_t open = end;
        const std::string quoted = cat("(", text.substr(open), ")");
        std::size_t in_quoted = 0;
        name = names_in(quoted, in_quoted).front();
        end = text.find("\" ", open + 1);
      } else {
        end = text.find(' ', parent);
        name = text.substr(parent, end - parent);
      }
      std::vector<std::string> parents;
      if (end != std::string::npos) end = text.find_first_not_of("\" ", end);
      if (end != std::string::npos && text[end] == '(') parents = names_in(text, end);
      std::string actions = end == std::string::npos ? "" : std::string(trim(text.substr(end)));
      const std::size_t deferral = actions.find("deferrable");
      if (deferral != std::string::npos) actions = std::string(trim(actions.substr(0, deferral)));
      facts_.insert(cat("foreign key of ", table, ": ", listed(columns), " to <", name,
                        ">: ", listed(parents), "; ", actions));
    }
  }

  void add_column(const Object& column) {
    const Object& table = table_of(model_, column);
    const std::vector<std::string>& key = keys_[table.name];
    const auto found = std::find_if(key.begin(), key.end(), [&](const std::string& name) {
      return equals_ignoring_case(name, column.name);
    });
    const bool is_key = found != key.end();
    const bool is_rowid = key.size() == 1 && !table.is("without_rowid") &&
                          no_rowid_.count(table.name) == 0 &&
                          compact_type(column.text("type_sql")) == "integer";
    // SQLite takes NULL in other keys.
    const bool key_has_none = table.is("without_rowid") || (table.is("strict") && !is_rowid);
    const bool is_not_null = column["not_null"] || (is_key && key_has_none);
    const std::string hidden = !column["generated"] ? "0" : column.is("stored") ? "3" : "2";
    facts_.insert(cat("column ", table.name, ".", column.name, " ",
                      compact_type(column.text("type_sql")), is_not_null ? " not null" : "",
                      " default ", compact(column["default_sql"].value_or("none")), " key ",
                      is_key ? std::to_string(found - key.begin() + 1) : "0", " hidden ", hidden));
  }

  const Model& model_;
  std::map<std::string, std::vector<std::string>> keys_;
  std::set<std::string> no_rowid_;  // tables whose INTEGER PRIMARY KEY is none
  std::set<std::string> facts_;
};

constexpr std::string_view kTables =
    "SELECT name, strict, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND "
    "name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'migrate\\_%' ESCAPE '\\'";

std::vector<std::string> primary_key(Database& database, const std::string& table) {
  std::vector<std::string> names;
  for (const Row& row : database.query(
           "SELECT name FROM pragma_table_xinfo($1, 'main') WHERE pk > 0 ORDER BY pk", {table})) {
    names.push_back(row[0].value_or(""));
  }
  return names;
}

void add_columns(Database& database, const std::string& table, std::set<std::string>& facts) {
  for (const Row& row : database.query(
           "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo($1, "
           "'main')",
           {table})) {
    facts.insert(cat("column ", table, ".", *row[0], " ", compact_type(row[1].value_or("")),
                     row[2] == "1" ? " not null" : "", " default ",
                     compact(row[3].value_or("none")), " key ", *row[4], " hidden ", *row[5]));
  }
}

void add_keys(Database& database, const std::string& table, std::set<std::string>& facts) {
  const std::vector<std::string> primary = primary_key(database, table);
  if (!primary.empty()) facts.insert(cat("key of ", table, ": ", listed(primary)));
  for (const Row& index : database.query(
           "SELECT name FROM pragma_index_list($1, 'main') WHERE origin <> 'c'", {table})) {
    std::vector<std::string> columns;
    for (const Row& row : database.query(
             "SELECT name FROM pragma_index_info($1, 'main') ORDER BY seqno", {index[0]})) {
      columns.push_back(row[0].value_or(""));
    }
    facts.insert(cat("key of ", table, ": ", listed(columns)));
  }
}

void add_references(Database& database, const std::string& table, std::set<std::string>& facts) {
  struct Key {
    std::vector<std::string> columns;
    std::vector<std::string> parents;
    std::string parent;
    std::string actions;
  };
  std::map<std::string, Key> keys;
  for (const Row& row : database.query(
           "SELECT id, \"table\", \"from\", \"to\", lower(on_delete), lower(on_update) FROM "
           "pragma_foreign_key_list($1, 'main') ORDER BY id, seq",
           {table})) {
    Key& key = keys[*row[0]];
    key.parent = *row[1];
    key.columns.push_back(*row[2]);
    if (row[3]) key.parents.push_back(*row[3]);
    key.actions = cat(row[4] == "no action" ? "" : cat("on delete ", *row[4]),
                      row[4] == "no action" || row[5] == "no action" ? "" : " ",
                      row[5] == "no action" ? "" : cat("on update ", *row[5]));
  }
  for (auto& [id, key] : keys) {
    if (key.parents.empty()) key.parents = primary_key(database, key.parent);
    facts.insert(cat("foreign key of ", table, ": ", listed(key.columns), " to <",
                     in_lower_case(key.parent), ">: ", listed(key.parents), "; ", key.actions));
  }
}

}  // namespace

std::vector<std::string> facts_of_reader(Database& database) {
  const Model model = sqlite::read_schema(database);
  const std::set<std::string> facts = ReaderFacts(model).run();
  return {facts.begin(), facts.end()};
}

std::vector<std::string> facts_of_pragmas(Database& database) {
  std::set<std::string> facts;
  for (const Row& table : database.query(kTables)) {
    const std::string& name = *table[0];
    facts.insert(cat("table ", name, " strict ", *table[1], " without rowid ", *table[2]));
    add_columns(database, name, facts);
    add_keys(database, name, facts);
    add_references(database, name, facts);
  }
  // Only a table with AUTOINCREMENT brings it.
  if (!database.query("SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_sequence'").empty()) {
    facts.insert("autoincrement");
  }
  return {facts.begin(), facts.end()};
}

}  // namespace migrate::test

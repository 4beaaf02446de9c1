#include <algorithm>

#include "lint/catalog.h"
#include "lint/sqlite_facts.h"
#include "lint/sqlite_names.h"
#include "schema/sqlite/catalog.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::lint {
namespace {

// How many rows of a table are counted.
constexpr long long kMostCounted = 1'000'000;

class SqliteCatalog final : public Catalog {
 public:
  explicit SqliteCatalog(Database& database) : database_(database) {}

  std::vector<std::string> search_path() override { return {"main"}; }
  bool refuses_to_break() const override { return false; }

  std::optional<TableEntry> table(const QualifiedName& name) override {
    if (database_.query("SELECT 1 FROM pragma_database_list WHERE lower(name) = $1", {name.schema})
            .empty()) {
      return std::nullopt;
    }
    const Rows rows = database_.query(
        cat("SELECT type FROM ", sqlite::quoted(name.schema),
            ".sqlite_schema WHERE lower(name) = $1 AND type IN ('table', 'view', 'index')"),
        {name.name});
    if (rows.empty()) return std::nullopt;
    TableEntry entry;
    entry.name = name;
    entry.id = cat(sqlite::quoted(name.schema), ".", sqlite::quoted(name.name));
    if (rows[0][0] == "view") entry.kind = TableEntry::Kind::kView;
    if (rows[0][0] == "index") entry.kind = TableEntry::Kind::kIndex;
    if (entry.kind == TableEntry::Kind::kTable) count_rows(entry);
    return entry;
  }

  std::optional<TableEntry> table_of_index(const TableEntry& index) override {
    const Rows rows =
        database_.query(cat("SELECT lower(tbl_name) FROM ", sqlite::quoted(index.name.schema),
                            ".sqlite_schema WHERE lower(name) = $1 AND type = 'index'"),
                        {index.name.name});
    if (rows.empty() || !rows[0][0]) return std::nullopt;
    return table({index.name.schema, *rows[0][0]});
  }

  std::optional<ColumnEntry> column(const TableEntry& table, const std::string& name) override {
    const Rows rows = database_.query(
        "SELECT type, \"notnull\", hidden FROM pragma_table_xinfo($1, $2) WHERE lower(name) = $3",
        {table.name.name, table.name.schema, name});
    if (rows.empty()) return std::nullopt;
    const Row& row = rows[0];
    return ColumnEntry{{{}, folded(row[0].value_or(""))},
                       {},
                       row[0].value_or(""),
                       row[1] == "1",
                       row[2] == "2" || row[2] == "3"};
  }

  std::vector<std::string> primary_key(const TableEntry& table) override {
    std::vector<std::string> columns;
    for (const Row& row : database_.query(
             "SELECT lower(name) FROM pragma_table_info($1, $2) WHERE pk > 0 ORDER BY pk",
             {table.name.name, table.name.schema})) {
      columns.push_back(row[0].value_or(""));
    }
    return columns;
  }

  std::vector<IndexEntry> indexes(const TableEntry& table) override {
    std::vector<IndexEntry> indexes;
    // An INTEGER PRIMARY KEY is the table's own order.
    if (const auto key = primary_key(table); !key.empty()) {
      indexes.push_back({{table.name.schema, ""}, key, true});
    }
    for (const Row& row : database_.query(
             cat("SELECT lower(i.name), i.\"unique\", i.partial, c.seqno, lower(c.name),"
                 " c.\"desc\" = 0 AND c.coll = 'BINARY', (SELECT s.sql FROM ",
                 sqlite::quoted(table.name.schema),
                 ".sqlite_schema s WHERE s.type = 'index' AND s.name = i.name)"
                 " FROM pragma_index_list($1, $2) i, pragma_index_xinfo(i.name, $2) c"
                 " WHERE i.origin <> 'pk' AND c.key = 1 ORDER BY i.name, c.seqno"),
             {table.name.name, table.name.schema})) {
      if (row[3] == "0") {
        const std::string name = row[0].value_or("");
        indexes.push_back({{table.name.schema, name.starts_with("sqlite_") ? "" : name},
                           {},
                           row[1] == "1",
                           row[2] == "1"});
      }
      if (row[3] == "0" && row[6]) indexes.back().finds_keys = sqlite_index(*row[6]).finds_keys;
      if (row[5] != "1") indexes.back().is_ordinary = false;
      indexes.back().columns.push_back(row[4].value_or(""));
    }
    return indexes;
  }

  // By their text: SQLite keeps no list of what a view or a trigger needs.
  std::vector<Dependent> dependents(const TableEntry& table, const std::string& column) override {
    std::vector<Dependent> dependents;
    for (const Row& row : database_.query(
             cat("SELECT type, lower(name), sql, lower(tbl_name) FROM ",
                 sqlite::quoted(table.name.schema),
                 ".sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY type DESC, name"))) {
      const std::string sql = row[2].value_or("");
      const bool is_own = row[0] == "trigger" && row[3] == table.name.name;
      if (is_own && column.empty()) continue;
      if (!has_name(sql, table.name.name)) continue;
      if (!column.empty() && !has_name(sql, column)) continue;
      Dependent dependent{cat(*row[0], " ", *row[1]), {}, {}, {}};
      if (row[0] == "trigger") {
        dependent.owner = {table.name.schema, *row[3]};
        dependent.part = *row[1];
      } else {
        dependent.name = {table.name.schema, *row[1]};
      }
      dependents.push_back(std::move(dependent));
    }
    if (column.empty()) add_children(table, dependents);
    return dependents;
  }

  std::vector<FunctionEntry> functions_with(const std::vector<std::string>&) override { return {}; }
  std::optional<TypeEntry> type(const TypeFacts&) override { return std::nullopt; }
  bool is_binary_coercible(const QualifiedName&, const QualifiedName&) override { return false; }
  std::vector<std::string> volatile_functions(const std::vector<QualifiedName>&) override {
    return {};
  }
  bool has_not_null_check(const TableEntry&, const std::string&) override { return false; }
  std::string setting(std::string_view) override { return {}; }

  std::optional<bool> has_rows(const TableEntry& table) override {
    return exists(cat("SELECT 1 FROM ", table.id, " LIMIT 1"));
  }

  std::optional<bool> has_nulls(const TableEntry& table, const std::string& column) override {
    return exists_with_column(table, column, " IS NULL");
  }

  std::optional<bool> has_values(const TableEntry& table, const std::string& column) override {
    return exists_with_column(table, column, " IS NOT NULL");
  }

  std::optional<bool> fails(const TableEntry& table, const ExpressionFacts& check) override {
    if (!check.is_simple || check.sql.empty()) return std::nullopt;
    return exists(cat("SELECT 1 FROM (SELECT * FROM ", table.id, " LIMIT ", kSample,
                      ") WHERE NOT (", check.sql, "\n) LIMIT 1"));
  }

  std::optional<bool> has_duplicates(const TableEntry& table,
                                     const std::vector<std::string>& columns) override {
    if (!have_columns(table, columns)) return std::nullopt;
    return exists(cat("SELECT 1 FROM ", sample(table, columns), " WHERE ", none_is_null(columns),
                      " GROUP BY ", quoted_columns(columns), " HAVING count(*) > 1 LIMIT 1"));
  }

  std::optional<bool> has_orphans(const TableEntry& table, const std::vector<std::string>& columns,
                                  const TableEntry& parent,
                                  const std::vector<std::string>& parent_columns) override {
    if (!have_columns(table, columns) || !have_columns(parent, parent_columns)) {
      return std::nullopt;
    }
    std::vector<std::string> pairs;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      pairs.push_back(cat("parent.", sqlite::quoted(parent_columns[i]), " = sample.",
                          sqlite::quoted(columns[i])));
    }
    return exists(cat("SELECT 1 FROM ", sample(table, columns), " AS sample WHERE ",
                      none_is_null(columns), " AND NOT EXISTS (SELECT 1 FROM ", parent.id,
                      " AS parent WHERE ", join(pairs, " AND "), ") LIMIT 1"));
  }

 private:
  static bool has_name(std::string_view sql, const std::string& name) {
    const sqlite::Tokens tokens(sql);
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      const auto found = tokens.name(at);
      if (found && folded(*found) == name) return true;
    }
    return false;
  }

  static std::string quoted_columns(const std::vector<std::string>& columns) {
    std::vector<std::string> names;
    names.reserve(columns.size());
    for (const std::string& column : columns) names.push_back(sqlite::quoted(column));
    return join(names, ", ");
  }

  static std::string none_is_null(const std::vector<std::string>& columns) {
    std::vector<std::string> tests;
    tests.reserve(columns.size());
    for (const std::string& column : columns) {
      tests.push_back(cat(sqlite::quoted(column), " IS NOT NULL"));
    }
    return join(tests, " AND ");
  }

  static std::string sample(const TableEntry& table, const std::vector<std::string>& columns) {
    return cat("(SELECT ", quoted_columns(columns), " FROM ", table.id, " LIMIT ", kSample, ")");
  }

  // Of names that are no columns SQLite would make strings.
  bool have_columns(const TableEntry& table, const std::vector<std::string>& columns) {
    return !columns.empty() &&
           std::all_of(columns.begin(), columns.end(),
                       [&](const std::string& name) { return column(table, name).has_value(); });
  }

  void add_children(const TableEntry& table, std::vector<Dependent>& dependents) {
    for (const Row& row : database_.query(
             cat("SELECT DISTINCT lower(s.name) FROM ", sqlite::quoted(table.name.schema),
                 ".sqlite_schema s, pragma_foreign_key_list(s.name, $1) f"
                 " WHERE s.type = 'table' AND lower(f.\"table\") = $2 AND lower(s.name) <> $2"
                 " ORDER BY 1"),
             {table.name.schema, table.name.name})) {
      dependents.push_back({cat("table ", *row[0]), {table.name.schema, *row[0]}, {}, {}});
    }
  }

  void count_rows(TableEntry& table) {
    std::optional<Rows> rows;
    const bool done = ask(database_, [&] {
      rows = database_.query(cat("SELECT count(*) FROM (SELECT 1 FROM ", table.id, " LIMIT ",
                                 std::to_string(kMostCounted + 1), ")"));
    });
    if (!done || !rows) return;  // a virtual table whose module is missing
    table.rows = std::stoll(rows->at(0)[0].value_or("0"));
    if (*table.rows <= kMostCounted) return;
    table.rows = kMostCounted;
    table.has_more_rows = true;
  }

  std::optional<bool> exists(std::string_view sql) {
    std::optional<Rows> rows;
    const bool done = ask(database_, [&] { rows = database_.query(sql); });
    if (!done) return std::nullopt;
    return !rows->empty();
  }

  std::optional<bool> exists_with_column(const TableEntry& table, const std::string& column,
                                         std::string_view test) {
    if (!this->column(table, column)) return std::nullopt;
    return exists(cat("SELECT 1 FROM ", sample(table, {column}), " WHERE ", sqlite::quoted(column),
                      test, " LIMIT 1"));
  }

  Database& database_;
};

}  // namespace

std::unique_ptr<Catalog> sqlite_catalog(Database& database) {
  return std::make_unique<SqliteCatalog>(database);
}

}  // namespace migrate::lint

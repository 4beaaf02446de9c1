#include <functional>
#include <set>

#include "lint/catalog.h"
#include "text.h"

namespace migrate::lint {
namespace {

bool is_true(const Value& value) { return value == "true" || value == "t"; }

std::optional<long long> number(const Value& value) {
  if (!value) return std::nullopt;
  return std::stoll(*value);
}

TableEntry::Kind relation_kind(std::string_view relkind) {
  using Kind = TableEntry::Kind;
  if (relkind == "r" || relkind == "p" || relkind == "f") return Kind::kTable;
  if (relkind == "v") return Kind::kView;
  if (relkind == "m") return Kind::kMaterializedView;
  if (relkind == "i" || relkind == "I") return Kind::kIndex;
  return relkind == "S" ? Kind::kSequence : Kind::kOther;
}

std::string array_literal(const std::vector<std::string>& items) {
  std::vector<std::string> quoted;
  for (const std::string& item : items) {
    std::string text;
    for (char c : item) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    quoted.push_back(cat("\"", text, "\""));
  }
  return cat("{", join(quoted, ","), "}");
}

// `10,2` of `numeric(10,2)`.
std::vector<std::string> modifiers_of(std::string_view type) {
  const std::size_t open = type.find('(');
  const std::size_t close = type.find(')');
  if (open == std::string_view::npos || close == std::string_view::npos) return {};
  return split_list(type.substr(open + 1, close - open - 1));
}

// A relation and what inherits from it.
constexpr std::string_view kTree =
    "WITH RECURSIVE tree (oid) AS (SELECT $1::oid UNION SELECT i.inhrelid FROM pg_inherits i"
    " JOIN tree ON i.inhparent = tree.oid) ";

class PostgresCatalog final : public Catalog {
 public:
  explicit PostgresCatalog(Database& database) : database_(database) {}

  std::vector<std::string> search_path() override { return database_.search_path_schemas(); }

  std::optional<TableEntry> table(const QualifiedName& name) override {
    return entry("n.nspname = $1 AND c.relname = $2", {name.schema, name.name});
  }

  std::optional<TableEntry> table_of_index(const TableEntry& index) override {
    return entry("c.oid = (SELECT indrelid FROM pg_index WHERE indexrelid = $1::oid)", {index.id});
  }

  std::optional<ColumnEntry> column(const TableEntry& table, const std::string& name) override {
    const Rows rows = database_.query(
        "SELECT n.nspname, t.typname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
        " a.attgenerated <> '' FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
        " JOIN pg_namespace n ON n.oid = t.typnamespace"
        " WHERE a.attrelid = $1::oid AND a.attname = $2 AND a.attnum > 0",
        {table.id, name});
    if (rows.empty()) return std::nullopt;
    const Row& row = rows[0];
    return ColumnEntry{
        {*row[0], *row[1]}, modifiers_of(*row[2]), *row[2], is_true(row[3]), is_true(row[4])};
  }

  std::vector<std::string> primary_key(const TableEntry& table) override {
    return first_column(database_.query(
        "SELECT a.attname FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k (attnum, place),"
        " pg_attribute a WHERE i.indrelid = $1::oid AND i.indisprimary"
        " AND a.attrelid = i.indrelid AND a.attnum = k.attnum ORDER BY k.place",
        {table.id}));
  }

  std::vector<IndexEntry> indexes(const TableEntry& table) override {
    std::vector<IndexEntry> indexes;
    for (const Row& row : database_.query(
             "SELECT n.nspname, c.relname, i.indisunique, i.indpred IS NOT NULL, i.indisvalid,"
             " k.place, a.attname, m.amname IN ('btree', 'hash') AND (i.indpred IS NULL OR"
             " pg_get_expr(i.indpred, i.indrelid) IN (SELECT format('(%I IS NOT NULL)', p.attname)"
             " FROM pg_attribute p WHERE p.attrelid = i.indrelid AND p.attnum = ANY (i.indkey))),"
             " m.amname = 'btree' AND i.indnatts = i.indnkeyatts AND 0 = ALL (i.indoption::int2[])"
             " AND NOT EXISTS (SELECT FROM pg_opclass o WHERE o.oid = ANY (i.indclass)"
             " AND NOT o.opcdefault) AND NOT EXISTS (SELECT FROM unnest(i.indkey, i.indcollation)"
             " u (attnum, id) JOIN pg_attribute p ON p.attrelid = i.indrelid"
             " AND p.attnum = u.attnum WHERE p.attcollation <> u.id)"
             " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
             " JOIN pg_am m ON m.oid = c.relam"
             " JOIN pg_namespace n ON n.oid = c.relnamespace"
             " CROSS JOIN unnest(i.indkey) WITH ORDINALITY k (attnum, place)"
             " LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum"
             " AND k.attnum > 0 WHERE i.indrelid = $1::oid AND k.place <= i.indnkeyatts"
             " ORDER BY c.relname, k.place",
             {table.id})) {
      if (row[5] == "1") {
        indexes.push_back({{*row[0], *row[1]},
                           {},
                           is_true(row[2]),
                           is_true(row[3]),
                           is_true(row[4]),
                           is_true(row[7]),
                           is_true(row[8])});
      }
      indexes.back().columns.push_back(row[6].value_or(""));
    }
    return indexes;
  }

  // A view is known by its rule. What belongs to the table itself goes with it ("a", "i").
  std::vector<Dependent> dependents(const TableEntry& table, const std::string& column) override {
    std::vector<Dependent> dependents;
    for (const Row& row : database_.query(
             "SELECT DISTINCT CASE WHEN v.oid IS NULL"
             " THEN pg_describe_object(d.classid, d.objid, d.objsubid)"
             " ELSE pg_describe_object('pg_class'::regclass, v.oid, 0) END, n.nspname, v.relname,"
             " o.relnamespace::regnamespace::name, o.relname, coalesce(k.conname, t.tgname, "
             "y.polname)"
             " FROM pg_depend d LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass"
             " AND r.oid = d.objid LEFT JOIN pg_class v ON v.oid = r.ev_class"
             " OR d.classid = 'pg_class'::regclass AND d.objsubid = 0 AND v.oid = d.objid"
             " LEFT JOIN pg_namespace n ON n.oid = v.relnamespace"
             " LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = "
             "d.objid"
             " LEFT JOIN pg_trigger t ON d.classid = 'pg_trigger'::regclass AND t.oid = d.objid"
             " LEFT JOIN pg_policy y ON d.classid = 'pg_policy'::regclass AND y.oid = d.objid"
             " LEFT JOIN pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid"
             " LEFT JOIN pg_class o ON o.oid = coalesce(k.conrelid, t.tgrelid, y.polrelid, "
             "f.adrelid,"
             " CASE WHEN d.classid = 'pg_class'::regclass AND d.objsubid > 0 THEN d.objid END)"
             " LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid"
             " WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = $1::oid"
             " AND d.deptype = 'n' AND ($2 = '' OR a.attname = $2)"
             " AND (v.oid IS NULL OR v.oid <> d.refobjid) AND k.conrelid IS DISTINCT FROM "
             "d.refobjid"
             " AND d.classid <> 'pg_publication_rel'::regclass"
             " ORDER BY 1",
             {table.id, column})) {
      dependents.push_back({*row[0],
                            {row[1].value_or(""), row[2].value_or("")},
                            {row[3].value_or(""), row[4].value_or("")},
                            row[5].value_or("")});
    }
    return dependents;
  }

  std::vector<FunctionEntry> functions_with(const std::vector<std::string>& words) override {
    std::vector<FunctionEntry> functions;
    for (const Row& row : database_.query(
             "SELECT p.proname, p.oid::regprocedure FROM pg_proc p"
             " JOIN pg_language l ON l.oid = p.prolang"
             " WHERE l.lanname NOT IN ('c', 'internal') AND p.pronamespace <> "
             "'pg_catalog'::regnamespace"
             " AND p.pronamespace <> 'information_schema'::regnamespace"
             " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass"
             " AND d.objid = p.oid AND d.deptype = 'e')"
             " AND NOT EXISTS (SELECT FROM unnest($1::text[]) w (word) WHERE p.prosrc !~* "
             "concat('\\m',"
             " regexp_replace(w.word, '([^[:alnum:]_])', '\\\\\\1', 'g'), '\\M'))"
             " ORDER BY 2 LIMIT 20",
             {array_literal(words)})) {
      functions.push_back({*row[0], *row[1]});
    }
    return functions;
  }

  std::optional<TypeEntry> type(const TypeFacts& type) override {
    const Rows rows = database_.query(
        "SELECT n.nspname, e.typname, format_type(e.oid, NULL), t.typtype = 'd' AND (t.typnotnull"
        " OR EXISTS (SELECT FROM pg_constraint c WHERE c.contypid = t.oid))"
        " FROM pg_type t JOIN pg_type e ON e.oid = CASE WHEN $1 = 'true' THEN t.typarray"
        " ELSE t.oid END JOIN pg_namespace n ON n.oid = t.typnamespace"
        " WHERE t.typname = $2 AND n.nspname = ANY ($3::text[])"
        " ORDER BY array_position($3::text[], n.nspname::text) LIMIT 1",
        {type.is_array ? "true" : "false", type.name.name, schemas_of(type.name)});
    if (rows.empty()) return std::nullopt;
    return TypeEntry{{*rows[0][0], *rows[0][1]}, *rows[0][2], is_true(rows[0][3])};
  }

  bool is_binary_coercible(const QualifiedName& from, const QualifiedName& to) override {
    return !database_
                .query(
                    "SELECT FROM pg_cast c JOIN pg_type s ON s.oid = c.castsource"
                    " JOIN pg_namespace sn ON sn.oid = s.typnamespace"
                    " JOIN pg_type t ON t.oid = c.casttarget"
                    " JOIN pg_namespace tn ON tn.oid = t.typnamespace WHERE c.castmethod = 'b'"
                    " AND sn.nspname = $1 AND s.typname = $2 AND tn.nspname = $3"
                    " AND t.typname = $4",
                    {from.schema, from.name, to.schema, to.name})
                .empty();
  }

  std::vector<std::string> volatile_functions(
      const std::vector<QualifiedName>& functions) override {
    std::vector<std::string> names;
    for (const QualifiedName& function : functions) {
      const Rows rows = database_.query(
          "SELECT coalesce(bool_or(p.provolatile = 'v'), true) FROM pg_proc p"
          " JOIN pg_namespace n ON n.oid = p.pronamespace"
          " WHERE p.proname = $1 AND n.nspname = ANY ($2::text[])",
          {function.name, schemas_of(function)});
      if (is_true(rows.at(0)[0])) names.push_back(function.name);
    }
    return names;
  }

  bool has_not_null_check(const TableEntry& table, const std::string& column) override {
    return !database_
                .query(
                    "SELECT FROM pg_constraint WHERE conrelid = $1::oid AND contype = 'c'"
                    " AND convalidated AND strpos(pg_get_constraintdef(oid),"
                    " format('(%I IS NOT NULL)', $2::text)) > 0"
                    " AND strpos(pg_get_constraintdef(oid), ' OR ') = 0",
                    {table.id, column})
                .empty();
  }

  std::string setting(std::string_view name) override {
    const Rows rows = database_.query("SELECT current_setting($1, true)", {std::string(name)});
    return rows.at(0)[0].value_or("");
  }

  std::optional<bool> has_rows(const TableEntry& table) override {
    if (!table.is_readable) return std::nullopt;
    return exists(cat("SELECT FROM ", quoted(table), " LIMIT 1"));
  }

  std::optional<bool> has_nulls(const TableEntry& table, const std::string& column) override {
    return exists_with_column(table, column, " IS NULL");
  }

  std::optional<bool> has_values(const TableEntry& table, const std::string& column) override {
    return exists_with_column(table, column, " IS NOT NULL");
  }

  std::optional<bool> fails(const TableEntry& table, const ExpressionFacts& check) override {
    if (!table.is_readable || !check.is_simple || check.sql.empty()) return std::nullopt;
    const std::set<std::string> names(check.columns.begin(), check.columns.end());
    const std::vector<std::string> columns(names.begin(), names.end());
    if (!have_system_types(table, columns) || !are_harmless(check.functions)) return std::nullopt;
    return exists(
        cat("SELECT FROM ", sample(table, columns), " WHERE NOT (", check.sql, "\n) LIMIT 1"));
  }

  std::optional<bool> has_duplicates(const TableEntry& table,
                                     const std::vector<std::string>& columns) override {
    if (!table.is_readable || !have_system_types(table, columns)) return std::nullopt;
    const std::string list = quoted_columns(columns);
    return exists(cat("SELECT FROM ", sample(table, columns), " WHERE ", none_is_null(columns),
                      " GROUP BY ", list, " HAVING count(*) > 1 LIMIT 1"));
  }

  std::optional<bool> has_orphans(const TableEntry& table, const std::vector<std::string>& columns,
                                  const TableEntry& parent,
                                  const std::vector<std::string>& parent_columns) override {
    if (!table.is_readable || !parent.is_readable || !have_system_types(table, columns) ||
        !have_system_types(parent, parent_columns)) {
      return std::nullopt;
    }
    std::vector<std::string> pairs;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      pairs.push_back(cat("parent.", quoted(parent_columns[i]), " = sample.", quoted(columns[i])));
    }
    return exists(cat("SELECT FROM ", sample(table, columns), " WHERE ", none_is_null(columns),
                      " AND NOT EXISTS (SELECT FROM ", quoted(parent), " parent WHERE ",
                      join(pairs, " AND "), ") LIMIT 1"));
  }

 private:
  static std::vector<std::string> first_column(const Rows& rows) {
    std::vector<std::string> values;
    for (const Row& row : rows) values.push_back(row[0].value_or(""));
    return values;
  }

  std::string quoted(std::string_view name) const {
    return database_.dialect().quote_identifier(name);
  }
  std::string quoted(const TableEntry& table) const {
    return cat(quoted(table.name.schema), ".", quoted(table.name.name));
  }
  std::string quoted_columns(const std::vector<std::string>& columns) const {
    std::vector<std::string> names;
    names.reserve(columns.size());
    for (const std::string& column : columns) names.push_back(quoted(column));
    return join(names, ", ");
  }
  std::string none_is_null(const std::vector<std::string>& columns) const {
    std::vector<std::string> tests;
    tests.reserve(columns.size());
    for (const std::string& column : columns) tests.push_back(cat(quoted(column), " IS NOT NULL"));
    return join(tests, " AND ");
  }
  std::string sample(const TableEntry& table, const std::vector<std::string>& columns) const {
    return cat("(SELECT ", quoted_columns(columns), " FROM ", quoted(table), " LIMIT ", kSample,
               ") sample");
  }

  // The schemas in which a type or a function of that name is looked for.
  std::string schemas_of(const QualifiedName& name) {
    if (!name.schema.empty()) return array_literal({name.schema});
    std::vector<std::string> schemas = {"pg_catalog"};
    for (const std::string& schema : search_path()) schemas.push_back(schema);
    return array_literal(schemas);
  }

  std::optional<TableEntry> entry(std::string_view condition, const Row& parameters) {
    const Rows rows =
        database_.query(cat("SELECT c.oid, n.nspname, c.relname, c.relkind,"
                            " c.relkind IN ('r', 'p', 'm') AND has_table_privilege(c.oid, 'SELECT')"
                            " AND NOT c.relrowsecurity AND has_schema_privilege(n.oid, 'USAGE'),"
                            " pg_has_role(c.relowner, 'USAGE'), pg_has_role(n.nspowner, 'USAGE')"
                            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ",
                            condition),
                        parameters);
    if (rows.empty()) return std::nullopt;
    const Row& row = rows[0];
    TableEntry table{*row[0],
                     {*row[1], *row[2]},
                     relation_kind(*row[3]),
                     {},
                     {},
                     false,
                     is_true(row[4]),
                     is_true(row[5]),
                     is_true(row[5]) || is_true(row[6])};
    read_size(table);
    return table;
  }

  // The planner's count is of the last VACUUM or ANALYZE; negative where there was none.
  void read_size(TableEntry& table) {
    const Rows rows =
        database_.query(cat(kTree,
                            "SELECT CASE WHEN bool_or(c.reltuples < 0) THEN NULL"
                            " ELSE sum(c.reltuples)::bigint END,"
                            " sum(c.relpages::bigint) * current_setting('block_size')::bigint,"
                            " bool_or(c.relkind = 'f')"
                            " FROM tree JOIN pg_class c ON c.oid = tree.oid"),
                        {table.id});
    table.rows = number(rows.at(0)[0]);
    table.bytes = number(rows[0][1]);
    if (is_true(rows[0][2])) table.is_readable = false;  // would ask another server
    const auto size =
        limited(cat(kTree, "SELECT sum(pg_relation_size(oid))::bigint FROM tree"), {table.id});
    if (size && (*size)[0][0]) table.bytes = number((*size)[0][0]);
    if (table.bytes == 0) table.rows = 0;
  }

  // Doesn't wait long behind whoever holds an ACCESS EXCLUSIVE lock.
  std::optional<Rows> limited(std::string_view sql, const Row& parameters = {}) {
    constexpr std::string_view set = "SELECT set_config('lock_timeout', $1, true)";
    const std::string timeout = setting("lock_timeout");
    std::optional<Rows> rows;
    const bool done = ask(database_, [&] {
      database_.query(set, {"1s"});
      rows = database_.query(sql, parameters);
      database_.query(set, {timeout});
    });
    return done ? rows : std::nullopt;
  }

  std::optional<bool> exists(std::string_view sql) {
    const auto rows = limited(sql);
    if (!rows) return std::nullopt;
    return !rows->empty();
  }

  std::optional<bool> exists_with_column(const TableEntry& table, const std::string& column,
                                         std::string_view test) {
    if (!table.is_readable || !this->column(table, column)) return std::nullopt;
    return exists(
        cat("SELECT FROM ", sample(table, {column}), " WHERE ", quoted(column), test, " LIMIT 1"));
  }

  // Comparing values of other types would run code that somebody else may have written.
  bool have_system_types(const TableEntry& table, const std::vector<std::string>& columns) {
    if (columns.empty()) return false;
    for (const std::string& name : columns) {
      const auto entry = column(table, name);
      if (!entry || entry->type.schema != "pg_catalog") return false;
    }
    return true;
  }

  // Harmless whatever the arguments are. One of them may be stable beside others of the name, as
  // length(bytea, name) is; those that are all stable include some that run a query they are given.
  bool are_harmless(const std::vector<QualifiedName>& functions) {
    for (const QualifiedName& function : functions) {
      const Rows rows = database_.query(
          "SELECT coalesce(bool_or(provolatile = 'i') AND NOT bool_or(provolatile = 'v'), false)"
          " FROM pg_proc WHERE proname = $1 AND pronamespace = 'pg_catalog'::regnamespace",
          {function.name});
      if (!is_true(rows.at(0)[0])) return false;
    }
    return true;
  }

  Database& database_;
};

}  // namespace

std::unique_ptr<Catalog> postgres_catalog(Database& database) {
  return std::make_unique<PostgresCatalog>(database);
}

bool ask(Database& database, const std::function<void()>& body) {
  try {
    database.in_savepoint(body);
  } catch (const Error& error) {
    if (error.ends_work() || error.code() == ErrorCode::kConnectionLost) throw;
    return false;
  }
  return true;
}

}  // namespace migrate::lint

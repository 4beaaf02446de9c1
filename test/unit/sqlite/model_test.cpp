// Models on connections that know more than SQLite does, or may do less. Source: contract §4.
#include <gtest/gtest.h>

#include "unit/sqlite/connection.h"

namespace migrate::test {
namespace {

void load(const Connection& db) {
  sqlite3_db_config(db.get(), SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, nullptr);
  ASSERT_EQ(sqlite3_load_extension(db.get(), MIGRATE_MODULE, nullptr, nullptr), SQLITE_OK);
}

void one(sqlite3_context* context, int, sqlite3_value**) { sqlite3_result_int(context, 1); }

int reversed(void*, int size, const void* text, int other_size, const void* other) {
  const std::string a(static_cast<const char*>(text), static_cast<std::size_t>(size));
  const std::string b(static_cast<const char*>(other), static_cast<std::size_t>(other_size));
  return b.compare(a);
}

// A module with the columns `key` and `value`, and no rows.
int connect_pairs(sqlite3* db, void*, int, const char* const*, sqlite3_vtab** table, char**) {
  *table = static_cast<sqlite3_vtab*>(sqlite3_malloc(sizeof(sqlite3_vtab)));
  **table = sqlite3_vtab{};
  return sqlite3_declare_vtab(db, "CREATE TABLE x(key, value)");
}
int drop_pairs(sqlite3_vtab* table) {
  sqlite3_free(table);
  return SQLITE_OK;
}
int plan_pairs(sqlite3_vtab*, sqlite3_index_info*) { return SQLITE_OK; }

const sqlite3_module& pairs_module() {
  static sqlite3_module module{};
  module.xCreate = module.xConnect = connect_pairs;
  module.xDestroy = module.xDisconnect = drop_pairs;
  module.xBestIndex = plan_pairs;
  return module;
}

void register_own(sqlite3* db) {
  sqlite3_create_function(db, "is_fine", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, one,
                          nullptr, nullptr);
  sqlite3_create_collation(db, "reversed", SQLITE_UTF8, nullptr, reversed);
  sqlite3_create_module(db, "pairs", &pairs_module(), nullptr);
}

constexpr const char* kSchema =
    "CREATE TABLE t (a text COLLATE reversed CHECK (is_fine(a)), b AS (is_fine(a)) STORED);\n"
    "CREATE INDEX i ON t (is_fine(b));\n"
    "CREATE VIRTUAL TABLE p USING pairs(x);\n"
    "CREATE VIEW v AS SELECT key, is_fine(value) AS fine FROM p;\n";

TEST(SqliteModel, UsesWhatOnlyTheHostsConnectionHas) {
  const Connection db;
  load(db);
  register_own(db.get());
  ASSERT_EQ(db.run(kSchema), Failure{});
  const std::string model = std::string(kSchema) + "CREATE TABLE u (c COLLATE reversed);";
  EXPECT_EQ(db.text("SELECT migrate_set_model(" + literal(model) + ")"),
            "stored a model of 4 objects");
  EXPECT_EQ(db.text("SELECT statement FROM migrate_diff"), "CREATE TABLE u (c COLLATE reversed)");
  // Columns renamed and dropped make SQLite read every view again.
  const std::string renamed =
      "CREATE TABLE t (\na2 text COLLATE reversed CHECK (is_fine(a2)), -- @renamed from=a\n"
      "b AS (is_fine(a2)) STORED);\n" +
      std::string(kSchema).substr(std::string(kSchema).find("CREATE INDEX"));
  EXPECT_EQ(db.text("SELECT migrate_set_model(" + literal(renamed) + ")"),
            "stored a model of 3 objects");
  EXPECT_EQ(db.text("SELECT migrate_autogenerate(NULL, NULL, NULL, NULL, NULL, 'a1')"), "a1");
  EXPECT_EQ(db.text("SELECT migrate_upgrade()"), "1 revision upgraded, at a1 (head)");
  EXPECT_EQ(db.text("SELECT migrate_check()"), "no new upgrade operations detected");
}

TEST(SqliteModel, IsReadWhereTheLiveSchemasModuleIsMissing) {
  const TemporaryFile file;
  {
    const Connection owner(file.path());
    register_own(owner.get());
    ASSERT_EQ(owner.run("CREATE VIRTUAL TABLE p USING pairs(x); CREATE TABLE p_data (a);"),
              Failure{});
  }
  const Connection db(file.path());
  load(db);
  EXPECT_EQ(db.text("SELECT migrate_set_model("
                    "'CREATE TABLE u (a); CREATE VIRTUAL TABLE p USING pairs(x)')"),
            "stored a model of 2 objects");
  EXPECT_EQ(db.text("SELECT migrate_autogenerate(NULL, NULL, NULL, NULL, NULL, 'a1')"), "a1");
  EXPECT_EQ(db.text("SELECT upgrade FROM migrate_script"), "CREATE TABLE u (a);");
}

TEST(SqliteModel, LeavesTheFileAloneUntilItIsStored) {
  const Connection db;
  load(db);
  ASSERT_EQ(db.run("CREATE TABLE t (a); INSERT INTO t VALUES (1);"), Failure{});
  const std::string before = db.dump();
  EXPECT_EQ(db.text("SELECT migrate_diff_sql('CREATE TABLE t (a)', 'CREATE TABLE t (a int)')"),
            "-- Hazard: rewrites the table: every row of the table is written again\n"
            "ALTER TABLE t ALTER COLUMN a TYPE int;\n");
  EXPECT_EQ(db.dump(), before);
  const Failure failure = db.run("SELECT migrate_set_model('CREATE TABLE t (a int); VACUUM')");
  EXPECT_EQ(failure.text,
            "VACUUM cannot be part of a schema\nHINT:  Leave it out: it makes no object.\n"
            "CONTEXT:  model, line 1: VACUUM");
  EXPECT_EQ(db.dump(), before);
}

TEST(SqliteModel, IsComparedWithoutOurOwnTables) {
  const Connection db;
  load(db);
  ASSERT_EQ(db.run("SELECT migrate_set_model('')"), Failure{});
  EXPECT_EQ(db.text("SELECT count(*) > 3 FROM sqlite_master WHERE name GLOB 'migrate_*'"), "1");
  EXPECT_EQ(db.text("SELECT object FROM migrate_diff"), "");
}

TEST(SqliteModel, IsComparedOnAFileThatCannotBeWritten) {
  const TemporaryFile file;
  {
    const Connection owner(file.path());
    load(owner);
    ASSERT_EQ(owner.run("CREATE TABLE t (a); SELECT migrate_set_model('CREATE TABLE t (a, b)')"),
              Failure{});
  }
  const Connection db(file.path(), SQLITE_OPEN_READONLY);
  load(db);
  EXPECT_EQ(db.text("SELECT statement FROM migrate_diff"), "ALTER TABLE t ADD COLUMN b");
}

TEST(SqliteModel, IsReadAsTheHostWouldReadIt) {
  const Connection db;
  load(db);
  sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  EXPECT_EQ(db.run("SELECT migrate_diff_sql('', 'CREATE TABLE t (a CHECK (a <> \"x\"))')").text,
            db.run("CREATE TABLE t (a CHECK (a <> \"x\"))").text +
                "\nCONTEXT:  line 1, column 31 of the statement: \"x\"))"
                "\nto_ddl, line 1: CREATE TABLE t (a CHECK (a <> \"x\"))");
}

}  // namespace
}  // namespace migrate::test

// PostgreSQL's ALTER TABLE on SQLite, each action on a table with rows.
#include <gtest/gtest.h>

#include <string>

#include "unit/sqlite/alter_fixture.h"

namespace migrate::test {
namespace {

TEST_F(SqliteAlterTable, TypeConvertsByAffinityWithoutLoss) {
  given(
      "CREATE TABLE t (a, b text); INSERT INTO t VALUES ('12', 'x'), ('abc', NULL), (x'00', '7')");
  alter("ALTER TABLE t ALTER COLUMN a TYPE integer, ALTER b SET DATA TYPE numeric");
  EXPECT_EQ(table(), "CREATE TABLE t (a integer, b numeric)");
  EXPECT_EQ(db_.text("SELECT typeof(a), typeof(b) FROM t"),
            "integer|text; text|null; blob|integer");
}

TEST_F(SqliteAlterTable, UsingReadsTheRowBeforeItsStatement) {
  given("CREATE TABLE t (a int, b int); INSERT INTO t VALUES (1, 2), (3, 4)");
  alter("ALTER TABLE t ALTER a TYPE int USING b, ALTER b TYPE text USING t.a || '!'");
  EXPECT_EQ(rows(), "1|2|1!; 2|4|3!");
  alter("ALTER TABLE t ALTER a TYPE int USING a * 10; ALTER TABLE t ALTER b TYPE int USING a + 1");
  EXPECT_EQ(rows(), "1|20|21; 2|40|41");
}

TEST_F(SqliteAlterTable, UsingReadsAGeneratedColumnAsEarlierStatementsHaveLeftIt) {
  given("CREATE TABLE t (a int, g AS (a + 1), b int); INSERT INTO t VALUES (1, 0)");
  alter("ALTER TABLE t ALTER a TYPE int USING a * 10; ALTER TABLE t ALTER b TYPE int USING g");
  EXPECT_EQ(rows(), "1|10|11|11");
}

TEST_F(SqliteAlterTable, UsingTakesNoColumnForAString) {
  given("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2)");
  EXPECT_EQ(refused("ALTER TABLE t ALTER a TYPE int USING \"bb\"").find("no such column:"), 0U);
  alter("ALTER TABLE t DROP COLUMN b, ALTER a TYPE int USING \"b\" + 1");
  EXPECT_EQ(rows(), "1|3");
}

TEST_F(SqliteAlterTable, ACheckTakesNoColumnForAString) {
  given("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2)");
  EXPECT_EQ(refused("ALTER TABLE t ADD UNIQUE (a), ADD CHECK (\"aa\" <> 'x')"),
            "column \"aa\" of table \"t\" does not exist");
  alter("ALTER TABLE t ADD UNIQUE (\"a\"), ADD CHECK (\"t\".\"a\" <> \"c\"), ADD c DEFAULT 5");
  EXPECT_EQ(rows(), "1|1|2|5");
  alter("ALTER TABLE t ADD UNIQUE (a, c), ADD CHECK (\"b\" > 0), DROP b");
}

TEST_F(SqliteAlterTable, TheOnlyColumnCanBeDroppedWhereAnotherIsAdded) {
  given("CREATE TABLE t (a int CHECK (a > 0)); INSERT INTO t VALUES (1), (2)");
  alter("ALTER TABLE t DROP COLUMN a; ALTER TABLE t ADD b text DEFAULT 'x', ADD a int");
  EXPECT_EQ(table(), "CREATE TABLE t (b text DEFAULT 'x', a int)");
  EXPECT_EQ(rows(), "1|x|NULL; 2|x|NULL");
  EXPECT_EQ(refused("ALTER TABLE t DROP COLUMN b, DROP COLUMN a"),
            "cannot drop the only column \"a\" of table \"t\"");
}

TEST_F(SqliteAlterTable, ADroppedColumnNamedRowidTakesItsCheckAlong) {
  given("CREATE TABLE t (oid, a, CHECK (oid <> 'x')); INSERT INTO t VALUES (7, 8)");
  alter("ALTER TABLE t DROP COLUMN oid");
  EXPECT_EQ(table(), "CREATE TABLE t (a)");
  EXPECT_EQ(rows(), "1|8");
}

TEST_F(SqliteAlterTable, AllColumnsCanGiveWayToOthers) {
  given("CREATE TABLE t (a PRIMARY KEY) WITHOUT ROWID; INSERT INTO t VALUES (7), (8)");
  alter("ALTER TABLE t ADD b DEFAULT 5, SET WITH ROWID, DROP a");
  EXPECT_EQ(table(), "CREATE TABLE t (b DEFAULT 5)");
  EXPECT_EQ(rows(), "1|5; 2|5");
}

TEST_F(SqliteAlterTable, AnAddedColumnOfAStrictTableHasADefaultOfItsType) {
  given("CREATE TABLE t (a int) STRICT; INSERT INTO t VALUES (1)");
  EXPECT_EQ(refused("ALTER TABLE t ADD COLUMN b int DEFAULT 'x'"),
            "cannot store TEXT value in INT column t.b");
  alter("ALTER TABLE t ADD COLUMN b text DEFAULT 5");
  EXPECT_EQ(db_.text("SELECT quote(b) FROM t"), "'5'");
}

TEST_F(SqliteAlterTable, AColumnThatBecomesTheRowidHasNoNull) {
  given("CREATE TABLE t (a text PRIMARY KEY); INSERT INTO t VALUES ('4'), (NULL)");
  EXPECT_EQ(refused("ALTER TABLE t ALTER COLUMN a TYPE INTEGER"),
            "column \"a\" of table \"t\" contains null values");
}

TEST_F(SqliteAlterTable, AnAddedColumnOfTextHasNoNumbersForTrue) {
  given("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  alter("ALTER TABLE t ADD COLUMN b VARCHAR(9) DEFAULT TRUE");
  EXPECT_EQ(db_.text("SELECT quote(b) FROM t; PRAGMA integrity_check"), "'1'; ok");
}

TEST_F(SqliteAlterTable, AnAddedColumnThatBecomesTheRowidHasTheRowids) {
  given("CREATE TABLE t (a); INSERT INTO t (rowid, a) VALUES (4, 'x'), (7, 'y')");
  alter(
      "ALTER TABLE t ADD COLUMN id INTEGER NOT NULL DEFAULT 'seven'; "
      "ALTER TABLE t ADD PRIMARY KEY (id AUTOINCREMENT)");
  EXPECT_EQ(db_.text("SELECT id, a FROM t"), "4|x; 7|y");
}

TEST_F(SqliteAlterTable, NullMeetsAnAddedCheck) {
  given("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (NULL)");
  alter("ALTER TABLE t ADD CHECK (a NOT IN (2, 3))");
  EXPECT_EQ(db_.text("SELECT a FROM t"), "1; NULL");
  EXPECT_EQ(refused("ALTER TABLE t ADD CHECK (a > 1)"), "CHECK constraint failed: a > 1");
}

TEST_F(SqliteAlterTable, AnAddedKeyHasNoNull) {
  given("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  EXPECT_EQ(refused("ALTER TABLE t ADD COLUMN k text PRIMARY KEY"),
            "column \"k\" of table \"t\" contains null values");
  alter("ALTER TABLE t ADD COLUMN k text DEFAULT 'x' PRIMARY KEY");
  EXPECT_EQ(rows(), "1|1|x");
}

TEST_F(SqliteAlterTable, UsingTakesNoSubquery) {
  given("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2)");
  EXPECT_EQ(refused("ALTER TABLE t ALTER a TYPE int USING (SELECT max(b) FROM t)"),
            "cannot use subquery in USING");
}

TEST_F(SqliteAlterTable, AValueGoesThroughEachTypeInTurn) {
  given("CREATE TABLE t (a text); INSERT INTO t VALUES ('007')");
  alter(
      "ALTER TABLE t ALTER a TYPE integer; ALTER TABLE t ALTER a TYPE text;"
      "ALTER TABLE t ADD b real DEFAULT 3, ADD UNIQUE (b); ALTER TABLE t ALTER b TYPE text");
  EXPECT_EQ(rows(), "1|7|3.0");
  alter("ALTER TABLE t ALTER a TYPE real; ALTER TABLE t ALTER a DROP TYPE");
  EXPECT_EQ(db_.text("SELECT a, typeof(a) FROM t"), "7.0|real");
  EXPECT_EQ(refused("ALTER TABLE t ALTER a TYPE int, ALTER A TYPE text"),
            "cannot alter type of column \"A\" twice");
}

TEST_F(SqliteAlterTable, ACollationChangesWhatIsUnique) {
  given(
      "CREATE TABLE t (a text UNIQUE); INSERT INTO t VALUES ('x'), ('X'); CREATE INDEX i ON t (a)");
  EXPECT_EQ(refused("ALTER TABLE t ALTER a SET COLLATE nocase"), "UNIQUE constraint failed: t.a");
  EXPECT_EQ(copies("DELETE FROM t WHERE a = 'x'; ALTER TABLE t ALTER COLUMN a SET COLLATE nocase"),
            1);
  EXPECT_EQ(table(), "CREATE TABLE t (a text COLLATE nocase UNIQUE)");
  EXPECT_EQ(db_.text("SELECT * FROM t WHERE a = 'x'; PRAGMA integrity_check"), "X; ok");
}

TEST_F(SqliteAlterTable, AColumnWithoutATypeKeepsItsValues) {
  given(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a numeric COLLATE nocase, b real);"
      "INSERT INTO t VALUES (5, '7', 1), (2, 'x', 2.5); CREATE INDEX i ON t (a)");
  EXPECT_EQ(copies("ALTER TABLE t ALTER a DROP TYPE, ALTER COLUMN b DROP TYPE, ALTER id DROP TYPE"),
            1);
  EXPECT_EQ(table(), "CREATE TABLE t (id PRIMARY KEY, a COLLATE nocase, b)");
  EXPECT_EQ(db_.text("SELECT rowid, id, a, typeof(a), b, typeof(b) FROM t ORDER BY 1"),
            "2|2|x|text|2.5|real; 5|5|7|integer|1.0|real");
  alter(
      "INSERT INTO t VALUES ('9', '9', '9'); ALTER TABLE t ALTER id TYPE INTEGER, ALTER a TYPE "
      "text");
  EXPECT_EQ(rows(), "2|2|x|2.5; 5|5|7|1.0; 9|9|9|9");
  given("CREATE TABLE s (a ANY) STRICT");
  EXPECT_EQ(refused("ALTER TABLE s ALTER a DROP TYPE"), "missing datatype for s.a");
  EXPECT_EQ(refused("ALTER TABLE t ALTER a DROP TYPE, ALTER a TYPE int"),
            "cannot alter type of column \"a\" twice");
}

TEST_F(SqliteAlterTable, TypeOfAStrictTableMustFit) {
  given("CREATE TABLE t (a TEXT) STRICT; INSERT INTO t VALUES ('x')");
  EXPECT_EQ(refused("ALTER TABLE t ALTER a TYPE INTEGER"),
            "cannot store TEXT value in INTEGER column t.a");
  alter("ALTER TABLE t ALTER a TYPE INTEGER USING length(a)");
  EXPECT_EQ(table(), "CREATE TABLE t (a INTEGER) STRICT");
  EXPECT_EQ(rows(), "1|1");
}

TEST_F(SqliteAlterTable, NotNull) {
  given("CREATE TABLE t (a); INSERT INTO t VALUES (1), (NULL)");
  EXPECT_EQ(refused("ALTER TABLE t ALTER a SET NOT NULL"), "NOT NULL constraint failed: t.a");
  alter("UPDATE t SET a = 0 WHERE a IS NULL; ALTER TABLE t ALTER a SET NOT NULL");
  EXPECT_EQ(table(), "CREATE TABLE t (a NOT NULL)");
  alter("ALTER TABLE t ALTER a DROP NOT NULL");
  EXPECT_EQ(table(), "CREATE TABLE t (a)");
}

TEST_F(SqliteAlterTable, NotNullMayHaveAConflictClause) {
  given(
      "CREATE TABLE t (a, b NOT NULL ON CONFLICT IGNORE); INSERT INTO t VALUES (1, 1), (NULL, 2)");
  EXPECT_EQ(refused("ALTER TABLE t ALTER a SET NOT NULL ON CONFLICT REPLACE"),
            "NOT NULL constraint failed: t.a");
  alter(
      "DELETE FROM t WHERE a IS NULL; ALTER TABLE t ALTER a SET NOT NULL ON CONFLICT IGNORE;"
      "ALTER TABLE t ALTER COLUMN b SET NOT NULL");
  EXPECT_EQ(table(), "CREATE TABLE t (a NOT NULL ON CONFLICT IGNORE, b NOT NULL)");
  given("INSERT INTO t VALUES (NULL, 3)");
  EXPECT_EQ(db_.run("INSERT INTO t VALUES (3, NULL)").code, SQLITE_CONSTRAINT_NOTNULL);
  EXPECT_EQ(rows(), "1|1|1");
}

TEST_F(SqliteAlterTable, DefaultsAreForRowsToCome) {
  given("CREATE TABLE t (a, b); INSERT INTO t (a) VALUES (1)");
  alter("ALTER TABLE t ALTER b SET DEFAULT 1 + 1");
  given("INSERT INTO t (a) VALUES (2)");
  alter("ALTER TABLE t ALTER b DROP DEFAULT");
  given("INSERT INTO t (a) VALUES (3)");
  EXPECT_EQ(rows(), "1|1|NULL; 2|2|2; 3|3|NULL");
}

TEST_F(SqliteAlterTable, AddedColumnsHaveTheDefaultThatTheyWereAddedWith) {
  given("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  alter(
      "ALTER TABLE t ADD b int DEFAULT (1 + 1), ADD c DEFAULT word, ALTER c SET DEFAULT 'other',"
      "ALTER b DROP DEFAULT, ADD UNIQUE (b)");
  EXPECT_EQ(table(), "CREATE TABLE t (a, b int, c DEFAULT 'other', UNIQUE (b))");
  EXPECT_EQ(rows(), "1|1|2|word");
}

TEST_F(SqliteAlterTable, AddColumnInEachCaseThatSqliteRefuses) {
  given(
      "PRAGMA foreign_keys = ON; CREATE TABLE p (id INTEGER PRIMARY KEY);"
      "INSERT INTO p VALUES (1); CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  alter("ALTER TABLE t ADD b int NOT NULL DEFAULT (abs(-5))");
  alter("ALTER TABLE t ADD COLUMN c int GENERATED ALWAYS AS (a * 2) STORED");
  alter("ALTER TABLE t ADD d int REFERENCES p DEFAULT 1");
  alter("ALTER TABLE t ADD e text UNIQUE");
  alter("ALTER TABLE t ADD f integer PRIMARY KEY");
  alter("ALTER TABLE t ADD g text DEFAULT CURRENT_TIMESTAMP");
  EXPECT_EQ(db_.text("SELECT a, b, c, d, e, f, length(g) FROM t"),
            "1|5|2|1|NULL|1|19; 2|5|4|1|NULL|2|19");
  EXPECT_EQ(refused("ALTER TABLE t ADD h int NOT NULL"), "NOT NULL constraint failed: t.h");
  EXPECT_EQ(refused("ALTER TABLE t ADD i int DEFAULT 1 UNIQUE"), "UNIQUE constraint failed: t.i");
  EXPECT_EQ(refused("ALTER TABLE t ADD j int DEFAULT 9 REFERENCES p"),
            "rows of table \"t\" have no parent in table \"p\"");
  alter("ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, ADD COLUMN IF NOT EXISTS k int");
  EXPECT_EQ(db_.text("SELECT name FROM pragma_table_info('t') WHERE name IN ('a', 'k')"), "a; k");
}

TEST_F(SqliteAlterTable, DropColumnWithItsIndexesAndConstraints) {
  given(
      "CREATE TABLE t (a INTEGER PRIMARY KEY, b UNIQUE, c, d CHECK (d > c), e, "
      "UNIQUE (c, e), CHECK (e > 0));"
      "CREATE INDEX i1 ON t (c); CREATE INDEX i2 ON t (e) WHERE c > 0;"
      "CREATE INDEX i3 ON t (lower(d)); INSERT INTO t VALUES (7, 1, 2, 3, 4), (9, 5, 6, 7, 8)");
  alter("ALTER TABLE t DROP COLUMN c");
  EXPECT_EQ(table(), "CREATE TABLE t (a INTEGER PRIMARY KEY, b UNIQUE, d, e, CHECK (e > 0))");
  EXPECT_EQ(db_.text("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 't' "
                     "AND sql IS NOT NULL"),
            "i3");
  alter("ALTER TABLE t DROP b, DROP COLUMN IF EXISTS nope");
  alter("ALTER TABLE t DROP a");
  EXPECT_EQ(rows(), "7|3|4; 9|7|8");
}

TEST_F(SqliteAlterTable, DropAllColumnsWhereOthersComeForThem) {
  given("CREATE TABLE t (a INTEGER PRIMARY KEY, b UNIQUE); INSERT INTO t VALUES (7, 1), (9, 5)");
  alter("ALTER TABLE t DROP b, DROP a; ALTER TABLE t ADD c text DEFAULT 'x' NOT NULL, ADD d");
  EXPECT_EQ(table(), "CREATE TABLE t (c text DEFAULT 'x' NOT NULL, d)");
  EXPECT_EQ(rows(), "7|x|NULL; 9|x|NULL");
  EXPECT_EQ(refused("ALTER TABLE t DROP c, DROP d"),
            "cannot drop the only column \"d\" of table \"t\"");
  given("CREATE TABLE w (k text PRIMARY KEY) WITHOUT ROWID; INSERT INTO w VALUES ('p'), ('q')");
  alter("ALTER TABLE w SET WITH ROWID, DROP CONSTRAINT PRIMARY KEY, DROP k, ADD c DEFAULT 5");
  EXPECT_EQ(rows("w"), "1|5; 2|5");
}

TEST_F(SqliteAlterTable, DropColumnThatSomethingElseNeedsIsRefused) {
  given(
      "PRAGMA foreign_keys = ON; CREATE TABLE t (a UNIQUE, b UNIQUE, c UNIQUE, d AS (c), e);"
      "CREATE VIEW v AS SELECT a FROM t; CREATE TABLE c (b REFERENCES t (b));"
      "CREATE TRIGGER r AFTER INSERT ON c BEGIN DELETE FROM t WHERE e = 1; END");
  EXPECT_EQ(refused("ALTER TABLE t DROP a"), "error in view v: no such column: a");
  EXPECT_EQ(refused("ALTER TABLE t DROP b"), "foreign key mismatch - \"c\" referencing \"t\"");
  EXPECT_EQ(refused("ALTER TABLE t DROP c"), "cannot drop column \"c\" of table \"t\"");
  EXPECT_EQ(refused("ALTER TABLE t DROP e, ADD UNIQUE (d)"),
            "error in trigger r: no such column: e");
  EXPECT_EQ(refused("ALTER TABLE t DROP e CASCADE"), "CASCADE is not supported on SQLite");
}

TEST_F(SqliteAlterTable, AViewThatWasBrokenBeforeHidesNoOther) {
  given(
      "CREATE TABLE t (a UNIQUE, b UNIQUE); CREATE VIEW broken AS SELECT * FROM nowhere;"
      "CREATE VIEW v AS SELECT a FROM t");
  EXPECT_EQ(refused("ALTER TABLE t DROP a"), "error in view \"main\".\"v\": no such column: a");
  alter("ALTER TABLE t DROP b");
}

TEST_F(SqliteAlterTable, AddConstraintsThatTheRowsMustMeet) {
  given(
      "PRAGMA foreign_keys = ON; CREATE TABLE p (id INTEGER PRIMARY KEY);"
      "INSERT INTO p VALUES (1); CREATE TABLE t (a int, b int);"
      "INSERT INTO t VALUES (1, 1), (2, NULL), (NULL, 3)");
  EXPECT_EQ(refused("ALTER TABLE t ADD CONSTRAINT n CHECK (b < 3)"), "CHECK constraint failed: n");
  EXPECT_EQ(refused("ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES p"),
            "rows of table \"t\" have no parent in table \"p\"");
  EXPECT_EQ(refused("ALTER TABLE t ADD PRIMARY KEY (a)"),
            "column \"a\" of table \"t\" contains null values");
  EXPECT_EQ(refused("ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES t (a)"),
            "foreign key mismatch - \"t\" referencing \"t\"");
  alter(
      "UPDATE t SET a = 7 WHERE a IS NULL; UPDATE t SET b = 1; "
      "ALTER TABLE t ADD CONSTRAINT n CHECK (b < 3), ADD FOREIGN KEY (b) REFERENCES p, "
      "ADD PRIMARY KEY (a)");
  EXPECT_EQ(table(),
            "CREATE TABLE t (a int, b int, CONSTRAINT n CHECK (b < 3), FOREIGN KEY (b) "
            "REFERENCES p, PRIMARY KEY (a))");
  EXPECT_EQ(rows(), "1|1|1; 2|2|1; 3|7|1");
}

// A conflict clause is for the application's statements.
TEST_F(SqliteAlterTable, NoConflictClauseMakesARowVanish) {
  given("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 1), (1, NULL)");
  EXPECT_EQ(refused("ALTER TABLE t ADD UNIQUE (a) ON CONFLICT REPLACE"),
            "UNIQUE constraint failed: t.a");
  EXPECT_EQ(refused("ALTER TABLE t ADD UNIQUE (a) ON CONFLICT IGNORE"),
            "UNIQUE constraint failed: t.a");
  EXPECT_EQ(refused("ALTER TABLE t ADD c NOT NULL ON CONFLICT IGNORE, ADD UNIQUE (c)"),
            "NOT NULL constraint failed: t.c");
}

TEST_F(SqliteAlterTable, PrimaryKeyOverNullsGivesNoIdsOfItsOwn) {
  given("CREATE TABLE t (id INTEGER, a); INSERT INTO t VALUES (5, 'x'), (NULL, 'y')");
  EXPECT_EQ(refused("ALTER TABLE t ADD PRIMARY KEY (id)"),
            "column \"id\" of table \"t\" contains null values");
  given("UPDATE t SET id = 3 WHERE id IS NULL");
  alter("ALTER TABLE t ADD PRIMARY KEY (id)");
  EXPECT_EQ(rows(), "3|3|y; 5|5|x");
  alter("ALTER TABLE t DROP PRIMARY KEY");
  EXPECT_EQ(rows(), "3|3|y; 5|5|x");
}

TEST_F(SqliteAlterTable, ConstraintsGoByNameOrByDefinition) {
  given("CREATE TABLE t (a UNIQUE CHECK (a > 0), CONSTRAINT n UNIQUE (a), CHECK (a < 10))");
  alter(
      "ALTER TABLE t DROP CONSTRAINT n, DROP CONSTRAINT CHECK (a < 10), DROP UNIQUE (a),"
      "DROP CONSTRAINT IF EXISTS nope");
  EXPECT_EQ(table(), "CREATE TABLE t (a CHECK (a > 0))");
  EXPECT_EQ(refused("ALTER TABLE t DROP CONSTRAINT nope"),
            "constraint \"nope\" of table \"t\" does not exist");
}

TEST_F(SqliteAlterTable, ADefinitionMaySayWhichConstraint) {
  given(
      "PRAGMA foreign_keys = ON; CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);"
      "CREATE TABLE t (a REFERENCES p (id), b UNIQUE ON CONFLICT REPLACE, FOREIGN KEY (a) "
      "REFERENCES p (id) ON DELETE CASCADE, CONSTRAINT n CHECK (b), CHECK (b));"
      "INSERT INTO t VALUES (1, 1)");
  EXPECT_EQ(refused("ALTER TABLE t DROP CONSTRAINT UNIQUE (b) ON CONFLICT IGNORE"),
            "constraint UNIQUE (b) ON CONFLICT IGNORE of table \"t\" does not exist");
  EXPECT_EQ(refused("ALTER TABLE t DROP FOREIGN KEY (a) REFERENCES p (id) ON DELETE RESTRICT"),
            "constraint FOREIGN KEY (a) REFERENCES p (id) ON DELETE RESTRICT of table \"t\" does "
            "not exist");
  EXPECT_EQ(
      copies("ALTER TABLE t DROP CONSTRAINT UNIQUE (b) ON CONFLICT REPLACE, DROP CONSTRAINT "
             "FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE;"
             "ALTER TABLE t DROP CONSTRAINT n CHECK (b), DROP CONSTRAINT IF EXISTS UNIQUE (a)"),
      1);
  EXPECT_EQ(table(), "CREATE TABLE t (a REFERENCES p (id), b, CHECK (b))");
  EXPECT_EQ(rows(), "1|1|1");
}

TEST_F(SqliteAlterTable, ADefinitionWithoutColumnsOfTheParentMeansItsKey) {
  given(
      "CREATE TABLE p (id int PRIMARY KEY, code UNIQUE);"
      "CREATE TABLE t (a REFERENCES p (code) REFERENCES p, b REFERENCES p (code))");
  alter("ALTER TABLE t DROP FOREIGN KEY (a) REFERENCES p");
  EXPECT_EQ(table(), "CREATE TABLE t (a REFERENCES p (code), b REFERENCES p (code))");
  alter("ALTER TABLE t DROP FOREIGN KEY (b) REFERENCES p");
  EXPECT_EQ(table(), "CREATE TABLE t (a REFERENCES p (code), b)");
}

TEST_F(SqliteAlterTable, RenamesEverythingThatHasAName) {
  given(
      "CREATE TABLE t (a CONSTRAINT n CHECK (a)); CREATE INDEX i ON t (a);"
      "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END");
  alter(
      "ALTER TABLE t RENAME CONSTRAINT n TO m; ALTER TABLE t RENAME a TO b;"
      "ALTER TABLE t RENAME TO u; ALTER INDEX i RENAME TO j; ALTER TRIGGER r ON u RENAME TO s");
  EXPECT_EQ(db_.text("SELECT sql FROM sqlite_master WHERE tbl_name = 'u' ORDER BY type DESC"),
            "CREATE TRIGGER \"s\" AFTER INSERT ON \"u\" BEGIN SELECT 1; END; "
            "CREATE TABLE \"u\" (b CONSTRAINT \"m\" CHECK (b)); CREATE INDEX \"j\" ON \"u\" (b)");
  EXPECT_EQ(refused("ALTER INDEX i RENAME TO k"), "index \"i\" does not exist");
  EXPECT_EQ(refused("ALTER TRIGGER r ON u RENAME TO k"),
            "trigger \"r\" for table \"u\" does not exist");
  alter("ALTER INDEX IF EXISTS i RENAME TO k; ALTER TABLE IF EXISTS t DROP COLUMN b");
}

TEST_F(SqliteAlterTable, RowidsStayWithAndWithoutAKey) {
  given(
      "CREATE TABLE t (rowid text, b); INSERT INTO t VALUES ('a', 1), ('b', 2), ('c', 3);"
      "DELETE FROM t WHERE b = 1; CREATE TABLE w (a TEXT PRIMARY KEY, b) WITHOUT ROWID;"
      "INSERT INTO w VALUES ('x', 1), ('a', 2)");
  alter("ALTER TABLE t ALTER b TYPE text; ALTER TABLE w ALTER b TYPE text");
  EXPECT_EQ(db_.text("SELECT oid, * FROM t"), "2|b|2; 3|c|3");
  EXPECT_EQ(db_.text("SELECT * FROM w"), "a|2; x|1");
  alter("ALTER TABLE t DROP COLUMN \"rowid\", ADD UNIQUE (b)");
  EXPECT_EQ(rows(), "2|2; 3|3");
}

TEST_F(SqliteAlterTable, ATableThatCallsItselfByName) {
  given(
      "CREATE TABLE t (a CHECK (t.a > 0), b AS (a + 1)); CREATE INDEX i ON t (a) WHERE t.a > 5;"
      "INSERT INTO t VALUES (1), (2), (7); DELETE FROM t WHERE a = 2");
  alter("ALTER TABLE t ALTER a TYPE int");
  EXPECT_EQ(db_.text("SELECT sql FROM sqlite_master WHERE tbl_name = 't'"),
            "CREATE TABLE t (a int CHECK (t.a > 0), b AS (a + 1)); "
            "CREATE INDEX i ON t (a) WHERE t.a > 5");
  EXPECT_EQ(rows(), "1|1|2; 3|7|8");
  EXPECT_EQ(db_.text("PRAGMA integrity_check"), "ok");
}

TEST_F(SqliteAlterTable, NamesOfEveryKind) {
  given(
      "CREATE TABLE \"select \"\"x\"\"\" (\"from\" int, [größe, ä] text, `a``b`, 'c' DEFAULT 1);"
      "INSERT INTO \"select \"\"x\"\"\" VALUES (1, 'ü', 2, 3)");
  alter(
      "ALTER TABLE \"select \"\"x\"\"\" ALTER \"größe, ä\" TYPE varchar(5), "
      "ALTER `from` TYPE text, ALTER [a`b] SET DEFAULT 'it''s', ALTER c DROP DEFAULT");
  EXPECT_EQ(table("select \"x\""),
            "CREATE TABLE \"select \"\"x\"\"\" (\"from\" text, [größe, ä] varchar(5), `a``b` "
            "DEFAULT 'it''s', 'c')");
  EXPECT_EQ(rows("\"select \"\"x\"\"\""), "1|1|ü|2|3");
}

TEST_F(SqliteAlterTable, ViewsAndVirtualTablesAreNone) {
  given("CREATE VIEW v AS SELECT 1 AS a; CREATE VIRTUAL TABLE f USING fts5 (a)");
  EXPECT_EQ(refused("ALTER TABLE v ALTER a TYPE int"), "cannot alter \"v\"");
  EXPECT_EQ(refused("ALTER TABLE f ALTER a TYPE int"), "cannot alter \"f\"");
  EXPECT_EQ(refused("ALTER TABLE nope ALTER a TYPE int"), "no such table: nope");
  EXPECT_EQ(refused("ALTER TABLE f OWNER TO me"), "near \"OWNER\": syntax error");
}

TEST_F(SqliteAlterTable, ChangesThatFollowEachOtherShareARebuild) {
  given("CREATE TABLE t (a, b, c, d); INSERT INTO t VALUES (1, 2, 3, 4)");
  EXPECT_EQ(
      copies(
          "ALTER TABLE t ALTER a TYPE int; ALTER TABLE t ADD e text; ALTER TABLE t DROP COLUMN b;"
          "ALTER TABLE T RENAME COLUMN c TO cc; ALTER TABLE t ALTER d SET NOT NULL, "
          "ADD UNIQUE (d)"),
      1);
  EXPECT_EQ(table(), "CREATE TABLE t (a int, cc, d NOT NULL, e text, UNIQUE (d))");
  EXPECT_EQ(rows(), "1|1|3|4|NULL");
  EXPECT_EQ(copies("ALTER TABLE t ALTER a TYPE text; UPDATE t SET a = a || 'x';"
                   "ALTER TABLE t ALTER a TYPE blob"),
            2);
}

TEST_F(SqliteAlterTable, WhatSqliteCanDoIsHandedToItAsItIs) {
  given("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  alter("ALTER TABLE t ADD COLUMN b int /* as written */ DEFAULT 5");
  EXPECT_EQ(table(), "CREATE TABLE t (a, b int /* as written */ DEFAULT 5)");
  EXPECT_EQ(rows(), "1|1|5");
}

TEST_F(SqliteAlterTable, AChangeThatIsNoneRebuildsNothing) {
  given("CREATE TABLE t (a int NOT NULL); CREATE TABLE u (a)");
  alter("ALTER TABLE t ALTER a SET NOT NULL, ALTER a DROP DEFAULT, ALTER a TYPE int");
  EXPECT_EQ(db_.text("SELECT name FROM sqlite_master WHERE name IN ('t', 'u')"), "t; u");
}

TEST_F(SqliteAlterTable, OrphansThatWereThereBeforeMayStay) {
  given(
      "CREATE TABLE p (id INTEGER PRIMARY KEY, a); CREATE TABLE c (p REFERENCES p);"
      "INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1), (2); PRAGMA foreign_keys = ON");
  alter("ALTER TABLE p ALTER a TYPE text; ALTER TABLE c ALTER p TYPE int");
  EXPECT_EQ(rows("c"), "1|1; 2|2");
  EXPECT_EQ(refused("ALTER TABLE p ALTER id TYPE INTEGER USING id + 5"),
            "rows of table \"c\" have no parent in table \"p\"");
}

}  // namespace
}  // namespace migrate::test

// CREATE TABLE statements of SQLite, changed as text.
#include "schema/sqlite/table_edit.h"

#include <gtest/gtest.h>

#include "error.h"
#include "support/expect_error.h"

namespace migrate::sqlite {
namespace {

constexpr const char* kLines =
    "CREATE TABLE t (\n"
    "  id integer PRIMARY KEY, -- the key\n"
    "  a text, -- the a\n"
    "  -- about b\n"
    "  b real NOT NULL DEFAULT 1, /* the b */\n"
    "  CONSTRAINT u UNIQUE (a), -- the u\n"
    "  CHECK (b > 0) -- the check\n"
    ")";

TEST(SqliteAddColumn, GoesBehindTheLastColumn) {
  EXPECT_EQ(add_column("CREATE TABLE t (a)", "b int"), "CREATE TABLE t (a, b int)");
  EXPECT_EQ(add_column("CREATE TABLE t(a, UNIQUE (a))", "b int"),
            "CREATE TABLE t(a, b int, UNIQUE (a))");
  EXPECT_EQ(add_column("CREATE TABLE t (a /* x */)", "b"), "CREATE TABLE t (a, b /* x */)");
  EXPECT_EQ(add_column("CREATE TABLE t (a -- x\n)", "b"), "CREATE TABLE t (a, b -- x\n)");
}

TEST(SqliteAddColumn, HasALineOfItsOwnWhereTheOthersHave) {
  EXPECT_EQ(add_column(kLines, "c int"),
            "CREATE TABLE t (\n"
            "  id integer PRIMARY KEY, -- the key\n"
            "  a text, -- the a\n"
            "  -- about b\n"
            "  b real NOT NULL DEFAULT 1, /* the b */\n"
            "  c int,\n"
            "  CONSTRAINT u UNIQUE (a), -- the u\n"
            "  CHECK (b > 0) -- the check\n"
            ")");
  EXPECT_EQ(add_column("CREATE TABLE t (\n\ta, -- one\n\tb -- two\n) STRICT", "c int"),
            "CREATE TABLE t (\n\ta, -- one\n\tb, -- two\n\tc int\n) STRICT");
  EXPECT_EQ(add_column("CREATE TABLE t (\n  a,\n  b)", "c"), "CREATE TABLE t (\n  a,\n  b,\n  c)");
}

TEST(SqliteAddColumn, ThatExistsIsRefused) {
  EXPECT_EQ(test::error_of([] { add_column("CREATE TABLE \"my t\" (a)", "A int"); }),
            "55000 column \"A\" of table \"my t\" already exists |  | ");
}

TEST(SqliteDropColumn, TakesItsLineAndTheCommentBehindIt) {
  EXPECT_EQ(drop_column(kLines, "id"),
            "CREATE TABLE t (\n"
            "  a text, -- the a\n"
            "  -- about b\n"
            "  b real NOT NULL DEFAULT 1, /* the b */\n"
            "  CONSTRAINT u UNIQUE (a), -- the u\n"
            "  CHECK (b > 0) -- the check\n"
            ")");
  EXPECT_EQ(drop_column("CREATE TABLE t (\n  a, -- one\n  b -- two\n)", "b"),
            "CREATE TABLE t (\n  a -- one\n)");
  EXPECT_EQ(drop_column("CREATE TABLE t (\n  a, b,\n  c)", "b"), "CREATE TABLE t (\n  a, \n  c)");
}

TEST(SqliteDropColumn, WithinOneLine) {
  EXPECT_EQ(drop_column("CREATE TABLE t (a, b int, c)", "a"), "CREATE TABLE t (b int, c)");
  EXPECT_EQ(drop_column("CREATE TABLE t (a, b int, c)", "B"), "CREATE TABLE t (a, c)");
  EXPECT_EQ(drop_column("CREATE TABLE t (a, b int, \"c d\" text)", "c d"),
            "CREATE TABLE t (a, b int)");
  EXPECT_EQ(drop_column("CREATE TABLE t (a/*1*/,/*2*/b/*3*/)", "b"),
            "CREATE TABLE t (a/*1*//*2*//*3*/)");
}

TEST(SqliteDropColumn, TakesTheConstraintsThatReferToIt) {
  EXPECT_EQ(drop_column(kLines, "a"),
            "CREATE TABLE t (\n"
            "  id integer PRIMARY KEY, -- the key\n"
            "  -- about b\n"
            "  b real NOT NULL DEFAULT 1, /* the b */\n"
            "  CHECK (b > 0) -- the check\n"
            ")");
  EXPECT_EQ(drop_column(kLines, "b"),
            "CREATE TABLE t (\n"
            "  id integer PRIMARY KEY, -- the key\n"
            "  a text, -- the a\n"
            "  -- about b\n"
            "  CONSTRAINT u UNIQUE (a) -- the u\n"
            ")");
  EXPECT_EQ(drop_column("CREATE TABLE t (a CHECK (a < b) NOT NULL, b, FOREIGN KEY (b) REFERENCES p"
                        " CHECK (b) CHECK (b(a) AND a <> 'b' AND CAST(a AS b)), UNIQUE (a, b))",
                        "b"),
            "CREATE TABLE t (a NOT NULL, CHECK (b(a) AND a <> 'b' AND CAST(a AS b)))");
}

TEST(SqliteDropColumn, RefusesWhatWouldLeaveNoTable) {
  EXPECT_EQ(test::error_of([] { drop_column("CREATE TABLE t (a, CHECK (a))", "a"); }),
            "55000 cannot drop the only column \"a\" of table \"t\" |  | ");
  EXPECT_EQ(test::error_of([] { drop_column("CREATE TABLE t (a, b AS (a + 1))", "a"); }),
            "55000 cannot drop column \"a\" of table \"t\" | The generated column \"b\" depends on "
            "it. | ");
  EXPECT_EQ(test::error_of([] { drop_column("CREATE TABLE t (price, b)", "prise"); }),
            "55000 column \"prise\" of table \"t\" does not exist |  | Did you mean \"price\"?");
}

TEST(SqliteSetType, ReplacesTheTypeOnly) {
  EXPECT_EQ(set_type("CREATE TABLE t (a  double  precision(1, 2)/*x*/NOT NULL)", "a", "int", ""),
            "CREATE TABLE t (a  int/*x*/NOT NULL)");
  EXPECT_EQ(set_type("CREATE TABLE t (a, b)", "a", "numeric(10,2)", ""),
            "CREATE TABLE t (a numeric(10,2), b)");
  EXPECT_EQ(set_type("CREATE TABLE t (a int GENERATED ALWAYS AS (1))", "a", "text", ""),
            "CREATE TABLE t (a text GENERATED ALWAYS AS (1))");
  EXPECT_EQ(set_type("CREATE TABLE t (\"generated\" generated)", "generated", "text", ""),
            "CREATE TABLE t (\"generated\" text)");
}

TEST(SqliteSetType, MayChangeTheCollation) {
  EXPECT_EQ(set_type("CREATE TABLE t (a text COLLATE nocase UNIQUE)", "a", "varchar", "rtrim"),
            "CREATE TABLE t (a varchar COLLATE rtrim UNIQUE)");
  EXPECT_EQ(set_type("CREATE TABLE t (a)", "a", "varchar", "rtrim"),
            "CREATE TABLE t (a varchar COLLATE rtrim)");
}

TEST(SqliteExpression, IsReplacedAndStaysStoredOrNot) {
  EXPECT_EQ(set_expression("CREATE TABLE t (a, b int AS (a + 1) /* x */ STORED NOT NULL)", "b",
                           "(a)", ""),
            "CREATE TABLE t (a, b int AS (a) /* x */ STORED NOT NULL)");
  EXPECT_EQ(set_expression("CREATE TABLE t (a, b GENERATED ALWAYS AS (a + 1) STORED UNIQUE)", "b",
                           "(a)", "VIRTUAL"),
            "CREATE TABLE t (a, b GENERATED ALWAYS AS (a) VIRTUAL UNIQUE)");
  EXPECT_EQ(set_expression("CREATE TABLE t (a, b AS (a + 1))", "B", "(a)", "STORED"),
            "CREATE TABLE t (a, b AS (a) STORED)");
}

TEST(SqliteExpression, IsDropped) {
  EXPECT_EQ(
      drop_expression("CREATE TABLE t (a, b int GENERATED ALWAYS AS (a) STORED NOT NULL)", "b"),
      "CREATE TABLE t (a, b int NOT NULL)");
  EXPECT_EQ(drop_expression("CREATE TABLE t (a, b CONSTRAINT n AS (a))", "b"),
            "CREATE TABLE t (a, b)");
  EXPECT_EQ(test::error_of([] { drop_expression("CREATE TABLE t (a)", "a"); }),
            "55000 column \"a\" of table \"t\" is not a generated column |  | ");
}

TEST(SqliteDropType, TakesTheTypeOnly) {
  EXPECT_EQ(drop_type("CREATE TABLE t (a double precision(1, 2) NOT NULL, b)", "a"),
            "CREATE TABLE t (a NOT NULL, b)");
  EXPECT_EQ(drop_type("CREATE TABLE t (a int GENERATED ALWAYS AS (1))", "a"),
            "CREATE TABLE t (a GENERATED ALWAYS AS (1))");
  EXPECT_EQ(drop_type("CREATE TABLE t (\"a\"int, b)", "a"), "CREATE TABLE t (\"a\", b)");
  EXPECT_EQ(drop_type("CREATE TABLE t (a/*x*/int, b)", "a"), "CREATE TABLE t (a/*x*/, b)");
  EXPECT_EQ(drop_type("CREATE TABLE t (a NOT NULL)", "a"), "CREATE TABLE t (a NOT NULL)");
}

TEST(SqliteSetCollation, TakesThePlaceOfTheOldOne) {
  EXPECT_EQ(set_collation("CREATE TABLE t (a COLLATE nocase NOT NULL, b)", "A", "rtrim"),
            "CREATE TABLE t (a COLLATE rtrim NOT NULL, b)");
  EXPECT_EQ(set_collation("CREATE TABLE t (a int NOT NULL)", "a", "nocase"),
            "CREATE TABLE t (a int COLLATE nocase NOT NULL)");
  EXPECT_EQ(set_collation("CREATE TABLE t (a, b)", "a", "nocase"),
            "CREATE TABLE t (a COLLATE nocase, b)");
}

TEST(SqliteNotNull, IsSetOnce) {
  EXPECT_EQ(set_not_null("CREATE TABLE t (a int DEFAULT 1)", "a", "NOT NULL"),
            "CREATE TABLE t (a int NOT NULL DEFAULT 1)");
  EXPECT_EQ(set_not_null("CREATE TABLE t (a, b)", "a", "NOT NULL ON CONFLICT FAIL"),
            "CREATE TABLE t (a NOT NULL ON CONFLICT FAIL, b)");
  EXPECT_EQ(set_not_null("CREATE TABLE t (a NULL)", "a", "NOT NULL"),
            "CREATE TABLE t (a NOT NULL)");
  EXPECT_EQ(set_not_null("CREATE TABLE t (a CONSTRAINT n NOT  NULL on conflict ignore)", "a",
                         "NOT NULL ON CONFLICT IGNORE"),
            "CREATE TABLE t (a CONSTRAINT n NOT  NULL on conflict ignore)");
}

TEST(SqliteNotNull, ReplacesAnotherClause) {
  EXPECT_EQ(set_not_null("CREATE TABLE t (a NOT NULL ON CONFLICT IGNORE UNIQUE)", "a", "NOT NULL"),
            "CREATE TABLE t (a NOT NULL UNIQUE)");
  EXPECT_EQ(set_not_null("CREATE TABLE t (a CONSTRAINT n NOT NULL /* x */ DEFAULT 1)", "a",
                         "NOT NULL ON CONFLICT REPLACE"),
            "CREATE TABLE t (a NOT NULL ON CONFLICT REPLACE /* x */ DEFAULT 1)");
  EXPECT_EQ(
      set_not_null("CREATE TABLE t (a NOT NULL UNIQUE NOT NULL ON CONFLICT FAIL)", "a", "NOT NULL"),
      "CREATE TABLE t (a NOT NULL UNIQUE)");
}

TEST(SqliteNotNull, IsDroppedWithItsNameAndConflictClause) {
  EXPECT_EQ(
      drop_not_null("CREATE TABLE t (a int CONSTRAINT n NOT NULL ON CONFLICT FAIL UNIQUE)", "a"),
      "CREATE TABLE t (a int UNIQUE)");
  EXPECT_EQ(drop_not_null("CREATE TABLE t (a REFERENCES p NOT DEFERRABLE NOT NULL)", "a"),
            "CREATE TABLE t (a REFERENCES p NOT DEFERRABLE)");
  EXPECT_EQ(drop_not_null("CREATE TABLE t (a)", "a"), "CREATE TABLE t (a)");
  EXPECT_EQ(drop_not_null("CREATE TABLE t (\n  a int\n    NOT NULL -- why\n    UNIQUE\n)", "a"),
            "CREATE TABLE t (\n  a int\n    -- why\n    UNIQUE\n)");
}

TEST(SqliteDefault, IsReplacedOrAdded) {
  EXPECT_EQ(set_default("CREATE TABLE t (a int)", "a", "1"), "CREATE TABLE t (a int DEFAULT 1)");
  EXPECT_EQ(set_default("CREATE TABLE t (a int DEFAULT -1.5e-3 NOT NULL)", "a", "+2"),
            "CREATE TABLE t (a int DEFAULT +2 NOT NULL)");
  EXPECT_EQ(set_default("CREATE TABLE t (a DEFAULT (1 + (2)) UNIQUE)", "a", "(3) + (4)"),
            "CREATE TABLE t (a DEFAULT ((3) + (4)) UNIQUE)");
  EXPECT_EQ(set_default("CREATE TABLE t (a)", "a", "(1 + 2)"),
            "CREATE TABLE t (a DEFAULT (1 + 2))");
  EXPECT_EQ(set_default("CREATE TABLE t (a DEFAULT 1 DEFAULT 2)", "a", "3"),
            "CREATE TABLE t (a DEFAULT 1 DEFAULT 3)");
  EXPECT_EQ(set_default("CREATE TABLE t (a DEFAULT x'00')", "a", "datetime('now')"),
            "CREATE TABLE t (a DEFAULT (datetime('now')))");
  EXPECT_EQ(test::error_of([] { set_default("CREATE TABLE t (a AS (1))", "a", "2"); }),
            "55000 column \"a\" of table \"t\" is a generated column |  | ");
}

TEST(SqliteDefault, IsDropped) {
  EXPECT_EQ(drop_default("CREATE TABLE t (a int DEFAULT .5e+1 NOT NULL)", "a"),
            "CREATE TABLE t (a int NOT NULL)");
  EXPECT_EQ(drop_default("CREATE TABLE t (a DEFAULT 'it''s')", "a"), "CREATE TABLE t (a)");
}

TEST(SqliteAddConstraint, GoesBehindAllOthers) {
  EXPECT_EQ(add_constraint("CREATE TABLE t (a)", "UNIQUE (a)"), "CREATE TABLE t (a, UNIQUE (a))");
  EXPECT_EQ(add_constraint("CREATE TABLE t (\n  a, -- x\n  UNIQUE (a) -- y\n) WITHOUT ROWID",
                           "CONSTRAINT n CHECK (a > 0)"),
            "CREATE TABLE t (\n  a, -- x\n  UNIQUE (a), -- y\n  CONSTRAINT n CHECK (a > 0)\n) "
            "WITHOUT ROWID");
  EXPECT_EQ(test::error_of([] { add_constraint(kLines, "CONSTRAINT U CHECK (a)"); }),
            "55000 constraint \"U\" of table \"t\" already exists |  | ");
}

TEST(SqliteDropConstraint, ByNameWhereverItStands) {
  EXPECT_EQ(drop_constraint("CREATE TABLE t (a CONSTRAINT \"n 1\" CHECK (a), CONSTRAINT m "
                            "UNIQUE (a) ON CONFLICT FAIL)",
                            "n 1"),
            "CREATE TABLE t (a, CONSTRAINT m UNIQUE (a) ON CONFLICT FAIL)");
  EXPECT_EQ(drop_constraint("CREATE TABLE t (a CONSTRAINT n CHECK (a), CONSTRAINT m UNIQUE (a) "
                            "ON CONFLICT FAIL)",
                            "M"),
            "CREATE TABLE t (a CONSTRAINT n CHECK (a))");
  EXPECT_EQ(drop_constraint(kLines, "u"),
            "CREATE TABLE t (\n"
            "  id integer PRIMARY KEY, -- the key\n"
            "  a text, -- the a\n"
            "  -- about b\n"
            "  b real NOT NULL DEFAULT 1, /* the b */\n"
            "  CHECK (b > 0) -- the check\n"
            ")");
}

TEST(SqliteDropConstraint, ThatIsNotOneIsRefused) {
  EXPECT_EQ(test::error_of([] { drop_constraint(kLines, "nope"); }),
            "55000 constraint \"nope\" of table \"t\" does not exist |  | One without a name is "
            "dropped by its definition: DROP CONSTRAINT UNIQUE (a).");
  EXPECT_EQ(test::error_of([] {
              drop_constraint("CREATE TABLE t (a CONSTRAINT n CHECK (a) CONSTRAINT n UNIQUE)", "n");
            }),
            "55000 several constraints \"n\" of table \"t\" exist |  | Name the one by its "
            "definition: DROP CONSTRAINT CHECK (a > 0).");
}

TEST(SqliteDropConstraint, ByItsDefinition) {
  EXPECT_EQ(
      drop_constraint_like("CREATE TABLE t (a CHECK(\"a\">0) CHECK (a > 1))", "CHECK (A > 0)"),
      "CREATE TABLE t (a CHECK (a > 1))");
  EXPECT_EQ(drop_constraint_like("CREATE TABLE t (a UNIQUE, b, UNIQUE (a, b))", "UNIQUE (a)"),
            "CREATE TABLE t (a, b, UNIQUE (a, b))");
  EXPECT_EQ(drop_constraint_like("CREATE TABLE t (a UNIQUE, b, UNIQUE (a, b))", "UNIQUE (a,b)"),
            "CREATE TABLE t (a UNIQUE, b)");
  EXPECT_EQ(drop_constraint_like("CREATE TABLE t (id integer PRIMARY KEY DESC ON CONFLICT FAIL "
                                 "AUTOINCREMENT NOT NULL)",
                                 "PRIMARY KEY"),
            "CREATE TABLE t (id integer NOT NULL)");
  EXPECT_EQ(drop_constraint_like("CREATE TABLE t (a REFERENCES p (x) ON DELETE SET NULL ON UPDATE "
                                 "NO ACTION MATCH full NOT DEFERRABLE INITIALLY DEFERRED NOT NULL)",
                                 "FOREIGN KEY (a) REFERENCES P"),
            "CREATE TABLE t (a NOT NULL)");
  EXPECT_EQ(drop_constraint_like("CREATE TABLE t (a, FOREIGN KEY (a) REFERENCES p ON DELETE "
                                 "CASCADE DEFERRABLE INITIALLY DEFERRED)",
                                 "FOREIGN KEY (a)"),
            "CREATE TABLE t (a)");
  EXPECT_EQ(test::error_of([] { drop_constraint_like("CREATE TABLE t (a UNIQUE)", "UNIQUE (b)"); }),
            "55000 constraint UNIQUE (b) of table \"t\" does not exist |  | ");
}

TEST(SqliteOption, IsAddedBehindTheOthers) {
  EXPECT_EQ(add_option("CREATE TABLE t (a) -- x", TableOption::kStrict),
            "CREATE TABLE t (a) STRICT -- x");
  EXPECT_EQ(add_option("CREATE TABLE t (a) without  rowid", TableOption::kStrict),
            "CREATE TABLE t (a) without  rowid, STRICT");
  EXPECT_EQ(add_option("CREATE TABLE t (a) strict", TableOption::kWithoutRowid),
            "CREATE TABLE t (a) strict, WITHOUT ROWID");
  EXPECT_EQ(add_option("CREATE TABLE t (a) strict", TableOption::kStrict),
            "CREATE TABLE t (a) strict");
}

TEST(SqliteOption, IsDroppedWithItsComma) {
  EXPECT_EQ(drop_option("CREATE TABLE t (a)\n  STRICT", TableOption::kStrict),
            "CREATE TABLE t (a)");
  EXPECT_EQ(drop_option("CREATE TABLE t (a) STRICT, WITHOUT ROWID", TableOption::kStrict),
            "CREATE TABLE t (a) WITHOUT ROWID");
  EXPECT_EQ(drop_option("CREATE TABLE t (a) STRICT,WITHOUT ROWID", TableOption::kWithoutRowid),
            "CREATE TABLE t (a) STRICT");
  EXPECT_EQ(drop_option("CREATE TABLE t (a) WITHOUT ROWID, STRICT, STRICT", TableOption::kStrict),
            "CREATE TABLE t (a) WITHOUT ROWID");
  EXPECT_EQ(drop_option("CREATE TABLE t (a)", TableOption::kWithoutRowid), "CREATE TABLE t (a)");
}

TEST(SqliteDropConstraint, TellsApartWhatTheDefinitionSays) {
  constexpr const char* kTwo =
      "CREATE TABLE t (a, CONSTRAINT n CHECK (a > 0), CONSTRAINT m CHECK (a > 0))";
  EXPECT_EQ(drop_constraint_like(kTwo, "CONSTRAINT N CHECK (a > 0)"),
            "CREATE TABLE t (a, CONSTRAINT m CHECK (a > 0))");
  EXPECT_EQ(drop_constraint_like(kTwo, "CHECK (a > 0)"), "CREATE TABLE t (a)");
  EXPECT_EQ(drop_constraint_like("CREATE TABLE t (a CHECK (a > 0), CONSTRAINT n CHECK (a > 0))",
                                 "CHECK (a > 0)"),
            "CREATE TABLE t (a, CONSTRAINT n CHECK (a > 0))");
  EXPECT_EQ(
      drop_constraint_like("CREATE TABLE t (a UNIQUE ON CONFLICT FAIL, UNIQUE (a))", "UNIQUE (a)"),
      "CREATE TABLE t (a UNIQUE ON CONFLICT FAIL)");
  EXPECT_FALSE(has_constraint_like(kTwo, "CONSTRAINT o CHECK (a > 0)"));
  constexpr const char* kConflicts =
      "CREATE TABLE t (a UNIQUE ON CONFLICT REPLACE, b, UNIQUE (a) on conflict replace, UNIQUE "
      "(b), "
      "PRIMARY KEY (b) ON CONFLICT FAIL)";
  EXPECT_EQ(drop_constraint_like(kConflicts, "UNIQUE (a) ON CONFLICT REPLACE"),
            "CREATE TABLE t (a, b, UNIQUE (b), PRIMARY KEY (b) ON CONFLICT FAIL)");
  EXPECT_EQ(drop_constraint_like(kConflicts, "UNIQUE (b) ON CONFLICT ABORT"),
            "CREATE TABLE t (a UNIQUE ON CONFLICT REPLACE, b, UNIQUE (a) on conflict replace, "
            "PRIMARY KEY (b) ON CONFLICT FAIL)");
  EXPECT_FALSE(has_constraint_like(kConflicts, "UNIQUE (a) ON CONFLICT ABORT"));
  EXPECT_FALSE(has_constraint_like(kConflicts, "PRIMARY KEY ON CONFLICT IGNORE"));
  EXPECT_TRUE(has_constraint_like(kConflicts, "PRIMARY KEY ON CONFLICT FAIL"));
}

TEST(SqliteDropConstraint, FindsTheForeignKeyWithTheseActions) {
  constexpr const char* kTwo =
      "CREATE TABLE t (a REFERENCES p (id) ON DELETE CASCADE, FOREIGN KEY (a) REFERENCES p (id))";
  constexpr const char* kOne = "CREATE TABLE t (a REFERENCES p (id) ON DELETE CASCADE)";
  EXPECT_EQ(drop_constraint_like(kTwo, "FOREIGN KEY (a) REFERENCES p (id) on delete cascade"),
            "CREATE TABLE t (a, FOREIGN KEY (a) REFERENCES p (id))");
  EXPECT_EQ(drop_constraint_like(kTwo, "FOREIGN KEY (a) REFERENCES p (id)"), kOne);
  EXPECT_EQ(drop_constraint_like(kTwo, "FOREIGN KEY (a) REFERENCES p (id) ON UPDATE NO ACTION"),
            kOne);
  EXPECT_EQ(drop_constraint_like(kTwo, "FOREIGN KEY (a)"), "CREATE TABLE t (a)");
  EXPECT_EQ(drop_constraint_like(kOne, "FOREIGN KEY (a) REFERENCES p"), "CREATE TABLE t (a)");
  for (const char* other : {"ON DELETE NO ACTION", "ON DELETE SET NULL", "ON UPDATE CASCADE",
                            "ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"}) {
    EXPECT_FALSE(has_constraint_like(kOne, std::string("FOREIGN KEY (a) REFERENCES p ") + other))
        << other;
  }
}

TEST(SqliteDropConstraint, KnowsWhichForeignKeyIsDeferred) {
  constexpr const char* kDeferred = "FOREIGN KEY (a) REFERENCES p DEFERRABLE INITIALLY DEFERRED";
  for (const char* deferred :
       {"DEFERRABLE INITIALLY DEFERRED", "NOT NULL deferrable initially deferred"}) {
    EXPECT_TRUE(has_constraint_like(std::string("CREATE TABLE t (a REFERENCES p ") + deferred + ")",
                                    kDeferred))
        << deferred;
  }
  for (const char* other :
       {"", "DEFERRABLE", "DEFERRABLE INITIALLY IMMEDIATE", "NOT DEFERRABLE INITIALLY DEFERRED"}) {
    EXPECT_FALSE(has_constraint_like(std::string("CREATE TABLE t (a REFERENCES p ") + other + ")",
                                     kDeferred))
        << other;
  }
}

TEST(SqliteRenameConstraint, ChangesTheNameOnly) {
  EXPECT_EQ(rename_constraint("CREATE TABLE t (a CONSTRAINT n /*x*/ CHECK (a))", "n", "m m"),
            "CREATE TABLE t (a CONSTRAINT \"m m\" /*x*/ CHECK (a))");
}

}  // namespace
}  // namespace migrate::sqlite

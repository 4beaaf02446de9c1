// ALTER statements as SQLite scripts write them.
#include "schema/sqlite/alter_text.h"

#include <gtest/gtest.h>

#include "error.h"
#include "support/expect_error.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

std::string kind_name(Action::Kind kind) {
  switch (kind) {
    case Action::Kind::kAddColumn:
      return "add column";
    case Action::Kind::kDropColumn:
      return "drop column";
    case Action::Kind::kSetType:
      return "type";
    case Action::Kind::kDropType:
      return "drop type";
    case Action::Kind::kSetCollation:
      return "set collation";
    case Action::Kind::kSetNotNull:
      return "set not null";
    case Action::Kind::kDropNotNull:
      return "drop not null";
    case Action::Kind::kSetDefault:
      return "set default";
    case Action::Kind::kDropDefault:
      return "drop default";
    case Action::Kind::kSetExpression:
      return "set expression";
    case Action::Kind::kDropExpression:
      return "drop expression";
    case Action::Kind::kAddConstraint:
      return "add constraint";
    case Action::Kind::kDropConstraint:
      return "drop constraint";
    case Action::Kind::kRenameConstraint:
      return "rename constraint";
    case Action::Kind::kRenameColumn:
      return "rename column";
    case Action::Kind::kRenameTable:
      return "rename table";
    case Action::Kind::kSetOption:
      return "set option";
    case Action::Kind::kDropOption:
      return "drop option";
    case Action::Kind::kOther:
      return "other";
  }
  return "";
}

// `main.t: type [a] definition=int; drop column [b] if`
std::string read(std::string_view sql) {
  const auto alter = read_alter_table(sql);
  if (!alter) return "none";
  std::vector<std::string> actions;
  for (const Action& action : alter->actions) {
    std::string text = kind_name(action.kind);
    if (!action.name.empty()) text += cat(" [", action.name, "]");
    if (!action.new_name.empty()) text += cat(" -> [", action.new_name, "]");
    if (!action.definition.empty()) text += cat(" definition=", action.definition);
    if (!action.collation.empty()) text += cat(" collation=", action.collation);
    if (!action.expression.empty()) text += cat(" expression=", action.expression);
    if (action.option == TableOption::kWithoutRowid) text += " without rowid";
    if (action.is_conditional) text += " if";
    actions.push_back(text);
  }
  return cat(alter->table.schema ? cat(*alter->table.schema, ".") : "", alter->table.name,
             alter->is_conditional ? " if" : "", ": ", join(actions, "; "));
}

TEST(SqliteAlterText, ReadsActionsOfColumns) {
  EXPECT_EQ(read("ALTER TABLE t ALTER COLUMN a TYPE numeric(10, 2)"),
            "t: type [a] definition=numeric(10, 2)");
  EXPECT_EQ(read("alter table t alter a set data type text collate nocase using (b || ',')"),
            "t: type [a] definition=text collation=nocase expression=(b || ',')");
  EXPECT_EQ(read("ALTER TABLE t ALTER a SET COLLATE \"my l\", ALTER a SET COLLATE b c"),
            "t: set collation [a] collation=\"my l\"; other");
  EXPECT_EQ(read("ALTER TABLE t ALTER COLUMN a DROP TYPE, ALTER a DROP TYPE int"),
            "t: drop type [a]; other");
  EXPECT_EQ(read("ALTER TABLE t ALTER a SET EXPRESSION AS (b, (c)) stored, ALTER COLUMN a SET "
                 "EXPRESSION AS (b), ALTER a DROP EXPRESSION, ALTER a DROP EXPRESSION IF EXISTS"),
            "t: set expression [a] definition=stored expression=(b, (c)); "
            "set expression [a] expression=(b); drop expression [a]; drop expression [a] if");
  EXPECT_EQ(read("ALTER TABLE t ALTER a SET EXPRESSION AS b, ALTER a SET EXPRESSION (b), "
                 "ALTER a SET EXPRESSION AS (b) + 1, ALTER a SET EXPRESSION AS (b) KEPT"),
            "t: other; other; other; other");
  EXPECT_EQ(read("ALTER TABLE t ALTER a SET NOT NULL, ALTER a DROP NOT NULL, ALTER a DROP DEFAULT"),
            "t: set not null [a] definition=NOT NULL; drop not null [a]; drop default [a]");
  EXPECT_EQ(read("ALTER TABLE t ALTER a SET NOT NULL on conflict IGNORE, ALTER a SET NOT NULL ON "
                 "CONFLICT REPLACE x, ALTER a SET NOT NULL ON CONFLICT NOTHING"),
            "t: set not null [a] definition=NOT NULL on conflict IGNORE; other; other");
  EXPECT_EQ(read("ALTER TABLE t ALTER a SET DEFAULT f(1, 2) /* x */, ADD b DECIMAL(1,2) NOT NULL"),
            "t: set default [a] expression=f(1, 2); add column definition=b DECIMAL(1,2) NOT NULL");
  EXPECT_EQ(read("ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, DROP COLUMN IF EXISTS \"b c\", "
                 "DROP d RESTRICT"),
            "t: add column definition=a int if; drop column [b c] if; drop column [d]");
}

TEST(SqliteAlterText, ReadsActionsOfConstraints) {
  EXPECT_EQ(read("ALTER TABLE t ADD CONSTRAINT n CHECK (a > 0), ADD UNIQUE (a, b)"),
            "t: add constraint definition=CONSTRAINT n CHECK (a > 0); "
            "add constraint definition=UNIQUE (a, b)");
  EXPECT_EQ(read("ALTER TABLE t DROP CONSTRAINT n, DROP CONSTRAINT IF EXISTS m, "
                 "DROP CONSTRAINT UNIQUE (a), DROP PRIMARY KEY"),
            "t: drop constraint [n]; drop constraint [m] if; "
            "drop constraint definition=UNIQUE (a); drop constraint definition=PRIMARY KEY");
  EXPECT_EQ(read("ALTER TABLE t DROP CONSTRAINT n UNIQUE (a) ON CONFLICT FAIL, DROP CONSTRAINT "
                 "CONSTRAINT n CHECK (a), DROP CONSTRAINT IF EXISTS CHECK (a)"),
            "t: drop constraint definition=CONSTRAINT n UNIQUE (a) ON CONFLICT FAIL; "
            "drop constraint definition=CONSTRAINT n CHECK (a); "
            "drop constraint definition=CHECK (a) if");
  EXPECT_EQ(read("ALTER TABLE t RENAME CONSTRAINT a TO b"), "t: rename constraint [a] -> [b]");
}

TEST(SqliteAlterText, ReadsOptionsOfTables) {
  EXPECT_EQ(read("ALTER TABLE t SET STRICT, SET WITHOUT STRICT"), "t: set option; drop option");
  EXPECT_EQ(read("ALTER TABLE t set without rowid, set with rowid"),
            "t: set option without rowid; drop option without rowid");
  EXPECT_EQ(read("ALTER TABLE t SET WITH STRICT, SET ROWID, SET STRICT x"),
            "t: other; other; other");
}

TEST(SqliteAlterText, ReadsRenames) {
  EXPECT_EQ(read("ALTER TABLE main.\"t 1\" RENAME COLUMN a TO [b c]"),
            "main.t 1: rename column [a] -> [b c]");
  EXPECT_EQ(read("ALTER TABLE t RENAME a TO b"), "t: rename column [a] -> [b]");
  EXPECT_EQ(read("ALTER TABLE t RENAME TO u"), "t: rename table -> [u]");
}

TEST(SqliteAlterText, ReadsWhatStandsBeforeTheTable) {
  EXPECT_EQ(read("/* x */ ALTER /* y */ TABLE IF EXISTS ONLY t DROP a"), "t if: drop column [a]");
  EXPECT_EQ(read("ALTER TABLE only ADD a"), "only: add column definition=a");
  EXPECT_EQ(read("ALTER TABLE only SET STRICT"), "only: set option");
  EXPECT_EQ(read("ALTER TABLE if RENAME TO u"), "if: rename table -> [u]");
}

TEST(SqliteAlterText, LeavesWhatItDoesNotKnow) {
  EXPECT_EQ(read("ALTER TABLE t OWNER TO x"), "t: other");
  EXPECT_EQ(read("ALTER TABLE t ALTER a SET STATISTICS 5"), "t: other");
  EXPECT_EQ(read("ALTER TABLE t"), "t: other");
  EXPECT_EQ(read("CREATE TABLE t (a)"), "none");
  EXPECT_EQ(read("ALTER INDEX i RENAME TO j"), "none");
}

TEST(SqliteAlterText, KnowsWhatOnlyMigrateRuns) {
  for (const char* action :
       {"SET STRICT", "SET WITHOUT STRICT", "SET WITHOUT ROWID", "SET WITH ROWID",
        "ALTER a DROP TYPE", "ALTER a SET COLLATE nocase", "ALTER a SET EXPRESSION AS (1)",
        "ALTER a DROP EXPRESSION", "RENAME TO T", "DROP UNIQUE (a) ON CONFLICT FAIL",
        "ALTER a SET NOT NULL ON CONFLICT FAIL"}) {
    EXPECT_TRUE(needs_migrate(cat("ALTER TABLE t ", action))) << action;
  }
  for (const char* action : {"ADD a int", "DROP a", "RENAME a TO A", "RENAME TO u"}) {
    EXPECT_FALSE(needs_migrate(cat("ALTER TABLE t ", action))) << action;
  }
}

TEST(SqliteAlterText, RefusesCascade) {
  EXPECT_EQ(test::error_of([] { read("ALTER TABLE t DROP COLUMN a CASCADE"); }),
            "0A000 CASCADE is not supported on SQLite |  | Drop what depends on it by statements "
            "of its own.");
}

TEST(SqliteAlterText, ReadsRenamesOfIndexesAndTriggers) {
  const auto index = read_rename("ALTER INDEX IF EXISTS main.i RENAME TO \"new i\"");
  ASSERT_TRUE(index);
  EXPECT_EQ(index->object.schema, "main");
  EXPECT_EQ(index->object.name, "i");
  EXPECT_EQ(index->new_name, "new i");
  EXPECT_TRUE(index->is_conditional);
  const auto trigger = read_rename("ALTER TRIGGER a ON t RENAME TO b");
  ASSERT_TRUE(trigger);
  EXPECT_EQ(trigger->kind, Rename::Kind::kTrigger);
  EXPECT_EQ(trigger->table.name, "t");
  EXPECT_FALSE(read_rename("ALTER TRIGGER a RENAME TO b"));
  EXPECT_FALSE(read_rename("ALTER TABLE a RENAME TO b"));
}

}  // namespace
}  // namespace migrate::sqlite

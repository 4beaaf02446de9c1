#include "schema/annotation.h"

#include <gtest/gtest.h>

#include <string>

#include "support/expect_error.h"
#include "text.h"

namespace migrate {
namespace {

using test::error_of;

/// `TABLE app.users.mail<-email@2`, each on a line: type, what is called so, the old name, the
/// annotation's line.
std::string notes(std::string_view ddl) {
  std::string result;
  for (const RenameNote& note : rename_notes(postgres_dialect(), ddl)) {
    result += cat(note.type, " ", note.schema, note.schema.empty() ? "" : ".", note.name,
                  note.part.empty() ? "" : ".", note.part, "<-", note.from, "@",
                  std::to_string(note.line), "\n");
  }
  return result;
}

std::string nothing(int line, std::string_view comment) {
  return cat("42601 a \"@renamed\" annotation belongs to nothing | Line ", std::to_string(line),
             ": ", comment,
             " | Write it behind the object, column or value that was renamed, or on the line "
             "above.");
}

std::string no_name(int line, std::string_view comment) {
  return cat("42601 a \"@renamed\" annotation gives no name | Line ", std::to_string(line), ": ",
             comment, " | Write \"-- @renamed from=old_name\".");
}

TEST(AnnotationTest, BehindTheLineThatStartsTheStatementItIsTheObjects) {
  EXPECT_EQ(notes("CREATE TABLE app.users ( -- @renamed from=user\n  id int);"),
            "TABLE app.users<-user@1\n");
  EXPECT_EQ(notes("CREATE TABLE t (a int); -- @renamed from=s"), "TABLE t<-s@1\n");
}

TEST(AnnotationTest, AboveTheStatementItIsTheObjects) {
  EXPECT_EQ(notes("-- @renamed from=s\nCREATE TABLE t (a int);"), "TABLE t<-s@1\n");
  EXPECT_EQ(notes("SELECT 1; -- one\n\n-- @renamed from=s\n\n-- The table.\n/* b */ CREATE VIEW t "
                  "AS SELECT 1;"),
            "VIEW t<-s@3\n");
}

TEST(AnnotationTest, InAListItIsTheColumnsThatTheLineStartsWith) {
  EXPECT_EQ(notes("CREATE TABLE app.users (\n"
                  "  id int,\n"
                  "  mail text, -- @renamed from=email\n"
                  "  -- @renamed from=born\n"
                  "  birthday date\n"
                  ");"),
            "TABLE app.users.mail<-email@3\nTABLE app.users.birthday<-born@4\n");
}

TEST(AnnotationTest, OfSeveralColumnsOnALineItIsTheFirsts) {
  EXPECT_EQ(notes("CREATE TABLE t (\n  a int, b int, -- @renamed from=c\n  d int);"),
            "TABLE t.a<-c@2\n");
}

TEST(AnnotationTest, CommasMayStandInFront) {
  EXPECT_EQ(notes("CREATE TABLE t\n( a int\n, b int -- @renamed from=x\n-- @renamed from=y\n, c "
                  "int\n);"),
            "TABLE t.b<-x@3\nTABLE t.c<-y@4\n");
}

TEST(AnnotationTest, AConstraintIsCalledByItsName) {
  EXPECT_EQ(notes("CREATE TABLE t (\n  a int,\n  constraint \"C\" CHECK (a > 0), -- @renamed "
                  "from=b\n  -- @renamed from=k\n  CONSTRAINT pk PRIMARY KEY (a));"),
            "TABLE t.C<-b@3\nTABLE t.pk<-k@4\n");
}

TEST(AnnotationTest, AnEnumsValuesAreTexts) {
  EXPECT_EQ(notes("CREATE TYPE s AS ENUM (\n  'it''s', -- @renamed from='it is'\n  -- @renamed "
                  "from=Old\n  'New'\n);"),
            "TYPE s.it's<-it is@2\nTYPE s.New<-Old@3\n");
}

TEST(AnnotationTest, ALineThatOnlyEndsOrOpensSomethingIsTheObjects) {
  EXPECT_EQ(notes("CREATE TABLE t (\n  a int\n); -- @renamed from=s"), "TABLE t<-s@3\n");
  EXPECT_EQ(notes("CREATE TABLE t (\n  a int\n) PARTITION BY RANGE (a); -- @renamed from=s"),
            "TABLE t<-s@3\n");
  EXPECT_EQ(notes("CREATE TABLE t\n( -- @renamed from=s\n  a int);"), "TABLE t<-s@2\n");
  EXPECT_EQ(notes("CREATE VIEW v AS SELECT 1\n; -- @renamed from=w\nSELECT 1;"), "VIEW v<-w@2\n");
  EXPECT_EQ(notes("CREATE PROCEDURE p() LANGUAGE sql AS $$\nSELECT 1\n$$; -- @renamed from=q\n"
                  "CREATE TABLE t ();"),
            "PROCEDURE p<-q@3\n");
}

TEST(AnnotationTest, OfSeveralStatementsOnALineItIsTheLasts) {
  EXPECT_EQ(notes("CREATE TABLE a (); CREATE TABLE b (); -- @renamed from=c"), "TABLE b<-c@1\n");
  EXPECT_EQ(notes("CREATE TABLE a (\n x int); CREATE TABLE b ( -- @renamed from=c\n  y int);"),
            "TABLE b<-c@2\n");
}

TEST(AnnotationTest, NamesAreReadAsTheDatabaseReadsThem) {
  EXPECT_EQ(
      notes("CREATE TABLE \"My App\".\"T\"\"1\" (\n  \"a b\" int, -- @renamed from=\"c \"\"d\"\n"
            "  CamelCase int -- @renamed from=x_y\n);"),
      "TABLE My App.T\"1.a b<-c \"d@2\nTABLE My App.T\"1.camelcase<-x_y@3\n");
  EXPECT_EQ(notes("create table App . Users (); -- @renamed from=x"), "TABLE app.users<-x@1\n");
}

TEST(AnnotationTest, WordsBetweenCreateAndTheTypeAreSkipped) {
  const auto renamed = [](std::string_view create) {
    return notes(cat(create, " -- @renamed from=x"));
  };
  EXPECT_EQ(renamed("CREATE UNLOGGED TABLE IF NOT EXISTS t ();"), "TABLE t<-x@1\n");
  EXPECT_EQ(renamed("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a);"),
            "INDEX i<-x@1\n");
  EXPECT_EQ(renamed("CREATE OR REPLACE VIEW v AS SELECT 1;"), "VIEW v<-x@1\n");
  EXPECT_EQ(renamed("CREATE OR REPLACE RECURSIVE VIEW v (n) AS SELECT 1;"), "VIEW v<-x@1\n");
  EXPECT_EQ(renamed("CREATE MATERIALIZED VIEW m AS SELECT 1;"), "VIEW m<-x@1\n");
  EXPECT_EQ(renamed("CREATE FOREIGN TABLE f (a int) SERVER s;"), "TABLE f<-x@1\n");
  EXPECT_EQ(renamed("CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f();"),
            "TRIGGER g<-x@1\n");
  EXPECT_EQ(renamed("CREATE /* a */ TABLE -- b\n \"if\" ();"), "TABLE if<-x@2\n");
}

TEST(AnnotationTest, TheNameMayStandOnALineOfItsOwn) {
  EXPECT_EQ(notes("CREATE TABLE\n  app.users ( -- @renamed from=user\n  id int);"),
            "TABLE app.users<-user@2\n");
  EXPECT_EQ(notes("CREATE TABLE app.\n  -- @renamed from=user\n  users\n  (id int);"),
            "TABLE app.users<-user@2\n");
}

TEST(AnnotationTest, TheMarkStandsAtTheStartOfALineComment) {
  EXPECT_EQ(notes("CREATE TABLE t ( --@renamed   from=a further words\n);"), "TABLE t<-a@1\n");
  EXPECT_EQ(notes("CREATE TABLE t (); -- @renamed from=a -- @renamed from=b"), "TABLE t<-a@1\n");
  EXPECT_EQ(notes("-- write -- @renamed from=x\n-- see @renamed from=x\n/* @renamed from=x */\n"
                  "/*\n-- @renamed from=x\n*/\nCREATE TABLE t ();"),
            "");
}

TEST(AnnotationTest, TextsAndBodiesHoldNone) {
  EXPECT_EQ(notes("CREATE TABLE t (a text DEFAULT '\n-- @renamed from=x\n');\n"
                  "CREATE TABLE \"u\n-- @renamed from=x\n\" ();\n"
                  "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $body$\n-- @renamed from=x\n"
                  "SELECT 1 $body$;"),
            "");
}

TEST(AnnotationTest, LinesMayEndWithACarriageReturn) {
  EXPECT_EQ(notes("CREATE TABLE t ( -- @renamed from=s\r\n  a int, -- @renamed from=b\r\n  -- "
                  "@renamed from=\"d\"\r\n  c int\r\n);\r\n"),
            "TABLE t<-s@1\nTABLE t.a<-b@2\nTABLE t.c<-d@3\n");
}

TEST(AnnotationTest, TheTextMayEndBehindIt) {
  EXPECT_EQ(notes("CREATE TABLE t () -- @renamed from=s"), "TABLE t<-s@1\n");
  EXPECT_EQ(notes("CREATE TABLE t (\n  a int -- @renamed from=b"), "TABLE t.a<-b@2\n");
}

TEST(AnnotationTest, WhatBelongsToNothingIsAnError) {
  const std::string mark = "-- @renamed from=x";
  for (const char* ddl : {"", "SELECT 1;", "SELECT 1", "CREATE", "CREATE TABLE", "DROP TABLE t;",
                          "ALTER TABLE t ADD COLUMN a int;", "COMMENT ON TABLE t IS 'x';", ";"}) {
    EXPECT_EQ(error_of([&] { notes(cat(ddl, " ", mark)); }), nothing(1, mark)) << ddl;
    EXPECT_EQ(error_of([&] { notes(cat("\n", mark, "\n", ddl)); }), nothing(2, mark)) << ddl;
  }
  EXPECT_EQ(error_of([&] { notes(cat("INSERT INTO t\n", mark, "\nVALUES (1);")); }),
            nothing(2, mark));
}

TEST(AnnotationTest, AboveTheEndOfAListThereIsNothing) {
  const std::string mark = "-- @renamed from=x";
  EXPECT_EQ(error_of([&] { notes(cat("CREATE TABLE t (\n  a int\n  ", mark, "\n);")); }),
            nothing(3, mark));
  EXPECT_EQ(error_of([&] { notes(cat("CREATE TABLE t ()\n", mark, "\n;")); }), nothing(2, mark));
}

TEST(AnnotationTest, WithoutANameItIsAnError) {
  for (const char* comment :
       {"-- @renamed", "-- @renamed from=", "-- @renamed to=x", "-- @renamed from =x",
        "-- @renamed x", "-- @renamed from=\"x", "-- @renamed from='x", "-- @renamed from=\"\"",
        "-- @renamed from=\"", "-- @renamed from=\"x\"\""}) {
    EXPECT_EQ(error_of([&] { notes(cat("CREATE TABLE t ( ", comment, "\n);")); }),
              no_name(1, comment));
  }
}

TEST(AnnotationTest, SqliteTextIsReadBySqlitesRules) {
  const auto sqlite = rename_notes(sqlite_dialect(),
                                   "CREATE TABLE t (\n  a text DEFAULT '$$', -- @renamed from=b\n"
                                   "  c text DEFAULT '$$ -- @renamed from=d');");
  ASSERT_EQ(sqlite.size(), 1U);
  EXPECT_EQ(sqlite[0].part, "a");
  EXPECT_EQ(sqlite[0].from, "b");
}

}  // namespace
}  // namespace migrate

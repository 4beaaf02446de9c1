#include "script/bundle.h"

#include <gtest/gtest.h>

#include "unit/script/errors.h"

namespace migrate {

void PrintTo(const Script& script, std::ostream* out) { *out << "\n" << render(script); }

namespace {

using Scripts = std::vector<Script>;

Scripts parse(std::string_view text) { return parse_bundle(postgres_dialect(), text); }

std::string refusal(std::string_view text) {
  return error_of([&] { parse(text); });
}

Script script(std::string id, std::string message, std::string up,
              std::optional<std::string> down = std::nullopt) {
  Script result{{std::move(id), {}, {}, {}, std::move(message)}, "", {std::move(up), true}, {}};
  if (down) result.downgrade = Section{*down, true};
  return result;
}

// Source: contract, section 2.
constexpr std::string_view kContractExample =
    "-- Add user and role tables\n"
    "--\n"
    "-- Revision ID: 08c2098ca4f9\n"
    "-- Revises: 1975ea83b712, ae1027a6acf\n"
    "-- Branch Labels: auth\n"
    "-- Depends On: 55af2cb1c267\n"
    "-- Create Date: 2025-12-06 19:04:32.123456\n"
    "\n"
    "-- migrate:up\n"
    "CREATE TABLE role (id integer PRIMARY KEY, name varchar(50) NOT NULL);\n"
    "\n"
    "-- migrate:down\n"
    "DROP TABLE role;\n";

TEST(ParseBundle, ReadsTheContractsExample) {
  const Script expected{
      {"08c2098ca4f9",
       {"1975ea83b712", "ae1027a6acf"},
       {"55af2cb1c267"},
       {"auth"},
       "Add user and role tables"},
      "2025-12-06 19:04:32.123456",
      {"CREATE TABLE role (id integer PRIMARY KEY, name varchar(50) NOT NULL);", true},
      Section{"DROP TABLE role;", true}};
  EXPECT_EQ(parse(kContractExample), Scripts{expected});
  EXPECT_EQ(render(expected), kContractExample);
}

TEST(ParseBundle, OnlyTheIdIsRequired) {
  EXPECT_EQ(parse("-- Revision ID: a\n-- migrate:up"), Scripts{script("a", "", "")});
}

TEST(ParseBundle, FieldNamesHaveNoCaseAndEmptyFieldsAreNone) {
  EXPECT_EQ(parse("--REVISION id : a\n-- revises:\n-- Branch labels: \n-- depends on:\n--\n"
                  "-- Create date:\n--Migrate:UP  transaction:true \nSELECT 1;"),
            Scripts{script("a", "", "SELECT 1;")});
}

TEST(ParseBundle, LinesAboveTheFirstFieldAreTheMessage) {
  EXPECT_EQ(parse("--\n--Add  user \n--\n--   indented\n--\n-- Revision ID: a\n\n-- migrate:up\n"),
            Scripts{script("a", "Add  user\n\n  indented", "")});
}

TEST(ParseBundle, AbsentDownIsIrreversibleAndEmptyDownIsNothingToDo) {
  EXPECT_EQ(parse("-- Revision ID: a\n-- migrate:up\nSELECT 1;\n\n"
                  "-- Revision ID: b\n-- migrate:up\nSELECT 2;\n-- migrate:down\n\n"),
            (Scripts{script("a", "", "SELECT 1;"), script("b", "", "SELECT 2;", "")}));
}

TEST(ParseBundle, TransactionOptionBelongsToItsSection) {
  Script expected = script("a", "", "SELECT 1;", "SELECT 2;");
  expected.upgrade.transactional = false;
  EXPECT_EQ(parse("-- Revision ID: a\n-- migrate:up transaction:false\nSELECT 1;\n"
                  "-- migrate:down transaction:true\nSELECT 2;"),
            Scripts{expected});
}

TEST(ParseBundle, SectionsKeepTheirOwnComments) {
  EXPECT_EQ(
      parse("-- Revision ID: a\n-- migrate:up\n\n-- first\n\n-- Revises: b\nSELECT 1; "
            "-- migrate:down\n-- last\n\n"),
      Scripts{script("a", "", "-- first\n\n-- Revises: b\nSELECT 1; -- migrate:down\n-- last")});
}

TEST(ParseBundle, IndentedMarksAreMarks) {
  EXPECT_EQ(parse("-- Revision ID: a\n\t-- migrate:up\nSELECT 1;\n  -- migrate:down \nSELECT 2;"),
            Scripts{script("a", "", "SELECT 1;", "SELECT 2;")});
}

TEST(ParseBundle, MarksInsideTokensAreNone) {
  const std::string up =
      "SELECT '\n-- migrate:down\n', $$\n-- migrate:down\n-- Revision ID: b\n$$, \"\n-- "
      "migrate:down\n\" /*\n-- migrate:down\n*/;";
  EXPECT_EQ(parse("-- Revision ID: a\n-- migrate:up\n" + up), Scripts{script("a", "", up)});
}

TEST(ParseBundle, FilesWithoutAFinalNewlineMayBePutTogether) {
  EXPECT_EQ(parse("-- Revision ID: a\n-- migrate:up\nSELECT 1;-- Second\n--\n-- Revision ID: b\n"
                  "-- migrate:up\nSELECT 2;-- Revision ID: c\n-- migrate:up"),
            (Scripts{script("a", "", "SELECT 1;"), script("b", "Second", "SELECT 2;"),
                     script("c", "", "")}));
}

TEST(ParseBundle, RenderedFilesMayBePutTogether) {
  const Scripts scripts{script("a", "First", "SELECT 1;\n-- end"), script("b", "Second", "", ""),
                        script("c", "", "SELECT 3; -- end"), script("d", "Fourth", "")};
  std::string text;
  for (const Script& each : scripts) text += render(each);
  EXPECT_EQ(parse(text), scripts);
}

TEST(ParseBundle, CommentBehindOtherTextStaysInItsSection) {
  EXPECT_EQ(parse("-- Revision ID: a\n-- migrate:up\nSELECT 1; -- one\n-- Revision ID: b\n"
                  "-- migrate:up"),
            (Scripts{script("a", "", "SELECT 1; -- one"), script("b", "", "")}));
}

TEST(ParseBundle, ByteOrderMarksCarriageReturnsAndPsqlLines) {
  EXPECT_EQ(
      parse("\xEF\xBB\xBF\\restrict a'b\r\n\r\n-- One\r\n-- Revision ID: a\r\n\\restrict c'\r\n"
            "-- migrate:up\r\nSELECT 1;\r\n\r\n\xEF\xBB\xBF-- Revision ID: b\r\n-- migrate:up\r\n"),
      (Scripts{script("a", "One", "SELECT 1;"), script("b", "", "")}));
}

TEST(ParseBundle, SqliteByteOrderMarkBetweenFiles) {
  EXPECT_EQ(
      parse_bundle(sqlite_dialect(),
                   "-- Revision ID: a\n-- migrate:up\nSELECT 1;\n\xEF\xBB\xBF-- b\n-- Revision "
                   "ID: b\n-- migrate:up\n"),
      (Scripts{script("a", "", "SELECT 1;"), script("b", "b", "")}));
}

TEST(ParseBundle, EscapeStringBeforeAMarkEndsThere) {
  EXPECT_EQ(parse("-- Revision ID: a\n-- migrate:up\nSELECT E'a'\n-- migrate:down\nSELECT 'b'"),
            Scripts{script("a", "", "SELECT E'a'", "SELECT 'b'")});
}

TEST(RenderBundle, IsReadBackInItsOrder) {
  const Scripts scripts{script("b", "B\n\nparagraph", "SELECT 1; -- x", ""),
                        script("a", "", "", "--")};
  EXPECT_EQ(parse(render_bundle(scripts)), scripts);
  EXPECT_EQ(render_bundle({}), "");
  EXPECT_EQ(
      render_bundle({script("a", "", ""), script("b", "", "")}),
      "-- Revision ID: a\n-- Revises:\n\n-- migrate:up\n\n\n-- Revision ID: b\n-- Revises:\n\n"
      "-- migrate:up\n");
}

constexpr std::string_view kHeaderHint =
    "A script starts with \"--\" lines, one of which is such as \"-- Revision ID: 08c2098ca4f9\".";

TEST(ParseBundleErrors, TextWithoutAScript) {
  EXPECT_EQ(refusal(""), cat("42601|there is no script in the text||", kHeaderHint, "|"));
  EXPECT_EQ(refusal(" \n\n"), cat("42601|there is no script in the text||", kHeaderHint, "|"));
  EXPECT_EQ(refusal("\n-- migrate:up\nSELECT 1;"),
            cat("42601|script has no header|Line 2 is \"-- migrate:up\".|", kHeaderHint, "|"));
}

TEST(ParseBundleErrors, TextBeforeTheFirstHeader) {
  EXPECT_EQ(refusal("SELECT 1;\n\n-- Revision ID: a\n-- migrate:up"),
            cat("42601|script has text before its first header|Line 1 is \"SELECT 1;\".|",
                kHeaderHint, "|"));
  EXPECT_EQ(refusal("\n-- Copyright\n\n-- Revision ID: a\n-- migrate:up"),
            cat("42601|script has text before its first header|Line 2 is \"-- Copyright\".|",
                kHeaderHint, "|"));
}

TEST(ParseBundleErrors, TextBetweenHeaderAndMark) {
  EXPECT_EQ(refusal("-- Revision ID: a\n\n-- about it\n-- migrate:up"),
            "42601|script has text between its header and \"-- migrate:up\"|Line 3 is \"-- about "
            "it\".|A message stands above the header's first field, SQL and its comments below the "
            "mark.|");
}

TEST(ParseBundleErrors, HeaderWithoutUp) {
  EXPECT_EQ(refusal("-- Revision ID: a\n-- migrate:up\n\n-- B\n-- Revision ID: b\n\nSELECT 1;"),
            "42601|revision \"b\" has no \"-- migrate:up\" section|Line 4 is \"-- B\".||");
  EXPECT_EQ(refusal("-- Revision ID: a\n\n-- migrate:down\n"),
            "42601|script has \"-- migrate:down\" before \"-- migrate:up\"|Line 3 is \"-- "
            "migrate:down\".||");
}

TEST(ParseBundleErrors, SomethingTwice) {
  EXPECT_EQ(refusal("-- Revision ID: a\n-- Revises: b\n-- revises: c\n-- migrate:up"),
            "42601|script has a header with a field twice|Line 3 is \"-- revises: c\".||");
  EXPECT_EQ(refusal("-- Revision ID: a\n-- migrate:up\nSELECT 1;\n-- migrate:up\nSELECT 2;"),
            "42601|script has a section twice|Line 4 is \"-- migrate:up\".||");
  EXPECT_EQ(refusal("-- Revision ID: a\n-- migrate:up\n\n-- Revision ID: a\n-- migrate:up"),
            "42710|revision \"a\" is in the text twice|Its headers start at line 1 and at line "
            "4.||");
}

TEST(ParseBundleErrors, UnknownMarksOptionsAndHeaderLines) {
  EXPECT_EQ(refusal("-- Revision ID: a\n-- migrate:up\n-- migrate:dwon\n"),
            "42601|script has an unknown section mark|Line 3 is \"-- migrate:dwon\".|Marks are "
            "\"-- migrate:up\" and \"-- migrate:down\".|");
  EXPECT_EQ(refusal("-- Revision ID: a\n-- migrate:up transaction:no"),
            "42601|script has a section mark with an unknown option|Line 2 is \"-- migrate:up "
            "transaction:no\".|The one option is \"transaction:false\".|");
  EXPECT_EQ(refusal("-- Revision ID: a\n-- migrate:up transaction:true transaction:true"),
            "42601|script has a section mark with an unknown option|Line 2 is \"-- migrate:up "
            "transaction:true transaction:true\".|The one option is \"transaction:false\".|");
  EXPECT_EQ(refusal("-- Revision ID: a\n-- Author: me\n-- migrate:up"),
            "42601|script has a line in its header that is no field|Line 2 is \"-- Author: "
            "me\".|Fields are \"Revision ID\", \"Revises\", \"Branch Labels\", \"Depends On\" and "
            "\"Create Date\"; a message stands above them.|");
}

TEST(ParseBundleErrors, FieldValues) {
  EXPECT_EQ(refusal("-- Revision ID: a\n-- migrate:up\n\n-- B\n-- Revision ID: b\n-- Create Date: "
                    "today\n-- migrate:up"),
            "22023|invalid create date \"today\"||Write it as \"2025-12-06 19:04:32.123456\", in "
            "UTC or with an offset.|line 6: -- Create Date: today");
  for (const char* text : {"-- Revision ID:\n-- migrate:up", "-- Revision ID: a b\n-- migrate:up",
                           "-- Revision ID: a\n-- Revises: b,,c\n-- migrate:up",
                           "-- Revision ID: a\n-- Depends On: head\n-- migrate:up",
                           "-- Revision ID: a\n-- Branch Labels: a@b\n-- migrate:up"}) {
    EXPECT_EQ(refusal(text).substr(0, 6), "42602|") << text;
  }
}

TEST(ParseBundleErrors, UnterminatedTextAndEncoding) {
  EXPECT_EQ(refusal("-- Revision ID: a\n-- migrate:up\nSELECT 'a;\n-- migrate:down\n"),
            "42601|script has an unterminated string|Line 3 is \"SELECT 'a;\".||");
  EXPECT_EQ(error_of([] {
              parse_bundle(sqlite_dialect(),
                           "-- Revision ID: a\n-- migrate:up\n/* a\n-- migrate:down");
            }),
            "42601|script has an unterminated comment|Line 3 is \"/* a\".||");
  EXPECT_EQ(refusal("-- Revision ID: a\n-- migrate:up\n'a'"),
            "42601|script has a section that starts with a string|Line 3 is \"'a'\".||");
  EXPECT_EQ(
      refusal("-- \xFF"),
      "22021|script is not valid UTF-8|There is no valid UTF-8 sequence at byte 3, line 1.||");
}

TEST(ParseSections, ReadsADbmateFile) {
  const Revision revision{"a", {"b"}, {}, {}, "Add user"};
  const Script expected{revision, "", {"SELECT 1;", false}, Section{"SELECT 2;", true}};
  EXPECT_EQ(parse_sections(postgres_dialect(),
                           "\n-- about\n\n-- migrate:up transaction:false\nSELECT 1;\n\n"
                           "-- migrate:down\nSELECT 2;\n",
                           revision),
            expected);
}

TEST(ParseSections, RefusesWhatIsNone) {
  const auto sections = [](std::string_view text) {
    return error_of([&] { parse_sections(postgres_dialect(), text, {}); });
  };
  EXPECT_EQ(
      sections(kContractExample),
      "42601|script has a header where only sections are expected|Line 1 is \"-- Add user and "
      "role tables\".|Use migrate_import for scripts with headers.|");
  EXPECT_EQ(sections("SELECT 1;\n-- migrate:up\n"),
            "42601|script has text before its first section mark|Line 1 is \"SELECT 1;\".||");
  EXPECT_EQ(sections("SELECT 1;"),
            "42601|script has no \"-- migrate:up\" section|Line 1 is \"SELECT 1;\".||");
}

}  // namespace
}  // namespace migrate

#include "script/script.h"

#include <gtest/gtest.h>

#include "unit/script/errors.h"

namespace migrate {
namespace {

std::string refusal(const Dialect& dialect, std::string_view sql) {
  return error_of([&] { require_renderable(dialect, sql, "upgrade script"); });
}

std::string message_refusal(std::string_view message) {
  return error_of([&] { require_renderable_message(message); });
}

// Source: contract, section 2.
TEST(Render, WritesTheWholeHeaderAndBothSections) {
  const Script script{{"08c2098ca4f9",
                       {"1975ea83b712", "ae1027a6acf"},
                       {"55af2cb1c267"},
                       {"auth", "core"},
                       "Add user and role tables\n\nThe second paragraph\n  has an indented line."},
                      "2025-12-06 19:04:32.123456",
                      {"CREATE TABLE role (id integer);\n\nSELECT 1;", false},
                      Section{"DROP TABLE role;", true}};
  EXPECT_EQ(render(script),
            "-- Add user and role tables\n"
            "--\n"
            "-- The second paragraph\n"
            "--   has an indented line.\n"
            "--\n"
            "-- Revision ID: 08c2098ca4f9\n"
            "-- Revises: 1975ea83b712, ae1027a6acf\n"
            "-- Branch Labels: auth, core\n"
            "-- Depends On: 55af2cb1c267\n"
            "-- Create Date: 2025-12-06 19:04:32.123456\n"
            "\n"
            "-- migrate:up transaction:false\n"
            "CREATE TABLE role (id integer);\n"
            "\n"
            "SELECT 1;\n"
            "\n"
            "-- migrate:down\n"
            "DROP TABLE role;\n");
}

TEST(Render, LeavesOutWhatIsEmpty) {
  EXPECT_EQ(render({{"a1", {}, {}, {}, ""}, "", {"", true}, std::nullopt}),
            "-- Revision ID: a1\n-- Revises:\n\n-- migrate:up\n");
  EXPECT_EQ(render({{"a1", {"b1"}, {}, {}, "a"}, "", {"", true}, Section{"", false}}),
            "-- a\n--\n-- Revision ID: a1\n-- Revises: b1\n\n-- migrate:up\n\n-- migrate:down "
            "transaction:false\n");
}

TEST(Render, SetsABlankLineBehindAClosingComment) {
  EXPECT_EQ(render({{"a1", {}, {}, {}, ""}, "", {"SELECT 1; -- one", true}, std::nullopt}),
            "-- Revision ID: a1\n-- Revises:\n\n-- migrate:up\nSELECT 1; -- one\n\n");
}

TEST(CanonicalSection, DropsBlankLinesAndTrailingSpace) {
  EXPECT_EQ(canonical_section(" \n\t\n  SELECT 1;\n\n  SELECT 2; \n\n \t"),
            "  SELECT 1;\n\n  SELECT 2;");
  EXPECT_EQ(canonical_section(" \r\n"), "");
}

TEST(CanonicalSection, DropsByteOrderMarksAndCarriageReturns) {
  EXPECT_EQ(canonical_section("\xEF\xBB\xBF\r\nSELECT\r\n1;\r\r\n2\r3\n\xEF\xBB\xBF"),
            "SELECT\n1;\n2\r3");
}

TEST(CanonicalMessage, DropsSpaceAtTheEndsOfTextAndLines) {
  EXPECT_EQ(canonical_message("\n  Add  user \r\n\r\n \n  more\t\n"), "Add  user\n\n\n  more");
  EXPECT_EQ(canonical_message(" \n"), "");
}

TEST(CanonicalMessage, ByteOrderMarkIsPartOfItsLine) {
  const std::string message = "Add user\n\xEF\xBB\xBF";
  EXPECT_EQ(canonical_message(message), message);
}

TEST(RequireRenderable, AcceptsWhatOnlyLooksLikeAMark) {
  EXPECT_EQ(
      refusal(postgres_dialect(),
              "SELECT '\n-- migrate:down\n', $$\n-- Revision ID: a\n$$ /*\n-- migrate:up\n*/; "
              "-- migrate:down\n--migration\n  -- Revision ID: a"),
      "none");
}

TEST(RequireRenderable, RefusesMarksAndHeaders) {
  EXPECT_EQ(refusal(postgres_dialect(), "SELECT 1;\n-- migrate:down\nSELECT 2;"),
            "42601|upgrade script has a line that reads as a section mark|Line 2 is \"-- "
            "migrate:down\".|Give the upgrade and the downgrade script without their marks.|");
  EXPECT_EQ(refusal(sqlite_dialect(), "SELECT 1;\n  --MIGRATE:x"),
            "42601|upgrade script has a line that reads as a section mark|Line 2 is "
            "\"--MIGRATE:x\".|Give the upgrade and the downgrade script without their marks.|");
  EXPECT_EQ(refusal(sqlite_dialect(), "SELECT 1;\n\n-- a\n-- revision id: b"),
            "42601|upgrade script has comment lines that read as a header|Line 3 is \"-- a\".|Only "
            "migrate_import reads texts with headers.|");
}

TEST(RequireRenderable, RefusesWhatWouldSwallowTheNextMark) {
  EXPECT_EQ(refusal(postgres_dialect(), "SELECT 1,\n'a"),
            "42601|upgrade script has an unterminated string|Line 2 is \"'a\".||");
  EXPECT_EQ(refusal(sqlite_dialect(), "SELECT 1; /* a"),
            "42601|upgrade script has an unterminated comment|Line 1 is \"SELECT 1; /* a\".||");
  EXPECT_EQ(refusal(sqlite_dialect(), "/*/"),
            "42601|upgrade script has an unterminated comment|Line 1 is \"/*/\".||");
  EXPECT_EQ(refusal(postgres_dialect(), "-- a\n'b'"),
            "42601|upgrade script starts with a string|Line 2 is \"'b'\".||");
}

TEST(RequireRenderable, RefusesWhatIsNotUtf8) {
  EXPECT_EQ(
      refusal(postgres_dialect(), "SELECT\n'\xFF'"),
      "22021|upgrade script is not valid UTF-8|There is no valid UTF-8 sequence at byte 8, line "
      "2.||");
}

TEST(RequireRenderableMessage, RefusesFieldsMarksAndCarriageReturns) {
  EXPECT_EQ(message_refusal("Add user\n\nNote: a field of another name\n-- and dashes"), "none");
  EXPECT_EQ(message_refusal("Add user\n Revises : b"),
            "42601|message has a line that reads as a field of a header|Line 2 is \"Revises : "
            "b\".||");
  EXPECT_EQ(message_refusal("migrate:up and away"),
            "42601|message has a line that reads as a section mark|Line 1 is \"migrate:up and "
            "away\".||");
  EXPECT_EQ(message_refusal("a\rb"),
            "42601|message has a carriage return inside a line|Line 1 is \"a …\".||");
}

TEST(RequireCreateDate, AcceptsDatesOfBothDatabases) {
  for (const char* date :
       {"2025-12-06 19:04:32.123456", "2024-02-29T00:00:00", "2000-02-29 23:59:59.5",
        "2025-12-06 19:04:32+00", "2025-12-06 19:04:32.1-03:30", "2025-12-06 19:04:32Z"}) {
    EXPECT_EQ(error_of([&] { require_create_date(date); }), "none") << date;
  }
}

TEST(RequireCreateDate, RefusesEverythingElse) {
  EXPECT_EQ(error_of([] { require_create_date("yesterday"); }),
            "22023|invalid create date \"yesterday\"||Write it as \"2025-12-06 19:04:32.123456\", "
            "in UTC or with an offset.|");
  for (const char* date :
       {"", "2025-12-06", "2025-12-06 19:04", "0000-01-01 00:00:00", "2025-13-01 00:00:00",
        "2025-02-29 00:00:00", "1900-02-29 00:00:00", "2025-01-00 00:00:00", "2025-01-01 24:00:00",
        "2025-01-01 00:60:00", "2025-01-01 00:00:60", "2025-01-01 00:00:00.",
        "2025-01-01 00:00:00.1234567", "2025-01-01 00:00:00+15:00", "2025-01-01 00:00:00+1:00",
        "2025-01-01 00:00:00 UTC", "2025/01/01 00:00:00"}) {
    EXPECT_NE(error_of([&] { require_create_date(date); }), "none") << date;
  }
}

}  // namespace
}  // namespace migrate

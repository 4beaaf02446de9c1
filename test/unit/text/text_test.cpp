#include "text.h"

#include <gtest/gtest.h>

#include "error.h"

namespace migrate {
namespace {

using Strings = std::vector<std::string>;

TEST(TextTest, CatJoinsStringLikePieces) {
  const std::string id = "ae10";
  EXPECT_EQ(cat("revision \"", id, std::string_view("\" does not exist")),
            "revision \"ae10\" does not exist");
  EXPECT_EQ(cat(), "");
}

TEST(TextTest, JoinPutsTheSeparatorBetweenParts) {
  EXPECT_EQ(join({"a", "b", "c"}, ", "), "a, b, c");
  EXPECT_EQ(join({"a"}, ", "), "a");
  EXPECT_EQ(join({}, ", "), "");
}

TEST(TextTest, SplitListTrimsItemsAndKeepsEmptyOnes) {
  EXPECT_EQ(split_list("a, b"), (Strings{"a", "b"}));
  EXPECT_EQ(split_list("a,,b"), (Strings{"a", "", "b"}));
  EXPECT_EQ(split_list("a,"), (Strings{"a", ""}));
  EXPECT_EQ(split_list(" \n\t"), Strings{});
  EXPECT_EQ(split_list(""), Strings{});
  EXPECT_EQ(split_list(" one two "), Strings{"one two"});
}

TEST(TextTest, TrimTakesAsciiWhiteSpaceOffBothEnds) {
  EXPECT_EQ(trim(" \t\r\n\f\va b\n"), "a b");
  EXPECT_EQ(trim("   "), "");
  EXPECT_EQ(trim("\u00a0x"), "\u00a0x");
}

TEST(TextTest, QuotedListStopsAtItsLimit) {
  EXPECT_EQ(quoted_list({"a", "b", "c"}), "\"a\", \"b\", \"c\"");
  EXPECT_EQ(quoted_list({"a", "b", "c"}, 2), "\"a\", \"b\", …");
  EXPECT_EQ(quoted_list({"a", "b"}, 2), "\"a\", \"b\"");
  EXPECT_EQ(quoted_list({}), "");
}

TEST(TextTest, CapitalizedChangesAnAsciiLetterInFront) {
  EXPECT_EQ(capitalized("table \"a\""), "Table \"a\"");
  EXPECT_EQ(capitalized("\"a\""), "\"a\"");
  EXPECT_EQ(capitalized("Ab"), "Ab");
  EXPECT_EQ(capitalized("\u00e4b"), "\u00e4b");
  EXPECT_EQ(capitalized(""), "");
}

TEST(TextTest, LineAtCountsFromOne) {
  EXPECT_EQ(line_at("a\nb\nc", 0), 1U);
  EXPECT_EQ(line_at("a\nb\nc", 1), 1U);
  EXPECT_EQ(line_at("a\nb\nc", 2), 2U);
  EXPECT_EQ(line_at("a\nb\nc", 4), 3U);
  EXPECT_EQ(line_at("a\nb", 99), 2U);
  EXPECT_EQ(line_at("", 0), 1U);
}

TEST(TextTest, ExcerptIsTheFirstLineCutToItsWidth) {
  EXPECT_EQ(excerpt("CREATE TABLE a (id integer)"), "CREATE TABLE a (id integer)");
  EXPECT_EQ(excerpt("CREATE TABLE a (\n  id integer)"), "CREATE TABLE a ( …");
  EXPECT_EQ(excerpt("abc\r\ndef"), "abc …");
  EXPECT_EQ(excerpt("abc\n"), "abc");
  EXPECT_EQ(excerpt("abcdef", 3), "abc …");
  EXPECT_EQ(excerpt("abc", 3), "abc");
  EXPECT_EQ(excerpt(""), "");
}

TEST(TextTest, ExcerptCountsCharactersAndNeverCutsOne) {
  EXPECT_EQ(excerpt("äöü", 3), "äöü");
  EXPECT_EQ(excerpt("äöü", 2), "äö …");
}

TEST(TextTest, DidYouMeanFindsTheNearestAndTheFirstOfEquals) {
  EXPECT_EQ(did_you_mean("zz", {"zy", "zx"}), "zy");
  EXPECT_EQ(did_you_mean("ae1027a6acf", {"1975ea83b712", "ae1027a6acg", "ae1027b6acg"}),
            "ae1027a6acg");
  EXPECT_EQ(did_you_mean("haed", {"heads", "head"}), "head");
}

TEST(TextTest, DidYouMeanIsSilentWhereNothingIsNear) {
  EXPECT_EQ(did_you_mean("zz", {"ab", "zzzz"}), std::nullopt);
  EXPECT_EQ(did_you_mean("a", {"b"}), std::nullopt);
  EXPECT_EQ(did_you_mean("", {"b"}), std::nullopt);
  EXPECT_EQ(did_you_mean("abcdef", {}), std::nullopt);
}

TEST(TextTest, Utf8OfEveryLengthPasses) {
  EXPECT_NO_THROW(require_utf8("", "script"));
  EXPECT_NO_THROW(require_utf8("a\u00e9\u20ac\U0001F600\U0010FFFF", "script"));
}

struct BadText {
  std::string_view text;
  std::string_view detail;
};

TEST(TextTest, TextThatIsNotUtf8IsAnErrorWithItsPlace) {
  using namespace std::string_view_literals;
  const BadText cases[] = {
      {"a\0b"sv, "There is a NUL byte at byte 1, line 1."},
      {"a\nb\xff"sv, "There is no valid UTF-8 sequence at byte 3, line 2."},
      {"\x80"sv, "There is no valid UTF-8 sequence at byte 0, line 1."},
      {"\xc0\xaf"sv, "There is no valid UTF-8 sequence at byte 0, line 1."},
      {"\xe0\x80\x80"sv, "There is no valid UTF-8 sequence at byte 0, line 1."},
      {"\xed\xa0\x80"sv, "There is no valid UTF-8 sequence at byte 0, line 1."},
      {"\xf4\x90\x80\x80"sv, "There is no valid UTF-8 sequence at byte 0, line 1."},
      {"ab\xe2\x82"sv, "There is no valid UTF-8 sequence at byte 2, line 1."},
  };
  for (const BadText& bad : cases) {
    try {
      require_utf8(bad.text, "script");
      ADD_FAILURE() << bad.detail;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kInvalidEncoding);
      EXPECT_EQ(error.message(), "script is not valid UTF-8");
      EXPECT_EQ(error.detail(), bad.detail);
    }
  }
}

TEST(TextTest, CaseIsIgnoredForAsciiOnly) {
  EXPECT_TRUE(equals_ignoring_case("Revision ID", "REVISION id"));
  EXPECT_FALSE(equals_ignoring_case("a", "ab"));
  EXPECT_FALSE(equals_ignoring_case("ä", "Ä"));
}

TEST(Hex, IsTwoDigitsForEachByte) {
  EXPECT_EQ(hex(""), "");
  EXPECT_EQ(hex(std::string_view("\0\x0f\xa0\xff", 4)), "000fa0ff");
}

}  // namespace
}  // namespace migrate

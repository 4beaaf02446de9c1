// Texts that SQLite reads as the same are the same. Source: sqlite.org/lang_keywords.html,
// lang_createtable.html.
#include "schema/sqlite/normal.h"

#include <gtest/gtest.h>

namespace migrate::sqlite {
namespace {

TEST(SqliteNormalSql, TakesSpaceCommentsAndCaseForNothing) {
  EXPECT_EQ(normal_sql("( \"A\"  >0 )-- why"), "(a > 0)");
  EXPECT_EQ(normal_sql("(a>0)"), "(a > 0)");
  EXPECT_EQ(normal_sql("SELECT /* x */ Lower(A)FROM[T]"), "select lower(a) from t");
  EXPECT_EQ(normal_sql("a IN(1,2)"), "a in (1, 2)");
}

TEST(SqliteNormalSql, KeepsStringsNumbersAndBlobs) {
  EXPECT_EQ(normal_sql("'A  b' || X'0F' || 1E5"), "'A  b' || X'0F' || 1E5");
}

TEST(SqliteNormalSql, KeepsQuotesThatSayWhatAWordIs) {
  EXPECT_EQ(normal_sql("\"order\" > \"Key\""), "\"order\" > key");
  EXPECT_EQ(normal_sql("\"true\" = true"), "\"true\" = true");
  EXPECT_EQ(normal_sql("\"two words\""), "\"two words\"");
  EXPECT_EQ(normal_sql("`a`"), "a");
}

TEST(SqliteNormalSql, WritesAnOperatorOneWay) {
  EXPECT_EQ(normal_sql("a!=b AND c==d"), "a <> b and c = d");
  EXPECT_EQ(normal_sql("a>-1"), normal_sql("a > - 1"));
  EXPECT_EQ(normal_sql("a||b<<2>=c"), "a || b << 2 >= c");
}

TEST(SqliteNormalDefault, ReadsABareWordAsTheStringThatItIs) {
  EXPECT_EQ(normal_default("x"), "'x'");
  EXPECT_EQ(normal_default("(\"x\")"), "'x'");
  EXPECT_EQ(normal_default("'x'"), "'x'");
  EXPECT_EQ(normal_default("\"true\""), "'true'");
  EXPECT_EQ(normal_default("TRUE"), "true");
  EXPECT_EQ(normal_default("Current_Timestamp"), "current_timestamp");
}

TEST(SqliteNormalDefault, LeavesOutWhatSaysNothing) {
  EXPECT_EQ(normal_default("( -1 )"), "-1");
  EXPECT_EQ(normal_default("+1"), "1");
  EXPECT_EQ(normal_default("((2))"), "2");
  EXPECT_EQ(normal_default("(1+1)"), "(1 + 1)");
}

TEST(SqliteNormalOrder, LeavesOutAscending) {
  EXPECT_EQ(normal_order("on t(a asc, b desc)"), "on t(a, b desc)");
  EXPECT_EQ(normal_order("(asc)"), "(asc)");
  EXPECT_EQ(normal_order("(a, asc)"), "(a, asc)");
}

TEST(SqliteWrittenName, HasQuotesWhereSqliteCouldMistakeIt) {
  EXPECT_EQ(written_name("Users"), "Users");
  EXPECT_EQ(written_name("größe"), "größe");
  EXPECT_EQ(written_name("column"), "\"column\"");
  EXPECT_EQ(written_name("2nd"), "\"2nd\"");
  EXPECT_EQ(written_name("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(written_name(""), "\"\"");
}

}  // namespace
}  // namespace migrate::sqlite

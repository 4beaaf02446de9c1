#include "error.h"

#include <gtest/gtest.h>

#include <string>

namespace migrate {
namespace {

TEST(ErrorTest, EachConditionHasItsSqlstate) {
  const std::pair<ErrorCode, std::string_view> cases[] = {
      {ErrorCode::kInvalidParameter, "22023"},  {ErrorCode::kNullNotAllowed, "22004"},
      {ErrorCode::kInvalidEncoding, "22021"},   {ErrorCode::kInvalidName, "42602"},
      {ErrorCode::kUndefinedRevision, "42704"}, {ErrorCode::kDuplicateRevision, "42710"},
      {ErrorCode::kInvalidScript, "42601"},     {ErrorCode::kNotSupported, "0A000"},
      {ErrorCode::kWrongState, "55000"},        {ErrorCode::kLockNotAvailable, "55P03"},
      {ErrorCode::kSerialization, "40001"},     {ErrorCode::kProgramLimit, "54000"},
      {ErrorCode::kConnectionLost, "08006"},    {ErrorCode::kForeignKeyViolation, "23503"},
      {ErrorCode::kMultipleHeads, "MG001"},     {ErrorCode::kCycle, "MG002"},
      {ErrorCode::kNotAncestor, "MG003"},       {ErrorCode::kAmbiguousTarget, "MG004"},
      {ErrorCode::kNotAtHead, "MG005"},         {ErrorCode::kIrreversible, "MG006"},
      {ErrorCode::kPending, "MG007"},           {ErrorCode::kHistoryChanged, "MG008"},
      {ErrorCode::kNotApproved, "MG009"},       {ErrorCode::kStatement, "XX000"},
      {ErrorCode::kInternal, "XX000"},
  };
  for (const auto& [code, expected] : cases) EXPECT_EQ(sqlstate(code), expected);
}

TEST(ErrorTest, KeepsItsParts) {
  const Error error(ErrorCode::kCycle, "revisions form a cycle", "Cycle: a -> a.", "Look again.");
  EXPECT_EQ(error.code(), ErrorCode::kCycle);
  EXPECT_EQ(error.message(), "revisions form a cycle");
  EXPECT_EQ(error.detail(), "Cycle: a -> a.");
  EXPECT_EQ(error.hint(), "Look again.");
  EXPECT_EQ(error.context(), "");
  EXPECT_STREQ(error.what(), "revisions form a cycle");
}

TEST(ErrorTest, ContextLinesStandInnermostFirst) {
  Error error(ErrorCode::kStatement, "division by zero");
  error.add_context("statement 2");
  error.add_context("revision \"a\" upgrade");
  EXPECT_EQ(error.context(), "statement 2\nrevision \"a\" upgrade");
}

TEST(ErrorTest, AHintThatIsThereStays) {
  Error error(ErrorCode::kStatement, "division by zero");
  error.set_hint_if_empty("First.");
  error.set_hint_if_empty("Second.");
  EXPECT_EQ(error.hint(), "First.");
}

}  // namespace
}  // namespace migrate

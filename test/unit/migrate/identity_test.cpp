#include "migrate/identity.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "revision/revision.h"
#include "script/script.h"

namespace migrate {
namespace {

// Source: alembic, util.rev_id: the last twelve digits of a UUID.
TEST(RandomId, HasTwelveHexadecimalDigits) {
  const std::regex shape("[0-9a-f]{12}");
  std::set<char> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = random_id();
    ASSERT_TRUE(std::regex_match(id, shape)) << id;
    ASSERT_NO_THROW(require_valid_name(id, "revision id"));
    seen.insert(id.begin(), id.end());
  }
  EXPECT_EQ(seen.size(), 16U);
}

TEST(RandomId, IsAnotherOneEachTime) {
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(random_id());
  EXPECT_EQ(ids.size(), 1000U);
}

TEST(UtcTimestamp, IsACreateDateWithMicroseconds) {
  const std::string now = utc_timestamp();
  EXPECT_TRUE(std::regex_match(now, std::regex(R"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6})"))) << now;
  EXPECT_NO_THROW(require_create_date(now));
}

}  // namespace
}  // namespace migrate

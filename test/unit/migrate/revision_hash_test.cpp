// What goes into a revision's hash. test/scenario/hash.test has whole hashes.
#include "migrate/revision_hash.h"

#include <gtest/gtest.h>

#include "support/faulty_database.h"
#include "text.h"
#include "unit/migrate/history_database.h"

namespace migrate::test {
namespace {

// Shows what is hashed.
class ShowingDatabase : public FaultyDatabase {
 public:
  explicit ShowingDatabase(Database& wrapped) : FaultyDatabase(wrapped, kNever, Mode::kOnce) {}
  std::string sha256(std::string_view bytes) override { return cat("<", bytes, ">"); }
};

std::string hashed(const Script& script, const std::vector<std::string>& down = {},
                   const std::vector<std::string>& dependencies = {}) {
  const HistoryDatabase history;
  const std::unique_ptr<Database> real = history.open();
  ShowingDatabase database(*real);
  return revision_hash(database, script, down, dependencies);
}

// Source: reference, "Hashes".
TEST(RevisionHash, CoversEverythingWithItsLength) {
  const Script script{{"m1", {"b2", "a1"}, {"lib"}, {"x", "y"}, "Größe"},
                      "2025-12-06 19:04:32",
                      {"SELECT 1;", false},
                      Section{"SELECT 2;", true}};
  EXPECT_EQ(
      hashed(script, {"hb", "ha"}, {"hl"}),
      "<18:migrate revision 1,2:m1,1:2,2:b2,2:hb,2:a1,2:ha,1:1,3:lib,2:hl,1:2,1:x,1:y,7:Größe,"
      "19:2025-12-06 19:04:32,11:<SELECT 1;>,5:false,11:<SELECT 2;>,4:true,>");
}

TEST(RevisionHash, TellsAMissingDowngradeFromAnEmptyOne) {
  Script script;
  script.revision.id = "a1";
  EXPECT_EQ(hashed(script), "<18:migrate revision 1,2:a1,1:0,1:0,1:0,0:,0:,2:<>,4:true,4:none,>");
  script.downgrade = Section{};
  EXPECT_EQ(hashed(script),
            "<18:migrate revision 1,2:a1,1:0,1:0,1:0,0:,0:,2:<>,4:true,2:<>,4:true,>");
}

}  // namespace
}  // namespace migrate::test

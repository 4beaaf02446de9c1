// docs/autogenerate.md says which hazards there are.
#include "schema/hazard.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "text.h"

namespace migrate::test {
namespace {

using Type = Hazard::Type;

// The first cells of the table's rows.
std::vector<std::string> documented() {
  const std::filesystem::path here(__FILE__);
  std::ifstream file(here.parent_path() / "../../../docs/autogenerate.md");
  std::vector<std::string> names;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line == "| hazard | said of |") {
      inside = true;
      std::getline(file, line);
    } else if (inside && line.empty()) {
      break;
    } else if (inside) {
      names.push_back(line.substr(0, line.find(" | ")));
    }
  }
  return names;
}

TEST(Hazard, IsDocumented) {
  std::vector<std::string> expected;
  for (Type type : {Type::kDeletesData, Type::kRewritesTable, Type::kScansTable, Type::kBlocksReads,
                    Type::kBlocksWrites, Type::kCanFail}) {
    expected.push_back(cat("| `", hazard_name(type), "`"));
  }
  EXPECT_EQ(join(documented(), "\n"), join(expected, "\n"));
}

}  // namespace
}  // namespace migrate::test

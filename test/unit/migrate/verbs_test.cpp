#include "migrate/verbs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "text.h"
#include "unit/migrate/history_database.h"

namespace migrate::test {
namespace {

std::string reference() {
  const std::filesystem::path here(__FILE__);
  std::ifstream file(here.parent_path() / "../../../docs/reference.md");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// What the reference says of each function: signature -> first line below it.
std::map<std::string, std::string> documented() {
  std::map<std::string, std::string> result;
  std::istringstream text(reference());
  std::string signature;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("### migrate_")) {
      signature = line.substr(4);
    } else if (!signature.empty() && !line.empty()) {
      result.emplace(signature, line);
      signature.clear();
    }
  }
  return result;
}

TEST(Verbs, AreDocumentedAsTheyAre) {
  std::map<std::string, std::string> expected;
  for (const Verb& verb : verbs()) expected.emplace(signature(verb), cat(verb.summary, "."));
  EXPECT_EQ(documented(), expected);
}

TEST(Verbs, AreWhatHelpLists) {
  std::string expected;
  for (const Verb& verb : verbs()) {
    expected += cat(expected.empty() ? "" : "\n", signature(verb), "|", verb.summary);
  }
  EXPECT_EQ(HistoryDatabase().call("migrate_help"), expected);
}

TEST(Verbs, AreFoundByNameAndNumberOfParameters) {
  std::set<std::pair<std::string_view, std::size_t>> seen;
  for (const Verb& verb : verbs()) {
    EXPECT_TRUE(seen.emplace(verb.name, verb.parameters.size()).second) << verb.name;
    EXPECT_EQ(find_verb(verb.name, verb.parameters.size()), &verb) << verb.name;
  }
  EXPECT_EQ(find_verb("migrate_upgrade", 2), nullptr);
  EXPECT_EQ(find_verb("upgrade", 1), nullptr);
}

// SQLite leaves out trailing parameters, and PostgreSQL takes no default before one without.
TEST(Verbs, HaveTheirRequiredParametersFirst) {
  for (const Verb& verb : verbs()) {
    bool is_required = true;
    for (const Parameter& parameter : verb.parameters) {
      EXPECT_LE(parameter.required, is_required) << verb.name << " " << parameter.name;
      is_required = parameter.required;
    }
    EXPECT_EQ(verb.columns.empty(), !verb.returns_rows()) << verb.name;
  }
}

TEST(Signature, ShowsTypesDefaultsAndResult) {
  EXPECT_EQ(signature(*find_verb("migrate_upgrade", 1)),
            "migrate_upgrade(target text DEFAULT 'head') -> text");
  EXPECT_EQ(signature(*find_verb("migrate_stamp", 2)),
            "migrate_stamp(target text, purge boolean DEFAULT false) -> text");
  EXPECT_EQ(signature(*find_verb("migrate_history", 1)),
            "migrate_history(range text DEFAULT NULL) -> rows");
  EXPECT_EQ(signature(*find_verb("migrate_check", 0)), "migrate_check() -> text");
}

}  // namespace
}  // namespace migrate::test

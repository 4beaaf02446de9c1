// docs/kinds.md says what the table of kinds says. The expected rows are made from the kinds; a
// difference prints them, ready to be put into the file.
#include "schema/kind.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog_queries.h"
#include "support/documented.h"
#include "text.h"

namespace migrate::test {
namespace {

constexpr std::string_view kHead =
    "| kind | changed in place | in place where possible, else replaced | replaced | around a "
    "replacement | renames |";

std::vector<std::string> documented_below(std::string_view heading) {
  return documented_rows("kinds.md", kHead, heading);
}

std::string words(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string names(const Kind& kind, const std::function<bool(const Attribute&)>& wanted) {
  std::vector<std::string> list;
  for (const Attribute& attribute : kind.attributes) {
    if (wanted(attribute)) list.push_back(words(attribute.name));
  }
  return list.empty() ? "–" : join(list, ", ");
}

// What happens to an object of the kind when what it refers to is replaced.
std::string around(const Kind& kind) {
  if (kind.rebuild_of) return "depends on the object";
  if (kind.carry) return "created again, its rows kept";
  switch (kind.rebuild) {
    case Rebuild::kRecreate:
      return "created again";
    case Rebuild::kSwap:
      return "replaced too";
    case Rebuild::kConvert:
      return "converted";
    case Rebuild::kParent:
      return "with what it belongs to";
    case Rebuild::kRefuse:
      return "refused";
  }
  return {};
}

std::string renames(const Kind& kind) {
  std::vector<std::string> ways;
  if (kind.rename || kind.rename_part) ways.emplace_back("annotation");
  if (kind.rename && kind.likeness) ways.emplace_back("found");
  return ways.empty() ? "–" : join(ways, ", ");
}

std::string row(const Kind& kind) {
  const auto in_place = [](const Attribute& attribute) {
    return attribute.action == Action::kAlter || attribute.action == Action::kOverwrite;
  };
  const std::string always =
      names(kind, [&](const Attribute& each) { return in_place(each) && !each.possible; });
  const std::string sometimes =
      names(kind, [&](const Attribute& each) { return in_place(each) && each.possible; });
  const std::string never =
      names(kind, [](const Attribute& each) { return each.action == Action::kReplace; });
  return cat("| ", kind.name, " | ", always, " | ", sometimes, " | ", never, " | ", around(kind),
             " | ", renames(kind), " |");
}

void expect_documented(const Dialect& dialect, std::string_view heading) {
  std::vector<std::string> expected;
  for (const Kind* kind : kinds(dialect)) expected.push_back(row(*kind));
  EXPECT_EQ(join(documented_below(heading), "\n"), join(expected, "\n"))
      << "The rows for docs/kinds.md:\n"
      << join(expected, "\n") << "\n";
}

TEST(Kinds, AreDocumentedAsTheyAre) {
  expect_documented(postgres_dialect(), "# Kinds");
  expect_documented(sqlite_dialect(), "## SQLite");
}

TEST(Kinds, AreFoundByTheirNames) {
  for (const Dialect* dialect : {&postgres_dialect(), &sqlite_dialect()}) {
    std::set<std::string_view> names;
    for (const Kind* kind : kinds(*dialect)) {
      EXPECT_TRUE(names.insert(kind->name).second) << kind->name;
      EXPECT_EQ(find_kind(*dialect, kind->name), kind);
    }
    EXPECT_EQ(find_kind(*dialect, "no such kind"), nullptr);
  }
}

// A word that no database has would hide the kind. Those of two parts end in a catalog's letter.
TEST(Kinds, AreReadOnConditionsThatCanBeMet) {
  const std::string_view present = catalog_queries(postgres_dialect()).present;
  for (const Kind* kind : kinds(postgres_dialect())) {
    for (const std::string_view condition : {kind->postgres_if, kind->postgres_edges_if}) {
      const std::string word(condition);
      const bool is_letter = word.size() > 2 && word[word.size() - 2] == ' ';
      const std::string text = is_letter ? cat("concat('", word.substr(0, word.size() - 1), "', ")
                                         : cat("SELECT '", word, "' WHERE");
      EXPECT_TRUE(word.empty() || present.find(text) != std::string_view::npos) << kind->name;
    }
  }
}

}  // namespace
}  // namespace migrate::test

#include "schema/sqlite/affinity.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "text.h"

namespace migrate::sqlite {

Affinity affinity_of(std::string_view type) {
  // The first that is found decides: POINT is an integer, CHARINT too.
  constexpr std::array<std::pair<const char*, Affinity>, 8> kWords{{{"INT", Affinity::kInteger},
                                                                    {"CHAR", Affinity::kText},
                                                                    {"CLOB", Affinity::kText},
                                                                    {"TEXT", Affinity::kText},
                                                                    {"BLOB", Affinity::kBlob},
                                                                    {"REAL", Affinity::kReal},
                                                                    {"FLOA", Affinity::kReal},
                                                                    {"DOUB", Affinity::kReal}}};
  const std::string text = upper_case(type);
  if (text.empty()) return Affinity::kBlob;
  const auto found = std::find_if(kWords.begin(), kWords.end(), [&](const auto& word) {
    return text.find(word.first) != std::string::npos;
  });
  return found == kWords.end() ? Affinity::kNumeric : found->second;
}

}  // namespace migrate::sqlite

// Tables of the documentation, for tests that hold them against the code.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::test {

/// The rows of the first table with this head in a file of docs/, as they are there; below the line
/// `heading` where one is given.
inline std::vector<std::string> documented_rows(std::string_view name, std::string_view head,
                                                std::string_view heading = "") {
  std::ifstream file(std::filesystem::path(__FILE__).parent_path() / "../../docs" / name);
  std::vector<std::string> rows;
  std::string line;
  while (!heading.empty() && line != heading && std::getline(file, line)) {
  }
  while (line != head && std::getline(file, line)) {
  }
  std::getline(file, line);  // the line under the head
  while (std::getline(file, line) && !line.empty()) rows.push_back(line);
  return rows;
}

}  // namespace migrate::test

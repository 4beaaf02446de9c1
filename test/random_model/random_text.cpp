// One schema written in many ways: statements in another order, words in other letters, names in
// other quotes, comments and lines where there is space.
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "random_model/random_schema.h"
#include "text.h"

namespace migrate::test {
namespace {

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_';
}

bool can_be_bare(const std::string& name) {
  return !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
         std::all_of(name.begin(), name.end(), is_word_byte) &&
         sqlite3_keyword_check(name.data(), static_cast<int>(name.size())) == 0;
}

std::string random_name(const std::string& name, Dice& dice) {
  switch (dice.below(4)) {
    case 0:
      if (can_be_bare(name)) return name;
      break;
    case 1:
      if (name.find(']') == std::string::npos) return cat("[", name, "]");
      break;
    case 2:
      if (name.find('`') == std::string::npos) return cat("`", name, "`");
      break;
    default:
      break;
  }
  return quoted_name(name);
}

std::string random_case(std::string word, Dice& dice) {
  const bool is_word = std::all_of(word.begin(), word.end(), [](char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
  });
  if (!is_word || word == "x" || !dice.one_in(2)) return word;
  for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return word;
}

std::string random_space(Dice& dice) {
  return dice.pick(std::array{" ", " ", " ", "\n", "  ", "\n\t", " /* (a, b */ ", " -- it's\n"});
}

}  // namespace

std::string respelled(const std::string& sql, Dice& dice) {
  std::string result;
  for (std::size_t at = 0; at < sql.size();) {
    std::size_t end = at + 1;
    if (sql[at] == '"') {
      std::string name;
      for (; end < sql.size(); ++end) {
        if (sql[end] == '"' && sql[++end] != '"') break;
        name += sql[end];
      }
      result += random_name(name, dice);
    } else if (sql[at] == '\'') {
      while (end < sql.size() && sql[end] != '\'') ++end;
      result += sql.substr(at, ++end - at);
    } else if (is_word_byte(sql[at])) {
      while (end < sql.size() && is_word_byte(sql[end])) ++end;
      result += random_case(sql.substr(at, end - at), dice);
    } else if (sql[at] == ' ') {
      // SQLite takes a comment in front of GENERATED or ALWAYS for a part of the type.
      const bool is_type =
          sql.compare(at, 7, " ALWAYS") == 0 || sql.compare(at, 10, " GENERATED") == 0;
      result += is_type ? " " : random_space(dice);
    } else {
      result += sql[at];
    }
    at = end;
  }
  return result;
}

std::string random_text(const Schema& schema, Dice& dice) {
  std::vector<std::string> statements = schema.table_statements();
  const std::vector<std::string> others = schema.other_statements();
  statements.insert(statements.end(), others.begin(), others.end());
  if (dice.one_in(2)) {
    // Each table's indexes are behind it; what refers to a relation that is not there yet may.
    const auto tables = [](const std::string& sql) {
      return sql.find("CREATE TABLE ") != std::string::npos ||
             sql.find("CREATE VIEW ") != std::string::npos;
    };
    const auto middle = std::stable_partition(statements.begin(), statements.end(), tables);
    for (auto one = statements.begin(); one != middle; ++one) {
      std::iter_swap(
          one, statements.begin() + static_cast<std::ptrdiff_t>(dice.below(
                                        static_cast<std::size_t>(middle - statements.begin()))));
    }
  }
  const bool respells = dice.one_in(2);
  std::string text;
  for (const std::string& sql : statements) {
    // A module's arguments are its own affair.
    const bool is_virtual = sql.compare(0, 14, "CREATE VIRTUAL") == 0;
    // An annotation needs the lines as they are.
    const bool has_annotation = sql.find("-- @renamed") != std::string::npos;
    const bool stays = is_virtual || has_annotation;
    text += cat(respells && !stays ? respelled(sql, dice) : sql, ";\n");
  }
  return text;
}

}  // namespace migrate::test

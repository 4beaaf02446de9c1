#include "schema/sqlite/model_statement.h"

#include <algorithm>
#include <array>
#include <string>

#include "error.h"
#include "schema/sqlite/normal.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

struct Refused {
  std::string_view word;
  std::string_view hint;
};

constexpr std::string_view kTransaction = "The text is run as a whole, inside one transaction.";
constexpr std::string_view kMaintenance = "Leave it out: it makes no object.";
constexpr std::string_view kConnection =
    "Leave it out: it acts on the connection, not on a schema.";

constexpr auto kRefused = std::to_array<Refused>({
    {"analyze", kMaintenance},
    {"attach", kConnection},
    {"begin", kTransaction},
    {"commit", kTransaction},
    {"detach", kConnection},
    {"end", kTransaction},
    {"pragma", kConnection},
    {"reindex", kMaintenance},
    {"release", kTransaction},
    {"rollback", kTransaction},
    {"savepoint", kTransaction},
    {"vacuum", kMaintenance},
});

constexpr auto kHarmlessPragmas = std::to_array<std::string_view>(
    {"defer_foreign_keys", "foreign_keys", "legacy_alter_table", "recursive_triggers"});

[[noreturn]] void refuse(std::string_view what, std::string_view hint) {
  throw Error(ErrorCode::kNotSupported, cat(what, " cannot be part of a schema"), "",
              std::string(hint));
}

// The position of what CREATE creates: of its name or of the schema before it.
std::size_t created_name(const Tokens& tokens) {
  std::size_t at = 1;
  while (at < tokens.size() && !tokens.is_word(at, "table") && !tokens.is_word(at, "index") &&
         !tokens.is_word(at, "view") && !tokens.is_word(at, "trigger")) {
    ++at;
  }
  ++at;
  return tokens.is_word(at, "if") && tokens.is_word(at + 1, "not") ? at + 3 : at;
}

ModelStatement read_create(const Tokens& tokens) {
  const std::size_t at = created_name(tokens);
  const bool is_qualified = tokens.is(at + 1, '.');
  const std::string schema = is_qualified ? folded_name(tokens.name(at).value_or("")) : "";
  const std::string name = folded_name(tokens.name(is_qualified ? at + 2 : at).value_or(""));
  if (tokens.is_word(1, "temp") || tokens.is_word(1, "temporary") || schema == "temp") {
    refuse("a temporary object", "It belongs to a connection, not to a schema.");
  }
  return name.rfind("sqlite_", 0) == 0 ? ModelStatement::kPassOver : ModelStatement::kRun;
}

}  // namespace

ModelStatement read_model_statement(std::string_view sql) {
  const Tokens tokens(sql);
  if (tokens.is_word(0, "create")) return read_create(tokens);
  if (tokens.is_word(0, "pragma")) {
    const std::size_t name = tokens.is(2, '.') ? 3 : 1;
    const bool is_harmless =
        std::any_of(kHarmlessPragmas.begin(), kHarmlessPragmas.end(),
                    [&](std::string_view pragma) { return tokens.is_word(name, pragma); });
    if (is_harmless) return ModelStatement::kPassOver;
  }
  for (const Refused& refused : kRefused) {
    if (tokens.is_word(0, refused.word)) refuse(upper_case(refused.word), refused.hint);
  }
  return ModelStatement::kRun;
}

}  // namespace migrate::sqlite

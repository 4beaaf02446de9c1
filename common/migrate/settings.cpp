#include "migrate/settings.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "error.h"
#include "lint/ignore.h"
#include "schema/filter.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::array kSettings{
    Setting{"notices", "on", "Report each step of an upgrade or downgrade while it runs"},
    Setting{"require_downgrade", "off", "Refuse to store a revision without a downgrade script"},
    Setting{"require_approval", "off",
            "Run a script only when it is approved as it is; a session cannot turn this off",
            Setting::Type::kPolicy},
    Setting{"compare_owners", "off", "Compare who owns each object"},
    Setting{"compare_privileges", "off", "Compare what is granted, and the default privileges"},
    Setting{"include_schemas", "", "Compare only schemas whose names fit these patterns",
            Setting::Type::kPatterns},
    Setting{"include_name", "", "Compare only objects whose names fit these patterns",
            Setting::Type::kPatterns},
    Setting{"include_object", "", "Compare only objects whose kinds and names fit these patterns",
            Setting::Type::kPatterns},
    Setting{"rehearse_max_bytes", "1GB",
            "The largest database that is copied for a rehearsal (SQLite), the largest table that "
            "one changes (PostgreSQL); 0 = without limit",
            Setting::Type::kSize},
    Setting{"lint_ignore", "", "Rules of migrate_lint that say nothing", Setting::Type::kRules},
    Setting{"watch_schema", "on",
            "Keep the schema as migrations leave it, so that migrate_check tells of other changes"},
    Setting{"edit_schema", "off",
            "SQLite: change a column's type by editing sqlite_schema and writing the rows where "
            "they are, instead of copying the table"},
    Setting{"lock_timeout", "",
            "How long a statement waits for a lock, 0 = without limit; when not set, 2s in "
            "migrate_deploy and rehearsals and without limit elsewhere, 60s on SQLite",
            Setting::Type::kDuration},
    Setting{"lock_retries", "10", "How often a statement that got no lock in time is tried again",
            Setting::Type::kCount},
};

const Setting& find_setting(std::string_view name) {
  std::vector<std::string> names;
  for (const Setting& each : kSettings) {
    if (each.name == name) return each;
    names.emplace_back(each.name);
  }
  const auto near = did_you_mean(name, names);
  throw Error(ErrorCode::kInvalidParameter, cat("setting \"", name, "\" does not exist"),
              cat("Settings are ", quoted_list(names), "."),
              near ? cat("Did you mean \"", *near, "\"?") : "");
}

std::string canonical_switch(std::string_view name, std::string_view value) {
  for (std::string_view on : {"on", "true", "t", "yes", "y", "1"}) {
    if (equals_ignoring_case(value, on)) return "on";
  }
  for (std::string_view off : {"off", "false", "f", "no", "n", "0"}) {
    if (equals_ignoring_case(value, off)) return "off";
  }
  throw Error(ErrorCode::kInvalidParameter,
              cat("invalid value \"", value, "\" for setting \"", name, "\""), "",
              "Use \"on\" or \"off\".");
}

struct Unit {
  std::string_view name;
  std::int64_t factor;
};
constexpr std::array kBytes{Unit{"", 1},           Unit{"B", 1},          Unit{"kB", 1LL << 10},
                            Unit{"MB", 1LL << 20}, Unit{"GB", 1LL << 30}, Unit{"TB", 1LL << 40}};
constexpr std::array kMilliseconds{Unit{"", 1}, Unit{"ms", 1}, Unit{"s", 1000}, Unit{"min", 60000},
                                   Unit{"h", 3600000}};

constexpr std::int64_t kLongestMilliseconds = 2147483647;  // as PostgreSQL's own lock_timeout
constexpr std::int64_t kHighestCount = 1000;

// "12 MB" as a multiple of the unit's factor, where that is not above `highest`.
std::optional<std::int64_t> parse_quantity(std::string_view value, std::span<const Unit> units,
                                           std::int64_t highest) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || number < 0) return std::nullopt;
  const std::string_view name = trim(value.substr(static_cast<std::size_t>(end - value.data())));
  for (const Unit& unit : units) {
    if (!equals_ignoring_case(unit.name, name)) continue;
    if (number > highest / unit.factor) return std::nullopt;
    return number * unit.factor;
  }
  return std::nullopt;
}

std::optional<std::int64_t> parse_bytes(std::string_view value) {
  return parse_quantity(value, kBytes, std::numeric_limits<std::int64_t>::max());
}

std::optional<std::int64_t> parse_milliseconds(std::string_view value) {
  return parse_quantity(value, kMilliseconds, kLongestMilliseconds);
}

Error invalid_value(std::string_view name, std::string_view value, std::string hint) {
  return {ErrorCode::kInvalidParameter,
          cat("invalid value \"", excerpt(value), "\" for setting \"", name, "\""), "",
          std::move(hint)};
}

std::string canonical_size(std::string_view name, std::string_view value) {
  if (!parse_bytes(value)) {
    throw invalid_value(name, value, "Write it like \"500MB\" or \"2GB\"; 0 is no limit.");
  }
  return std::string(value);
}

std::string canonical_duration(std::string_view name, std::string_view value) {
  if (!parse_milliseconds(value)) {
    throw invalid_value(name, value, "Write it like \"500ms\", \"2s\" or \"1min\"; 0 is no limit.");
  }
  return std::string(value);
}

std::string canonical_count(std::string_view name, std::string_view value) {
  constexpr std::array kNoUnit{Unit{"", 1}};
  const auto number = parse_quantity(value, kNoUnit, kHighestCount);
  if (!number) {
    throw invalid_value(name, value,
                        cat("Use a number from 0 to ", std::to_string(kHighestCount), "."));
  }
  return std::to_string(*number);
}

std::string canonical(const Setting& setting, std::string_view value) {
  switch (setting.type) {
    case Setting::Type::kSwitch:
    case Setting::Type::kPolicy:
      return canonical_switch(setting.name, value);
    case Setting::Type::kSize:
      return canonical_size(setting.name, trim(value));
    case Setting::Type::kRules:
      return lint::require_rules(value, setting.name);
    case Setting::Type::kDuration:
      return canonical_duration(setting.name, trim(value));
    case Setting::Type::kCount:
      return canonical_count(setting.name, trim(value));
    case Setting::Type::kPatterns:
      break;
  }
  const Patterns checked(value, setting.name);
  return std::string(trim(value));
}

}  // namespace

std::span<const Setting> settings() { return kSettings; }

std::string setting(Database& database, std::string_view name) {
  return setting_if_set(database, name).value_or(std::string(find_setting(name).default_value));
}

std::optional<std::string> setting_if_set(Database& database, std::string_view name) {
  const Setting& known = find_setting(name);
  if (const Value override = database.session_setting(name)) {
    std::string value = canonical(known, *override);
    if (known.type != Setting::Type::kPolicy || value == "on") return value;
  }
  if (database.has_tables()) {
    const Rows rows = database.query(
        cat("SELECT value FROM ", database.table("migrate_settings"), " WHERE name = $1"),
        {std::string(name)});
    if (!rows.empty()) return rows[0][0];
  }
  return std::nullopt;
}

std::chrono::milliseconds duration_of(std::string_view value) {
  return std::chrono::milliseconds(parse_milliseconds(value).value_or(0));
}

std::int64_t bytes_of(std::string_view value) { return parse_bytes(value).value_or(0); }

bool is_setting_on(Database& database, std::string_view name) {
  return setting(database, name) == "on";
}

void set_setting(Database& database, std::string_view name, const Value& value) {
  const Setting& known = find_setting(name);
  const std::string key(known.name);
  const Value stored = value ? Value(canonical(known, *value)) : std::nullopt;
  database.execute(cat("DELETE FROM ", database.table("migrate_settings"), " WHERE name = $1"),
                   {key});
  if (!stored) return;
  database.execute(
      cat("INSERT INTO ", database.table("migrate_settings"), " (name, value) VALUES ($1, $2)"),
      {key, stored});
}

}  // namespace migrate

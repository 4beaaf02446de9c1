#include "migrate/settings.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
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

struct SizeUnit {
  std::string_view name;
  std::int64_t bytes;
};
constexpr std::array kSizeUnits{SizeUnit{"", 1},           SizeUnit{"B", 1},
                                SizeUnit{"kB", 1LL << 10}, SizeUnit{"MB", 1LL << 20},
                                SizeUnit{"GB", 1LL << 30}, SizeUnit{"TB", 1LL << 40}};

std::optional<std::int64_t> parse_bytes(std::string_view value) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || number < 0) return std::nullopt;
  const std::string_view name = trim(value.substr(static_cast<std::size_t>(end - value.data())));
  for (const SizeUnit& unit : kSizeUnits) {
    if (!equals_ignoring_case(unit.name, name)) continue;
    if (number > std::numeric_limits<std::int64_t>::max() / unit.bytes) return std::nullopt;
    return number * unit.bytes;
  }
  return std::nullopt;
}

std::string canonical_size(std::string_view name, std::string_view value) {
  if (!parse_bytes(value)) {
    throw Error(ErrorCode::kInvalidParameter,
                cat("invalid value \"", excerpt(value), "\" for setting \"", name, "\""), "",
                "Write it like \"500MB\" or \"2GB\"; 0 is no limit.");
  }
  return std::string(value);
}

std::string canonical(const Setting& setting, std::string_view value) {
  if (setting.type == Setting::Type::kSwitch || setting.type == Setting::Type::kPolicy) {
    return canonical_switch(setting.name, value);
  }
  if (setting.type == Setting::Type::kSize) return canonical_size(setting.name, trim(value));
  if (setting.type == Setting::Type::kRules) return lint::require_rules(value, setting.name);
  const Patterns checked(value, setting.name);
  return std::string(trim(value));
}

}  // namespace

std::span<const Setting> settings() { return kSettings; }

std::string setting(Database& database, std::string_view name) {
  const Setting& known = find_setting(name);
  if (const Value override = database.session_setting(name)) {
    std::string value = canonical(known, *override);
    if (known.type != Setting::Type::kPolicy || value == "on") return value;
  }
  if (database.has_tables()) {
    const Rows rows = database.query(
        cat("SELECT value FROM ", database.table("migrate_settings"), " WHERE name = $1"),
        {std::string(name)});
    if (!rows.empty()) return rows[0][0].value_or("");
  }
  return std::string(known.default_value);
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

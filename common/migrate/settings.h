// What is kept with the database beside its history: filters, limits, policies.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "db/database.h"

namespace migrate {

struct Setting {
  enum class Type {
    kSwitch,    // "on" or "off"
    kPolicy,    // the same; a session can turn it on, but not off
    kPatterns,  // as schema/filter.h reads them
    kSize,      // "1048576", "512MB", "1GB"; bytes without a unit
    kRules,     // names of lint rules, separated by commas
    kDuration,  // "1500", "1500ms", "2s", "1min"; milliseconds without a unit
    kCount,     // a whole number
  };
  std::string_view name;
  std::string_view default_value;
  std::string_view summary;
  Type type = Type::kSwitch;
};

/// Every setting.
std::span<const Setting> settings();

/// The value in force: the session's override, else what is stored, else the default.
/// Errors: kInvalidParameter for a name that is no setting (with the nearest one as HINT) and for a
/// session override that does not fit the setting.
std::string setting(Database& database, std::string_view name);

/// The value of a setting of type kSize in bytes. REQUIRES: canonical.
std::int64_t bytes_of(std::string_view value);

/// The same without the default: nothing where neither the session nor the database says anything.
std::optional<std::string> setting_if_set(Database& database, std::string_view name);

/// The value of a setting of type kDuration. REQUIRES: canonical.
std::chrono::milliseconds duration_of(std::string_view value);

bool is_setting_on(Database& database, std::string_view name);

/// Stores `value`; nothing = back to the default. Any spelling of a switch is accepted (on, true,
/// yes, 1 …) and stored as "on" or "off". Errors: kInvalidParameter. REQUIRES: inside
/// in_transaction, with tables.
void set_setting(Database& database, std::string_view name, const Value& value);

}  // namespace migrate

#include "settings.h"

#include <array>
#include <cstring>

#include "guard.h"

extern "C" {
#include "postgres.h"

#include "utils/guc.h"
}

namespace migrate {
namespace {

struct FixedSetting {
  const char* name;
  const char* value;
};

// jit and the generic plans: a disabled sequential scan makes plans look dear, and ours are small.
constexpr std::array kBookkeeping{
    FixedSetting{"search_path", "pg_catalog, pg_temp"},
    FixedSetting{"DateStyle", "ISO, YMD"},
    FixedSetting{"TimeZone", "UTC"},
    FixedSetting{"enable_seqscan", "off"},
    FixedSetting{"plan_cache_mode", "force_generic_plan"},
    FixedSetting{"jit", "off"},
};

void set(const char* name, const char* value) {
  set_config_option(name, value, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
}

}  // namespace

std::string session_setting_text(const std::string& name) {
  const char* key = name.c_str();
  const char* value = pg_call([&]() noexcept { return GetConfigOption(key, true, false); });
  return value ? value : "";
}

void SessionSettings::enter_bookkeeping() {
  caller_values_.clear();
  for (const FixedSetting& setting : kBookkeeping) {
    caller_values_.push_back(session_setting_text(setting.name));
  }
  level_ = open_bookkeeping_level();
}

void SessionSettings::leave_bookkeeping() { close_level(level_); }

int SessionSettings::open_caller_level() const {
  std::array<const char*, kBookkeeping.size()> values{};
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = caller_values_[i].c_str();
  return pg_call([&]() noexcept {
    const int level = NewGUCNestLevel();
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (strcmp(values[i], kBookkeeping[i].value) == 0) continue;
      set(kBookkeeping[i].name, values[i]);
    }
    return level;
  });
}

int SessionSettings::open_bookkeeping_level() {
  return pg_call([]() noexcept {
    const int level = NewGUCNestLevel();
    for (const FixedSetting& setting : kBookkeeping) set(setting.name, setting.value);
    return level;
  });
}

int SessionSettings::open_quiet_level() {
  return pg_call([]() noexcept {
    const int level = NewGUCNestLevel();
    set("client_min_messages", "error");
    return level;
  });
}

void SessionSettings::close_level(int level) {
  pg_call([&]() noexcept { AtEOXact_GUC(false, level); });
}

}  // namespace migrate

#include "migrate/identity.h"

#include <chrono>
#include <cstdio>
#include <random>

namespace migrate {

std::string random_id() {
  std::random_device device;
  std::string id;
  while (id.size() < 12) {
    // Only the low 16 bits: the standard promises no more of random_device.
    char digits[8];
    std::snprintf(digits, sizeof digits, "%04x", device() & 0xffffU);
    id += digits;
  }
  return id;
}

std::string utc_timestamp() {
  using namespace std::chrono;
  const auto now = floor<microseconds>(system_clock::now());
  const auto day = floor<days>(now);
  const year_month_day date(day);
  const hh_mm_ss time(now - day);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d:%02d.%06d",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  return text;
}

}  // namespace migrate

// What a revision gets without being told: an id and a create date.
#pragma once

#include <string>

namespace migrate {

/// 12 random hexadecimal digits, as Alembic's. From the operating system's generator.
std::string random_id();

/// "2025-12-06 19:04:32.123456" in UTC.
std::string utc_timestamp();

}  // namespace migrate

// Text between the database's encoding and the core's UTF-8. In a UTF-8 database nothing changes.
#pragma once

#include <string>
#include <string_view>

namespace migrate {

/// Whether the database's encoding is UTF-8, so that no text needs conversion.
bool is_server_utf8();

/// Errors: PgError (22021, 22P05) where a character has no counterpart. REQUIRES: no NUL byte.
std::string to_utf8(std::string_view server_text);
std::string to_server(std::string_view utf8);

/// For messages, which must get through: characters that cannot be shown become "?".
std::string to_server_lossy(std::string_view utf8);
/// The same; calls nothing that can fail, so it is safe while an error is being handled.
std::string to_utf8_lossy(std::string_view server_text);

}  // namespace migrate

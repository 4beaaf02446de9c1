// A revision with its upgrade and downgrade scripts, and the text that holds all of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dialect/dialect.h"
#include "revision/revision.h"

namespace migrate {

/// One direction. `sql` has no leading blank lines and no trailing white space.
struct Section {
  std::string sql;
  bool transactional = true;  // false: `-- migrate:up transaction:false`

  bool operator==(const Section&) const = default;
};

struct Script {
  Revision revision;
  std::string create_date;  // "2025-12-06 19:04:32.123456", UTC unless it has an offset; or empty
  Section upgrade;
  std::optional<Section> downgrade;  // nothing = irreversible

  bool operator==(const Script&) const = default;
};

/// `sql` as a Section holds it: leading blank lines and trailing white space gone.
std::string canonical_section(std::string_view sql);

/// Throws kInvalidScript where `sql` could not be read back from a rendered script: an unterminated
/// string or comment, a line that reads as a mark (`-- migrate:`) or as a header's `Revision ID:`;
/// kInvalidEncoding where it is not UTF-8. `what` = "upgrade script" or "downgrade script"; DETAIL
/// names the line and shows it.
void require_renderable(const Dialect& dialect, std::string_view sql, std::string_view what);

/// `message` as a Revision holds it: blank lines at both ends and trailing white space of each line
/// gone.
std::string canonical_message(std::string_view message);

/// Throws kInvalidScript where a canonical message could not be read back from a header, such as a
/// line that reads as a field (`Revision ID: x`) or as a mark; kInvalidEncoding where it is not
/// UTF-8.
void require_renderable_message(std::string_view message);

/// Throws kInvalidParameter unless `text` is a date and time as create_date holds it.
void require_create_date(std::string_view text);

/// The text of contract §2. Lists that are empty are left out, except "Revises:".
/// render ends with a newline; parse_bundle(render(s)) = {s}.
std::string render(const Script& script);

}  // namespace migrate

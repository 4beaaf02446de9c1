// A revision with its upgrade and downgrade scripts, and the text that holds all of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dialect/dialect.h"
#include "revision/revision.h"

namespace migrate {

/// One direction. `sql` is as canonical_section makes it.
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

/// `sql` as a Section holds it: leading blank lines, trailing white space and byte order marks at
/// both ends gone, lines ended by `\n` alone, so that a checkout with CRLF is the same script.
/// Inside literals too, as where Alembic reads a file; E'\r\n' or char(13, 10) keeps what is meant.
std::string canonical_section(std::string_view sql);

/// Throws kInvalidScript where `sql` could not be read back from a rendered script: an unterminated
/// string or comment (also SQLite's block comment without an end), a line that holds only a mark
/// (`-- migrate:…`), comment lines that read as a header (`-- Revision ID:`), a string in single
/// quotes as the first token; kInvalidEncoding where it is not UTF-8. `what` = "upgrade script" or
/// "downgrade script"; DETAIL names the line and shows it. REQUIRES: `sql` is canonical.
void require_renderable(const Dialect& dialect, std::string_view sql, std::string_view what);

/// `message` as a Revision holds it: white space at both ends and at the end of each line gone,
/// lines ended by `\n`.
std::string canonical_message(std::string_view message);

/// Throws kInvalidScript where a canonical message could not be read back from a header: a line
/// that reads as a field (`Revises: x`) or as a mark (`migrate:up`), or holds a carriage return;
/// kInvalidEncoding where it is not UTF-8. Everything else is rendered as it is, one `-- ` line for
/// each line and `--` for an empty one.
void require_renderable_message(std::string_view message);

/// Throws kInvalidParameter unless `text` is a date and time as create_date holds it:
/// "2025-12-06 19:04:32", "2025-12-06T19:04:32.5", "2025-12-06 19:04:32.123456+01:00", "…+01",
/// "…Z".
void require_create_date(std::string_view text);

/// The text of contract §2. Lists that are empty are left out, except "Revises:".
/// Ends with a newline, with two where the last line holds a comment, so that files may be put
/// together. parse_bundle(render(s)) = {s}. REQUIRES: sections and message are canonical and
/// renderable, names valid.
std::string render(const Script& script);

}  // namespace migrate

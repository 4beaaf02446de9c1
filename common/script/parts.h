// The lines of a script that say what the text around them is: headers and section marks.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/dialect.h"
#include "error.h"

namespace migrate {

/// A field of a header, as Alembic names them.
enum class Field { kRevisionId, kRevises, kBranchLabels, kDependsOn, kCreateDate };

struct FieldLine {
  Field field;
  std::string_view value;  // trimmed

  bool operator==(const FieldLine&) const = default;
};

/// "-- Revises: a, b" -> (kRevises, "a, b"); nothing for every other line. Names are read without
/// regard to case. `comment` starts with `--`.
std::optional<FieldLine> read_field(std::string_view comment);

/// True for `-- migrate:` whatever follows it.
bool reads_as_mark(std::string_view comment);

/// What stands behind `--` and one space, without trailing white space.
std::string_view comment_text(std::string_view comment);

/// A header (an unbroken run of `--` lines, one of which is `Revision ID:`) or a mark (a line that
/// holds nothing but `-- migrate:…`). Offsets of its first byte and behind its last.
struct Part {
  enum class Kind { kHeader, kMark };
  Kind kind;
  std::size_t begin;
  std::size_t end;
};

/// Where a text ends inside a string, a quoted name or a comment: what, and where it starts.
struct Unterminated {
  std::string_view what;  // "string", "quoted name", "comment"
  std::size_t offset;
};

struct Parts {
  std::vector<Part> parts;  // in the text's order
  std::optional<Unterminated> unterminated;
};

/// One pass over `text`; what looks like a part inside a string or comment is none. The first line
/// of a header may stand right behind other text, as it does where files without a final newline
/// are put together; its other lines start at the margin. A mark may be indented.
Parts find_parts(const Dialect& dialect, std::string_view text);

/// What the kUnterminated token at `offset` is the start of.
Unterminated unterminated_at(std::string_view text, std::size_t offset);

/// `text` with `\n` at the end of each line, whatever number of `\r` stood before it.
std::string with_newlines(std::string_view text);

/// True where the first thing but comments is a string in single quotes. No statement can start so,
/// and PostgreSQL would read it as the rest of an E'…' that ends the section before.
bool starts_with_string(const Dialect& dialect, std::string_view sql);

/// kInvalidScript, `<what> <problem>`, DETAIL `Line 3 is "…".` for the line at `offset`.
Error script_error(std::string_view what, std::string_view problem, std::string_view text,
                   std::size_t offset, std::string hint = {});

}  // namespace migrate

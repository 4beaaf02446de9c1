// A text of one or many scripts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dialect/dialect.h"
#include "script/script.h"

namespace migrate {

/// Reads a text of scripts, each with its header, in any order. A header is an unbroken run of `--`
/// lines, each at the margin (the first may stand right behind other text, where files without a
/// final newline are put together), that holds `-- Revision ID:`. Its field names are read without
/// regard to case; lines before the first field are the message. A script's sections follow it:
/// `-- migrate:up`, then perhaps `-- migrate:down`, each alone on its line, perhaps with
/// `transaction:false`. Marks inside strings, dollar quotes and block comments are not marks.
/// psql's `\restrict` and `\unrestrict` lines between scripts, byte order marks and CRLF line ends
/// are accepted. What it returns is canonical and renderable.
/// Errors, each with the line in the whole text: kInvalidScript: text before the first header or
/// between a header and its first mark, a header without `migrate:up`, a field or section given
/// twice, an unknown mark, mark option or header line, an unterminated string, no script at all;
/// kInvalidParameter: a create date that is none; kInvalidEncoding; kInvalidName;
/// kDuplicateRevision (an id twice in the text).
std::vector<Script> parse_bundle(const Dialect& dialect, std::string_view text);

/// A dbmate file: only sections, no header; the caller gives id and message. Comments above the
/// first mark are left out. REQUIRES: `revision` is filled. Errors: as parse_bundle; kInvalidScript
/// for a header.
Script parse_sections(const Dialect& dialect, std::string_view text, Revision revision);

/// Rendered scripts one after the other with blank lines between; empty for none.
std::string render_bundle(const std::vector<Script>& scripts);

}  // namespace migrate

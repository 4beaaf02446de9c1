// A text of one or many scripts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dialect/dialect.h"
#include "script/script.h"

namespace migrate {

/// Reads a text of scripts, each with its header, in any order. A header is an unbroken run of `--`
/// lines that holds `-- Revision ID:`; its field names are read without regard to case; lines
/// before the first field are the message. A script's sections follow it: `-- migrate:up`, then
/// perhaps
/// `-- migrate:down`, each perhaps with `transaction:false`. Marks inside strings, dollar quotes
/// and block comments are not marks. psql's `\restrict` and `\unrestrict` lines between scripts, a
/// byte order mark and CRLF line ends are accepted. Errors: kInvalidScript with the line: text
/// before the first header, a header without `migrate:up`, a field or section given twice, an
/// unknown field value or mark option, an unterminated string, text without any script;
/// kInvalidEncoding; kInvalidName; kDuplicateRevision (an id twice in the text).
std::vector<Script> parse_bundle(const Dialect& dialect, std::string_view text);

/// A dbmate file: only sections, no header; the caller gives id and message.
/// REQUIRES: `revision` is filled. Errors: as parse_bundle.
Script parse_sections(const Dialect& dialect, std::string_view text, Revision revision);

/// Rendered scripts one after the other with blank lines between.
std::string render_bundle(const std::vector<Script>& scripts);

}  // namespace migrate

// What one statement of a schema's text asks for, as far as the scratch area must know.
#pragma once

#include <string>
#include <vector>

#include "db/database.h"

struct MemoryContextData;

namespace migrate {

struct ModelStatement {
  enum class Kind {
    kNothing,  // a comment, a lone semicolon
    kOther,    // is simply run
    kCreateSchema,
    kDropSchema,
    kCommentOnSchema,
    kCreateExtension,
    kMoveExtension,    // ALTER EXTENSION … SET SCHEMA
    kUpdateExtension,  // ALTER EXTENSION … UPDATE
    kDropExtension,
    kCommentOnExtension,
    kEventTrigger,  // CREATE, or ALTER … ENABLE
  };
  Kind kind = Kind::kOther;
  std::string sql;  // to be run, in the server's encoding; without CONCURRENTLY
  /// Plain names of what the kind says, one but for DROP.
  std::vector<std::string> names;
  Value schema;   // of an extension
  Value version;  // of an extension
  Value comment;  // on a schema or an extension
  // CREATE SCHEMA:
  Value owner;  // of AUTHORIZATION
  bool if_not_exists = false;
  bool has_elements = false;  // … CREATE TABLE …
};

/// Reads one statement in the server's encoding; `memory` is reset.
/// Errors: PgError for one that cannot be parsed; kNotSupported for one that is not a schema's or
/// could not be undone: `CREATE ROLE cannot be part of a schema`.
ModelStatement read_model_statement(const std::string& server_text, MemoryContextData* memory);

}  // namespace migrate

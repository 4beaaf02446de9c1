// What the text of a model says about renames.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/dialect.h"

namespace migrate {

/// One `-- @renamed from=old_name`. It belongs to the code before it on its line, or else to the
/// next line with code: to the column, constraint or enum value that the line starts with; to the
/// statement's object where the line starts the statement or names it, or starts with no name.
///   `CREATE TABLE app.users ( -- @renamed from=user`  ->  {"TABLE", "app", "users", "", "user", 1}
///   `    mail text, -- @renamed from="E-Mail"`        ->  {…, part = "mail", from = "E-Mail"}
///   `    CONSTRAINT c CHECK … -- @renamed from=b`     ->  {…, part = "c", from = "b"}
///   `); -- @renamed from=user`                        ->  {…, part = "", from = "user"}
struct RenameNote {
  std::string type;    // the word behind CREATE, in upper case: TABLE, INDEX, TYPE, VIEW, …
  std::string schema;  // as written, plain; empty where it isn't
  std::string name;
  std::string part;  // empty: the object itself
  std::string from;  // plain name
  std::size_t line = 0;
};

/// In the order of the text. Errors: kInvalidScript for an annotation that belongs to nothing or
/// gives no name, DETAIL has the line.
std::vector<RenameNote> rename_notes(const Dialect& dialect, std::string_view ddl);

}  // namespace migrate

// Which statements a SQLite schema's text may have.
#pragma once

#include <string_view>

namespace migrate::sqlite {

enum class ModelStatement {
  kRun,
  /// What SQLite makes by itself and .schema prints all the same (`CREATE TABLE sqlite_sequence`);
  /// settings that make no difference to a schema (`PRAGMA foreign_keys`, as .dump begins).
  kPassOver,
};

/// Errors: kNotSupported for a statement that is not a schema's: one that acts on the connection,
/// on transactions or on the whole file.
ModelStatement read_model_statement(std::string_view sql);

}  // namespace migrate::sqlite

// A PostgreSQL error on its way through C++ frames.
#pragma once

#include "error.h"

struct ErrorData;

namespace migrate {

/// Keeps every field of the report: SQLSTATE, DETAIL, HINT, CONTEXT, position, object names. The
/// Error part holds a copy of the texts for the core, which may add context lines and a hint.
/// The report lives in the memory context that was current when pg_call was entered, so the
/// exception must not outlive the SQL function's call.
class PgError : public Error {
 public:
  explicit PgError(ErrorData* report);

  ErrorData* report() const { return report_; }
  /// True where the report has this SQLSTATE, e.g. "55P03".
  bool has_sqlstate(std::string_view code) const;
  bool ends_work() const override;
  bool is_lock_failure() const override;
  /// Takes the line `SQL statement "…"` off the report's context, where SPI has put `sql` as a
  /// whole, however long: the core names the statement by its line and its beginning.
  void drop_statement_context(std::string_view sql);

 private:
  ErrorData* report_;
};

}  // namespace migrate

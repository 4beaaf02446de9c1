#include "sqlite_error.h"

#include <sqlite3ext.h>

#include <algorithm>
#include <new>
#include <utility>

#include "text.h"
SQLITE_EXTENSION_INIT3

namespace migrate {
namespace {

// Byte offset of the error in the text of the statement; -1 = not known.
int error_offset([[maybe_unused]] sqlite3* db) {
#if SQLITE_VERSION_NUMBER >= 3038000
  if (sqlite3_libversion_number() >= 3038000) return sqlite3_error_offset(db);
#endif
  return -1;
}

std::string hint_for(int result_code) {
  switch (result_code & 0xff) {
    case SQLITE_LOCKED:
      return "Another statement on this connection is still reading; finish or reset it, and call "
             "the function from a SELECT without FROM.";
    case SQLITE_BUSY:
      return "Try again when the other connection has finished, or set a longer busy_timeout.";
    default:
      return {};
  }
}

// `line 2, column 14 of the statement: …`; columns count characters, not bytes.
std::string place(std::string_view sql, std::size_t offset) {
  const std::string_view before = sql.substr(0, offset);
  const std::size_t newline = before.rfind('\n');
  const std::string_view line =
      newline == std::string_view::npos ? before : before.substr(newline + 1);
  const auto column = 1 + std::count_if(line.begin(), line.end(), [](char c) {
                        return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
                      });
  return cat("line ", std::to_string(line_at(sql, offset)), ", column ", std::to_string(column),
             " of the statement: ", excerpt(sql.substr(offset)));
}

int code_for(ErrorCode code) {
  switch (code) {
    case ErrorCode::kDuplicateRevision:
      return SQLITE_CONSTRAINT;
    case ErrorCode::kForeignKeyViolation:
      return SQLITE_CONSTRAINT_FOREIGNKEY;
    case ErrorCode::kLockNotAvailable:
      return SQLITE_BUSY;
    case ErrorCode::kSerialization:
      return SQLITE_BUSY_SNAPSHOT;
    case ErrorCode::kProgramLimit:
      return SQLITE_TOOBIG;
    case ErrorCode::kConnectionLost:
      return SQLITE_ABORT;
    case ErrorCode::kInternal:
      return SQLITE_INTERNAL;
    case ErrorCode::kInvalidParameter:
    case ErrorCode::kNullNotAllowed:
    case ErrorCode::kInvalidEncoding:
    case ErrorCode::kInvalidName:
    case ErrorCode::kUndefinedRevision:
    case ErrorCode::kInvalidScript:
    case ErrorCode::kNotSupported:
    case ErrorCode::kWrongState:
    case ErrorCode::kMultipleHeads:
    case ErrorCode::kCycle:
    case ErrorCode::kNotAncestor:
    case ErrorCode::kAmbiguousTarget:
    case ErrorCode::kNotAtHead:
    case ErrorCode::kIrreversible:
    case ErrorCode::kPending:
    case ErrorCode::kHistoryChanged:
    case ErrorCode::kNotApproved:
    case ErrorCode::kSchemaChanged:
    case ErrorCode::kStatement:
      return SQLITE_ERROR;
  }
  return SQLITE_ERROR;
}

}  // namespace

SqliteError::SqliteError(ErrorCode code, int result_code, std::string message, std::string detail,
                         std::string hint)
    : Error(code, std::move(message), std::move(detail), std::move(hint)),
      result_code_(result_code) {}

bool SqliteError::ends_work() const { return (result_code_ & 0xff) == SQLITE_INTERRUPT; }

int extended_code(sqlite3* db, int result_code) {
  const int extended = sqlite3_extended_errcode(db);
  return (extended & 0xff) == (result_code & 0xff) ? extended : result_code;
}

SqliteError last_error(sqlite3* db, int result_code) {
  const int code = extended_code(db, result_code);
  if (code == SQLITE_NOMEM) throw std::bad_alloc();
  return {ErrorCode::kStatement, code, sqlite3_errmsg(db), {}, hint_for(code)};
}

SqliteError last_compile_error(sqlite3* db, int result_code, std::string_view sql) {
  const int offset = error_offset(db);
  SqliteError error = last_error(db, result_code);
  if (offset >= 0 && static_cast<std::size_t>(offset) < sql.size()) {
    error.add_context(place(sql, static_cast<std::size_t>(offset)));
  }
  return error;
}

int result_code(const Error& error) {
  const auto* sqlite_error = dynamic_cast<const SqliteError*>(&error);
  const int code = sqlite_error ? sqlite_error->result_code() : code_for(error.code());
  switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_SCHEMA:
    case SQLITE_NOTICE:
    case SQLITE_WARNING:
    case SQLITE_ROW:
    case SQLITE_DONE:
      return SQLITE_ERROR;
    default:
      return code;
  }
}

std::string error_text(const Error& error) {
  std::string text = error.message();
  if (!error.detail().empty()) text += cat("\nDETAIL:  ", error.detail());
  if (!error.hint().empty()) text += cat("\nHINT:  ", error.hint());
  if (!error.context().empty()) text += cat("\nCONTEXT:  ", error.context());
  return text;
}

}  // namespace migrate

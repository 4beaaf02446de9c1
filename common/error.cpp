#include "error.h"

#include <utility>

namespace migrate {

std::string_view sqlstate(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidParameter:
      return "22023";
    case ErrorCode::kNullNotAllowed:
      return "22004";
    case ErrorCode::kInvalidEncoding:
      return "22021";
    case ErrorCode::kInvalidName:
      return "42602";
    case ErrorCode::kUndefinedRevision:
      return "42704";
    case ErrorCode::kDuplicateRevision:
      return "42710";
    case ErrorCode::kInvalidScript:
      return "42601";
    case ErrorCode::kNotSupported:
      return "0A000";
    case ErrorCode::kWrongState:
      return "55000";
    case ErrorCode::kLockNotAvailable:
      return "55P03";
    case ErrorCode::kSerialization:
      return "40001";
    case ErrorCode::kProgramLimit:
      return "54000";
    case ErrorCode::kConnectionLost:
      return "08006";
    case ErrorCode::kForeignKeyViolation:
      return "23503";
    case ErrorCode::kMultipleHeads:
      return "MG001";
    case ErrorCode::kCycle:
      return "MG002";
    case ErrorCode::kNotAncestor:
      return "MG003";
    case ErrorCode::kAmbiguousTarget:
      return "MG004";
    case ErrorCode::kNotAtHead:
      return "MG005";
    case ErrorCode::kIrreversible:
      return "MG006";
    case ErrorCode::kPending:
      return "MG007";
    case ErrorCode::kHistoryChanged:
      return "MG008";
    case ErrorCode::kNotApproved:
      return "MG009";
    case ErrorCode::kSchemaChanged:
      return "MG010";
    // An adapter that knows the database's own code reports that one instead.
    case ErrorCode::kStatement:
    case ErrorCode::kInternal:
      return "XX000";
  }
  return "XX000";
}

Error::Error(ErrorCode code, std::string message, std::string detail, std::string hint)
    : code_(code),
      message_(std::move(message)),
      detail_(std::move(detail)),
      hint_(std::move(hint)) {}

void Error::add_context(std::string_view line) {
  if (!context_.empty()) context_ += '\n';
  context_ += line;
}

void Error::set_hint_if_empty(std::string hint) {
  if (hint_.empty()) hint_ = std::move(hint);
}

void Error::set_detail_if_empty(std::string detail) {
  if (detail_.empty()) detail_ = std::move(detail);
}

}  // namespace migrate

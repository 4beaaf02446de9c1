// The one exception type that crosses layers: what went wrong, in PostgreSQL's style.
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace migrate {

/// One enumerator for each condition that a caller may want to tell apart. Each has one SQLSTATE
/// (sqlstate()); PostgreSQL's own codes where one fits, class MG for what only migrate has.
enum class ErrorCode {
  kInvalidParameter,  // 22023  a setting, a range or a target that cannot be read
  kNullNotAllowed,    // 22004  NULL where a value is needed
  kInvalidEncoding,   // 22021  text that is not UTF-8, or holds a NUL byte
  kInvalidName,  // 42602  an id or a label with illegal characters, empty, too long or reserved
  kUndefinedRevision,    // 42704  no such revision or branch label
  kDuplicateRevision,    // 42710  the id or label exists
  kInvalidScript,        // 42601  a script that cannot be read: no header, unterminated string, …
  kNotSupported,         // 0A000
  kWrongState,           // 55000  the database is not in the state that the verb needs
  kLockNotAvailable,     // 55P03
  kSerialization,        // 40001  another session migrated meanwhile; trying again will work
  kProgramLimit,         // 54000
  kConnectionLost,       // 08006  the transaction's state can't be known any more
  kForeignKeyViolation,  // 23503  rows left without a parent by a script that turned checks off
  kMultipleHeads,        // MG001  "head" is not one revision
  kCycle,                // MG002  revisions form a cycle
  kNotAncestor,          // MG003  two revisions that are not on one line
  kAmbiguousTarget,      // MG004  a prefix or a relative step with several answers
  kNotAtHead,            // MG005  migrate_current(true) behind head
  kIrreversible,         // MG006  a revision without a downgrade script
  kPending,              // MG007  migrate_check() found something to do
  kHistoryChanged,       // MG008  the stored history was changed behind the functions' back
  kNotApproved,          // MG009  a script or a model that has to be approved first
  kSchemaChanged,        // MG010  the schema was changed by other means than migrations
  kStatement,            // the database's own error in a statement; the adapter keeps its code
  kInternal,             // XX000  a bug in migrate
};

/// The five-character SQLSTATE of `code`. Source: PostgreSQL 15 docs, appendix A.
std::string_view sqlstate(ErrorCode code);

/// An error that a user can cause. `message` is one line in lower case without a period; `detail`
/// and `hint` are sentences and may be empty; context lines say where, innermost first.
/// Adapters derive from it to carry the database's own error through the core untouched.
class Error : public std::exception {
 public:
  Error(ErrorCode code, std::string message, std::string detail = {}, std::string hint = {});

  ErrorCode code() const { return code_; }
  const std::string& message() const { return message_; }
  const std::string& detail() const { return detail_; }
  const std::string& hint() const { return hint_; }
  /// Lines that were added on the way up, joined with newlines; empty when none was.
  const std::string& context() const { return context_; }

  /// Appends one line; called where the place is known, once for each level.
  void add_context(std::string_view line);
  /// Fills an empty hint or detail; keeps one that the database gave.
  void set_hint_if_empty(std::string hint);
  void set_detail_if_empty(std::string detail);

  /// True where the caller or the server has put an end to the work: nothing is tried again.
  virtual bool ends_work() const { return false; }

  /// True where a statement could not get a lock in time, or was ended to break a deadlock: it may
  /// work when it is tried again.
  virtual bool is_lock_failure() const { return false; }

  const char* what() const noexcept override { return message_.c_str(); }

 private:
  ErrorCode code_;
  std::string message_;
  std::string detail_;
  std::string hint_;
  std::string context_;
};

}  // namespace migrate

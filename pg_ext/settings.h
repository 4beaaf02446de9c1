// The session settings that our own statements and the user's scripts run under.
#pragma once

#include <string>
#include <vector>

namespace migrate {

/// PostgreSQL undoes settings by nest levels, which subtransactions use too: a level is closed by
/// the end of the transaction or subtransaction around it, so after an error nothing is to be done.
/// Source: PostgreSQL 15, guc.c, NewGUCNestLevel and AtEOXact_GUC.
class SessionSettings {
 public:
  /// Opens a level with fixed settings for our own statements: a search path without schemas that
  /// others can write to, ISO dates in UTC, plans that use our indexes. Remembers the caller's.
  void enter_bookkeeping();
  /// Brings back the caller's settings. REQUIRES: enter_bookkeeping, no level open above it.
  void leave_bookkeeping();

  /// Opens a level and puts the caller's settings back in it. Result: for close_level.
  int open_caller_level() const;
  /// Opens a level with the fixed settings again, above what a script has set.
  static int open_bookkeeping_level();
  /// Opens a level in which no NOTICE or WARNING is raised.
  static int open_quiet_level();
  /// Undoes every setting since the level was opened.
  static void close_level(int level);

 private:
  std::vector<std::string> caller_values_;
  int level_ = 0;
};

/// The value of a setting of the session, of custom settings too; empty where it is not set.
std::string session_setting_text(const std::string& name);

}  // namespace migrate

// Whether this process is running a script: one that calls migrate again would plan and write in
// the middle of a step of the first.
#pragma once

#include "error.h"

namespace migrate {

class RunningScript {
 public:
  RunningScript() { ++count_; }
  ~RunningScript() { --count_; }
  RunningScript(const RunningScript&) = delete;
  RunningScript& operator=(const RunningScript&) = delete;

  /// In this or an outer call: a script can call our functions.
  static bool is_any() { return count_ > 0; }

  /// Errors: kWrongState where one is.
  static void require_none() {
    if (!is_any()) return;
    throw Error(ErrorCode::kWrongState, "cannot change migrations from inside a script");
  }

 private:
  inline static int count_ = 0;
};

}  // namespace migrate

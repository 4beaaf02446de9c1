// Who has a database file locked, as far as the operating system tells.
#pragma once

#include <string>
#include <vector>

struct sqlite3;

namespace migrate {

enum class LockUse { kWriting, kReading };

/// "process 4242 (sqlite3)", "another connection of this process" for each who has main locked so;
/// empty where nobody has, where main is no file, and elsewhere than on Linux.
/// Source: sqlite.org/lockingv3.html and walformat.html, the bytes that are locked; proc(5).
std::vector<std::string> lock_holders(sqlite3* db, LockUse use);

}  // namespace migrate

// How far a process has come, as far as PostgreSQL says.
#pragma once

#include <optional>
#include <string>

namespace migrate {

/// "building index, block 20 of 100", in the words of PostgreSQL's progress views; nothing while
/// `process` runs no command that reports progress. Takes no snapshot.
/// Source: PostgreSQL 15 docs, "Progress Reporting".
std::optional<std::string> command_progress(int process);

}  // namespace migrate

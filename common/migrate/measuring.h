// What a statement of a script costs: told from the session's footprint before and after it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"

namespace migrate {

struct Measurement {
  double duration_ms = 0;
  std::vector<std::string> locks;      // `ACCESS EXCLUSIVE on public.t`, the strongest first
  std::vector<std::string> rewritten;  // names, sorted
  std::optional<std::int64_t> rows_changed;
  std::int64_t bytes_written = 0;
};

/// Measures statements that run one after the other. What exists when it is made is what other
/// sessions can be kept from: locks on what is made later are not told.
class Meter {
 public:
  explicit Meter(Database& database);

  /// To be called after a savepoint has been undone, before the next measure.
  void refresh();

  /// Runs `body`. Result: what that has added to what the session did before. Names are those from
  /// before. Errors: whatever `body` throws; then nothing is known.
  Measurement measure(const std::function<void()>& body);

 private:
  using Strengths = std::map<std::string, int, std::less<>>;

  const Relation* known(std::string_view id) const;
  bool blocks_others(std::string_view id) const;
  std::vector<std::string> added_locks(const Footprint& before, const Footprint& after) const;
  std::vector<std::string> rewritten(const Footprint& after) const;
  std::optional<std::int64_t> rows_changed(const Footprint& before, const Footprint& after) const;

  Database& database_;
  std::map<std::string, Relation, std::less<>> known_;  // as they were before the next statement
  std::set<std::string, std::less<>> shared_;           // ids of what other sessions can use
};

}  // namespace migrate

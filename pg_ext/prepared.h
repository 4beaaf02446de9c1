// Our own statements: prepared once, with parameter types inferred from where they stand.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "db/database.h"

struct MemoryContextData;
struct SPITupleTable;
struct _DestReceiver;

namespace migrate {

struct PreparedPlan;

class PreparedStatements {
 public:
  /// `memory` outlives this object; `scratch` is reset by each run. REQUIRES: SPI is connected.
  PreparedStatements(MemoryContextData* memory, MemoryContextData* scratch);
  ~PreparedStatements();
  PreparedStatements(const PreparedStatements&) = delete;
  PreparedStatements& operator=(const PreparedStatements&) = delete;

  struct Result {
    std::int64_t processed;  // rows changed or returned
    SPITupleTable* table;    // nullptr for a statement without rows
  };
  /// Runs `sql`; a plan is kept for the next run of the same text. `read_only`: under the caller's
  /// snapshot, and statements that write are refused. Errors: PgError; kInternal.
  Result run(std::string_view sql, const Row& parameters, bool read_only);

  /// Like run, but the rows go to `visit` and none is kept.
  /// REQUIRES: the database's encoding is UTF-8.
  void run_for_each(std::string_view sql, const Row& parameters, bool read_only,
                    const RowVisitor& visit);

 private:
  Result run_to(std::string_view sql, const Row& parameters, bool read_only,
                _DestReceiver* destination);
  const PreparedPlan& prepare(std::string_view sql, std::size_t parameter_count);

  MemoryContextData* memory_;
  MemoryContextData* scratch_;
  std::map<std::string, PreparedPlan*, std::less<>> plans_;  // in memory_
};

}  // namespace migrate

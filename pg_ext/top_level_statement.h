// One statement as PostgreSQL runs what a client sends alone.
#pragma once

namespace migrate {

/// Begins a transaction, runs `sql` in it at the top level, where statements may commit by
/// themselves, and leaves the last transaction open. Rows are dropped. Raises PostgreSQL's errors;
/// then the transaction is to be aborted. REQUIRES: called inside pg_call in a background worker,
/// no transaction is open; `sql` lives until the transaction ends.
void run_at_top_level(const char* sql);

}  // namespace migrate

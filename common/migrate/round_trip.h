// Whether a revision's downgrade undoes its upgrade: tried, compared, and all of it undone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "db/database.h"
#include "migrate/schema_reading.h"
#include "migrate/statement_runner.h"
#include "revision/heads.h"
#include "revision/plan.h"

namespace migrate {

/// Where scripts are tried. All of it outlives the trial.
struct Trial {
  Database& area;
  const RevisionGraph& graph;
  std::int64_t max_table_bytes = 0;  // of a table that a statement changes; 0 = without limit
};

struct Outcome {
  enum class Result {
    kOk,
    kDiffers,       // a way leads elsewhere than it should
    kIrreversible,  // there is no downgrade
    kFailed,        // a statement is an error
    kNotRun,        // a script refuses a transaction, or cannot be reached
  };
  Result result = Result::kOk;
  std::string detail;  // lines; empty for kOk
};

/// "ok", "differs", "irreversible", "failed", "not run".
std::string_view result_name(Outcome::Result result);

/// The error's message with its DETAIL and HINT, a line for each.
std::string error_lines(const Error& error);

/// Whether `error` says something of the script: not where somebody has put an end to the work, nor
/// where the rehearsal itself cannot go on.
bool is_of_script(const Error& error);

/// What became of a script that threw `error`; `name` says which: "downgrade".
Outcome failure(std::string_view name, const Error& error);

/// Why a script of revision `id` is not run in a rehearsal: there is none (kIrreversible), or it
/// refuses a transaction (kNotRun). Nothing where it can be run.
std::optional<Outcome> obstacle(Database& area, const std::string& id, Operation operation);

/// Runs the upgrade or downgrade script of one revision and writes its version rows; `around`
/// stands around its statements, and calls require_small_tables as is done without it. Marks
/// `heads`. After an error nothing of it stays, and `heads` are as before. Errors: the script's and
/// those of `around`. REQUIRES: inside in_rehearsal; the step is possible.
void run_step(const Trial& trial, Heads& heads, Node node, Operation operation,
              const AroundStatements& around = {});

/// Marks a revision as applied without running its script.
void pass_over(Database& area, Heads& heads, Node node);

/// What a round trip starts from and has to come back to.
struct Ends {
  const SchemaReading& below;  // without the revision
  const SchemaReading& above;  // with it
};

/// With the revision applied: runs its downgrade, compares with `ends.below`, runs its upgrade,
/// compares with `ends.above`. Everything is undone. `around` stands around the statements of the
/// downgrade. Errors: only such as end the work. REQUIRES: inside in_rehearsal.
Outcome down_and_up(const Trial& trial, const Heads& heads, Node node, const Ends& ends,
                    const AroundStatements& around = {});

/// The same from below, for a revision that was downgraded: upgrade, compare, downgrade, compare.
Outcome up_and_down(const Trial& trial, const Heads& heads, Node node, const Ends& ends);

}  // namespace migrate

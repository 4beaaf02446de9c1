// Answers questions about revision graphs, one after the other, for oracle_test.py, which asks
// Alembic the same. Fields are separated by tabs, lists by commas; nothing needs quoting, as names
// hold neither.
//
//   revision  id  down_revisions  depends_on  branch_labels      adds to the next graph
//   graph                                                        builds it; forgets the one before
//   ask  verb  rows  argument                                    verb: upgrade, downgrade, stamp,
//                                     history, current, labels, upgrade_range, downgrade_range
//
// Each `graph` and each `ask` is answered by one line: `ok  steps  rows after`, where a step is an
// id, or `error  SQLSTATE  message`.
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "error.h"
#include "revision/graph.h"
#include "revision/heads.h"
#include "revision/plan.h"
#include "revision/target.h"
#include "support/graph_text.h"
#include "text.h"

namespace migrate {
namespace {

using Strings = std::vector<std::string>;

Strings split(std::string_view line, char separator) {
  Strings fields;
  for (std::size_t begin = 0; true;) {
    const std::size_t end = line.find(separator, begin);
    fields.emplace_back(line.substr(begin, end == std::string_view::npos ? end : end - begin));
    if (end == std::string_view::npos) return fields;
    begin = end + 1;
  }
}

class Driver {
 public:
  std::optional<std::string> answer(const std::string& line) {
    const Strings fields = split(line, '\t');
    if (fields.at(0) == "revision") {
      revisions_.push_back({fields.at(1), split_list(fields.at(2)), split_list(fields.at(3)),
                            split_list(fields.at(4)), ""});
      return std::nullopt;
    }
    try {
      if (fields.at(0) == "graph") {
        graph_.reset();
        graph_ = RevisionGraph::build(std::exchange(revisions_, {}));
        return "ok";
      }
      return ask(fields.at(1), split_list(fields.at(2)), fields.at(3));
    } catch (const Error& error) {
      return cat("error\t", sqlstate(error.code()), "\t", error.message());
    }
  }

 private:
  std::string ask(std::string_view verb, const Strings& rows, std::string_view argument) const {
    const Heads heads(*graph_, rows);
    if (verb == "history") {
      const auto range =
          argument.empty() ? std::nullopt : std::optional(TargetRange::parse(argument));
      return nodes(history(*graph_, heads, range));
    }
    if (verb == "current") return nodes(heads.current());
    if (verb == "labels") {
      return cat("ok\t", join(graph_->labels(*graph_->find(argument)), ","), "\t");
    }
    return plan(verb, heads, rows, argument);
  }

  std::string plan(std::string_view verb, const Heads& heads, const Strings& rows,
                   std::string_view argument) const {
    if (verb == "stamp") {
      std::vector<Target> targets;
      for (const std::string& item : split_list(argument)) targets.push_back(Target::parse(item));
      return steps(plan_stamp(*graph_, heads, targets), rows);
    }
    if (verb == "upgrade_range" || verb == "downgrade_range") {
      const TargetRange range = TargetRange::parse(argument);
      const bool up = verb == "upgrade_range";
      const Strings start = range.lower && range.lower->text() != "base"
                                ? Strings{graph_->id(resolve_revision(*graph_, *range.lower))}
                                : Strings();
      return steps(up ? plan_upgrade_range(*graph_, heads, range)
                      : plan_downgrade_range(*graph_, heads, range),
                   start);
    }
    const Target target = Target::parse(argument);
    if (verb == "upgrade") return steps(plan_upgrade(*graph_, heads, target), rows);
    return steps(plan_downgrade(*graph_, heads, target), rows);
  }

  std::string nodes(const Nodes& list) const {
    Strings ids;
    for (const Node node : list) ids.push_back(graph_->id(node));
    return cat("ok\t", join(ids, ","), "\t");
  }

  std::string steps(const Plan& plan, const Strings& rows) const {
    Nodes list;
    for (const Step& step : plan) list.push_back(step.node);
    return nodes(list) + join(test::rows_after(plan, rows), ",");
  }

  std::vector<Revision> revisions_;
  std::optional<RevisionGraph> graph_;
};

}  // namespace
}  // namespace migrate

int main() {
  std::ios::sync_with_stdio(false);
  migrate::Driver driver;
  for (std::string line; std::getline(std::cin, line);) {
    if (const std::optional<std::string> answer = driver.answer(line)) {
      std::cout << *answer << '\n' << std::flush;
    }
  }
}

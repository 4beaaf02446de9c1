#include "migrate/linting.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include "lint/lint.h"
#include "migrate/arguments.h"
#include "migrate/settings.h"
#include "migrate/store.h"
#include "revision/plan.h"
#include "text.h"

namespace migrate {
namespace {

// In the order in which they would be applied.
Nodes chosen(const State& state, const Heads& heads, const std::string& text) {
  if (text.find(':') != std::string::npos) {
    Nodes nodes = history(state.graph, heads, TargetRange::parse(text));
    std::reverse(nodes.begin(), nodes.end());
    return nodes;
  }
  Nodes nodes;
  for (const Step& step : plan_upgrade(state.graph, heads, Target::parse(text))) {
    nodes.push_back(step.node);
  }
  return nodes;
}

std::set<std::string> ignored_rules(Database& database) {
  const std::vector<std::string> names = split_list(setting(database, "lint_ignore"));
  std::set<std::string> rules(names.begin(), names.end());
  // Each statement gets the limit of that setting.
  const auto lock_timeout = setting_if_set(database, "lock_timeout");
  if (lock_timeout && duration_of(*lock_timeout).count() > 0) rules.insert("require-lock-timeout");
  return rules;
}

// Errors: those of `body`, which name the revision.
void about(const std::string& revision, const std::function<void()>& body) {
  try {
    body();
  } catch (Error& error) {
    error.add_context(cat("revision \"", revision, "\" upgrade"));
    throw;
  }
}

Row row(const std::string& revision, const lint::Remark& remark) {
  return {revision,
          std::string(remark.rule->name),
          std::string(lint::severity_name(remark.severity)),
          remark.statement ? Value(std::to_string(*remark.statement + 1)) : std::nullopt,
          std::to_string(remark.line),
          remark.statement ? Value(remark.excerpt) : std::nullopt,
          remark.why,
          std::string(remark.rule->instead)};
}

}  // namespace

Rows list_lint(Database& database, const Row& arguments) {
  const std::string text = text_or(arguments, 0, "target", "head");
  const Store store(database);
  const State state = store.load();
  const Heads heads(state.graph, state.version_rows);
  lint::Linter linter(database, ignored_rules(database));
  const Nodes nodes = chosen(state, heads, text);
  for (Node node : nodes) {
    const std::string& id = state.graph.id(node);
    const StoredSection stored = store.load_section(id, true);
    about(id, [&] { linter.add(stored.section, heads.is_applied(node)); });
  }
  Rows rows;
  for (Node node : nodes) {
    const std::string& id = state.graph.id(node);
    about(id, [&] {
      for (const lint::Remark& remark : linter.look_at_next()) rows.push_back(row(id, remark));
    });
  }
  return rows;
}

}  // namespace migrate

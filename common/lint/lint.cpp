#include "lint/lint.h"

#include <utility>

#include "lint/ignore.h"
#include "lint/sqlite_facts.h"
#include "script/splitter.h"
#include "text.h"

namespace migrate::lint {
namespace {

std::unique_ptr<Catalog> catalog_of(Database& database) {
  return database.dialect().lacks_alter_table() ? sqlite_catalog(database)
                                                : postgres_catalog(database);
}

bool is_for(const Rule& rule, const Dialect& dialect) {
  switch (rule.databases) {
    case Rule::Databases::kBoth:
      return true;
    case Rule::Databases::kPostgres:
      return !dialect.lacks_alter_table();
    case Rule::Databases::kSqlite:
      return dialect.lacks_alter_table();
  }
  return false;
}

std::vector<Finding> syntax_error(const StatementFacts& facts) {
  const Rule* rule = find_rule("syntax-error");
  return {{rule, rule->severity, cat(rule->why, "  ", *facts.error, ".")}};
}

Remark unknown_rule(const Ignored::Unknown& unknown, const ScriptView& script) {
  const Rule* rule = find_rule("unknown-rule");
  Remark remark{rule, rule->severity, std::nullopt, unknown.line, "", ""};
  const auto near = did_you_mean(unknown.name, rule_names());
  remark.why = cat(rule->why, "  There is no rule \"", unknown.name, "\".",
                   near ? cat("  Did you mean \"", *near, "\"?") : "");
  if (unknown.statement < script.statements.size()) {
    remark.statement = unknown.statement;
    remark.excerpt = excerpt(script.statements[unknown.statement].sql);
  }
  return remark;
}

}  // namespace

Linter::Linter(Database& database, std::set<std::string> ignored)
    : database_(database),
      ignored_(std::move(ignored)),
      catalog_(catalog_of(database)),
      world_(*catalog_) {}

void Linter::add(const Section& section, bool is_applied) {
  const std::string_view sql = texts_.emplace_back(section.sql);
  ScriptView script{section.transactional, is_applied, sql, {}};
  for (const Statement& statement : split_statements(database_.dialect(), sql)) {
    auto facts = database_.statement_facts(statement.sql);
    if (!facts) facts = sqlite_facts(database_, statement.sql);
    script.statements.push_back({statement.sql, statement.line, std::move(*facts), {}, {}});
  }
  scripts_.push_back(std::move(script));
}

std::vector<Remark> Linter::look_at_next() {
  const std::size_t place = next_++;
  ScriptView& script = scripts_[place];
  const Ignored comments(database_.dialect(), script.sql, script.statements);
  std::vector<Remark> remarks;
  for (const Ignored::Unknown& unknown : comments.unknown()) {
    if (!ignored_.contains("unknown-rule")) remarks.push_back(unknown_rule(unknown, script));
  }
  for (std::size_t i = 0; i < script.statements.size(); ++i) {
    database_.check_interrupt();
    ScriptStatement& statement = script.statements[i];
    statement.exclusively_locked = world_.exclusively_locked(statement.facts);
    statement.write_locked = world_.write_locked(statement.facts);
    const auto add = [&](const std::vector<Finding>& findings) {
      for (const Finding& each : findings) {
        std::size_t line = statement.line;
        if (statement.facts.error) {
          line += line_at(statement.sql, statement.facts.error_offset) - 1;
        }
        remarks.push_back({each.rule, each.severity, i, line, excerpt(statement.sql), each.why});
      }
    };
    const auto is_off = [&](std::string_view rule) {
      return ignored_.contains(std::string(rule)) || comments.covers(i, rule);
    };
    if (statement.facts.error) {
      if (!is_off("syntax-error")) add(syntax_error(statement.facts));
    } else {
      for (const Rule& rule : rules()) {
        if (!rule.check || !is_for(rule, database_.dialect()) || is_off(rule.name)) continue;
        Judge judge(scripts_, place, i, world_);
        add(judge.run(rule));
      }
    }
    world_.apply(statement.facts);
  }
  return remarks;
}

}  // namespace migrate::lint

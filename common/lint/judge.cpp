#include "lint/judge.h"

#include <utility>

#include "text.h"

namespace migrate::lint {
namespace {

constexpr long long kFewRows = 100'000;
constexpr long long kManyRows = 10'000'000;
constexpr long long kFewBytes = 10LL << 20;
constexpr long long kManyBytes = 1LL << 30;

std::string bytes_text(long long bytes) {
  if (bytes >= 10LL << 30) return cat(std::to_string(bytes >> 30), " GB");
  if (bytes >= 10LL << 20) return cat(std::to_string(bytes >> 20), " MB");
  return cat(std::to_string(bytes >> 10), " kB");
}

std::string rows_text(const TableEntry& entry) {
  const std::string count = std::to_string(*entry.rows);
  if (entry.has_more_rows) return cat("more than ", count, " rows");
  if (*entry.rows == 0) return "no rows";
  return cat(entry.bytes ? "about " : "", count, *entry.rows == 1 ? " row" : " rows");
}

}  // namespace

std::string quoted_name(const QualifiedName& name) {
  if (name.schema.empty()) return cat("\"", name.name, "\"");
  return cat("\"", name.schema, ".", name.name, "\"");
}

void Judge::for_each_action(ActionFacts::Kind kind,
                            const std::function<void(const ActionFacts&)>& visit) const {
  if (facts().kind != StatementFacts::Kind::kAlterTable || facts().names.empty()) return;
  for (const ActionFacts& action : facts().actions) {
    if (action.kind == kind) visit(action);
  }
}

bool Judge::has_begun() const {
  using Kind = StatementFacts::Kind;
  bool has_begun = false;
  for (std::size_t i = 0; i < index_; ++i) {
    const Kind kind = script_.statements[i].facts.kind;
    if (kind == Kind::kBegin) has_begun = true;
    if (kind == Kind::kCommit || kind == Kind::kRollback) has_begun = false;
  }
  return has_begun;
}

bool Judge::is_or_comes(const std::function<bool(const StatementFacts&)>& test) const {
  for (std::size_t place = place_; place < scripts_.size(); ++place) {
    const auto& statements = scripts_[place].statements;
    for (std::size_t i = place == place_ ? index_ : 0; i < statements.size(); ++i) {
      if (test(statements[i].facts)) return true;
    }
  }
  return false;
}

bool Judge::is_made_again(const QualifiedName& name) const {
  using Kind = StatementFacts::Kind;
  for (std::size_t i = index_ + 1; i < script_.statements.size(); ++i) {
    const StatementFacts& later = script_.statements[i].facts;
    if (later.names.empty()) continue;
    const bool is_table = later.object == ObjectType::kTable || later.object == ObjectType::kView ||
                          later.object == ObjectType::kMaterializedView;
    const bool makes = later.kind == Kind::kCreateTable || later.kind == Kind::kCreateTableAs ||
                       later.kind == Kind::kCreateObject;
    const QualifiedName& subject = later.names.front();
    const bool is_in_schema = subject.schema.empty() || subject.schema == name.schema;
    if (!is_table || !is_in_schema) continue;
    if (makes && subject.name == name.name) return true;
    if (later.kind == Kind::kRename && later.new_name == name.name) return true;
  }
  return false;
}

bool Judge::is_column_made_again(const std::string& column) const {
  using Kind = StatementFacts::Kind;
  for (std::size_t i = index_; i < script_.statements.size(); ++i) {
    const StatementFacts& later = script_.statements[i].facts;
    if (later.names.empty() || later.names.front().name != facts().names.front().name) continue;
    const bool renames = later.kind == Kind::kRename && later.object == ObjectType::kColumn;
    if (i > index_ && renames && later.new_name == column) return true;
    for (const ActionFacts& action : later.actions) {
      if (action.kind == ActionFacts::Kind::kAddColumn && action.column.name == column) return true;
    }
  }
  return false;
}

bool Judge::is_made_column(const Relation& table, const std::string& column) const {
  bool is_added = false;
  for_each_action(ActionFacts::Kind::kAddColumn, [&](const ActionFacts& action) {
    is_added = is_added || action.column.name == column;
  });
  return is_added || world_.is_made_column(table, column);
}

std::string Judge::size_of(const Relation& table) {
  if (!table.entry) return {};
  const TableEntry& entry = *table.entry;
  std::string size;
  if (entry.rows) size = rows_text(entry);
  if (entry.bytes && !(entry.rows && *entry.rows == 0)) {
    size += cat(size.empty() ? "" : " in ", bytes_text(*entry.bytes));
  }
  return size.empty() ? "" : cat("Table ", quoted_name(entry.name), " has ", size, ".");
}

Severity Judge::severity_for(const Relation& table) {
  if (!table.is_live()) return Severity::kNotice;
  const long long rows = table.entry->rows.value_or(0);
  const long long bytes = table.entry->bytes.value_or(0);
  if (rows >= kManyRows || bytes >= kManyBytes) return Severity::kError;
  if (rows >= kFewRows || bytes >= kFewBytes) return Severity::kWarning;
  return Severity::kNotice;
}

void Judge::report(std::string_view added) { report(rule_->severity, added); }

void Judge::report(Severity severity, std::string_view added) {
  findings_.push_back({rule_, severity, cat(rule_->why, added.empty() ? "" : "  ", added)});
}

void Judge::report_by_size(const Relation& table, std::string_view added) {
  const std::string size = size_of(table);
  report(severity_for(table), cat(added, added.empty() || size.empty() ? "" : "  ", size));
}

std::vector<Finding> Judge::run(const Rule& rule) {
  rule_ = &rule;
  rule.check(*this);
  return std::exchange(findings_, {});
}

}  // namespace migrate::lint

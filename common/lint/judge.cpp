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

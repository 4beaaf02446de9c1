// A catalog that says what a test has put into it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lint/catalog.h"

namespace migrate::lint::test {

class FakeCatalog final : public Catalog {
 public:
  std::map<std::string, TableEntry> tables;                // by "schema.name"
  std::map<std::string, TypeEntry> types;                  // by name
  std::vector<std::pair<std::string, std::string>> casts;  // binary coercible, by names
  std::vector<std::string> path = {"public"};

  void add_table(const std::string& schema, const std::string& name) {
    TableEntry entry;
    entry.name = {schema, name};
    tables[schema + "." + name] = entry;
  }

  std::vector<std::string> search_path() override { return path; }
  std::optional<TableEntry> table(const QualifiedName& name) override {
    const auto found = tables.find(name.schema + "." + name.name);
    if (found == tables.end()) return std::nullopt;
    return found->second;
  }
  std::optional<ColumnEntry> column(const TableEntry&, const std::string&) override { return {}; }
  std::vector<std::string> primary_key(const TableEntry&) override { return {}; }
  std::vector<IndexEntry> indexes(const TableEntry&) override { return {}; }
  std::optional<TableEntry> table_of_index(const TableEntry&) override { return {}; }
  std::vector<Dependent> dependents(const TableEntry&, const std::string&) override { return {}; }
  std::vector<FunctionEntry> functions_with(const std::vector<std::string>&) override { return {}; }
  std::optional<TypeEntry> type(const TypeFacts& type) override {
    const auto found = types.find(type.name.name);
    if (found == types.end()) return std::nullopt;
    return found->second;
  }
  bool is_binary_coercible(const QualifiedName& from, const QualifiedName& to) override {
    for (const auto& [source, target] : casts) {
      if (source == from.name && target == to.name) return true;
    }
    return false;
  }
  std::vector<std::string> volatile_functions(const std::vector<QualifiedName>&) override {
    return {};
  }
  bool has_not_null_check(const TableEntry&, const std::string&) override { return false; }
  std::string setting(std::string_view) override { return {}; }
  std::optional<bool> has_rows(const TableEntry&) override { return {}; }
  std::optional<bool> has_nulls(const TableEntry&, const std::string&) override { return {}; }
  std::optional<bool> has_values(const TableEntry&, const std::string&) override { return {}; }
  std::optional<bool> fails(const TableEntry&, const ExpressionFacts&) override { return {}; }
  std::optional<bool> has_duplicates(const TableEntry&, const std::vector<std::string>&) override {
    return {};
  }
  std::optional<bool> has_orphans(const TableEntry&, const std::vector<std::string>&,
                                  const TableEntry&, const std::vector<std::string>&) override {
    return {};
  }
};

}  // namespace migrate::lint::test

#include "schema/sqlite/reading.h"

#include <set>
#include <utility>

#include "schema/kinds/kinds.h"
#include "schema/sqlite/normal.h"
#include "schema/sqlite/tokens.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

Model read(Database& database, bool is_whole) {
  const SchemaText schema = SchemaText::read(database);
  Reading reading(schema, is_whole);
  for (const Kind* kind : kinds(database.dialect())) {
    for (const SchemaEntry& entry : schema.entries()) kind->read(entry, reading);
  }
  Model model = std::move(reading).model();
  model.unmodelled = schema.left_out();
  return model;
}

std::string id_of(const Kind& kind, std::string_view key) { return cat(kind.keyword, " ", key); }

}  // namespace

std::size_t Reading::add(const Kind& kind, std::string name, std::string address,
                         std::string_view key, std::size_t parent, std::vector<Value> values) {
  std::string id = id_of(kind, key);
  if (!by_id_.emplace(id, objects_.size()).second) return kNoObject;
  objects_.push_back({&kind, std::move(id), "main", std::move(name), std::move(address), parent,
                      std::move(values)});
  return objects_.size() - 1;
}

std::size_t Reading::find(const Kind& kind, std::string_view key) const {
  const auto found = by_id_.find(id_of(kind, key));
  return found == by_id_.end() ? kNoObject : found->second;
}

void Reading::refer(std::size_t dependent, const Kind& kind, std::string_view key, bool dies_with) {
  references_.push_back({dependent, id_of(kind, key), dies_with});
}

void Reading::refer_to_mentioned(std::size_t dependent, std::string_view sql) {
  if (!is_whole_) return;
  const Tokens tokens(sql);
  std::set<std::string> names;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (const auto name = tokens.name(i)) names.insert(folded_name(*name));
  }
  for (const std::string& name : names) {
    const SchemaEntry* table = schema_.relation(name);
    if (!table || table->type != SchemaEntry::Type::kTable) continue;
    const std::string key = written_name(name);
    refer(dependent, kSqliteTable, key);
    for (const ColumnText& column : table->text.columns) {
      const std::string folded = folded_name(column.name);
      if (names.count(folded) == 0) continue;
      refer(dependent, kSqliteColumn, cat(key, ".", written_name(folded)));
    }
  }
}

Model Reading::model() && {
  std::vector<Edge> edges;
  for (const Reference& reference : references_) {
    const auto found = by_id_.find(reference.id);
    if (found == by_id_.end() || found->second == reference.dependent) continue;
    Edge edge{reference.dependent, found->second};
    edge.dies_with = reference.dies_with;
    edges.push_back(edge);
  }
  return {std::move(objects_), std::move(edges)};
}

Model read_schema(Database& database) { return read(database, true); }

Model read_schema_objects(Database& database) { return read(database, false); }

}  // namespace migrate::sqlite

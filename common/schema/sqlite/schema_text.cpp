#include "schema/sqlite/schema_text.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <utility>

#include "error.h"
#include "schema/sqlite/normal.h"
#include "text.h"

namespace migrate::sqlite {
namespace {

using Type = SchemaEntry::Type;

constexpr std::string_view kQuery = R"(
SELECT type, name, tbl_name, sql FROM main.sqlite_schema
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY rowid)";
constexpr auto kOurTables = std::to_array<std::string_view>(
    {"migrate_approval", "migrate_log", "migrate_model", "migrate_progress", "migrate_schema",
     "migrate_script", "migrate_seal", "migrate_settings", "migrate_version"});

bool is_ours(std::string_view table) {
  for (const std::string_view ours : kOurTables) {
    if (equals_ignoring_case(table, ours)) return true;
  }
  return false;
}

Type type_of(const Row& row) {
  const std::string type = row[0].value_or("");
  if (type == "index") return Type::kIndex;
  if (type == "view") return Type::kView;
  if (type == "trigger") return Type::kTrigger;
  // Without its module a virtual table is in no list.
  const Tokens tokens(*row[3]);
  return tokens.is_word(1, "virtual") ? Type::kVirtualTable : Type::kTable;
}

// The tables in which SQLite's own modules keep their data: the virtual table's name and a word.
// pragma_table_list would tell as well, but forgets all tables when the module is first asked then.
// Sources: sqlite.org/fts5.html, fts3.html, rtree.html; each module's xShadowName.
struct Module {
  std::string_view name;
  std::span<const std::string_view> words;
};
constexpr auto kFts5 =
    std::to_array<std::string_view>({"config", "content", "data", "docsize", "idx"});
constexpr auto kFts3 =
    std::to_array<std::string_view>({"content", "docsize", "segdir", "segments", "stat"});
constexpr auto kRtree = std::to_array<std::string_view>({"node", "parent", "rowid"});
constexpr std::array kModules{Module{"fts5", kFts5},       Module{"fts3", kFts3},
                              Module{"fts4", kFts3},       Module{"rtree", kRtree},
                              Module{"rtree_i32", kRtree}, Module{"geopoly", kRtree}};

const Module* find_module(std::string_view name) {
  const auto found = std::find_if(kModules.begin(), kModules.end(), [&](const Module& module) {
    return equals_ignoring_case(module.name, name);
  });
  return found == kModules.end() ? nullptr : &*found;
}

class ShadowTables {
 public:
  explicit ShadowTables(const std::vector<SchemaEntry>& entries) {
    for (const SchemaEntry& entry : entries) {
      if (entry.type != Type::kVirtualTable) continue;
      const std::string prefix = cat(folded_name(entry.name), "_");
      const Module* module = find_module(module_name(entry.sql));
      if (!module) prefixes_.push_back(prefix);
      for (const std::string_view word :
           module ? module->words : std::span<const std::string_view>()) {
        names_.insert(cat(prefix, word));
      }
    }
  }

  bool has(std::string_view table) const { return names_.count(folded_name(table)) > 0; }

  // Of another module, whose tables only their names betray.
  bool may_have(std::string_view table) const {
    const std::string name = folded_name(table);
    return std::any_of(prefixes_.begin(), prefixes_.end(), [&](const std::string& prefix) {
      return name.compare(0, prefix.size(), prefix) == 0;
    });
  }

 private:
  std::set<std::string> names_;
  std::vector<std::string> prefixes_;
};

}  // namespace

bool SchemaEntry::is_unique_index() const {
  return type == Type::kIndex && Tokens(sql).is_word(1, "unique");
}

std::string_view SchemaEntry::definition() const {
  const Tokens tokens(sql);
  std::size_t at = 1;
  while (at < tokens.size() && !tokens.is_word(at, "table") && !tokens.is_word(at, "index") &&
         !tokens.is_word(at, "view") && !tokens.is_word(at, "trigger")) {
    ++at;
  }
  ++at;
  if (tokens.is_word(at, "if") && tokens.is_word(at + 1, "not")) at += 3;
  if (tokens.is(at + 1, '.')) at += 2;
  return std::string_view(sql).substr(tokens.span(at + 1).begin);
}

std::string module_name(std::string_view sql) {
  const Tokens tokens(sql);
  std::size_t at = 0;
  while (at < tokens.size() && !tokens.is_word(at, "using")) ++at;
  return tokens.name(at + 1).value_or("");
}

SchemaText SchemaText::read(Database& database) {
  std::vector<SchemaEntry> entries;
  for (const Row& row : database.query(kQuery)) {
    if (is_ours(row[2].value_or(""))) continue;
    entries.push_back({type_of(row), *row[1], row[2].value_or(""), *row[3]});
  }
  const ShadowTables shadow_tables(entries);
  SchemaText schema;
  for (SchemaEntry& entry : entries) {
    if (shadow_tables.has(entry.table)) continue;
    if (shadow_tables.may_have(entry.table)) {
      if (entry.type == Type::kTable) {
        schema.left_out_.push_back(cat("TABLE ", written_name(entry.name)));
      }
    } else if (schema.take(entry)) {
      schema.entries_.push_back(std::move(entry));
    }
  }
  return schema;
}

// False where its statement cannot be read.
bool SchemaText::take(SchemaEntry& entry) {
  if (entry.type == Type::kTable) {
    try {
      entry.text = read_table(entry.sql);
    } catch (const Error&) {
      left_out_.push_back(cat("TABLE ", written_name(entry.name)));
      return false;
    }
  }
  if (entry.type == Type::kIndex) {
    indexes_.emplace(folded_name(entry.table), entries_.size());
  } else if (entry.type != Type::kTrigger) {
    relations_.emplace(folded_name(entry.name), entries_.size());
  }
  return true;
}

const SchemaEntry* SchemaText::relation(std::string_view name) const {
  const auto found = relations_.find(folded_name(name));
  return found == relations_.end() ? nullptr : &entries_[found->second];
}

std::vector<const SchemaEntry*> SchemaText::indexes_of(std::string_view table) const {
  std::vector<const SchemaEntry*> indexes;
  const auto [first, last] = indexes_.equal_range(folded_name(table));
  for (auto index = first; index != last; ++index) indexes.push_back(&entries_[index->second]);
  return indexes;
}

std::vector<std::string> primary_key(const TableText& table) {
  for (const Constraint& constraint : table.constraints) {
    if (constraint.kind == Constraint::Kind::kPrimaryKey) return constraint.columns;
  }
  for (const ColumnText& column : table.columns) {
    if (column.find(Constraint::Kind::kPrimaryKey)) return {column.name};
  }
  return {};
}

}  // namespace migrate::sqlite

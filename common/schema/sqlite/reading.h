// A schema as facts, found in the text of its statements.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/kind.h"
#include "schema/model.h"
#include "schema/sqlite/schema_text.h"

namespace migrate::sqlite {

/// Takes the objects that the kinds find in the entries of a schema.
class Reading {
 public:
  /// What is not whole can be compared and nothing else: it has no addresses, no references and no
  /// attributes but those that are compared.
  Reading(const SchemaText& schema, bool is_whole) : schema_(schema), is_whole_(is_whole) {}

  bool is_whole() const { return is_whole_; }

  const SchemaText& schema() const { return schema_; }

  /// Adds an object of schema main. `address` is what statements call it; its id is the kind's
  /// keyword and `key`, which is folded (folded_name). Result: its number. Nothing is added where
  /// there is one of that id: kNoObject.
  std::size_t add(const Kind& kind, std::string name, std::string address, std::string_view key,
                  std::size_t parent, std::vector<Value> values);

  /// The object's number; kNoObject where there is none (yet: parents come before their children).
  std::size_t find(const Kind& kind, std::string_view key) const;

  /// Notes that one object refers to another, which may still come. Nothing where it doesn't.
  void refer(std::size_t dependent, const Kind& kind, std::string_view key, bool dies_with = false);

  /// Notes that an object's statement has these names in it: it refers to each table among them and
  /// to those of its columns that are among them too.
  void refer_to_mentioned(std::size_t dependent, std::string_view sql);

  Model model() &&;

 private:
  struct Reference {
    std::size_t dependent;
    std::string id;
    bool dies_with;
  };

  const SchemaText& schema_;
  bool is_whole_;
  std::vector<Object> objects_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::vector<Reference> references_;
};

/// Reads main's schema. Errors: the database's own.
Model read_schema(Database& database);
/// The same, to be compared and nothing else.
Model read_schema_objects(Database& database);

}  // namespace migrate::sqlite

// A schema as facts: an object is a value, a model is a set of them with their dependencies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"

namespace migrate {

struct Kind;

/// How the database's own catalogs name an object. PostgreSQL: the oids and column numbers of
/// pg_depend; facts that are no catalog object of their own have a class below 100.
struct Address {
  std::uint32_t class_id = 0;
  std::uint32_t object = 0;
  std::int32_t sub = 0;
  friend auto operator<=>(const Address&, const Address&) = default;
};

inline constexpr std::size_t kNoObject = static_cast<std::size_t>(-1);

/// Lists in attributes are separated by this character, which PostgreSQL's names may hold but
/// nobody's do: E'\x1f' in the queries.
inline constexpr char kListSeparator = '\x1f';

std::vector<std::string> list_items(const Value& list);

/// One fact. `id` is unique in its model and equal for the same object in two models: the kind's
/// keyword and the address that statements use, `COLUMN public.users.email`.
struct Object {
  const Kind* kind = nullptr;
  std::string id;
  std::string schema;              // plain name; empty: database-wide
  std::string name;                // plain name, for filters
  std::string address;             // `public.users.email`, quoted as statements need it
  std::size_t parent = kNoObject;  // in the same model
  std::vector<Value> values;       // one for each attribute of the kind

  /// The attribute's value. REQUIRES: the kind has it.
  const Value& operator[](std::string_view attribute) const;
  /// Its text; empty for NULL.
  const std::string& text(std::string_view attribute) const;
  /// True for 'true'.
  bool is(std::string_view attribute) const;
};

/// `dependent` refers to `referenced`. Both are indexes into the same model.
struct Edge {
  std::size_t dependent = 0;
  std::size_t referenced = 0;
  /// The database drops `dependent` along with `referenced`.
  bool dies_with = false;
  /// `dependent` cannot exist without `referenced`; false for an owned sequence, which only dies
  /// with its column.
  bool needs = true;
  /// What is done to `referenced` happens to `dependent` by the same statement: a column of a
  /// partition and that of its parent.
  bool follows = false;
  /// `dependent` only comes after `referenced`: it stays as it is when that is replaced.
  bool waits = false;
  // NOLINTNEXTLINE(modernize-use-nullptr): the zero that clang-tidy sees is the compiler's own
  friend auto operator<=>(const Edge&, const Edge&) = default;
};

}  // namespace migrate

// What SQLite's kinds share.
#pragma once

#include <string>
#include <string_view>

#include "schema/kind.h"
#include "schema/sqlite/schema_text.h"

namespace migrate {

namespace sqlite {
class Reading;
}

/// The keys under which tables and columns are found: `users`, `users."e-mail"`.
std::string table_key(std::string_view table);
std::string column_key(std::string_view table, std::string_view column);

/// A name whose case says something; NULL where it is all in lower case, so that objects under
/// other names can be alike.
Value spelling(const std::string& name);

/// For an attribute that is not compared: the statement that made an object; NULL in a reading that
/// is not whole.
Value statement_of(const sqlite::SchemaEntry& entry, const sqlite::Reading& reading);

/// The number of the table, virtual table or view of that name; kNoObject where there is none.
std::size_t find_relation(const sqlite::Reading& reading, std::string_view name);

/// `ALTER TABLE users`, for an object in it or in one of its columns.
std::string alter_table_of(const Object& object, const Model& model);

/// For Kind::implied: what a table consists of comes with the statement that creates it.
bool comes_with_its_table(const Object* from, const Object* to, const Model* from_model,
                          const Model* to_model);

/// For Kind::create of objects that are made by the statement that made them.
void create_as_written(const Object& object, const Model&, Creation& out);

inline Hazard rebuilds_table() {
  return {Hazard::Type::kRewritesTable, "every row of the table is written again"};
}

}  // namespace migrate

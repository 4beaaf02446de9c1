// Random parts of a schema. What does not fit (a name that is taken, a key without its parent) is
// for repaired() and is_loadable() to find out.
#pragma once

#include "random_model/schema.h"
#include "random_rebuild/table_model.h"

namespace migrate::test {

std::string random_relation_name(const Schema& schema, Dice& dice);
std::string random_column_name(const Table& table, Dice& dice);
std::string random_index_name(const Schema& schema, Dice& dice);
std::string random_constraint_name(const Table& table, Dice& dice);
std::string random_type(const Table& table, Dice& dice);
std::string random_default(Dice& dice);
std::string random_conflict(Dice& dice);

Column random_column(Schema& schema, const Table& table, Dice& dice);
/// Made of a column that is stored as given; an empty pattern where there is none.
Pattern random_generated(const Table& table, int column, Dice& dice);
Pattern random_check(Schema& schema, const Table& table, Dice& dice);
Constraint random_check_constraint(Schema& schema, const Table& table, Dice& dice);
Constraint random_unique(const Table& table, Dice& dice);
Constraint random_primary_key(const Table& table, Dice& dice);
/// Refers to a key of any table; no columns where there is none that fits.
Constraint random_foreign_key(const Schema& schema, const Table& table, Dice& dice);
std::string random_actions(Dice& dice);
Index random_index(Schema& schema, const Table& table, Dice& dice);
Table random_table_of(Schema& schema, Dice& dice);
View random_view(Schema& schema, Dice& dice);
Trigger random_trigger(Schema& schema, Dice& dice);
FullTextTable random_full_text(Schema& schema, Dice& dice);

/// The columns of the table's primary key or of one of its unique constraints or indexes, which a
/// foreign key can refer to.
std::vector<std::vector<int>> keys_of(const Table& table);

}  // namespace migrate::test

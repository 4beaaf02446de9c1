// The checks of the rules, by theme; lint/rules.cpp says what each is for.
#pragma once

#include "lint/judge.h"

namespace migrate::lint::checks {

// types.cpp: which types columns have
void char_field(Judge& judge);
void text_field(Judge& judge);
void timestamptz(Judge& judge);
void bigint_over_int(Judge& judge);
void bigint_over_smallint(Judge& judge);
void identity(Judge& judge);

// columns.cpp: columns of tables that are in use
void field_with_default(Judge& judge);
void required_field(Judge& judge);
void not_nullable_field(Judge& judge);
void column_type(Judge& judge);
void drop_column(Judge& judge);
void drop_not_null(Judge& judge);
void rename_column(Judge& judge);

// constraints.cpp
void primary_key(Judge& judge);
void foreign_key(Judge& judge);
void missing_not_valid(Judge& judge);
void unique_constraint(Judge& judge);
void exclusion_constraint(Judge& judge);
void foreign_key_index(Judge& judge);
void create_domain(Judge& judge);
void alter_domain(Judge& judge);
void attach_partition(Judge& judge);

// tables.cpp
void drop_table(Judge& judge);
void drop_database(Judge& judge);
void rename_table(Judge& judge);
void truncate_cascade(Judge& judge);
void no_primary_key(Judge& judge);
void rewrite_table(Judge& judge);
void repack(Judge& judge);
void rebuild_table(Judge& judge);

// indexes.cpp
void index_creation(Judge& judge);
void index_deletion(Judge& judge);
void reindex(Judge& judge);
void partition_detach(Judge& judge);
void refresh(Judge& judge);
void concurrent_index_in_transaction(Judge& judge);
void invalid_index(Judge& judge);
void duplicate_index(Judge& judge);

// transactions.cpp
void transaction_nesting(Judge& judge);
void uncommitted_transaction(Judge& judge);
void refuses_transaction(Judge& judge);
void exclusive_lock_held(Judge& judge);
void several_exclusive_locks(Judge& judge);
void lock_timeout(Judge& judge);
void statement_timeout(Judge& judge);
void robust_statements(Judge& judge);
void new_enum_value(Judge& judge);

// names.cpp
void long_identifier(Judge& judge);
void duplicate_columns(Judge& judge);
void table_schema(Judge& judge);
void enum_ordering(Judge& judge);

// rows.cpp: what the rows that are there say
void violated_by_rows(Judge& judge);
void dropping_rows(Judge& judge);
void every_row(Judge& judge);

// objects.cpp: what is and is not in the database
void missing_object(Judge& judge);
void existing_object(Judge& judge);
void dependent_objects(Judge& judge);
void not_owner(Judge& judge);
void writable_schema(Judge& judge);

}  // namespace migrate::lint::checks

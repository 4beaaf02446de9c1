// What the files on columns share: column.cpp, column_type.cpp, column_identity.cpp.
#pragma once

#include <string>
#include <string_view>

#include "schema/kind.h"

namespace migrate {

/// `ALTER TABLE public.t ALTER COLUMN c`; the second with ONLY where the change must not reach the
/// table's children.
std::string alter_column(const Object& column, const Model& model);
std::string alter_column_only(const Object& column, const Model& model);

/// The column of a parent that `column` is inherited from; null where the model has none.
const Object* parent_column(const Object& column, const Model& model);
/// Whether the parent's column changes in the same way, which reaches this one.
bool comes_from_parent(const Alteration& change, std::string_view attribute);
/// A typed table's columns are those of its type, whose changes reach them. False for null.
bool is_typed(const Object* column);

/// Attributes `type` and `collation`: Attribute::possible, Attribute::alter and Kind::convert.
bool is_no_key(const Alteration& change);
void alter_type(const Alteration& change, Statements& out);
void alter_collation(const Alteration& change, Statements& out);
void convert_column(const Alteration& change, Statements& out);

/// ` GENERATED ALWAYS AS IDENTITY (…)`.
std::string identity_clause(const Object& column);
/// Adds an identity column where ADD COLUMN refuses to, as it would reach further tables.
void add_identity_column(const Object& column, const Model& model, const std::string& definition,
                         Statements& out);
/// The same identity with other options before the type becomes smaller; nothing for others.
void narrow_identity(const Alteration& change, Statements& out);
void alter_identity(const Alteration& change, Statements& out);
void alter_identity_options(const Alteration& change, Statements& out);
void alter_identity_sequence(const Alteration& change, Statements& out);

}  // namespace migrate

// Pieces of statements that several kinds need.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/kind.h"

namespace migrate {

/// Those of `list` that `other` lacks.
std::vector<std::string> items_missing_in(const Value& list, const Value& other);

/// True for a table with partitions or other children.
bool has_children(const Object& table);

/// `ALTER TABLE public.t`, with ONLY where the change must not reach the table's children.
std::string alter_only(const Object& table);
std::string alter_table(const Object& table);

/// ` SET (fillfactor='70')` and ` RESET (…)` that lead from one list of name='value' options to the
/// other, each behind `alter`.
void alter_options(const std::string& alter, const Value& from, const Value& to, Statements& out);

/// ` OPTIONS (ADD a 'x', SET b 'y', DROP c)` that leads from one list of foreign options to the
/// other.
std::string foreign_option_changes(const Value& from, const Value& to);

/// ` WITH (a='1', b='2')`, or nothing.
std::string with_options(const Value& options);

/// A column's value in another type, for an assignment: `price`, `mood::text::public.mood`. Both
/// sides have the same name.
std::string converted_value(const Alteration& change);
/// Lets the sequence of an identity column go on behind the values that the column has.
void go_on_behind_values(const Object& column, const Model& model, Statements& out);

/// Whether a column gets another type, not only other modifiers; another of the same name too.
bool changes_base_type(const Alteration& change);

}  // namespace migrate

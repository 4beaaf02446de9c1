// SQL as PostgreSQL writes it from its parse trees, which is not always what it would write after
// reading that again.
#pragma once

#include <string>
#include <string_view>

#include "db/database.h"

namespace migrate {

/// Whether two deparsed texts mean the same. Spaces don't count, and an array's cast stands for the
/// casts of its elements:
///   (ARRAY['a'::character varying])::text[]  =  ARRAY[('a'::character varying)::text]
/// Source: PostgreSQL 15, parse_expr.c, transformTypeCast: a cast of ARRAY[…] goes to the elements.
bool same_sql(const Value& a, const Value& b);

/// The statement, written so that PostgreSQL makes of each array's cast what it was made from:
///   (ARRAY['a'::character varying])::text[]
///   ((ARRAY['a'::character varying])::character varying[])::text[]
std::string keep_array_casts(std::string sql);

}  // namespace migrate

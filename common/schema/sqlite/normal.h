// SQLite's SQL written one way, so that two texts that SQLite reads as the same are the same.
#pragma once

#include <string>
#include <string_view>

namespace migrate::sqlite {

/// A name as a statement needs it: `users`, `"order"`, `"my table"`. Keywords are in quotes, also
/// where SQLite could do without.
std::string written_name(std::string_view name);

/// A name as names are compared: ASCII letters in lower case.
std::string folded_name(std::string_view name);

/// The tokens of a piece of SQL without comments: words and names in lower case, names without
/// quotes where they need none, `!=` as `<>`, `==` as `=`. Strings and numbers stay as they are.
///   `( "A"  !=0x1F)-- why`  ->  `(a <> 0x1F)`
std::string normal_sql(std::string_view sql);

/// Normal SQL of a list of columns without ASC, which holds anyway: `(a asc, b desc)` -> `(a, b
/// desc)`.
std::string normal_order(std::string_view normal_sql);

/// The same for what a column gets by DEFAULT: a bare or quoted word is a string there, parentheses
/// around one literal say nothing.
///   `("x")`, `x`  ->  `'x'`;   `(1 + 1)`  ->  `(1 + 1)`;   `( -1 )`  ->  `-1`
std::string normal_default(std::string_view expression);

}  // namespace migrate::sqlite

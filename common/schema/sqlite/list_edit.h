// Elements put into and taken out of the list of columns and constraints, with the commas, lines
// and comments between them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/sqlite/table_text.h"

namespace migrate::sqlite {

/// The statement with an element behind the `index`-th, columns first. It gets a line of its own
/// where that one has it, behind that one's comment.
std::string with_element_behind(std::string_view sql, const TableText& table, std::size_t index,
                                std::string_view element);

/// What has to go so that these elements go: each with a comma, and where it has a line of its own
/// with that line and the comment at its end. Sorted; two may overlap.
/// REQUIRES: one column stays.
std::vector<Span> spans_without(std::string_view sql, const TableText& table,
                                const std::vector<Span>& elements);

}  // namespace migrate::sqlite

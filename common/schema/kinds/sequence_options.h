// Changing the options of a sequence without losing its place.
#pragma once

#include <string>
#include <string_view>

#include "schema/kind.h"

namespace migrate {

/// Leads from one list of all options (`START WITH 1`, …, `NO CYCLE`) to another: `alter`, then
/// each changed option behind `separator`. Where the limits become narrower, a sequence that stands
/// outside of them is moved inside first, since it would be refused otherwise. `sequence` is its
/// address; `further` is said before the options of the last statement (` AS integer`), in which
/// all of them are named then.
void change_sequence_options(std::string_view alter, std::string_view separator,
                             std::string_view sequence, std::string_view further, const Value& from,
                             const Value& to, Statements& out);

}  // namespace migrate

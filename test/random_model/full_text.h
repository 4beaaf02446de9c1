// The rows of full-text tables.
#pragma once

#include <set>
#include <string>

#include "random_model/rows.h"

namespace migrate::test {

/// Fills those that have rows of their own, and builds the others from their tables.
void insert_full_text(const Connection& db, const Schema& schema, Dice& dice);

/// Adds the rows that are their own.
void read_full_text(const Connection& db, const Schema& schema, AllRows& all);
/// The same for a schema that has taken the place of another: columns are known by their names.
void carry_full_text(const Schema& from, const AllRows& rows, const Schema& to, AllRows& all);

/// Those that do not fit the tables that they index.
std::set<std::string> stale_full_text(const Connection& db, const Schema& schema);
/// Of `stale` those that should fit: but for those that were stale, and those that stay as they are
/// while what they index does not.
std::set<std::string> wrongly_stale(const std::set<std::string>& stale,
                                    const std::set<std::string>& stale_before, const Schema& from,
                                    const AllRows& before, const Schema& to, const AllRows& after);

}  // namespace migrate::test

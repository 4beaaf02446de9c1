// A random schema, and what a random change makes of it.
#pragma once

#include <string>
#include <vector>

#include "random_model/schema.h"
#include "random_rebuild/table_model.h"

namespace migrate::test {

/// A schema that SQLite loads.
Schema random_schema(Dice& dice);

/// The schema after several random changes that SQLite loads too. `log` gets their names.
Schema changed_schema(const Schema& schema, Dice& dice, std::vector<std::string>& log);

/// The statements in an order that can be run, of many that can, written in one of many ways.
std::string random_text(const Schema& schema, Dice& dice);

/// The statement in other letters, quotes, spaces and comments.
std::string respelled(const std::string& sql, Dice& dice);

}  // namespace migrate::test

// The rows of a schema's tables, and what is left of them under another schema.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "random_model/schema.h"
#include "random_rebuild/table_model.h"
#include "unit/sqlite/connection.h"

namespace migrate::test {

struct StoredRow {
  std::string rowid;                          // empty: the table has none, or hides it
  std::map<std::string, std::string> values;  // by column, as literals; generated ones included

  bool operator==(const StoredRow&) const = default;
};

struct TableRows {
  std::vector<StoredRow> rows;  // in the order of rowids, or of the key
  std::string sequence;         // the AUTOINCREMENT mark; empty: none
};

/// By the table's name.
using AllRows = std::map<std::string, TableRows>;

/// The rows of a query as text, NULL as nothing; a failure is a row too: `error: …`.
std::vector<std::vector<std::string>> query(const Connection& db, const std::string& sql);

/// Fills the tables, whose triggers are not there yet, so that all rows have their parents.
void insert_rows(const Connection& db, const Schema& schema, Dice& dice);

/// What PRAGMA integrity_check finds; nothing where all is well. SQLite 3.40 looks at wrong columns
/// of a table WITHOUT ROWID whose key does not come first.
std::string damage_of(const Connection& db, const Schema& schema);

AllRows read_rows(const Connection& db, const Schema& schema);
std::string shown(const AllRows& all);

/// What the tables of `to` hold when they get the rows that the tables of `from` have, tables and
/// columns being known by their names. Nothing where a constraint forbids it; `reason` says which.
std::optional<AllRows> carried(const Schema& from, const AllRows& rows, const Schema& to,
                               std::string& reason);

/// Rows of a table that had no rowids may get any, in the order of their key: `wanted` gets those
/// that `found` has.
void take_new_rowids(const Schema& from, const Schema& to, const AllRows& found, AllRows& wanted);

}  // namespace migrate::test

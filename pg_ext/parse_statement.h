// Reading one statement's parse tree into facts, a family of statements in each file. Everything
// here only reads plain nodes; what calls PostgreSQL goes through pg_call.
#pragma once

#include <utility>

#include "db/statement_facts.h"
#include "parse_nodes.h"

namespace migrate {

/// A statement's tree, and what has been read of it.
struct StatementReading {
  ParsedText text;
  int alter_table_lock = 0;  // that PostgreSQL says an ALTER TABLE takes
  StatementFacts facts;

  /// `lock` is one of PostgreSQL's; an empty name is none.
  void about(StatementFacts::Kind kind, ObjectType object, QualifiedName name, int lock = 0);
};

template <typename Type>
const Type* as(const Node* node) {
  return reinterpret_cast<const Type*>(node);
}

/// TableLock of PostgreSQL's lock mode.
TableLock table_lock(int mode);

// Each reads the statements that it knows; false for every other.

/// Tables and indexes, what changes them and what renames and drops whatever there is.
bool read_table_statement(StatementReading& reading, const Node* node);
/// Other objects that are made or changed.
bool read_object_statement(StatementReading& reading, const Node* node);
/// VACUUM and its like, TRUNCATE and LOCK TABLE.
bool read_maintenance(StatementReading& reading, const Node* node);
/// What reads and writes rows, or may.
bool read_rows(StatementReading& reading, Node* node);
/// Transactions, settings, databases and what else no rule looks into.
bool read_session(StatementReading& reading, const Node* node);

}  // namespace migrate

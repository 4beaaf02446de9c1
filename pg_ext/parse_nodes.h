// Pieces of a parse tree as facts. Everything here only reads plain nodes; what calls PostgreSQL
// goes through pg_call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/statement_facts.h"

struct AlterTableCmd;
struct ColumnDef;
struct Constraint;
struct List;
struct Node;
struct RangeVar;
struct TypeName;

namespace migrate {

/// A statement that is being read.
struct ParsedText {
  std::string_view text;  // in the server's encoding
};

/// UTF-8; empty for a null pointer.
std::string node_text(const char* text);
/// The last name of a list of String nodes, with the one before it as its schema.
QualifiedName name_of(const List* names);
QualifiedName name_of(const RangeVar* relation);
QualifiedName name_of(const TypeName* type);
/// Of an enumerator of PostgreSQL's ObjectType.
ObjectType object_type(int type);
/// The name of an object of a DROP or an ALTER … RENAME, which is given in many ways.
QualifiedName object_name(const Node* object);
/// The table of `table.name`, as DROP TRIGGER, RULE and POLICY give their objects.
QualifiedName owner_name(const Node* object);
/// A list of String nodes.
std::vector<std::string> texts_of(const List* names);
TypeFacts type_of(const TypeName* type);

ExpressionFacts expression_of(Node* expression);

/// What a statement that reads or writes rows does, in its WITH too.
struct Changes {
  std::vector<QualifiedName> written;
  std::vector<QualifiedName> read;
  std::vector<std::string> read_columns;  // but for those of an UPDATE's WHERE; "*" is all
  /// The columns of each INSERT, UPDATE, ON CONFLICT and MERGE action; a column comes twice where
  /// that is an error.
  std::vector<std::vector<std::string>> assigned;
};
Changes changes_of(Node* statement);
/// The columns of a query's result, `given` by a list of String nodes or named by the query itself;
/// empty for those that only the database knows.
std::vector<std::string> result_columns(const List* given, const Node* query);

/// For the callback of a walk over a tree, within pg_call.
bool walk_children(Node* node, bool (*walk)(Node*, void*), void* context);

ConstraintFacts constraint_of(const ParsedText& parsed, const Constraint* constraint);
ColumnFacts column_of(const ParsedText& parsed, const ColumnDef* column);
ActionFacts action_of(const ParsedText& parsed, const AlterTableCmd* command);

}  // namespace migrate

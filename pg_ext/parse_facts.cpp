#include "parse_facts.h"

#include "error.h"
#include "guard.h"
#include "parse_statement.h"

extern "C" {
#include "postgres.h"

#include "commands/tablecmds.h"
#include "nodes/parsenodes.h"
#include "storage/lockdefs.h"
#include "tcop/cmdtag.h"
#include "tcop/tcopprot.h"
#include "tcop/utility.h"
#include "utils/memutils.h"
}

namespace migrate {
namespace {

// What only PostgreSQL can say of the tree; plain data.
struct Parsed {
  Node* statement;
  const char* tag;
  int lock;  // of an ALTER TABLE
  bool is_several;
};

Parsed parse(const char* text) {
  Parsed parsed = {};
  const List* statements = pg_parse_query(text);
  if (statements == NIL) return parsed;
  parsed.statement = linitial_node(RawStmt, statements)->stmt;
  parsed.tag = CreateCommandName(parsed.statement);
  parsed.is_several = list_length(statements) > 1;
  if (IsA(parsed.statement, AlterTableStmt)) {
    parsed.lock = AlterTableGetLockLevel(reinterpret_cast<AlterTableStmt*>(parsed.statement)->cmds);
  }
  return parsed;
}

}  // namespace

TableLock table_lock(int mode) {
  static_assert(AccessExclusiveLock == 8 && AccessShareLock == 1, "the same order and numbers");
  return static_cast<TableLock>(mode);
}

void StatementReading::about(StatementFacts::Kind kind, ObjectType object, QualifiedName name,
                             int lock) {
  facts.kind = kind;
  facts.object = object;
  if (!name.empty()) facts.names.push_back(std::move(name));
  facts.lock = table_lock(lock);
}

StatementFacts read_statement_facts(const std::string& server_text, MemoryContextData* memory) {
  const char* text = server_text.c_str();
  const Parsed parsed = pg_call([&]() noexcept {
    MemoryContextReset(memory);
    MemoryContextSwitchTo(memory);
    return parse(text);
  });
  if (parsed.is_several) {
    throw Error(ErrorCode::kInternal, "several statements where one is expected");
  }
  if (!parsed.statement) return {};
  StatementReading reading{{server_text}, parsed.lock, {}};
  reading.facts.command = node_text(parsed.tag);
  Node* node = parsed.statement;
  if (!read_table_statement(reading, node) && !read_object_statement(reading, node) &&
      !read_maintenance(reading, node) && !read_rows(reading, node)) {
    read_session(reading, node);
  }
  return std::move(reading.facts);
}

}  // namespace migrate

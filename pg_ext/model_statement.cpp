// The statement is parsed by PostgreSQL's own grammar, without a look at the catalogs.
#include "model_statement.h"

#include "encoding.h"
#include "error.h"
#include "guard.h"
#include "refused_statement.h"
#include "text.h"

extern "C" {
#include "postgres.h"

#include "commands/defrem.h"
#include "nodes/parsenodes.h"
#include "parser/scanner.h"
#include "tcop/cmdtag.h"
#include "tcop/tcopprot.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/memutils.h"
}

namespace migrate {
namespace {

// What the parser found; plain data in PostgreSQL's memory.
struct Parsed {
  ModelStatement::Kind kind;
  Refusal refusal;
  const char* tag;   // "CREATE ROLE"
  const char* form;  // "ON DATABASE" of COMMENT ON DATABASE
  const char* name;
  const List* names;  // instead of a name
  const char* schema;
  const char* version;
  const char* comment;
  int concurrently;  // offset of the word; -1: none
  const char* owner;
  bool if_not_exists;
  bool has_elements;
  bool is_several;
};

void report_position(void* text) {
  const int position = geterrposition();
  if (position <= 0) return;
  errposition(0);
  internalerrposition(position);
  internalerrquery(static_cast<const char*>(text));
}

// As SPI reports it: the position is one in the statement, not in the caller's query.
List* parse(const char* text) {
  ErrorContextCallback callback = {};
  callback.callback = report_position;
  callback.arg = const_cast<char*>(text);
  callback.previous = error_context_stack;
  error_context_stack = &callback;
  List* statements = pg_parse_query(text);
  error_context_stack = callback.previous;
  return statements;
}

// CREATE [UNIQUE] INDEX CONCURRENTLY, DROP INDEX CONCURRENTLY: nothing that can be spelled so
// stands before the keyword.
int find_concurrently(const char* text) {
  constexpr std::string_view keyword = "concurrently";
  core_yy_extra_type extra;
  core_yyscan_t scanner = scanner_init(text, &extra, &ScanKeywords, ScanKeywordTokens);
  core_YYSTYPE value;
  YYLTYPE location = -1;
  int found = -1;
  while (found < 0 && core_yylex(&value, &location, scanner) != 0) {
    if (pg_strncasecmp(text + location, keyword.data(), keyword.size()) == 0) found = location;
  }
  scanner_finish(scanner);
  return found;
}

void read_extension_options(List* options, Parsed& parsed) {
  ListCell* cell;
  foreach (cell, options) {
    auto* option = static_cast<DefElem*>(lfirst(cell));
    if (strcmp(option->defname, "schema") == 0) parsed.schema = defGetString(option);
    if (strcmp(option->defname, "new_version") == 0) parsed.version = defGetString(option);
  }
}

void read_create_schema(const CreateSchemaStmt* statement, Parsed& parsed) {
  parsed.kind = ModelStatement::Kind::kCreateSchema;
  if (statement->authrole) parsed.owner = get_rolespec_name(statement->authrole);
  parsed.name = statement->schemaname ? statement->schemaname : parsed.owner;
  parsed.if_not_exists = statement->if_not_exists;
  parsed.has_elements = statement->schemaElts != NIL;
}

void read_drop(const DropStmt* statement, const char* text, Parsed& parsed) {
  if (statement->concurrent) parsed.concurrently = find_concurrently(text);
  if (statement->removeType == OBJECT_SCHEMA) parsed.kind = ModelStatement::Kind::kDropSchema;
  if (statement->removeType == OBJECT_EXTENSION) parsed.kind = ModelStatement::Kind::kDropExtension;
  if (parsed.kind != ModelStatement::Kind::kOther) parsed.names = statement->objects;
}

void read_new_schema(const AlterObjectSchemaStmt* statement, Parsed& parsed) {
  if (statement->objectType != OBJECT_EXTENSION) return;
  parsed.kind = ModelStatement::Kind::kMoveExtension;
  parsed.name = strVal(statement->object);
  parsed.schema = statement->newschema;
}

void read_comment(const CommentStmt* statement, Parsed& parsed) {
  using Kind = ModelStatement::Kind;
  if (statement->objtype != OBJECT_EXTENSION && statement->objtype != OBJECT_SCHEMA) return;
  parsed.kind =
      statement->objtype == OBJECT_SCHEMA ? Kind::kCommentOnSchema : Kind::kCommentOnExtension;
  parsed.name = strVal(statement->object);
  parsed.comment = statement->comment;
}

template <typename Statement>
void read_extension(const Statement* statement, ModelStatement::Kind kind, Parsed& parsed) {
  parsed.kind = kind;
  parsed.name = statement->extname;
  read_extension_options(statement->options, parsed);
}

template <typename Statement>
void read_event_trigger(const Statement* statement, Parsed& parsed) {
  parsed.kind = ModelStatement::Kind::kEventTrigger;
  parsed.name = statement->trigname;
}

void read_kind(Node* statement, const char* text, Parsed& parsed) {
  using Kind = ModelStatement::Kind;
  switch (nodeTag(statement)) {
    case T_CreateSchemaStmt:
      return read_create_schema(reinterpret_cast<CreateSchemaStmt*>(statement), parsed);
    case T_DropStmt:
      return read_drop(reinterpret_cast<DropStmt*>(statement), text, parsed);
    case T_CreateExtensionStmt:
      return read_extension(reinterpret_cast<CreateExtensionStmt*>(statement),
                            Kind::kCreateExtension, parsed);
    case T_AlterExtensionStmt:
      return read_extension(reinterpret_cast<AlterExtensionStmt*>(statement),
                            Kind::kUpdateExtension, parsed);
    case T_AlterObjectSchemaStmt:
      return read_new_schema(reinterpret_cast<AlterObjectSchemaStmt*>(statement), parsed);
    case T_CommentStmt:
      return read_comment(reinterpret_cast<CommentStmt*>(statement), parsed);
    case T_CreateEventTrigStmt:
      return read_event_trigger(reinterpret_cast<CreateEventTrigStmt*>(statement), parsed);
    case T_AlterEventTrigStmt:
      return read_event_trigger(reinterpret_cast<AlterEventTrigStmt*>(statement), parsed);
    case T_IndexStmt:
      if (reinterpret_cast<IndexStmt*>(statement)->concurrent) {
        parsed.concurrently = find_concurrently(text);
      }
      return;
    default:
      return;
  }
}

Parsed read(const char* text) {
  Parsed parsed = {};
  parsed.concurrently = -1;
  const List* statements = parse(text);
  if (statements == NIL) return parsed;
  Node* statement = linitial_node(RawStmt, statements)->stmt;
  parsed.kind = ModelStatement::Kind::kOther;
  parsed.tag = CreateCommandName(statement);
  parsed.refusal = refusal_of(statement);
  parsed.is_several = list_length(statements) > 1;
  if (parsed.refusal == Refusal::kNone) {
    read_kind(statement, text, parsed);
  } else {
    parsed.form = refused_form(statement);
  }
  return parsed;
}

void require_accepted(const Parsed& parsed) {
  if (parsed.is_several) {
    throw Error(ErrorCode::kInternal, "several statements where one is expected");
  }
  if (parsed.refusal == Refusal::kNone) return;
  std::string command = parsed.tag;
  if (parsed.form) command += cat(" ", parsed.form);
  throw Error(ErrorCode::kNotSupported, cat(command, " cannot be part of a schema"), "",
              std::string(refusal_hint(parsed.refusal)));
}

Value text_or_null(const char* text) {
  if (!text) return std::nullopt;
  return to_utf8(text);
}

std::vector<std::string> names_of(const Parsed& parsed) {
  std::vector<std::string> names;
  if (parsed.name) names.push_back(to_utf8(parsed.name));
  for (int i = 0; i < list_length(parsed.names); ++i) {
    names.push_back(to_utf8(strVal(list_nth(parsed.names, i))));
  }
  return names;
}

}  // namespace

ModelStatement read_model_statement(const std::string& server_text, MemoryContextData* memory) {
  const char* text = server_text.c_str();
  const Parsed parsed = pg_call([&]() noexcept {
    MemoryContextReset(memory);
    MemoryContextSwitchTo(memory);
    return read(text);
  });
  require_accepted(parsed);
  ModelStatement statement;
  statement.kind = parsed.kind;
  statement.sql = server_text;
  if (parsed.concurrently >= 0) {
    constexpr std::size_t length = std::string_view("concurrently").size();
    statement.sql.replace(static_cast<std::size_t>(parsed.concurrently), length, length, ' ');
  }
  statement.names = names_of(parsed);
  statement.schema = text_or_null(parsed.schema);
  statement.version = text_or_null(parsed.version);
  statement.comment = text_or_null(parsed.comment);
  statement.owner = text_or_null(parsed.owner);
  statement.if_not_exists = parsed.if_not_exists;
  statement.has_elements = parsed.has_elements;
  return statement;
}

}  // namespace migrate

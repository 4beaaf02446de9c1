#include "schema/render.h"

#include <algorithm>
#include <set>

#include "text.h"

namespace migrate {
namespace {

// A name may hold a line break, which would end the comment.
std::string comment(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return cat("-- ", line, "\n");
}

std::string render_statement(const DdlStatement& statement) {
  std::string text;
  for (const Hazard& hazard : statement.hazards) {
    text += comment(cat("Hazard: ", hazard_name(hazard.type), ": ", hazard.reason));
  }
  if (!statement.note.empty()) text += comment(statement.note);
  return cat(text, statement.sql, ";\n");
}

std::string render_preambles(const std::vector<SchemaOperation>& operations) {
  std::set<std::string_view> preambles;
  for (const SchemaOperation& operation : operations) {
    const bool drops = operation.type == SchemaOperation::Type::kDrop ||
                       operation.type == SchemaOperation::Type::kDropAside;
    if (!drops && !operation.statements.empty()) {
      preambles.insert(operation.object->kind->preamble);
    }
  }
  preambles.erase(std::string_view());
  std::string text;
  for (std::string_view preamble : preambles) text += cat(preamble, ";\n");
  return text;
}

}  // namespace

std::string render_operations(const std::vector<SchemaOperation>& operations,
                              const std::vector<std::string>& unmodelled) {
  std::string script;
  for (const SchemaOperation& operation : operations) {
    for (const DdlStatement& statement : operation.statements) {
      script += render_statement(statement);
    }
  }
  if (script.empty()) return script;
  std::string head;
  for (const std::string& name : unmodelled) head += comment(cat("Not compared: ", name));
  return cat(head, render_preambles(operations), script);
}

}  // namespace migrate

#include "schema/fold.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "schema/sql_text.h"
#include "text.h"

namespace migrate {
namespace {

class Folder {
 public:
  Folder(std::vector<SchemaOperation> operations, const Order& order)
      : operations_(std::move(operations)), order_(order), place_(operations_.size()) {
    for (std::size_t i = 0; i < order.sequence.size(); ++i) place_[order.sequence[i]] = i;
  }

  std::vector<SchemaOperation> run() {
    for (std::size_t index : order_.sequence) {
      if (can_fold(index)) operations_[index].folded_into = operations_[index].parent;
    }
    // Inner clauses are complete before the outer ones take them: children come after parents.
    for (auto index = order_.sequence.rbegin(); index != order_.sequence.rend(); ++index) {
      fold_into_parent(*index);
    }
    std::vector<SchemaOperation> result;
    for (std::size_t index : order_.sequence) {
      if (!comes_by_itself(index)) write(operations_[index]);
    }
    for (std::size_t index : order_.sequence) {
      SchemaOperation& operation = operations_[index];
      const bool is_deparsed = !operation.object->kind->postgres.empty();
      for (DdlStatement& statement : operation.statements) {
        if (is_deparsed) statement.sql = keep_array_casts(std::move(statement.sql));
      }
      result.push_back(std::move(operation));
    }
    return result;
  }

 private:
  // The operation whose statement says it.
  std::size_t outermost(std::size_t index) const {
    while (operations_[index].folded_into != kNoObject) index = operations_[index].folded_into;
    return index;
  }

  bool can_fold(std::size_t index) const {
    const SchemaOperation& operation = operations_[index];
    if (operation.type != SchemaOperation::Type::kCreate || operation.parent == kNoObject ||
        operation.creation.clause.empty()) {
      return false;
    }
    const SchemaOperation& parent = operations_[operation.parent];
    if (parent.type != SchemaOperation::Type::kCreate) return false;
    const Folding folding = operation.object->kind->folding;
    if (folding == Folding::kNever) return false;
    if (folding == Folding::kElement && !parent.creation.has_elements) return false;
    if (folding == Folding::kSuffix && !parent.creation.takes_suffixes) return false;
    const std::size_t container = outermost(operation.parent);
    return std::all_of(operation.after.begin(), operation.after.end(), [&](std::size_t other) {
      const std::size_t outer = outermost(other);
      return outer == container || place_[outer] < place_[container];
    });
  }

  bool comes_by_itself(std::size_t index) const {
    const std::size_t other = operations_[index].comes_with;
    return other != kNoObject &&
           (operations_[other].folded_into != kNoObject || comes_by_itself(other));
  }

  void fold_into_parent(std::size_t index) {
    const SchemaOperation& operation = operations_[index];
    if (operation.folded_into == kNoObject) return;
    SchemaOperation& parent = operations_[operation.folded_into];
    if (operation.object->kind->folding == Folding::kElement) {
      parent.elements.push_back(index);
    } else {
      parent.creation.clause += operation.creation.clause;
    }
    parent.creation.following.insert(parent.creation.following.end(),
                                     operation.creation.following.begin(),
                                     operation.creation.following.end());
    // A part of what is there already concerns its rows; a whole that comes has none.
    if (parent.object->parent == kNoObject) return;
    parent.creation.hazards.insert(parent.creation.hazards.end(),
                                   operation.creation.hazards.begin(),
                                   operation.creation.hazards.end());
  }

  std::string text(SchemaOperation& operation) const {
    const Creation& creation = operation.creation;
    if (!creation.has_elements) return creation.clause;
    if (operation.elements.empty()) return cat(creation.clause, "()");
    const auto key = [this](std::size_t index) {
      const SchemaOperation& element = operations_[index];
      return std::make_tuple(element.object->kind->weight, element.creation.position,
                             std::string_view(element.object->id));
    };
    std::sort(operation.elements.begin(), operation.elements.end(),
              [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    std::vector<std::string> parts;
    for (std::size_t index : operation.elements) {
      parts.push_back(operations_[index].creation.clause);
    }
    return cat(creation.clause, "(\n    ", join(parts, ",\n    "), "\n)");
  }

  void write(SchemaOperation& operation) {
    if (operation.type != SchemaOperation::Type::kCreate) return;
    if (operation.folded_into != kNoObject) {
      operation.statements.clear();
      return;
    }
    const Creation& creation = operation.creation;
    std::string sql = cat(creation.before, text(operation), creation.after);
    if (!creation.alone.empty()) {
      operation.statements.insert(operation.statements.end(), creation.alone.begin(),
                                  creation.alone.end());
    } else if (!sql.empty()) {
      operation.statements.push_back({std::move(sql), creation.hazards});
    }
    operation.statements.insert(operation.statements.end(), creation.following.begin(),
                                creation.following.end());
  }

  std::vector<SchemaOperation> operations_;
  const Order& order_;
  std::vector<std::size_t> place_;
};

}  // namespace

std::vector<SchemaOperation> fold(std::vector<SchemaOperation> operations, const Order& order) {
  return Folder(std::move(operations), order).run();
}

}  // namespace migrate

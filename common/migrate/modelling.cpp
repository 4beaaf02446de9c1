#include "migrate/modelling.h"

#include <algorithm>
#include <exception>
#include <span>
#include <utility>

#include "error.h"
#include "migrate/settings.h"
#include "migrate/statement_runner.h"
#include "schema/diff.h"
#include "schema/kind.h"
#include "schema/plan.h"
#include "schema/render.h"
#include "schema/subset.h"
#include "text.h"

namespace migrate {
namespace {

bool in_scope(const Object& object, const Scope& scope) {
  return scope.all || std::find(scope.schemas.begin(), scope.schemas.end(), object.schema) !=
                          scope.schemas.end();
}

bool is_in_a_schema(const Model& model, std::size_t index) {
  while (model[index].parent != kNoObject) index = model[index].parent;
  return !model[index].kind->database_wide;
}

bool is_for_schemas(const Model& model, std::size_t index) {
  return is_in_a_schema(model, index) || model[index].kind->name == "extension";
}

// The objects that are wanted, and what these need.
template <typename Wanted>
std::vector<bool> needed(const Model& live, const Wanted& wanted) {
  std::vector<bool> result(live.size(), false);
  std::vector<std::size_t> queue;
  const auto need = [&](std::size_t index) {
    if (result[index]) return;
    result[index] = true;
    queue.push_back(index);
  };
  for (std::size_t i = 0; i < live.size(); ++i) {
    if (wanted(i)) need(i);
  }
  while (!queue.empty()) {
    const Object& object = live[queue.back()];
    const std::span<const Edge> references = live.references(queue.back());
    queue.pop_back();
    if (object.parent != kNoObject) need(object.parent);
    for (const Edge& edge : references) need(edge.referenced);
  }
  return result;
}

// What the scope's objects may refer to: everything outside that does not itself need the scope.
// Making event triggers, publications and the like can take more rights than the caller's; they
// are left out where nothing needs them.
Model surroundings(const Model& live, const Scope& scope) {
  std::vector<bool> keep =
      needed(live, [&](std::size_t index) { return is_for_schemas(live, index); });
  std::vector<std::size_t> queue;
  const auto leave_out = [&](std::size_t index) {
    if (!keep[index]) return;
    keep[index] = false;
    queue.push_back(index);
  };
  for (std::size_t i = 0; i < live.size(); ++i) {
    if (!live[i].kind->database_wide && in_scope(live[i], scope)) leave_out(i);
  }
  while (!queue.empty()) {
    const std::size_t index = queue.back();
    queue.pop_back();
    for (std::size_t child : live.children(index)) leave_out(child);
    for (std::size_t edge : live.dependents(index)) leave_out(live.edges()[edge].dependent);
  }
  return subset(live, keep);
}

// Whether the model names an extension or an object of the model uses it.
bool wants_extension(const Model& model, std::size_t extension,
                     const std::vector<std::string>& named) {
  if (std::binary_search(named.begin(), named.end(), model[extension].name)) return true;
  const auto& dependents = model.dependents(extension);
  return std::any_of(dependents.begin(), dependents.end(), [&](std::size_t edge) {
    const std::size_t user = model.edges()[edge].dependent;
    return model[user].kind->name != "extension" || wants_extension(model, user, named);
  });
}

// An extension stays in the scratch area whether the model wants it or not.
Model without_unwanted_extensions(Model model, const std::vector<std::string>& named) {
  std::vector<bool> keep(model.size(), true);
  bool all = true;
  for (std::size_t i = 0; i < model.size(); ++i) {
    if (model[i].kind->name != "extension") continue;
    keep[i] = wants_extension(model, i, named);
    all = all && keep[i];
  }
  return all ? std::move(model) : subset(model, keep);
}

[[noreturn]] void throw_unproven(std::string_view what, const std::vector<std::string>& lines,
                                 std::string_view script) {
  throw Error(ErrorCode::kWrongState, std::string(what), cat(join(lines, "\n")),
              cat("Nothing was stored.  The script that was tried:\n", script));
}

}  // namespace

Model read_scratch(Database& scratch, const Scope& scope) {
  return without_unwanted_extensions(read_model(scratch, scope), scratch.model_extensions());
}

void run_model(Database& scratch, std::string_view ddl, std::string_view what) {
  scratch.in_script([&] {
    run_statements(scratch, ddl, what,
                   [&](std::string_view sql) { scratch.run_model_statement(sql); });
  });
}

Model evaluate_model(Database& database, std::string_view ddl, const Scope& scope,
                     std::string_view what) {
  const auto evaluate = [&](std::string_view around) {
    Model model;
    database.in_scratch([&](Database& scratch) {
      scratch.offer_schemas(scope.schemas);
      run_model(scratch, around, "schemas outside of the model");
      run_model(scratch, ddl, what);
      model = read_scratch(scratch, scope);
    });
    return model;
  };
  // A text that makes all that it needs may make what is outside of its schemas too.
  std::exception_ptr first;
  try {
    return evaluate("");
  } catch (const Error& error) {
    if (scope.all || error.code() != ErrorCode::kStatement || error.ends_work()) throw;
    first = std::current_exception();
  }
  const Model live = read_model(database, Scope{true, {}});
  const std::string around =
      difference_script(Model(), only_compared(surroundings(live, scope), Compared()));
  if (around.empty()) std::rethrow_exception(first);
  return evaluate(around);
}

Model comparable(Model live, const Model& model, const Scope& scope) {
  if (scope.all) return live;
  std::vector<bool> keep(live.size(), true);
  for (std::size_t i = 0; i < live.size(); ++i) {
    keep[i] = !live[i].kind->database_wide || !live[i].schema.empty() ||
              model.find(live[i].id) != kNoObject;
  }
  return subset(live, keep);
}

std::string difference_script(const Model& from, const Model& to) {
  const Way way = expect_default_privileges(from, to);
  std::vector<SchemaOperation> operations = plan_difference(way.from, way.to);
  for (SchemaOperation& operation : operations) {
    for (DdlStatement& statement : operation.statements) statement.note.clear();
  }
  return render_operations(operations, to.unmodelled);
}

bool is_told_by_parent(const Change& change, const Model& found, const Model& wanted) {
  if (change.from != kNoObject && change.to != kNoObject) return false;
  const Model& has = change.from == kNoObject ? wanted : found;
  const Model& lacks = change.from == kNoObject ? found : wanted;
  const std::size_t index = change.from == kNoObject ? change.to : change.from;
  return has[index].parent != kNoObject && lacks.find(has[has[index].parent].id) == kNoObject;
}

std::string readable(const Value& value) { return value ? join(list_items(value), ", ") : "none"; }

std::vector<std::string> describe_differences(const Model& found, const Model& wanted) {
  constexpr std::size_t kMost = 10;
  std::vector<std::string> lines;
  std::vector<Change> changes = diff(found, wanted);
  std::erase_if(changes,
                [&](const Change& change) { return is_told_by_parent(change, found, wanted); });
  for (const Change& change : changes) {
    if (lines.size() == kMost) {
      lines.push_back(cat("and ", std::to_string(changes.size() - kMost), " more"));
      break;
    }
    const Object& object = change.from == kNoObject ? wanted[change.to] : found[change.from];
    std::string line = cat(object.kind->name, " ", object.address);
    if (change.from == kNoObject) {
      line += " is missing";
    } else if (change.to == kNoObject) {
      line += " should not be there";
    } else if (object.kind != wanted[change.to].kind) {
      line += cat(", not a ", wanted[change.to].kind->name);
    } else {
      std::vector<std::string> attributes;
      for (std::size_t i : change.attributes) {
        attributes.push_back(cat(object.kind->attributes[i].name, ": ",
                                 readable(found[change.from].values[i]), ", not ",
                                 readable(wanted[change.to].values[i])));
      }
      line += cat(" differs in ", join(attributes, ", in "));
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

Filter stored_filter(Database& database) {
  const auto patterns = [&](std::string_view name) {
    return Patterns(setting(database, name), name);
  };
  return {patterns("include_schemas"), patterns("include_name"), patterns("include_object")};
}

Compared compared(Database& database) {
  return {is_setting_on(database, "compare_owners"), is_setting_on(database, "compare_privileges"),
          database.current_user().value_or("")};
}

Model with_rest(Database& database, const Model& from, const Selection& selection) {
  if (selection.is_everything()) return from;
  const Model live = read_model(database, Scope{true, {}});
  const Model bare = only_compared(live, Compared());
  std::vector<bool> keep = needed(live, [&](std::size_t index) {
    return is_for_schemas(live, index) || from.find(live[index].id) != kNoObject;
  });
  for (std::size_t i = 0; i < live.size(); ++i) {
    const std::string& id = live[i].id;
    keep[i] = keep[i] && (bare.find(id) != kNoObject || from.find(id) != kNoObject);
  }
  return subset(live, keep);
}

Model read_selected(Database& scratch, const Selection& selection, const Model& other) {
  return comparable(filtered(read_scratch(scratch, selection.scope), selection.filter), other,
                    selection.scope);
}

void prove(Database& database, const Model& live, const Model& model, const Selection& selection,
           std::string_view upgrade, const std::string* downgrade) {
  const Compared parts = compared(database);
  const Model from = only_compared(live, parts);
  const Model to = only_compared(model, parts);
  const std::string build =
      difference_script(Model(), only_compared(with_rest(database, live, selection), parts));
  database.in_scratch([&](Database& scratch) {
    const auto expect = [&](const Model& wanted, std::string_view message,
                            std::string_view script) {
      const Model found = only_compared(read_selected(scratch, selection, wanted), parts);
      const std::vector<std::string> lines = describe_differences(found, wanted);
      if (!lines.empty()) throw_unproven(message, lines, script);
    };
    run_model(scratch, build, "rebuilt schema");
    expect(from, "the live schema could not be rebuilt", build);
    run_model(scratch, upgrade, "upgrade");
    expect(to, "the upgrade does not lead to the model", upgrade);
    if (!downgrade) return;
    run_model(scratch, *downgrade, "downgrade");
    expect(from, "the downgrade does not lead back to the live schema", *downgrade);
  });
}

}  // namespace migrate
